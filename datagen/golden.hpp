// The golden regression sets: a small choice of rows whose decisions must not change unnoticed.
#pragma once

#include <string>
#include <vector>

#include "datagen/applications.hpp"
#include "datagen/scenarios.hpp"

namespace financescr::datagen {

// The first 12 links by customer id as MATCH, then customers 2 to 19 as NO_MATCH. As in the
// reference, some of these 18 may in truth be linked.
// Requires: at least kMinCustomersForGolden customers.
inline constexpr std::int64_t kMinCustomersForGolden = 19;
[[nodiscard]] std::vector<Scenario> choose_golden_scenarios(const std::vector<Customer>& customers,
                                                            const std::vector<Link>& links);

// Application ids ordered by probability of default: the 10 lowest, 10 around the middle, the 10
// highest. With fewer than 30 applications the parts overlap or are shorter.
[[nodiscard]] std::vector<std::string> choose_golden_applications(
    const std::vector<CreditLabel>& labels);

[[nodiscard]] std::string golden_applications_jsonl(
    const std::vector<std::string>& application_ids);

}  // namespace financescr::datagen
