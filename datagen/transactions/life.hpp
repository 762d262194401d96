// Ordinary life: what clients earn, spend, send and save from day to day.
//
// Balances are not kept: what a client spends follows its calling and not what it has.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

// An account that lies still: it is heard of once on the first day, and then not of its own until
// some time after it has been woken.
struct Sleep {
  std::int64_t from_day = 0;
  std::int64_t wake_day = 0;

  [[nodiscard]] bool holds(std::int64_t at_us) const;
};
using Sleepers = std::map<std::int32_t, Sleep>;  // by client

class Life {
 public:
  // Requires: both outlive this.
  Life(std::uint64_t seed, const Population& population, const Sleepers& sleepers)
      : seed_(seed), population_(population), sleepers_(sleepers) {}

  // Appends what a client does in one slice of days, up to `day_count`. Some of it is later than
  // the slice: what follows from a loan.
  void draw(std::int32_t client, std::int64_t slice, std::int64_t day_count,
            std::vector<Record>& out) const;

 private:
  std::uint64_t seed_;
  const Population& population_;
  const Sleepers& sleepers_;
};

}  // namespace financescr::datagen
