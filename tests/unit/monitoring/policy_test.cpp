#include "engine/monitoring/policy.hpp"

#include "engine/monitoring/policy_changes.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr::monitoring {
namespace {

using canonical::Json;

// Where a policy that is this text has faults.
std::vector<std::string> faults(const std::string& text) {
  Errors errors;
  (void)Policy::read(*canonical::parse(text), errors);
  std::vector<std::string> all;
  for (const Error& error : errors) all.push_back(error.pointer);
  return all;
}

TEST_CASE("every built-in policy is read from its own text as it was") {
  for (const BuiltinPolicy& builtin : builtin_policies()) {
    CAPTURE(builtin.name);
    Errors errors;
    const auto read = Policy::read(builtin.policy.to_json(), errors);
    REQUIRE(read.has_value());
    CHECK(*read == builtin.policy);
  }
  CHECK(find_builtin_policy("default") == &builtin_policy());
  CHECK(find_builtin_policy("no such") == nullptr);
}

TEST_CASE("an empty policy is the default one") {
  Errors errors;
  CHECK(Policy::read(Json::object(), errors) == builtin_policy());
}

TEST_CASE("each fault of a policy is named with its place") {
  using Pointers = std::vector<std::string>;
  CHECK(faults(R"({"time_zone":"Europe/Paris"})") == Pointers{"/time_zone"});
  CHECK(faults(R"({"time_zone":"+25:00"})") == Pointers{"/time_zone"});
  CHECK(faults(R"({"max_lateness_days":0})") == Pointers{"/max_lateness_days"});
  CHECK(faults(R"({"rules":{"no_such":{}}})") == Pointers{"/rules/no_such"});
  CHECK(faults(R"({"rules":{"structuring":{"severity":1.5}}})") ==
        Pointers{"/rules/structuring/severity"});
  CHECK(faults(R"({"rules":{"rapid_transactions":{"count":0,"window":"2h"}}})") ==
        Pointers{"/rules/rapid_transactions/count", "/rules/rapid_transactions/window"});
  CHECK(faults(R"({"rules":{"structuring":{"channels":["cash","gold"]}}})") ==
        Pointers{"/rules/structuring/channels/1"});
  CHECK(faults(R"({"rules":{"structuring":{"from":"2026-02-01","until":"2026-01-01"}}})") ==
        Pointers{"/rules/structuring/until"});
  CHECK(faults(R"({"limits":{"maximum":{"usd":1}}})") == Pointers{"/limits/maximum/usd"});
  CHECK(faults(R"({"limits":{"maximum":{"JPY":1.5}}})") == Pointers{"/limits/maximum/JPY"});
  CHECK(faults(R"({"levels":{"medium":0.9,"high":0.5}})") == Pointers{"/levels/high"});
  CHECK(faults(R"({"misspelt":1})") == Pointers{"/misspelt"});
}

TEST_CASE("what differs between two policies is said in words") {
  const Policy before = builtin_policy();
  CHECK(policy_changes(before, before).empty());
  Policy after = before;
  after.rules[*find_rule("structuring")].severity = Micro{600'000};
  after.rules[*find_rule("stacking")].is_on = false;
  after.rules[*find_rule("rapid_transactions")].parameters[0] = 12;
  after.limits[place_of(Limit::kMaximum)].any = Micro::from_int(5);
  after.alert_from = Micro{400'000};
  after.levels.critical.reset();
  CHECK(policy_changes(before, after) ==
        std::vector<std::string>{
            "Policy: alert from is 0.4 and was 0.5.", "Levels: critical is null and was 0.9.",
            "Limit maximum: * is 5 and was not set.",
            "Rule rapid_transactions: count is 12 and was 10.", "Rule stacking: is switched off.",
            "Rule structuring: severity is 0.6 and was 0.7."});
}

TEST_CASE("time zones") {
  for (const char* zone : {"UTC", "+01:00", "-03:30", "as_written"}) {
    Errors errors;
    const auto policy = Policy::read(Json::object({{"time_zone", zone}}), errors);
    REQUIRE(policy.has_value());
    CHECK(*policy->to_json().find("time_zone") == Json(zone));
  }
}

TEST_CASE("the table of rules: names, codes and standards are sound") {
  for (const Rule& rule : rule_table()) {
    CAPTURE(rule.name);
    std::string code;
    for (const char c : rule.name) code += c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
    CHECK(code == rule.code);
    CHECK(rule.parameters.size() <= kMaxParameters);
    CHECK(rule.facts.size() <= kMaxFacts);
    CHECK((rule.look != nullptr) == !rule.facts.empty());
    CHECK(rule.why.ends_with("."));
    for (const ParameterSpec& spec : rule.parameters) {
      if (spec.unit == Unit::kSpan || spec.unit == Unit::kChoice) continue;
      CHECK(spec.standard >= spec.low);
      CHECK(spec.standard <= spec.high);
    }
  }
}

}  // namespace
}  // namespace financescr::monitoring
