// The outcome object: how a decision on an event is written.
#include <algorithm>

#include "engine/monitoring/decide.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

Json rules_json(const Outcome& outcome, const MonitorRequest& request) {
  Json rules = Json::array();
  for (const FiredRule& fired : outcome.rules) {
    const auto seen = std::find_if(request.seen.begin(), request.seen.end(),
                                   [&fired](const auto& by) { return by.first == fired.rule; });
    rules.push_back(
        to_json(fired, seen == request.seen.end() ? std::vector<std::string>() : seen->second));
  }
  return rules;
}

Json names_json(const Outcome& outcome) {
  Json parties = Json::array();
  for (const PartyResult& party : outcome.names) {
    Json matches = Json::array();
    for (const NameMatch& match : party.result->matches) {
      matches.push_back(Json::object({{"entity_id", match.entity_id},
                                      {"list_type", pack::to_string(match.list_type)},
                                      {"name", match.name},
                                      {"score", match.probability}}));
    }
    parties.push_back(Json::object({{"compared", party.result->was_compared},
                                    {"matches", std::move(matches)},
                                    {"name", party.name},
                                    {"party", to_string(party.party)}}));
  }
  return parties;
}

// Rules that fired, the most severe first, then what else there is to say.
Json reasons_json(const Outcome& outcome) {
  std::vector<const FiredRule*> by_severity;
  for (const FiredRule& fired : outcome.rules) by_severity.push_back(&fired);
  std::stable_sort(
      by_severity.begin(), by_severity.end(),
      [](const FiredRule* a, const FiredRule* b) { return a->severity > b->severity; });
  Json reasons = Json::array();
  for (const FiredRule* fired : by_severity) reasons.push_back(rule_table()[fired->rule].code);
  for (const ReasonCode code : outcome.reasons) reasons.push_back(to_string(code));
  return reasons;
}

// What the decision is about, for whoever reads it without its input.
Json transaction_json(const Event& event) {
  Json json = Json::object({{"account_id", event.account_id},
                            {"amount", major_units(event.amount)},
                            {"client_id", event.client_id},
                            {"currency", event.amount.currency.text()},
                            {"direction", to_string(event.direction)},
                            {"type", to_string(event.type)}});
  if (event.counterparty_account_id) {
    json.set("counterparty_account_id", *event.counterparty_account_id);
  }
  if (event.counterparty_name) json.set("counterparty_name", *event.counterparty_name);
  return json;
}

Json warnings_json(const Event& event) {
  Json warnings = Json::array();
  for (const Warning warning : event.warnings) warnings.push_back(to_string(warning));
  return warnings;
}

}  // namespace

Json to_json(const FiredRule& fired, const std::vector<std::string>& event_ids) {
  Json ids = Json::array();
  for (const std::string& id : event_ids) ids.push_back(id);
  return Json::object({{"category", to_string(fired.category)},
                       {"events", std::move(ids)},
                       {"reason", fired.reason},
                       {"rule", rule_table()[fired.rule].name},
                       {"severity", fired.severity}});
}

Json to_json(const Outcome& outcome, const MonitorRequest& request) {
  return Json::object({
      {"as_of", as_written(request.event.occurred_at, request.event.offset_minutes)},
      // What has a part in the risk score, which is the highest of them; null: the pack has
      // none, or no name was compared.
      {"components",
       Json::object({{"anomaly", Json()},
                     {"classifier", Json()},
                     {"names", outcome.name_score ? Json(*outcome.name_score) : Json()},
                     {"rules", outcome.rule_score}})},
      {"decision", to_string(outcome.decision)},
      {"event_id", request.event.event_id},
      {"names", names_json(outcome)},
      {"reasons", reasons_json(outcome)},
      {"risk_level", to_string(outcome.level)},
      {"risk_score", outcome.risk_score},
      {"rule_score", outcome.rule_score},
      {"rules", rules_json(outcome, request)},
      {"transaction", transaction_json(request.event)},
      {"warnings", warnings_json(request.event)},
  });
}

}  // namespace financescr::monitoring
