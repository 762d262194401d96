// A decision on a transaction in words.
#include <fmt/format.h>

#include "engine/monitoring/decide.hpp"
#include "native_server/explain/explain.hpp"
#include "native_server/explain/parts.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

// Events that a table cell names; the rest is counted.
constexpr std::size_t kEventsShown = 4;

bool owes_report(const Json& decision) {
  for (const Json& rule : array_of(decision, "rules")) {
    if (text_of(rule, "category") == monitoring::to_string(monitoring::Category::kCashReport)) {
      return true;
    }
  }
  return false;
}

std::string score_sentence(const Json& decision) {
  const bool is_alert =
      text_of(decision, "decision") == monitoring::to_string(monitoring::Decision::kAlert);
  const Json& components = member_of(decision, "components");
  return fmt::format(
      "{}: the risk score is {}, which is {}. It is the highest of rules ({}), "
      "names ({}), anomaly ({}) and classifier ({}).",
      is_alert                ? "A person must look at this"
      : owes_report(decision) ? "A report is owed, and nothing else"
                              : "Nothing needs to be done",
      shown(number_of(decision, "risk_score")), text_of(decision, "risk_level"),
      shown(number_of(components, "rules")), shown(number_of(components, "names")),
      shown(number_of(components, "anomaly")), shown(number_of(components, "classifier")));
}

// "A client C moved 12.5 USD out of account A to B (transfer)."
std::string transaction_sentence(const Json& decision) {
  const Json& transaction = member_of(decision, "transaction");
  const std::string account = text_of(transaction, "account_id");
  if (account.empty()) return "";
  const bool comes_in = text_of(transaction, "direction") == "IN";
  std::string other = text_of(transaction, "counterparty_name");
  const std::string other_account = text_of(transaction, "counterparty_account_id");
  if (!other_account.empty()) other += other.empty() ? other_account : " (" + other_account + ")";
  std::string text =
      fmt::format("On {} a transaction ({}) of {} {} {} account {} of client {}",
                  text_of(decision, "as_of"), text_of(transaction, "type"),
                  shown(number_of(transaction, "amount")), text_of(transaction, "currency"),
                  comes_in ? "into" : "out of", account, text_of(transaction, "client_id"));
  if (!other.empty()) text += (comes_in ? ", from " : ", to ") + other;
  return text + ".";
}

// How several rules make one score, where the policy combines them so that none lowers it.
std::string combination_sentence(const Json& decision) {
  std::string product;
  Micro remaining = kMicroOne;
  std::size_t count = 0;
  for (const Json& rule : array_of(decision, "rules")) {
    const auto severity = number_of(rule, "severity");
    if (!severity || *severity == kMicroZero) continue;
    product += fmt::format("{}(1 - {})", count++ == 0 ? "" : " x ", severity->to_string());
    remaining = multiply(remaining, kMicroOne - *severity);
  }
  const auto score = number_of(decision, "rule_score");
  if (count < 2 || score != kMicroOne - remaining) return "";
  return fmt::format("The score of the rules is 1 - {} = {}.", product, score->to_string());
}

std::string names_sentence(const Json& decision) {
  std::vector<std::string> parts;
  for (const Json& party : array_of(decision, "names")) {
    std::vector<std::string> entries;
    for (const Json& match : array_of(party, "matches")) {
      entries.push_back(fmt::format("\"{}\" ({}, {}, {})", text_of(match, "name"),
                                    text_of(match, "entity_id"), text_of(match, "list_type"),
                                    shown(number_of(match, "score"))));
    }
    const std::string who =
        fmt::format("the {} \"{}\"", text_of(party, "party"), text_of(party, "name"));
    parts.push_back(entries.empty() ? who + " could not be compared"
                                    : who + " matches " + listing(entries));
  }
  return parts.empty() ? "" : fmt::format("Names: {}.", fmt::join(parts, "; "));
}

// What the codes of reasons that are no rules' mean.
std::string notes_sentence(const Json& decision) {
  std::vector<std::string> notes;
  for (const std::string& code : texts_of(decision, "reasons")) {
    for (std::size_t i = 0; i < monitoring::kReasonCodeCount; ++i) {
      const auto known = static_cast<monitoring::ReasonCode>(i);
      if (monitoring::to_string(known) == code) notes.emplace_back(monitoring::describe(known));
    }
  }
  return notes.empty() ? "" : fmt::format("Note: {}.", fmt::join(notes, "; "));
}

std::string events_cell(const Json& rule) {
  std::vector<std::string> ids = texts_of(rule, "events");
  const std::size_t more = ids.size() > kEventsShown ? ids.size() - kEventsShown : 0;
  if (more > 0) ids.resize(kEventsShown);
  std::string text = fmt::format("{}", fmt::join(ids, ", "));
  if (more > 0) text += fmt::format(" and {} more", more);
  return text;
}

void append_rules(Document& document, const Json& decision) {
  Table table{
      "Rules that fired", {{"rule"}, {"severity", Align::kRight}, {"why"}, {"events seen"}}, {}, 0};
  for (const Json& rule : array_of(decision, "rules")) {
    table.rows.push_back({text_of(rule, "rule"), shown(number_of(rule, "severity")),
                          text_of(rule, "reason"), events_cell(rule)});
  }
  if (!table.rows.empty()) document.emplace_back(std::move(table));
}

}  // namespace

Result<Document> explain_monitoring(const Json& decision, const Json& /*request_id*/) {
  if (!number_of(decision, "risk_score")) {
    return fail(ErrorCode::kMissing, "is required", "/risk_score");
  }
  Document document;
  document.emplace_back(Heading{
      fmt::format("{} (event {})", text_of(decision, "decision"), text_of(decision, "event_id"))});
  std::string prose = transaction_sentence(decision);
  for (const std::string& sentence : {score_sentence(decision), combination_sentence(decision),
                                      names_sentence(decision), notes_sentence(decision)}) {
    if (!sentence.empty()) prose += (prose.empty() ? "" : " ") + sentence;
  }
  document.emplace_back(Paragraph{std::move(prose)});
  append_rules(document, decision);
  append_ignored_fields(document, decision);
  append_hashes(document, decision);
  return document;
}

Document explain_tick(const Json& line) {
  Document document;
  document.emplace_back(
      Heading{fmt::format("{} (tick {})", text_of(line, "decision"), text_of(line, "event_id"))});
  const Json::Array& checks = array_of(line, "loan_watches");
  document.emplace_back(
      Paragraph{fmt::format("The clock moved. Loans whose check was due: {}.", checks.size())});
  for (const Json& check : checks) {
    document.emplace_back(
        Paragraph{fmt::format("The loan {} on account {} after {} hours: {}.",
                              text_of(check, "loan_event_id"), text_of(check, "account_id"),
                              shown(number_of(check, "check_hours")), text_of(check, "outcome"))});
    append_rules(document, check);
  }
  return document;
}

}  // namespace financescr::explain
