#include "engine/monitoring/decide.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace financescr::monitoring {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"low", "medium", "high", "critical"};
constexpr std::array<std::string_view, kReasonCodeCount> kReasons = {
    "SANCTIONS_MATCH",   "PEP_MATCH",           "ADVERSE_MEDIA_MATCH",
    "NAME_NOT_COMPARED", "LATE_BEYOND_HORIZON", "NO_LIMIT_FOR_CURRENCY",
    "SEARCH_CUT"};
constexpr std::array<std::string_view, kReasonCodeCount> kDescriptions = {
    "The name of a party matches an entry of a sanctions list",
    "The name of a party matches a politically exposed person",
    "The name of a party matches an entry of adverse media",
    "The name of a party could not be compared whole",
    "The event came later than max_lateness, so what it was compared with may be incomplete",
    "The policy has no maximum for this currency, so rules about amounts were not applied",
    "A rule could not look at all events of the past, because there were too many"};

// The reference's: 0.05 for each rule, at most 0.20.
constexpr Micro kPerRule{50'000};
constexpr Micro kMostForCount{200'000};

template <typename Value>
bool is_among(const std::vector<Value>& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

void add(std::vector<ReasonCode>& reasons, ReasonCode code) {
  if (std::find(reasons.begin(), reasons.end(), code) == reasons.end()) reasons.push_back(code);
}

Micro score_of(pack::ListType type, const NameScreening& screening) {
  switch (type) {
    case pack::ListType::kSanctions:
      return screening.sanctions;
    case pack::ListType::kPep:
      return screening.pep;
    case pack::ListType::kAdverseMedia:
      return screening.adverse_media;
  }
  return screening.sanctions;
}

ReasonCode reason_of(pack::ListType type) {
  switch (type) {
    case pack::ListType::kSanctions:
      return ReasonCode::kSanctionsMatch;
    case pack::ListType::kPep:
      return ReasonCode::kPepMatch;
    case pack::ListType::kAdverseMedia:
      return ReasonCode::kAdverseMediaMatch;
  }
  return ReasonCode::kSanctionsMatch;
}

void judge_names(Outcome& outcome, const NameScreening& screening) {
  Micro score;
  for (const PartyResult& party : outcome.names) {
    for (const NameMatch& match : party.result->matches) {
      add(outcome.reasons, reason_of(match.list_type));
      score = std::max(score, score_of(match.list_type, screening));
    }
    if (party.result->was_compared) continue;
    add(outcome.reasons, ReasonCode::kNameNotCompared);
    score = std::max(score, screening.not_compared);
  }
  outcome.name_score = score;
  std::stable_sort(outcome.reasons.begin(), outcome.reasons.end());
}

}  // namespace

std::string_view to_string(Decision decision) {
  return decision == Decision::kAlert ? "ALERT" : "PASS";
}
std::string_view to_string(Level level) { return kLevels[place_of(level)]; }
std::string_view to_string(ReasonCode code) { return kReasons[place_of(code)]; }
std::string_view describe(ReasonCode code) { return kDescriptions[place_of(code)]; }

bool applies(std::size_t rule, const Evidence& e) {
  const RuleSettings& settings = e.settings;
  if (!settings.is_on || !rule_table()[rule].concerns(e)) return false;
  if (!is_among(settings.currencies, e.event.amount.currency)) return false;
  if (!settings.channels.empty() &&
      (!e.event.instrument || !is_among(settings.channels, *e.event.instrument))) {
    return false;
  }
  if (!settings.from && !settings.until) return true;
  const Date day = e.event.occurred_at.date();
  return (!settings.from || day >= *settings.from) && (!settings.until || day <= *settings.until);
}

std::optional<FiredRule> fire(std::size_t rule, const Evidence& e) {
  if (!applies(rule, e)) return std::nullopt;
  auto finding = rule_table()[rule].judge(e);
  if (!finding) return std::nullopt;
  return FiredRule{rule, e.settings.category,
                   e.settings.severity.value_or(finding->severity.value_or(kMicroZero)),
                   std::move(finding->reason)};
}

Micro rule_score(std::span<const FiredRule> rules, RuleScore how) {
  Micro remaining = kMicroOne;
  Micro sum;
  std::int64_t count = 0;
  for (const FiredRule& rule : rules) {
    if (rule.severity == kMicroZero) continue;
    remaining = multiply(remaining, kMicroOne - rule.severity);
    sum += rule.severity;
    ++count;
  }
  if (count == 0) return kMicroZero;
  if (how == RuleScore::kComplement) return kMicroOne - remaining;
  const Micro mean{divide_half_even(sum.value, count)};
  return std::min(kMicroOne, mean + std::min(Micro{kPerRule.value * count}, kMostForCount));
}

Level level_of(Micro score, const Levels& levels) {
  if (levels.critical && score >= *levels.critical) return Level::kCritical;
  if (score >= levels.high) return Level::kHigh;
  return score >= levels.medium ? Level::kMedium : Level::kLow;
}

Outcome decide(const MonitorRequest& request, const Policy& policy, NameCheck names) {
  Outcome outcome;
  outcome.names = std::move(names.parties);
  if (names.was_made) judge_names(outcome, policy.screening);
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    auto fired = fire(i, {request.event, policy, policy.rules[i], request.facts[i]});
    if (fired) outcome.rules.push_back(*std::move(fired));
  }
  outcome.rule_score = rule_score(outcome.rules, policy.rule_score);
  outcome.risk_score = std::max(outcome.rule_score, outcome.name_score.value_or(kMicroZero));
  outcome.level = level_of(outcome.risk_score, policy.levels);
  if (request.is_late) outcome.reasons.push_back(ReasonCode::kLateBeyondHorizon);
  if (!policy.limit(Limit::kMaximum, request.event.amount.currency)) {
    outcome.reasons.push_back(ReasonCode::kNoLimitForCurrency);
  }
  if (!request.cut.empty()) outcome.reasons.push_back(ReasonCode::kSearchCut);
  const auto& reasons = outcome.reasons;
  const bool is_listed =
      std::find(reasons.begin(), reasons.end(), ReasonCode::kSanctionsMatch) != reasons.end();
  if (is_listed || outcome.risk_score >= policy.alert_from) outcome.decision = Decision::kAlert;
  return outcome;
}

}  // namespace financescr::monitoring
