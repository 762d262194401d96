#include "functions/agent/trace.hpp"

#include <array>
#include <utility>

namespace financescr::agent {
namespace {

using canonical::Json;

constexpr std::array<std::string_view, 5> kKinds = {"INTENT_UPDATE", "ASK_USER", "TOOL_CALL",
                                                    "TOOL_RESULT", "RESPONSE"};

template <typename T>
void set(Json& json, std::string_view key, const std::optional<T>& value) {
  if (value) json.set(key, *value);
}

}  // namespace

void Trace::add(const Step& step) {
  Json json = Json::object({{"step", static_cast<std::int64_t>(steps_.if_array()->size())},
                            {"kind", kKinds[static_cast<std::size_t>(step.kind)]}});
  set(json, "summary", step.summary);
  set(json, "tool", step.tool);
  set(json, "tool_input", step.tool_input);
  set(json, "tool_output_ref", step.tool_output_ref);
  set(json, "latency_ms", step.latency_ms);
  steps_.push_back(std::move(json));
}

}  // namespace financescr::agent
