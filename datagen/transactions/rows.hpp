// The rows of a stream of transactions: names for the numbers of a record, and the JSON of events,
// ticks, labels, the oracle and agents (docs/MONITORING.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

// What becomes known of an event or an account.
struct Label {
  bool is_fraud = false;
  std::string typology;
  std::string_view difficulty;  // empty: none
  std::int64_t known_at_us = 0;
  std::int32_t case_number = kNone;
};

class Rows {
 public:
  // Requires: the population is whole, and outlives this.
  Rows(const TransactionOptions& options, const Population& population);

  // Each with its line feed.
  [[nodiscard]] std::string event(std::int64_t number, const Record& record) const;
  [[nodiscard]] static std::string tick(std::int64_t number, std::int64_t at_us);
  [[nodiscard]] static std::string event_label(std::int64_t number, const Label& label);
  [[nodiscard]] std::string account_label(std::int32_t client, const Label& label) const;
  // A row of the oracle.
  [[nodiscard]] static std::string chance(std::int64_t number, double p);
  [[nodiscard]] std::string agent(std::int32_t agent) const;

 private:
  [[nodiscard]] std::string numbered_client(std::string_view prefix, std::int32_t client) const;
  [[nodiscard]] std::string account_id(std::int32_t client) const;

  const Population& population_;
  std::vector<std::int32_t> numbers_;  // shuffled, so that they do not say what a client is
  bool has_received_at_;
};

}  // namespace financescr::datagen
