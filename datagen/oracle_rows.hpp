// The rows of oracle.jsonl: for every row of labels.jsonl the truth and the best possible score.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "datagen/oracle.hpp"

namespace financescr::datagen {

// {"scenario_id":..., "true_entity_id": the entry of the customer or null, whatever the label says,
// "log_likelihood_ratio": six decimals}, with its line feed.
[[nodiscard]] std::string oracle_line(std::int64_t scenario, std::optional<std::int64_t> entity,
                                      double log_odds);

}  // namespace financescr::datagen
