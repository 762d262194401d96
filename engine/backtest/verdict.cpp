#include "engine/backtest/verdict.hpp"

#include <algorithm>

namespace financescr::backtest {
namespace {

using monitoring::FiredRule;
using monitoring::Outcome;
using monitoring::Policy;

bool is_listed(const Outcome& outcome) {
  const auto& reasons = outcome.reasons;
  return std::find(reasons.begin(), reasons.end(), monitoring::ReasonCode::kSanctionsMatch) !=
         reasons.end();
}

bool alerts_without(const Outcome& outcome, const Policy& policy, std::size_t source) {
  if (source == kNamesSource) return outcome.rule_score >= policy.alert_from;
  std::vector<FiredRule> others;
  for (const FiredRule& rule : outcome.rules) {
    if (rule.rule != source) others.push_back({rule.rule, rule.category, rule.severity, {}});
  }
  const Micro names = outcome.name_score.value_or(kMicroZero);
  return is_listed(outcome) ||
         std::max(names, rule_score(others, policy.rule_score)) >= policy.alert_from;
}

}  // namespace

std::string_view source_name(std::size_t source) {
  return source == kNamesSource ? "names" : monitoring::rule_table()[source].name;
}

Verdict verdict_of(const Outcome& outcome, const Policy& policy) {
  Verdict verdict;
  verdict.score = outcome.risk_score;
  verdict.is_alert = outcome.decision == monitoring::Decision::kAlert;
  verdict.is_listed = is_listed(outcome);
  for (const FiredRule& rule : outcome.rules) {
    verdict.fired.push_back({static_cast<std::uint8_t>(rule.rule), rule.severity});
  }
  if (!outcome.names.empty()) {
    verdict.fired.push_back({kNamesSource, outcome.name_score.value_or(kMicroZero)});
  }
  if (!verdict.is_alert) return verdict;
  for (const Fired& fired : verdict.fired) {
    if (!alerts_without(outcome, policy, fired.source)) {
      verdict.needed |= std::uint64_t{1} << fired.source;
    }
  }
  return verdict;
}

void Verdict::join(const Verdict& other) {
  // Without a source the account has no alert only if none of its events has one.
  if (other.is_alert) needed = is_alert ? needed & other.needed : other.needed;
  is_alert = is_alert || other.is_alert;
  is_listed = is_listed || other.is_listed;
  score = std::max(score, other.score);
  for (const Fired& theirs : other.fired) {
    const auto place = std::lower_bound(
        fired.begin(), fired.end(), theirs.source,
        [](const Fired& ours, std::uint8_t source) { return ours.source < source; });
    if (place == fired.end() || place->source != theirs.source) {
      fired.insert(place, theirs);
    } else {
      place->severity = std::max(place->severity, theirs.severity);
    }
  }
}

}  // namespace financescr::backtest
