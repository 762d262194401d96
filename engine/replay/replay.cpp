#include "engine/replay/replay.hpp"

#include <algorithm>
#include <string_view>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/pack/domain_spec.hpp"

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

Json member_or_null(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found == nullptr ? Json() : *found;
}

std::optional<Difference> hash_difference(const Json& decision, std::string_view key,
                                          std::string_view now) {
  Json recorded = member_or_null(decision, key);
  if (recorded == Json(now)) return std::nullopt;
  return Difference{canonical::pointer_append("/decision", key), std::move(recorded), Json(now)};
}

// Of what a decision is made with; the pack before anything else.
std::optional<Difference> compare_provenance(const Json& decision,
                                             const decision::Provenance& now) {
  if (auto pack = hash_difference(decision, "pack_hash", now.pack_hash)) return pack;
  if (auto made = hash_difference(decision, "decision_version", decision::kDecisionVersion))
    return made;
  if (auto policy = hash_difference(decision, "policy_hash", now.policy_hash)) return policy;
  return hash_difference(decision, "model_hash", now.model_hash);
}

// The member that a pointer names; null if there is none.
Json at_pointer(const Json& json, std::string_view pointer) {
  if (pointer.empty()) return json;
  if (const auto* object = json.if_object()) {
    for (const auto& [key, value] : *object) {
      const std::string step = canonical::pointer_append("", key);
      if (!pointer.starts_with(step)) continue;
      const std::string_view rest = pointer.substr(step.size());
      if (rest.empty() || rest.front() == '/') return at_pointer(value, rest);
    }
  }
  if (const auto* array = json.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      const std::string step = canonical::pointer_append("", i);
      if (!pointer.starts_with(step)) continue;
      const std::string_view rest = pointer.substr(step.size());
      if (rest.empty() || rest.front() == '/') return at_pointer((*array)[i], rest);
    }
  }
  return {};
}

bool is_request_id(std::string_view pointer) {
  return pointer == "/request_id" || pointer.starts_with("/request_id/");
}

// What the caller called the subject, if it is what a bundle may hold.
std::optional<std::string> customer_ref_of(const Json& bundle) {
  const Json* given = bundle.find("customer_ref");
  const std::string* text = given == nullptr ? nullptr : given->if_string();
  return text != nullptr && canonical::is_reference(*text) ? std::optional(*text) : std::nullopt;
}

// Every member of the bundle against those that it would have if it were written now.
std::optional<Difference> compare_members(const Json& bundle, const Json& now,
                                          const std::vector<canonical::RoundedNumber>& rounded) {
  const Json before = member_or_null(*bundle.find("decision"), "input_hash");
  const Json after = *now.find("decision")->find("input_hash");
  if (before != after) return Difference{"/decision/input_hash", before, after};
  for (const auto& [key, value] : *bundle.if_object()) {
    if (now.find(key) == nullptr) return Difference{canonical::pointer_append("", key), value, {}};
  }
  for (const std::string_view key : {"input", "decision"}) {
    auto difference =
        first_difference(*bundle.find(key), *now.find(key), canonical::pointer_append("", key));
    if (difference) return difference;
  }
  for (const canonical::RoundedNumber& number : rounded) {
    if (is_request_id(number.pointer)) continue;
    return Difference{number.pointer, Json(number.text), at_pointer(now, number.pointer)};
  }
  return std::nullopt;
}

}  // namespace

tl::expected<Replay, Errors> replay(const Json& bundle,
                                    const std::vector<canonical::RoundedNumber>& rounded,
                                    const EngineSet& engines, decision::Workspace& workspace) {
  Errors errors;
  canonical::Fields fields(bundle, "", errors);
  static_cast<void>(fields.required_choice("bundle_version", {decision::kBundleVersion}));
  const Domain domain = kDomains[fields.required_choice("kind", pack::domain_kinds())];
  const Json* input = fields.find("input");
  const Json* decision = fields.find("decision");
  if (input == nullptr) fields.reject("input", ErrorCode::kMissing, "is required");
  if (decision == nullptr) fields.reject("decision", ErrorCode::kMissing, "is required");
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  Replay result;
  if (const Json* id = fields.find("request_id")) result.request_id = *id;
  const decision::DomainEngine& engine = engines.of(domain);
  result.difference = compare_provenance(*decision, engine.provenance_for(*input));
  auto verdict = engine.decide(*input, workspace);
  if (!verdict) {
    if (result.difference) return result;
    for (Error& error : verdict.error()) error.pointer = "/input" + error.pointer;
    return tl::unexpected(std::move(verdict.error()));
  }
  result.result_hash = *verdict->decision.find("result_hash")->if_string();
  if (!result.difference) {
    const Json now = decision::make_bundle(domain, result.request_id, verdict->input,
                                           verdict->decision, customer_ref_of(bundle));
    result.difference = compare_members(bundle, now, rounded);
  }
  return result;
}

Json to_json(const Replay& replayed) {
  Json json =
      Json::object({{"request_id", replayed.request_id},
                    {"status", replayed.difference ? "different" : "identical"},
                    {"result_hash", replayed.result_hash ? Json(*replayed.result_hash) : Json()}});
  if (replayed.difference) {
    json.set("field", replayed.difference->field);
    json.set("recorded", replayed.difference->recorded);
    json.set("replayed", replayed.difference->replayed);
  }
  return json;
}

}  // namespace financescr::replay
