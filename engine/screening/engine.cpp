#include "engine/screening/engine.hpp"

#include <utility>
#include <vector>

#include "engine/canonical/content_hash.hpp"

namespace financescr::screening {

using canonical::Json;
using decision::Form;
using decision::Verdict;

std::unique_ptr<const Engine> Engine::create(std::shared_ptr<const pack::Pack> pack,
                                             pack::PackErrors& errors) {
  std::unique_ptr<Engine> engine(new Engine(std::move(pack)));
  engine->read(errors);
  return engine;
}

void Engine::read(pack::PackErrors& errors) {
  screener_.model = builtin_model();
  Errors faults;
  if (has_own_policy()) screener_.policy = Policy::read(rows()->meta.policy, faults);
  if (!faults.empty()) errors.add(rows()->meta.label + "/policy.json", 0, faults);
  faults.clear();
  if (has_own_model()) screener_.model = Model::read(rows()->meta.model, faults);
  if (!faults.empty()) errors.add(rows()->meta.label + "/model.json", 0, faults);
  if (rows() != nullptr) provenance_.pack_hash = rows()->meta.pack_hash;
  provenance_.policy_hash = canonical::content_hash(screener_.policy.to_json()).to_string();
  provenance_.model_hash = canonical::content_hash(screener_.model.to_json()).to_string();
}

Verdict Engine::decide(const Json& request, decision::Workspace& workspace, Form form) const {
  if (rows() == nullptr || rows()->watchlist.entity_count() == 0) {
    return tl::unexpected(
        Errors{{ErrorCode::kUnsupported, "the pack holds no watchlist to screen against", ""}});
  }
  Errors errors;
  Pointers ignored;
  const auto parsed = ScreenRequest::read(request, pack_date(), errors, ignored);
  if (auto fault = threshold_fault(parsed, screener_.policy)) errors.push_back(std::move(*fault));
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto outcome = screening::decide(parsed, *rows(), screener_, workspace.part<Workspace>());
  if (!outcome) return tl::unexpected(Errors{outcome.error()});
  const pack::Watchlist& watchlist = rows()->watchlist;
  auto decided = make_decision(parsed.to_json(), to_json(*outcome, *rows(), screener_),
                               summarise(*outcome, parsed, watchlist, screener_.policy),
                               matches_text(*outcome, watchlist, screener_.model));
  if (form == Form::kTree) {
    decided.decision.set("matches", matches_json(*outcome, watchlist, screener_.model));
  }
  decided.customer_ref = parsed.customer_ref;
  decided.ignored_fields = std::move(ignored);
  return decided;
}

decision::Summary summarise(const Outcome& outcome, const ScreenRequest& request,
                            const pack::Watchlist& watchlist, const Policy& policy) {
  decision::Summary summary;
  summary.outcome = to_string(outcome.decision);
  summary.needs_review = outcome.decision == Decision::kReview;
  summary.score = outcome.probability;
  summary.severity = to_string(outcome.severity);
  summary.priority = to_string(outcome.priority);
  summary.reasons.reserve(outcome.reasons.size());
  for (const ReasonCode code : outcome.reasons) summary.reasons.push_back(to_string(code));
  summary.policy_version = policy.version;
  summary.subject_id = request.customer_id;
  if (summary.needs_review && !outcome.subject.name.empty()) {
    summary.subject_name = outcome.subject.name;
  }
  auto& candidates = summary.candidates.emplace();
  candidates.reserve(outcome.matches.size());
  for (const RankedMatch& match : outcome.matches) {
    candidates.push_back({std::string(watchlist.entity_id(match.entity)), match.probability});
  }
  summary.recommended_action = to_string(outcome.action);
  summary.threshold = outcome.threshold;
  return summary;
}

}  // namespace financescr::screening
