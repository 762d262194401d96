// Trace: the steps of one turn, as clients see and the store keeps them (specification 1.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"

namespace financescr::agent {

enum class StepKind : std::uint8_t { kIntentUpdate, kAskUser, kToolCall, kToolResult, kResponse };

struct Step {
  StepKind kind = StepKind::kResponse;
  std::optional<std::string> summary;
  std::optional<std::string> tool;
  std::optional<canonical::Json> tool_input;  // nulls inside it stay
  std::optional<std::string> tool_output_ref;
  std::optional<std::int64_t> latency_ms;
};

class Trace {
 public:
  void add(const Step& step);

  // All steps as an array; each has its number and no member that is null.
  [[nodiscard]] const canonical::Json& steps() const { return steps_; }
  // Requires: there is a step.
  [[nodiscard]] const canonical::Json& first() const { return steps_.if_array()->front(); }

 private:
  canonical::Json steps_ = canonical::Json::array();
};

}  // namespace financescr::agent
