// The golden regression sets: a small choice of rows whose decisions must not change unnoticed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datagen/scenarios.hpp"

namespace financescr::datagen {

inline constexpr std::size_t kGoldenMatches = 12;
inline constexpr std::size_t kGoldenNoMatches = 18;
inline constexpr std::int64_t kMinCustomersForGolden = 19;

// The rows of fincrime_golden.jsonl, GSCN_001 ...
[[nodiscard]] std::string golden_scenarios_jsonl(const std::vector<Scenario>& scenarios);

// Indices of applications ordered by probability of default (a value up to 10,000 for each, in the
// order of the rows): the 10 lowest, 10 around the middle, the 10 highest; of equal ones the first
// rows come first. With fewer than 30 applications the parts overlap or are shorter.
[[nodiscard]] std::vector<std::int64_t> choose_golden_applications(
    const std::vector<std::uint16_t>& pd_ten_thousandths);

// The rows of credit_golden.jsonl, GCRED_001 ...
[[nodiscard]] std::string golden_applications_jsonl(const std::vector<std::int64_t>& applications);

}  // namespace financescr::datagen
