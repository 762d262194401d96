// The rows of a stream of transactions: names for the numbers of a record, and the JSON of events,
// ticks, labels and agents (docs/MONITORING.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "datagen/keyed_order.hpp"
#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

class Rows {
 public:
  // Requires: the population is whole, and outlives this.
  Rows(const TransactionOptions& options, const Population& population);

  // Each with its line feed.
  [[nodiscard]] std::string event(std::int64_t number, const Record& record) const;
  [[nodiscard]] static std::string tick(std::int64_t number, std::int64_t at_us);
  [[nodiscard]] static std::string event_label(std::int64_t number, std::string_view label,
                                               std::string_view typology, std::int64_t known_at_us);
  [[nodiscard]] std::string account_label(std::int32_t client, std::string_view label,
                                          std::string_view typology,
                                          std::int64_t known_at_us) const;
  [[nodiscard]] std::string agent(std::int32_t agent) const;

 private:
  [[nodiscard]] std::string numbered_client(std::string_view prefix, std::int32_t client) const;
  [[nodiscard]] std::string account_id(std::int32_t client) const;

  const Population& population_;
  KeyedOrder numbers_;  // so that a number does not say what a client is
  bool has_received_at_;
};

}  // namespace financescr::datagen
