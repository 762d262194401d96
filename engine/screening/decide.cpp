#include "engine/screening/decide.hpp"

#include <algorithm>

#include "engine/pack/id_number.hpp"

namespace financescr::screening {
namespace {

Level confidence_of(const std::vector<RankedMatch>& ranked, const Policy& policy, Micro threshold) {
  if (ranked.empty()) return Level::kLow;
  const Micro score = ranked.front().probability;
  const Micro next = ranked.size() > 1 ? ranked[1].probability : kMicroZero;
  if (score >= threshold + policy.uncertainty_band && score - next >= policy.min_gap) {
    return Level::kHigh;
  }
  return score >= threshold - policy.uncertainty_band ? Level::kMed : Level::kLow;
}

Action review_action(Priority priority) {
  return priority == Priority::kP0 ? Action::kReviewUrgent : Action::kReviewStandard;
}

// The action never says another thing than the decision: CLEAR goes with CLEAR and nothing else.
Action action_of(const Outcome& outcome, const Policy& policy) {
  if (outcome.decision == Decision::kClear) return Action::kClear;
  const bool may_clear = outcome.probability <= outcome.threshold + policy.uncertainty_band;
  return may_clear && outcome.follow_up ? Action::kRequestInfo : review_action(outcome.priority);
}

// Whether the field holds nothing that could be a name: what is written where none is known
// ("UNKNOWN", "N/A"), or titles, legal forms and numbers alone ("Dr.", "Mr & Mrs").
bool holds_no_name(std::string_view field, const text::NameReadings& names) {
  const auto could_be_name = [](const text::Word& word) {
    return word.word_class == text::WordClass::kName ||
           word.word_class == text::WordClass::kGeneric ||
           word.word_class == text::WordClass::kInitial;
  };
  const auto& readings = names.all();
  return pack::says_nothing(field) ||
         std::none_of(readings.begin(), readings.end(), [&](const text::Reading& reading) {
           const auto words = reading.name.words();
           return std::any_of(words.begin(), words.end(), could_be_name);
         });
}

text::Matchable matchable(std::string_view field, const text::NameReadings& names) {
  const text::Matchable plain = names.plain().matchable();
  const bool whole = plain == text::Matchable::kWhole;
  return whole && holds_no_name(field, names) ? text::Matchable::kNot : plain;
}

// A name that was not compared whole, or not with all of the list, is never cleared: a person looks
// at it. What was found keeps the urgency it would have if it were an alert, and no answer to a
// question can clear it.
void apply_partial_name(text::Matchable matchable, bool was_cut, Outcome& outcome,
                        const Policy& policy, Level severity_found) {
  if (matchable == text::Matchable::kWhole && !was_cut) return;
  outcome.reasons.push_back(matchable == text::Matchable::kNot
                                ? ReasonCode::kNameNotMatchable
                                : ReasonCode::kNamePartlyNotMatchable);
  outcome.follow_up.reset();
  outcome.decision = Decision::kReview;
  outcome.severity = severity_found == Level::kLow ? Level::kMed : severity_found;
  outcome.priority = policy.priority(outcome.severity, outcome.confidence);
  outcome.action = review_action(outcome.priority);
}

}  // namespace

std::string_view to_string(Decision decision) {
  switch (decision) {
    case Decision::kClear:
      return "CLEAR";
    case Decision::kReview:
      return "REVIEW";
  }
  return "";
}

std::string_view to_string(Action action) {
  switch (action) {
    case Action::kClear:
      return "CLEAR";
    case Action::kReviewStandard:
      return "REVIEW_STANDARD";
    case Action::kReviewUrgent:
      return "REVIEW_URGENT";
    case Action::kRequestInfo:
      return "REQUEST_INFO";
  }
  return "";
}

Result<Outcome> decide(const ScreenRequest& request, const pack::DomainPack& pack,
                       const Screener& screener, Workspace& workspace) {
  const Policy& policy = screener.policy;
  Outcome outcome;
  outcome.as_of = request.as_of;
  if (request.customer_id) {
    const auto customer = pack::find_customer(pack, *request.customer_id);
    if (!customer) return tl::unexpected(customer.error());
    outcome.subject = Subject::of(*customer, request.as_of);
  } else {
    outcome.subject = *request.subject;
  }
  const text::NameReadings& names =
      outcome.names.emplace(outcome.subject.name, text::NameSide::kQuery);
  outcome.subject.take_birth_in_name(names.date_of_birth());
  const text::Name& name = names.plain();
  if (name.words().empty() && name.is_whole()) {
    return fail(ErrorCode::kInvalid, "the customer's name holds no letter or digit",
                "/customer_id");
  }
  const auto top_k = static_cast<std::size_t>(request.top_k.value_or(policy.retrieval_top_k));
  const auto top_n = static_cast<std::size_t>(request.top_k.value_or(policy.return_top_n));
  outcome.threshold = request.threshold.value_or(policy.threshold);
  // The decision does not depend on how few candidates were asked for.
  const std::size_t compared = std::max(top_k, static_cast<std::size_t>(policy.retrieval_top_k));
  outcome.matches =
      rank(pack.watchlist, {outcome.subject, names}, screener.model, compared, top_n, workspace);
  outcome.retrieved = std::min(top_k, outcome.matches.size());
  outcome.confidence = confidence_of(outcome.matches, policy, outcome.threshold);
  Level severity_found = Level::kLow;
  if (!outcome.matches.empty()) {
    const RankedMatch& top = outcome.matches.front();
    outcome.probability = top.probability;
    outcome.follow_up = find_follow_up(pack.watchlist, outcome.subject, screener.model,
                                       outcome.threshold, outcome.matches);
    if (top.probability >= outcome.threshold - policy.uncertainty_band) {
      const auto& entity = pack.watchlist.entity(top.entity);
      severity_found = policy.severity(static_cast<pack::ListType>(entity.list_type));
      outcome.reasons = reasons_of(top.features);
    }
  }
  if (outcome.probability >= outcome.threshold) {
    outcome.decision = Decision::kReview;
    outcome.severity = severity_found;
  }
  outcome.priority = policy.priority(outcome.severity, outcome.confidence);
  outcome.action = action_of(outcome, policy);
  apply_partial_name(matchable(outcome.subject.name, names), workspace.was_cut(), outcome, policy,
                     severity_found);
  if (outcome.subject.id_key_missing) outcome.reasons.push_back(ReasonCode::kIdKeyNotAtHand);
  if (outcome.matches.size() > top_n) outcome.matches.resize(top_n);
  add_warnings(outcome.subject, request.customer_id ? "/customer_id" : "/subject",
               request.customer_id.has_value(), outcome.warnings);
  for (std::size_t i = 0; i < outcome.matches.size(); ++i) {
    const auto& entity = pack.watchlist.entity(outcome.matches[i].entity);
    add_warnings(pack.watchlist.dates(entity), request.as_of,
                 "/matches/" + std::to_string(i) + "/listed/dob", outcome.warnings);
  }
  return outcome;
}

PairOutcome decide_pair(const Subject& subject, const pack::WatchlistRow& entry,
                        const Screener& screener) {
  const text::NameReadings query(subject.name, text::NameSide::kQuery);
  EntryFacts facts;
  facts.entity_type = entry.entity_type;
  facts.dates = entry.dates_of_birth;
  facts.nationalities = entry.nationalities;
  facts.residences = entry.residence_countries;
  facts.has_id_hashes = !entry.id_hashes.empty();
  facts.id_hash_matches =
      std::any_of(entry.id_hashes.begin(), entry.id_hashes.end(),
                  [&subject](const std::string& hash) { return subject.has_id_hash(hash); });
  Subject resolved = subject;
  resolved.take_birth_in_name(query.date_of_birth());
  const FeatureVector features = entry_features(resolved, facts);
  std::optional<Micro> best;
  bool any_comparable = false;
  const auto consider = [&](const std::string& raw, bool alias, bool weak) {
    const text::NameReadings listed(raw, text::NameSide::kListed);
    for (const text::Reading& asked : query.all()) {
      for (const text::Reading& reading : listed.all()) {
        any_comparable = any_comparable || !reading.name.words().empty();
        const EntryName name{reading.name.words(), alias, weak, reading.han};
        const Micro odds = log_odds(screener.model, compare_name(asked, name, features).features);
        best = best ? std::max(*best, odds) : odds;
      }
    }
  };
  consider(entry.primary_name, false, false);
  for (const auto& alias : entry.aliases) consider(alias, true, false);
  for (const auto& alias : entry.weak_aliases) consider(alias, true, true);
  PairOutcome outcome;
  outcome.probability = probability_of(*best);
  const bool review = outcome.probability >= screener.policy.threshold ||
                      matchable(subject.name, query) != text::Matchable::kWhole || !any_comparable;
  outcome.decision = review ? Decision::kReview : Decision::kClear;
  add_warnings(subject, "/query", false, outcome.warnings);
  add_warnings(entry.dates_of_birth, subject.as_of, "/candidate/dob", outcome.warnings);
  return outcome;
}

}  // namespace financescr::screening
