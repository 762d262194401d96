// Labelled screening scenarios: a customer, and whether he is on the watchlist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::datagen {

inline constexpr double kMatchProbability = .45;

struct Scenario {
  std::int64_t customer = 0;           // index
  std::optional<std::int64_t> entity;  // index; present: labelled MATCH
};

// SCN_000001 for index 0.
[[nodiscard]] std::string scenario_id(std::int64_t index);

// The row of labels.jsonl or fincrime_golden.jsonl, with its line feed.
[[nodiscard]] std::string scenario_line(std::string_view id, const Scenario& scenario,
                                        std::string_view notes);

// The row of labels.jsonl for the scenario of that index.
[[nodiscard]] std::string scenario_line(std::int64_t index, const Scenario& scenario);

}  // namespace financescr::datagen
