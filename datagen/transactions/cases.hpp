// Cases: what is planted in a stream of transactions, and known of it later.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "datagen/transactions/life.hpp"
#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

struct Case {
  std::string_view typology;
  std::int64_t known_at_us = 0;       // when somebody has found out
  std::vector<std::int32_t> clients;  // whose accounts took part
};

struct Cases {
  std::vector<Case> cases;
  // Of all cases, by time; case_number is the place in `cases`. Some come before day 0: the last
  // that was heard of an account before it lay still.
  std::vector<Record> records;
  Sleepers sleepers;
};

// "structuring", "smurfing", ...
[[nodiscard]] std::span<const std::string_view> typology_names();

// Two cases for each hundred clients, and one of each typology at least. No client is in two of
// them. Clients whom an agent farms are added to the population.
// Requires: valid options.
[[nodiscard]] Cases plan_cases(const TransactionOptions& options, Population& population);

}  // namespace financescr::datagen
