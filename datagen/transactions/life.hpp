// Ordinary life: what clients earn, spend, send and save from day to day.
//
// Balances are not kept: what a client spends follows its calling and not what it has.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

// The first day on which a client lies still; such a client never moves again of its own.
using Sleepers = std::map<std::int32_t, std::int64_t>;

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
