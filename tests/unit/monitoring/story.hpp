// A story: events in a few words, sent through a monitor, and what the last one is decided as.
//
// A step is "TIME ACCOUNT TYPE AMOUNT [key=value]...", TIME before noon of 14 June 2025 UTC
// ("-30m",
// "-2h", "-3d", "0") or an instant of its own. Steps are separated by ";". Keys are to, ip, agent,
// actor, kyc, client, cur, dir, country, name, device, merchant, instrument, and x, which repeats
// the step. TYPE may be a letter: d deposit, w withdrawal, t transfer, l loan_disbursement.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "engine/monitoring/decide.hpp"
#include "engine/monitoring/monitor.hpp"

namespace financescr::monitoring {

class Story {
 public:
  explicit Story(const Policy& policy) : policy_(policy), monitor_(policy_, profiles_, {}) {}

  Profiles& profiles() { return profiles_; }
  Monitor& monitor() { return monitor_; }

  // The outcome of the last step.
  Outcome tell(const std::string& steps) {
    Outcome last;
    std::istringstream all(steps);
    for (std::string step; std::getline(all, step, ';');) {
      if (step.find_first_not_of(" \n") == std::string::npos) continue;
      last = tell_step(step);
    }
    return last;
  }

  // The request of the last step.
  const MonitorRequest& request() const { return request_; }
  const std::vector<Micro>& features() const { return features_; }

  static canonical::Json event_json(const std::string& step, std::size_t number) {
    std::istringstream words(step);
    std::string time, account, type, amount;
    words >> time >> account >> type >> amount;
    static const std::map<std::string, std::string> kTypes = {
        {"d", "deposit"}, {"w", "withdrawal"}, {"t", "transfer"}, {"l", "loan_disbursement"}};
    if (kTypes.count(type) > 0) type = kTypes.at(type);
    canonical::Json json = canonical::Json::object({{"event_id", "E" + std::to_string(number)},
                                                    {"occurred_at", instant(time)},
                                                    {"account_id", account},
                                                    {"client_id", "C-" + account},
                                                    {"type", type},
                                                    {"amount", *Micro::parse(amount)},
                                                    {"currency", "USD"}});
    static const std::map<std::string, std::string> kKeys = {{"to", "counterparty_account_id"},
                                                             {"ip", "ip_address"},
                                                             {"agent", "agent_id"},
                                                             {"actor", "actor_type"},
                                                             {"client", "client_id"},
                                                             {"cur", "currency"},
                                                             {"dir", "direction"},
                                                             {"country", "country_code"},
                                                             {"name", "counterparty_name"},
                                                             {"device", "device_id"},
                                                             {"merchant", "merchant_id"},
                                                             {"instrument", "instrument"}};
    for (std::string pair; words >> pair;) {
      const std::size_t at = pair.find('=');
      const std::string key = pair.substr(0, at);
      const std::string value = pair.substr(at + 1);
      if (key == "kyc") json.set("kyc_level", std::int64_t{std::stoll(value)});
      if (kKeys.count(key) > 0) json.set(kKeys.at(key), value);
    }
    return json;
  }

 private:
  static std::string instant(const std::string& time) {
    if (time.size() > 10) return time;
    const std::int64_t noon_us = Timestamp::parse("2025-06-14T12:00:00Z")->us;
    const std::map<char, std::int64_t> units_s = {{'s', 1}, {'m', 60}, {'h', 3'600}, {'d', 86'400}};
    const auto unit = units_s.find(time.back());
    const std::int64_t seconds =
        unit == units_s.end() ? 0 : std::stoll(time.substr(0, time.size() - 1)) * unit->second;
    return Timestamp{noon_us + seconds * Timestamp::kSecond}.to_string();
  }

  static std::size_t times(const std::string& step) {
    const std::size_t at = step.find(" x=");
    return at == std::string::npos ? 1 : std::stoul(step.substr(at + 3));
  }

  Outcome tell_step(const std::string& step) {
    Outcome outcome;
    for (std::size_t i = 0; i < times(step); ++i) {
      Errors errors;
      auto incoming = Incoming::read(event_json(step, ++count_), {}, errors);
      CAPTURE(step);
      REQUIRE_MESSAGE(incoming.has_value(), errors.front().detail);
      auto taken = monitor_.take(*std::move(incoming));
      REQUIRE_MESSAGE(taken.has_value(), taken.error().detail);
      auto& to_decide = std::get<ToDecide>(*taken);
      outcome = decide(to_decide.request, policy_, {});
      request_ = std::move(to_decide.request);
      features_ = std::move(to_decide.features);
    }
    return outcome;
  }

  Policy policy_;
  Profiles profiles_;
  Monitor monitor_;
  MonitorRequest request_;
  std::vector<Micro> features_;
  std::size_t count_ = 0;
};

// "large_amount=0.5 round_number=0.3", in the order of the table.
inline std::string fired(const Outcome& outcome) {
  std::string text;
  for (const FiredRule& rule : outcome.rules) {
    text += text.empty() ? "" : " ";
    text += std::string(rule_table()[rule.rule].name) + "=" + rule.severity.to_string();
  }
  return text;
}

// A story and the rules that its last event fires.
struct Told {
  std::string steps;
  std::string fired;
};

inline void check_fired(const Policy& policy, const std::vector<Told>& rows) {
  for (const Told& row : rows) {
    CAPTURE(row.steps);
    CHECK(fired(Story(policy).tell(row.steps)) == row.fired);
  }
}

// The same with the score of the rules.
struct Row {
  const char* steps;
  const char* fired;
  const char* score;
};

inline void check_rows(std::string_view policy_name, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.steps);
    Story story(*find_builtin_policy(policy_name));
    const Outcome outcome = story.tell(row.steps);
    CHECK(fired(outcome) == row.fired);
    CHECK(outcome.rule_score.to_string() == row.score);
    CHECK(outcome.risk_score == outcome.rule_score);
  }
}

}  // namespace financescr::monitoring
