// MonitorRequest: one event with what its past says of it, as it is hashed and replayed. A decision
// needs nothing else of the past.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/result.hpp"
#include "engine/monitoring/event.hpp"
#include "engine/monitoring/policy.hpp"

namespace financescr::monitoring {

struct MonitorRequest {
  Event event;
  bool is_late = false;  // beyond max_lateness: its facts may be incomplete
  std::array<RuleFacts, kRuleCount> facts{};
  std::vector<std::size_t> cut;  // rules that could not look at all that there was
  // The events that rules saw, the latest first.
  std::vector<std::pair<std::size_t, std::vector<std::string>>> seen;
  std::optional<std::string> policy;  // a built-in one, instead of the pack's

  // {"event", "facts"?, "late"?, "cut"?, "seen"?, "policy"?, "warnings"?}; the envelope's
  // "request_id" is passed over.
  [[nodiscard]] static std::optional<MonitorRequest> read(const canonical::Json& json,
                                                          Errors& errors, Pointers& ignored);
  [[nodiscard]] canonical::Json to_json() const;
};

}  // namespace financescr::monitoring
