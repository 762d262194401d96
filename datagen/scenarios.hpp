// Labelled screening scenarios: a customer, and whether he is on the watchlist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/watchlist.hpp"

namespace financescr::datagen {

struct Scenario {
  std::string scenario_id;  // SCN_000001 ...
  std::string customer_id;
  std::optional<std::string> true_entity_id;  // present: MATCH; absent: NO_MATCH
  std::string_view notes;
};

// About 45 % MATCH. A NO_MATCH is drawn from all customers, as the reference does, so about a
// quarter of them are in truth linked: label noise that an evaluation has to report.
// Requires: there is at least one link, or count is 0.
[[nodiscard]] std::vector<Scenario> draw_scenarios(PythonRandom& rng,
                                                   const std::vector<Customer>& customers,
                                                   const std::vector<Link>& links,
                                                   std::int64_t count);

[[nodiscard]] std::string scenarios_jsonl(const std::vector<Scenario>& scenarios);

}  // namespace financescr::datagen
