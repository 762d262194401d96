#include "functions/agent/explain_decision.hpp"

#include <array>
#include <vector>

#include "engine/canonical/members.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/screening/reasons.hpp"

namespace financescr::agent {
namespace {

using canonical::Json;

const Json& member_of(const Json& object, std::string_view key) {
  static const Json null;
  const Json* found = object.find(key);
  return found == nullptr ? null : *found;
}

std::string number_of(const Json& object, std::string_view key) {
  const Json& number = member_of(object, key);
  return number.is_number() ? number.number().to_string() : std::string("unknown");
}

std::vector<std::string> texts_of(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  const Json& array = member_of(object, key);
  if (array.if_array() == nullptr) return texts;
  for (const Json& value : *array.if_array()) {
    // A credit reason is an object that holds its code.
    const std::string* text = value.if_string();
    texts.push_back(text != nullptr ? *text : text_of(value, "code"));
  }
  return texts;
}

std::string listing(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ", ").append(item);
  return text;
}

// "DOB_EXACT (the dates of birth agree)"; the code alone if this program does not know it.
std::string reason_in_words(const std::string& code) {
  for (std::size_t i = 0; i < screening::kReasonCodeCount; ++i) {
    const auto known = static_cast<screening::ReasonCode>(i);
    if (screening::to_string(known) != code) continue;
    return code + " (" + std::string(screening::describe(known)) + ")";
  }
  return code;
}

std::string reasons_in_words(const Json& decision) {
  std::vector<std::string> codes = texts_of(decision, "reason_codes");
  const Json& matches = member_of(decision, "matches");
  if (codes.empty() && matches.if_array() != nullptr && !matches.if_array()->empty()) {
    codes = texts_of(matches.if_array()->front(), "reasons");
  }
  if (codes.empty()) return "";
  std::string text = " Reasons: ";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    text.append(i == 0 ? "" : "; ").append(reason_in_words(codes[i]));
  }
  return text + ".";
}

std::string missing_in_words(const Json& decision) {
  const std::string missing = listing(texts_of(decision, "missing_fields"));
  return missing.empty() ? "" : " Not known of the subject: " + missing + ".";
}

std::string credit_in_words(const Json& decision) {
  return text_of(decision, "decision") + ": the probability of default within 12 months is " +
         number_of(decision, "pd_12m") + ".";
}

std::string monitoring_in_words(const Json& decision) {
  std::string text = text_of(decision, "decision") + ": the risk score of event " +
                     text_of(decision, "event_id") + " is " + number_of(decision, "risk_score") +
                     " (" + text_of(decision, "risk_level") + ").";
  const Json::Array* rules = member_of(decision, "rules").if_array();
  for (std::size_t i = 0; rules != nullptr && i < rules->size(); ++i) {
    text += " Rule " + text_of((*rules)[i], "rule") + ": " + text_of((*rules)[i], "reason") + ".";
  }
  return text;
}

}  // namespace

std::string result_in_words(const Json& decision) {
  const std::string outcome = text_of(decision, "decision");
  const Json& top = member_of(decision, "top_match");
  if (top.if_object() == nullptr) {
    return outcome + ": no entry of the list resembles the name.";
  }
  return outcome + ": the best match is \"" + text_of(top, "candidate_name") + "\" (" +
         text_of(top, "candidate_id") + ", list " + text_of(top, "list_type") +
         ") with a probability of " + number_of(decision, "match_probability") +
         "; the threshold is " + number_of(decision, "threshold_used") + ".";
}

namespace {

// In the order of Domain.
constexpr auto kResultInWords = std::to_array<std::string (*)(const Json&)>({
    result_in_words,
    credit_in_words,
    monitoring_in_words,
});
static_assert(kResultInWords.size() == kDomainCount);

}  // namespace

std::string explanation_of(const ports::DecisionRecord& record) {
  const std::string about =
      "Decision " + record.decision_id + " of " + record.created_at.to_string();
  if (!record.bundle) {
    return about + " was " + record.outcome +
           "; its evidence has been erased, so why can no longer be said.";
  }
  const auto bundle = canonical::parse(*record.bundle);
  if (!bundle) return about + " was " + record.outcome + "; its evidence cannot be read.";
  const Json& decision = member_of(*bundle, "decision");
  const auto domain = pack::domain_of_kind(record.kind);
  if (!domain) return about + " was " + record.outcome + "; this program does not know its kind.";
  return about + ". " + kResultInWords[index_of(*domain)](decision) + reasons_in_words(decision) +
         missing_in_words(decision);
}

}  // namespace financescr::agent
