#include "engine/screening/policy.hpp"

#include <vector>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

constexpr std::size_t kLevels = 3;
constexpr Micro kLargestCost = Micro::from_int(1'000'000);

const std::vector<std::string_view>& level_names() {
  static const std::vector<std::string_view> names{"HIGH", "MED", "LOW"};
  return names;
}

const std::vector<std::string_view>& priority_names() {
  static const std::vector<std::string_view> names{"P0", "P1", "P2"};
  return names;
}

void require(canonical::Fields& fields, std::string_view key) {
  if (fields.find(key) == nullptr) {
    fields.reject(key, ErrorCode::kMissing, "Fincrime policy missing key: " + std::string(key));
  }
}

void read_severities(canonical::Fields& fields, Policy& policy, Errors& errors) {
  const Json* json = fields.find("severity_by_list_type");
  if (json == nullptr) return;
  canonical::Fields entries(*json, fields.pointer_to("severity_by_list_type"), errors);
  for (std::size_t i = 0; i < pack::list_type_names().size(); ++i) {
    policy.severity_by_list_type[i] =
        static_cast<Level>(entries.required_choice(pack::list_type_names()[i], level_names()));
  }
  entries.reject_unknown();
}

void read_priorities(canonical::Fields& fields, Policy& policy, Errors& errors) {
  const Json* json = fields.find("priority_rules");
  if (json == nullptr) return;
  canonical::Fields rows(*json, fields.pointer_to("priority_rules"), errors);
  for (std::size_t s = 0; s < kLevels; ++s) {
    const Json* row = rows.find(level_names()[s]);
    if (row == nullptr) {
      rows.reject(level_names()[s], ErrorCode::kMissing, "is required");
      continue;
    }
    canonical::Fields cells(*row, rows.pointer_to(level_names()[s]), errors);
    for (std::size_t c = 0; c < kLevels; ++c) {
      policy.priority_rules[s][c] =
          static_cast<Priority>(cells.required_choice(level_names()[c], priority_names()));
    }
    cells.reject_unknown();
  }
  rows.reject_unknown();
}

}  // namespace

std::string_view to_string(Level level) { return level_names()[static_cast<std::size_t>(level)]; }

std::string_view to_string(Priority priority) {
  return priority_names()[static_cast<std::size_t>(priority)];
}

Policy Policy::read(const Json& json, Errors& errors) {
  Policy policy;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return policy;
  for (const std::string_view key :
       {"retrieval_top_k", "return_top_n", "threshold", "uncertainty_band"}) {
    require(fields, key);
  }
  const auto number = [&fields](std::string_view key, Micro high, Micro& value) {
    value = fields.number(key, kMicroZero, high).value_or(value);
  };
  policy.version = fields.text("version", limits::kMaxIdBytes).value_or(policy.version);
  policy.retrieval_top_k =
      fields.integer("retrieval_top_k", 1, limits::kMaxTopK).value_or(policy.retrieval_top_k);
  policy.return_top_n =
      fields.integer("return_top_n", 1, limits::kMaxTopK).value_or(policy.return_top_n);
  number("threshold", kMicroOne, policy.threshold);
  number("uncertainty_band", kMicroOne, policy.uncertainty_band);
  number("min_gap", kMicroOne, policy.min_gap);
  number("cost_fp", kLargestCost, policy.cost_fp);
  number("cost_fn", kLargestCost, policy.cost_fn);
  number("recall_target", kMicroOne, policy.recall_target);
  read_severities(fields, policy, errors);
  read_priorities(fields, policy, errors);
  fields.reject_unknown();
  return policy;
}

Json Policy::to_json() const {
  Json severities = Json::object();
  for (std::size_t i = 0; i < pack::list_type_names().size(); ++i) {
    severities.set(pack::list_type_names()[i], to_string(severity_by_list_type[i]));
  }
  Json priorities = Json::object();
  for (std::size_t s = 0; s < kLevels; ++s) {
    Json row = Json::object();
    for (std::size_t c = 0; c < kLevels; ++c) {
      row.set(level_names()[c], to_string(priority_rules[s][c]));
    }
    priorities.set(level_names()[s], std::move(row));
  }
  return Json::object({{"version", version},
                       {"retrieval_top_k", retrieval_top_k},
                       {"return_top_n", return_top_n},
                       {"threshold", threshold},
                       {"uncertainty_band", uncertainty_band},
                       {"min_gap", min_gap},
                       {"cost_fp", cost_fp},
                       {"cost_fn", cost_fn},
                       {"recall_target", recall_target},
                       {"severity_by_list_type", std::move(severities)},
                       {"priority_rules", std::move(priorities)}});
}

}  // namespace financescr::screening
