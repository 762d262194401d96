#include "engine/replay/replay.hpp"

#include <algorithm>
#include <string_view>

#include "engine/canonical/fields.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;

std::optional<Difference> first_difference(const Json& recorded, const Json& replayed,
                                           const std::string& pointer) {
  if (recorded == replayed) return std::nullopt;
  const auto* a = recorded.if_object();
  const auto* b = replayed.if_object();
  if (a != nullptr && b != nullptr) {
    auto i = a->begin();
    auto j = b->begin();
    while (i != a->end() || j != b->end()) {
      const bool only_a = j == b->end() || (i != a->end() && i->first < j->first);
      const bool only_b = !only_a && (i == a->end() || j->first < i->first);
      if (only_a) return Difference{canonical::pointer_append(pointer, i->first), i->second, {}};
      if (only_b) return Difference{canonical::pointer_append(pointer, j->first), {}, j->second};
      const auto inner =
          first_difference(i->second, j->second, canonical::pointer_append(pointer, i->first));
      if (inner) return inner;
      ++i;
      ++j;
    }
  }
  const auto* x = recorded.if_array();
  const auto* y = replayed.if_array();
  if (x != nullptr && y != nullptr) {
    for (std::size_t i = 0; i < std::min(x->size(), y->size()); ++i) {
      const auto inner = first_difference((*x)[i], (*y)[i], canonical::pointer_append(pointer, i));
      if (inner) return inner;
    }
    const std::size_t shorter = std::min(x->size(), y->size());
    return Difference{canonical::pointer_append(pointer, shorter),
                      x->size() > shorter ? (*x)[shorter] : Json(),
                      y->size() > shorter ? (*y)[shorter] : Json()};
  }
  return Difference{pointer, recorded, replayed};
}

std::optional<Difference> compare(const Json& recorded, const Json& replayed) {
  for (const std::string_view key :
       {"decision_version", "pack_hash", "policy_hash", "model_hash", "input_hash"}) {
    const Json* a = recorded.find(key);
    const Json* b = replayed.find(key);
    const Json before = a == nullptr ? Json() : *a;
    const Json after = b == nullptr ? Json() : *b;
    if (before != after) {
      return Difference{canonical::pointer_append("/decision", key), before, after};
    }
  }
  return first_difference(recorded, replayed, "/decision");
}

}  // namespace

tl::expected<Replay, Errors> replay(const Json& bundle, const Engine& engine,
                                    screening::Workspace& workspace) {
  Errors errors;
  canonical::Fields fields(bundle, "", errors);
  static_cast<void>(fields.required_choice("bundle_version", {kBundleVersion}));
  const auto kind = static_cast<Kind>(
      fields.required_choice("kind", {to_string(Kind::kScreen), to_string(Kind::kCredit)}));
  const Json* input = fields.find("input");
  const Json* decision = fields.find("decision");
  if (input == nullptr) fields.reject("input", ErrorCode::kMissing, "is required");
  if (decision == nullptr) fields.reject("decision", ErrorCode::kMissing, "is required");
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  auto verdict = kind == Kind::kScreen ? engine.screen(*input, workspace) : engine.apply(*input);
  if (!verdict) {
    for (Error& error : verdict.error()) error.pointer = "/input" + error.pointer;
    return tl::unexpected(std::move(verdict.error()));
  }
  Replay result;
  if (const Json* id = fields.find("request_id")) result.request_id = *id;
  static_cast<void>(fields.find("customer_ref"));
  result.result_hash = *verdict->decision.find("result_hash")->if_string();
  result.difference = compare(*decision, verdict->decision);
  return result;
}

Json to_json(const Replay& replayed) {
  Json json = Json::object({{"request_id", replayed.request_id},
                            {"status", replayed.difference ? "different" : "identical"},
                            {"result_hash", replayed.result_hash}});
  if (replayed.difference) {
    json.set("field", replayed.difference->field);
    json.set("recorded", replayed.difference->recorded);
    json.set("replayed", replayed.difference->replayed);
  }
  return json;
}

}  // namespace financescr::replay
