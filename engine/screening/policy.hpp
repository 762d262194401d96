// Policy: what an operator decides with a score. Kept apart from the model, so that thresholds are
// tuned without touching it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::screening {

enum class Level : std::uint8_t { kHigh, kMed, kLow };
enum class Priority : std::uint8_t { kP0, kP1, kP2 };

[[nodiscard]] std::string_view to_string(Level level);
[[nodiscard]] std::string_view to_string(Priority priority);

struct Policy {
  std::string version = "fincrime/v1";
  std::int64_t retrieval_top_k = 20;
  std::int64_t return_top_n = 5;
  Micro threshold{720'000};
  Micro uncertainty_band{50'000};
  Micro min_gap{50'000};  // lead over the next entity that makes confidence HIGH
  Micro cost_fp = Micro::from_int(1);
  Micro cost_fn = Micro::from_int(15);
  Micro recall_target{800'000};
  std::array<Level, 3> severity_by_list_type{Level::kHigh, Level::kMed, Level::kLow};
  // [severity][confidence]
  std::array<std::array<Priority, 3>, 3> priority_rules{
      {{Priority::kP0, Priority::kP0, Priority::kP1},
       {Priority::kP1, Priority::kP1, Priority::kP2},
       {Priority::kP2, Priority::kP2, Priority::kP2}}};

  // Required: retrieval_top_k, return_top_n, threshold, uncertainty_band. The rest has the values
  // above. Errors: every fault with its pointer, unknown keys among them.
  [[nodiscard]] static Policy read(const canonical::Json& json, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;

  [[nodiscard]] Level severity(pack::ListType type) const {
    return severity_by_list_type[static_cast<std::size_t>(type)];
  }
  [[nodiscard]] Priority priority(Level severity, Level confidence) const {
    return priority_rules[static_cast<std::size_t>(severity)][static_cast<std::size_t>(confidence)];
  }
};

}  // namespace financescr::screening
