// CasePlan: one case while it is drawn: whom it takes, and its events.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/random_streams.hpp"
#include "datagen/transactions/schedule.hpp"
#include "engine/monitoring/policy.hpp"

namespace financescr::datagen {

// Takes clients for cases in a shuffled order, again and again: who was taken comes again once
// everybody else was.
class FreeClients {
 public:
  // Requires: the sleepers outlive this.
  FreeClients(std::uint64_t seed, std::int32_t count, const Sleepers& sleepers)
      : order_(key_of(seed, Section::kCaseOrder), count), count_(count), sleepers_(sleepers) {}

  // A client who is not among `taken` and does not lie still on the day, if there is one.
  std::int32_t take(Coin coin, std::int64_t day, const std::vector<std::int32_t>& taken);

 private:
  KeyedOrder order_;
  std::int64_t count_;
  const Sleepers& sleepers_;
  std::array<std::int64_t, kCoinCount> next_{};
};

// From the least to the most, both included.
struct Counts {
  std::int64_t low;
  std::int64_t high;
};
struct Shares {
  double low;
  double high;
};

// A limit of the built-in policy, in minor units.
[[nodiscard]] std::int64_t limit_minor(monitoring::Limit limit, Coin coin);
// What a rule of the built-in policy is set to.
[[nodiscard]] std::int64_t set_for(std::string_view rule, std::string_view parameter);

class CasePlan {
 public:
  // Requires: all references outlive this. Appends to `out`.
  CasePlan(std::uint64_t seed, const Population& population, FreeClients& free, Case& planned,
           std::int32_t number, std::vector<Record>& out);

  StreamRandom& rng() { return rng_; }
  [[nodiscard]] bool is_guised() const { return case_.is_guised; }
  [[nodiscard]] bool is_careful() const { return case_.difficulty == Difficulty::kCareful; }
  [[nodiscard]] const Population& population() const { return population_; }

  // What the difficulty asks for.
  template <typename T>
  [[nodiscard]] const T& by(const T& crude, const T& middle, const T& careful) const {
    switch (case_.difficulty) {
      case Difficulty::kCrude:
        return crude;
      case Difficulty::kMiddle:
        return middle;
      case Difficulty::kCareful:
        break;
    }
    return careful;
  }
  std::int64_t count(Counts crude, Counts middle, Counts careful) {
    const Counts& counts = by(crude, middle, careful);
    return rng_.randint(counts.low, counts.high);
  }
  double share(Shares crude, Shares middle, Shares careful) {
    const Shares& shares = by(crude, middle, careful);
    return draw_between(rng_, shares.low, shares.high);
  }

  // A client who is in no other case at the time, if there are enough.
  std::int32_t take_client();
  // The account that is the case's own: who sleeps, or the n-th who is farmed.
  std::int32_t own_client(std::int64_t n = 0);
  std::int32_t draw_agent() { return population_.draw_mixed_agent(rng_, case_.coin); }

  // Within the hours of UTC of a day of the case, from 0.
  std::int64_t at_day(std::int64_t day, std::int64_t from_hour = 8, std::int64_t to_hour = 17);
  // Six hours later still if that is at night: at night only those move who are meant to.
  std::int64_t minutes_after(std::int64_t at_us, Counts minutes);

  // A share of a limit; never a round amount.
  std::int64_t part_of(monitoring::Limit limit, double share) {
    return part_of(limit_minor(limit, case_.coin), share);
  }
  std::int64_t part_of_maximum(double share) { return part_of(monitoring::Limit::kMaximum, share); }
  [[nodiscard]] std::int64_t part_of(std::int64_t minor, double share) const;
  // Rounded as loans are.
  std::int64_t draw_loan();
  // So many of the policy's unit of round amounts.
  [[nodiscard]] std::int64_t round_amount(std::int64_t units) const;
  // Where structuring begins and below the maximum; or below where it begins.
  std::int64_t just_below_maximum();
  std::int64_t just_below_structuring();

  // Somebody with an account elsewhere: a person without a name, or in the guise of business a
  // firm.
  struct Party {
    OtherKind kind = OtherKind::kPerson;
    std::int32_t number = 0;
  };
  Party draw_person() { return {OtherKind::kPerson, datagen::draw_person(rng_)}; }
  Party draw_party();

  // Events of the case. The reference holds until the next one is made.
  Record& cash_in(std::int32_t client, std::int64_t at_us, std::int64_t minor);
  // In notes.
  Record& cash_out(std::int32_t client, std::int64_t at_us, std::int64_t minor);
  Record& receive(std::int32_t client, std::int64_t at_us, std::int64_t minor, Party party);
  // Handed in by somebody who is named.
  Record& deposit(std::int32_t client, std::int64_t at_us, std::int64_t minor, Party party);
  // Online.
  Record& send(std::int32_t client, std::int64_t at_us, std::int64_t minor, Party party);
  // Between two clients of the bank, of whom each has an event.
  void move(std::int32_t from, std::int32_t to, std::int64_t at_us, std::int64_t minor);
  Record& pay_loan(std::int32_t client, std::int64_t at_us, std::int64_t minor);

  // In the guise of business: of the client's own shop.
  Record& as_business(Record& record) const;
  static void serve(Record& record, std::int32_t agent);

  // Found out some days after its last event.
  void finish();
  [[nodiscard]] const std::vector<std::int32_t>& clients() const { return clients_; }

 private:
  Record& add(Record record);

  const Population& population_;
  FreeClients& free_;
  Case& case_;
  std::int32_t number_;
  StreamRandom rng_;
  std::vector<std::int32_t> clients_;
  std::vector<Record>& out_;
  std::int64_t last_us_ = 0;
};

}  // namespace financescr::datagen
