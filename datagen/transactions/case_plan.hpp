// CasePlan: one case while it is planned: whom it takes, when it goes on, and its events.
#pragma once

#include <cstdint>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/cases.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {

// Who has not been taken for a case yet, in a shuffled order.
class FreeClients {
 public:
  FreeClients(std::uint64_t seed, std::int32_t count)
      : order_(key_of(seed, Section::kCaseOrder), count) {}

  // Requires: one is left; validate() sees to it.
  std::int32_t take(bool is_dollar);

 private:
  KeyedOrder order_;
  std::int64_t next_[2] = {0, 0};  // by currency
};

class CasePlan {
 public:
  // Requires: all references outlive this; valid options.
  CasePlan(const TransactionOptions& options, Population& population, FreeClients& free,
           Cases& cases, std::int32_t number);

  PythonRandom& rng() { return rng_; }
  [[nodiscard]] bool is_dollar() const { return is_dollar_; }
  [[nodiscard]] std::int32_t number() const { return number_; }
  // The day on which the case begins.
  [[nodiscard]] std::int64_t first_day() const { return first_day_; }
  Population& population() { return population_; }

  // A client who is in no other case.
  std::int32_t take_client();
  // One more client of an agent.
  std::int32_t take_farmed(std::uint8_t country);
  // The client is heard of once on that day, and lies still from then on.
  void let_sleep(std::int32_t client, std::int64_t from_day);
  std::int32_t draw_agent() { return population_.draw_mixed_agent(rng_, is_dollar_); }
  // Where some client with the currency of the case lives.
  std::uint8_t draw_country();
  // Somebody with an account elsewhere.
  std::int32_t draw_person();

  // A share of the maximum of the built-in policy, uniform in [low, high), in minor units.
  std::int64_t share_of_maximum(double low, double high);
  // Just below the maximum.
  std::int64_t just_below_maximum();
  // A part of an amount, rounded as the currency is.
  [[nodiscard]] std::int64_t part_of(std::int64_t minor, double share) const;
  // From `low` to `high` minutes after.
  std::int64_t minutes_after(std::int64_t at_us, std::int64_t low, std::int64_t high);

  // Events of the case. The reference holds until the next one is made.
  Record& cash_in(std::int32_t client, std::int64_t at_us, std::int64_t minor);
  Record& cash_out(std::int32_t client, std::int64_t at_us, std::int64_t minor);
  // With an account elsewhere; what is sent is sent online.
  Record& receive(std::int32_t client, std::int64_t at_us, std::int64_t minor, std::int32_t person);
  Record& send(std::int32_t client, std::int64_t at_us, std::int64_t minor, std::int32_t person);
  // Between two clients of the bank, of whom each has an event.
  void move(std::int32_t from, std::int32_t to, std::int64_t at_us, std::int64_t minor);
  Record& pay_loan(std::int32_t client, std::int64_t at_us, std::int64_t minor);

  // Found out some days after its last event.
  void finish();

 private:
  Record& add(Record record);
  [[nodiscard]] Case& this_case() { return cases_.cases.back(); }

  Population& population_;
  FreeClients& free_;
  Cases& cases_;
  std::int32_t number_;
  PythonRandom rng_;
  bool is_dollar_;
  std::int64_t first_day_;
  std::int64_t last_us_ = 0;
};

}  // namespace financescr::datagen
