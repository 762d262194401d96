#include "engine/decision/domain_engine.hpp"

#include <utility>

namespace financescr::decision {
namespace {

using canonical::Json;

// Names where a policy or model came from, beside its version.
void note_source(Json& outcome, std::string_view key, bool from_pack) {
  const Json* found = outcome.find(key);
  Json noted = found == nullptr ? Json::object() : *found;
  noted.set("source", from_pack ? "pack" : "builtin");
  outcome.set(key, std::move(noted));
}

}  // namespace

bool DomainEngine::has_own_policy() const {
  return rows() != nullptr && !rows()->meta.policy.is_null();
}

bool DomainEngine::has_own_model() const {
  return rows() != nullptr && !rows()->meta.model.is_null();
}

std::optional<Date> DomainEngine::pack_date() const {
  return rows() == nullptr ? std::nullopt : rows()->meta.manifest.as_of;
}

Decided DomainEngine::make_decision(Json input, Json outcome, Summary summary,
                                    const std::optional<std::string>& matches) const {
  note_source(outcome, "policy", has_own_policy());
  note_source(outcome, "model", has_own_model());
  Decided decided =
      decision::make_decision(std::move(input), std::move(outcome), provenance_, matches);
  decided.domain = domain();
  decided.summary = std::move(summary);
  return decided;
}

}  // namespace financescr::decision
