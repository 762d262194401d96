#include "engine/monitoring/engine.hpp"

#include <utility>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;
using decision::Provenance;

std::string hash_text(const Json& value) { return canonical::content_hash(value).to_string(); }

std::string_view severity_of(Level level) {
  if (level >= Level::kHigh) return "HIGH";
  return level == Level::kMedium ? "MED" : "LOW";
}

std::string_view priority_of(Level level) {
  if (level == Level::kCritical) return "P0";
  return level == Level::kHigh ? "P1" : "P2";
}

}  // namespace

std::unique_ptr<const Engine> Engine::create(std::shared_ptr<const pack::Pack> pack,
                                             pack::PackErrors& errors) {
  std::unique_ptr<Engine> engine(new Engine(std::move(pack)));
  engine->read(errors);
  return engine;
}

std::unique_ptr<const Engine> Engine::with_policy(Policy policy) const {
  std::unique_ptr<Engine> engine(new Engine(*this));
  engine->policy_ = std::move(policy);
  engine->policy_source_ = "given";
  engine->provenance_ = engine->provenance_of(engine->policy_);
  return engine;
}

void Engine::read(pack::PackErrors& errors) {
  policy_ = builtin_policy();
  if (has_own_policy()) {
    Errors faults;
    if (auto policy = Policy::read(rows()->meta.policy, faults)) policy_ = *std::move(policy);
    if (!faults.empty()) errors.add(rows()->meta.label + "/policy.json", 0, faults);
    policy_source_ = "pack";
  }
  if (has_own_model()) {
    errors.add(rows()->meta.label + "/model.json", 0,
               Error{ErrorCode::kUnsupported, "monitoring has no models yet", ""});
  }
  const pack::DomainPack* people = whole_pack().domain(Domain::kScreening);
  if (people != nullptr && people->watchlist.entity_count() > 0) {
    pack::PackErrors reported_by_screening;
    screening_ = screening::Engine::create(shared_pack(), reported_by_screening);
  }
  read_agents(errors);
  provenance_ = provenance_of(policy_);
  for (const BuiltinPolicy& builtin : builtin_policies()) {
    builtin_provenances_.push_back(provenance_of(builtin.policy));
  }
}

void Engine::read_agents(pack::PackErrors& errors) {
  if (rows() == nullptr) return;
  const pack::RowTable& agents = rows()->rows(pack::files::kAgents);
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const std::string id(agents.id(i));
    const auto row = agents.find(id);
    const auto json = row ? canonical::parse(*row) : fail(ErrorCode::kCorrupt, "no such row");
    Errors faults;
    if (json) {
      canonical::Fields fields(*json, "", faults);
      profiles_.set(id, fields.required_number("typical_float_ratio", kMicroZero, kMicroOne));
    } else {
      faults.push_back(json.error());
    }
    for (Error& fault : faults) {
      fault.detail += " (agent \"" + id + "\")";
      errors.add(rows()->meta.label + "/" + std::string(pack::files::kAgents), 0, std::move(fault));
    }
  }
}

Provenance Engine::provenance_of(const Policy& policy) const {
  const std::string rows_hash = rows() == nullptr
                                    ? canonical::content_hash(std::string_view()).to_string()
                                    : rows()->meta.pack_hash;
  const std::string policy_hash = hash_text(policy.to_json());
  const std::string model_hash = hash_text(Json::object());
  if (screening_ == nullptr || !policy.screening.is_on) {
    return {rows_hash, policy_hash, model_hash};
  }
  // A decision that compares names depends on all that a screening depends on.
  const Provenance& names = screening_->provenance();
  const auto both = [](const std::string& own, const std::string& of_names) {
    return hash_text(Json::object({{"monitoring", own}, {"screening", of_names}}));
  };
  return {both(rows_hash, names.pack_hash), both(policy_hash, names.policy_hash),
          both(model_hash, names.model_hash)};
}

decision::Verdict Engine::decide(const Json& request, decision::Workspace& workspace,
                                 decision::Form /*form*/) const {
  Errors errors;
  Pointers ignored;
  const auto parsed = MonitorRequest::read(request, errors, ignored);
  if (!parsed) return tl::unexpected(std::move(errors));
  auto decided = decide(*parsed, workspace);
  decided.ignored_fields = std::move(ignored);
  return decided;
}

const Provenance& Engine::provenance_for(const Json& input) const {
  const Json* policy = input.find("policy");
  const std::string* name = policy == nullptr ? nullptr : policy->if_string();
  return in_force(name == nullptr ? std::nullopt : std::optional(*name)).provenance;
}

Engine::InForce Engine::in_force(const std::optional<std::string>& name) const {
  const auto builtins = builtin_policies();
  for (std::size_t i = 0; name && i < builtins.size(); ++i) {
    if (builtins[i].name == *name) return {builtins[i].policy, "builtin", builtin_provenances_[i]};
  }
  return {policy_, policy_source_, provenance_};
}

Outcome Engine::judge(const MonitorRequest& request, decision::Workspace& workspace) const {
  const Policy& policy = in_force(request.policy).policy;
  NameCheck names;
  if (screening_ != nullptr && policy.screening.is_on) {
    names = check_names(request.event, *screening_, workspace);
  }
  return monitoring::decide(request, policy, std::move(names));
}

decision::Decided Engine::decide(const MonitorRequest& request,
                                 decision::Workspace& workspace) const {
  const auto [policy, source, provenance] = in_force(request.policy);
  const Outcome outcome = judge(request, workspace);
  Json json = monitoring::to_json(outcome, request);
  json.set("policy", Json::object({{"source", source}, {"version", policy.version}}));
  auto decided = decision::make_decision(request.to_json(), std::move(json), provenance);
  decided.domain = domain();
  decided.summary = summarise(outcome, request, policy);
  return decided;
}

decision::Summary Engine::summarise(const Outcome& outcome, const MonitorRequest& request,
                                    const Policy& policy) const {
  decision::Summary summary;
  summary.outcome = to_string(outcome.decision);
  summary.needs_review = outcome.decision == Decision::kAlert;
  summary.score = outcome.risk_score;
  summary.severity = severity_of(outcome.level);
  summary.priority = priority_of(outcome.level);
  for (const FiredRule& fired : outcome.rules) {
    summary.reasons.push_back(rule_table()[fired.rule].code);
  }
  for (const ReasonCode code : outcome.reasons) summary.reasons.push_back(to_string(code));
  summary.policy_version = policy.version;
  summary.subject_id = request.event.client_id;
  const pack::DomainPack* people = whole_pack().domain(Domain::kScreening);
  if (summary.needs_review && people != nullptr) {
    const auto customer = pack::find_customer(*people, request.event.client_id);
    if (customer) summary.subject_name = customer->name;
  }
  return summary;
}

}  // namespace financescr::monitoring
