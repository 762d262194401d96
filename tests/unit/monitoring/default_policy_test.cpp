// Our own policy: the rules that practice adds, and what the reference's get wrong.
#include <doctest/doctest.h>

#include "tests/unit/core/random.hpp"
#include "tests/unit/monitoring/story.hpp"

namespace financescr::monitoring {
namespace {

TEST_CASE("our policy: what practice adds") {
  std::string senders;
  for (int i = 0; i < 9; ++i) senders += "-2d A t 601 dir=IN to=S" + std::to_string(i) + ";";
  std::string recipients;
  for (int i = 0; i < 9; ++i) recipients += "-2d A t 601 to=R" + std::to_string(i) + ";";
  const std::vector<Told> rows = {
      // A dormant account wakes.
      {"-100d A d 50; 0 A w 1501", "dormant_account_wakes=0.6"},
      {"-80d A d 50; 0 A w 1501", ""},
      {"-100d A d 50; 0 A w 501", ""},
      {"0 A w 1501", ""},
      // Money passes through.
      {"-20m A t 4001 dir=IN to=X; 0 A w 3901", "pass_through=0.7"},
      {"-20m A t 4001 dir=IN to=X; 0 A w 3501", ""},
      {"-90m A t 4001 dir=IN to=X; 0 A w 3901", ""},
      // Series below the maximum.
      {"-5d A d 9600; -3d A d 9700; 0 A d 9800", "structuring=0.7 series_below_limit=0.75"},
      {"-9d A d 9600; -3d A d 9700; 0 A d 9800", "structuring=0.7"},
      {"-5d A d 9600; -3d B d 9700 client=C-A; 0 A d 9800",
       "structuring=0.7 series_below_limit=0.75"},
      // From many and to many, by value.
      {senders + "0 A t 601 dir=IN to=S9", "many_to_one=0.6"},
      {senders + "0 A t 601 dir=IN to=S8", ""},
      {recipients + "0 A t 601 to=R9", "one_to_many=0.6"},
      // Countries.
      {"0 A t 501 country=KP", "high_risk_country=0.5"},
      {"0 A t 501 country=FR", ""}};
  check_fired(builtin_policy(), rows);
}

TEST_CASE("our policy: circular means money that comes back") {
  const std::vector<Told> rows = {
      {"-20h A t 801 to=B; 0 A t 801 to=B", ""},
      {"-20h A t 801 to=B; 0 A t 780 dir=IN to=B", "circular_transfer=0.7"},
      {"-20h A t 801 dir=IN to=B; 0 A t 780 to=B", "circular_transfer=0.7"},
      {"-20h A t 801 to=B; 0 A t 600 dir=IN to=B", ""},
      {"-20h A t 801 to=B; 0 A t 780 dir=IN to=C", "new_counterparty_transfer=0.4"},
      {"-25h A t 801 to=B; 0 A t 780 dir=IN to=B", ""}};
  check_fired(builtin_policy(), rows);
}

TEST_CASE("our policy: money that comes back over other accounts, up to five hops") {
  const std::vector<Told> rows = {
      {"-3d A t 900 to=B; -2d B t 890 to=C; 0 C t 880 to=A", "transfer_cycle=0.8"},
      // Each bank sees its own side: what came in says the same as what went out.
      {"-3d B t 900 dir=IN to=A; -2d C t 890 dir=IN to=B; 0 A t 880 dir=IN to=C",
       "transfer_cycle=0.8"},
      {"-3d A t 900 to=B; -70h B t 890 to=C; -60h C t 880 to=D; -50h D t 870 to=E; 0 E t 860 to=A",
       "transfer_cycle=0.8"},
      // Six hops are too many.
      {"-3d A t 900 to=B; -70h B t 890 to=C; -60h C t 880 to=D; -50h D t 870 to=E;"
       "-40h E t 860 to=F; 0 F t 850 to=A",
       ""},
      // Not in the order of time, so no money can have gone that way.
      {"-2d A t 900 to=B; -3d B t 890 to=C; 0 C t 880 to=A", ""},
      // Much less comes back.
      {"-3d A t 900 to=B; -2d B t 300 to=C; 0 C t 900 to=A", ""},
      {"-9d A t 900 to=B; -2d B t 890 to=C; 0 C t 880 to=A", ""}};
  check_fired(builtin_policy(), rows);
  Story told(builtin_policy());
  (void)told.tell(rows.front().steps);
  REQUIRE(told.request().seen.size() == 1);
  CHECK(told.request().seen.front().second == std::vector<std::string>{"E1", "E2"});
}

TEST_CASE("a search for a cycle that would take too long is cut, and says so") {
  // B has sent to 3,000 others, none of which lead back.
  Story told(builtin_policy());
  for (int i = 0; i < 3'000; ++i) {
    (void)told.tell("-3h B t 900 to=X" + std::to_string(i));
  }
  const Outcome outcome = told.tell("0 A t 900 to=B");
  CHECK(fired(outcome).find("transfer_cycle") == std::string::npos);
  CHECK(outcome.reasons == std::vector<ReasonCode>{ReasonCode::kSearchCut});
  CHECK(told.tell("0 D t 900 to=Q").reasons.empty());
}

TEST_CASE("our policy: amounts are a currency's own, and one without says so") {
  CHECK(fired(Story(builtin_policy()).tell("0 A t 600001 cur=XAF")) == "large_amount=0.600001");
  CHECK(fired(Story(builtin_policy()).tell("0 A t 600001 cur=USD")) ==
        "large_amount=1 high_velocity_volume=1");
  const Outcome unknown = Story(builtin_policy()).tell("0 A t 600000 cur=JPY");
  CHECK(fired(unknown).empty());
  CHECK(unknown.reasons == std::vector<ReasonCode>{ReasonCode::kNoLimitForCurrency});
  // Sums are of one currency.
  CHECK(fired(Story(builtin_policy()).tell("-5m A t 29999 cur=EUR; 0 A t 501 cur=USD")).empty());
}

TEST_CASE("our policy: reports of cash") {
  const std::vector<Told> rows = {
      {"-2h A d 5001 client=P; 0 B d 4999.01 client=P", "ctr_cash_in=0"},
      {"-2h A d 5001 client=P; 0 B d 4999 client=P", ""},  // over 10,000, not from
      {"-2h A d 5001 client=P; 0 B w 5001 client=P", ""},
      {"-2h A d 5001 client=P; 0 B d 5001 client=P instrument=card", ""},
      {"-2h A d 5001 client=P cur=EUR; 0 B d 4999 client=P cur=EUR", "ctr_cash_in=0"}};
  check_fired(builtin_policy(), rows);
}

TEST_CASE("our policy: a day's cash counts in whatever order it came, and by who hands it over") {
  const std::vector<Told> rows = {
      {"-1h A d 6001 client=P; -5h B d 6001 client=P", "ctr_cash_in=0"},
      {"-1h A d 6001 client=P; -13h B d 6001 client=P", ""},
      {"-2h A d 6001 client=P; 0 A loan_repayment 6001 client=P instrument=cash", "ctr_cash_in=0"},
      {"-1h A w 6001 client=P; 0 A l 6001 client=P instrument=cash", "ctr_cash_out=0"}};
  check_fired(builtin_policy(), rows);
}

TEST_CASE("our policy: fees show no life, and reasons are of the event's currency") {
  check_fired(builtin_policy(),
              {{"-100d A d 50; -2d A fee 5; 0 A w 1501", "dormant_account_wakes=0.6"}});
  Story story(builtin_policy());
  (void)story.tell("-5m A t 20000 cur=EUR; -4m A t 29999; 0 A t 9999");
  std::vector<std::string> seen;
  for (const auto& [rule, ids] : story.request().seen) {
    if (rule_table()[rule].name == "high_velocity_volume") seen = ids;
  }
  CHECK(seen == std::vector<std::string>{"E2"});
}

TEST_CASE("the rule score never falls when a further rule fires, and is at most 1") {
  testing::Random random(5);
  for (int i = 0; i < 2'000; ++i) {
    std::vector<FiredRule> rules;
    Micro before;
    for (std::size_t rule = 0; rule < 6; ++rule) {
      rules.push_back({rule, Category::kAmount, {random.between(0, Micro::kScale)}, ""});
      const Micro now = rule_score(rules, RuleScore::kComplement);
      CHECK(now >= before);
      CHECK(now >= rules.back().severity - Micro{1});
      CHECK(now <= kMicroOne);
      before = now;
    }
  }
}

TEST_CASE("a rule's settings: on, days, channels, currencies, severity") {
  Policy policy = builtin_policy();
  RuleSettings& rule = policy.rules[*find_rule("structuring")];
  const std::string step = "0 A d 9600";
  CHECK(fired(Story(policy).tell(step)) == "structuring=0.7");
  rule.severity = Micro{100'000};
  CHECK(fired(Story(policy).tell(step)) == "structuring=0.1");
  rule.channels = {Instrument::kCard};
  CHECK(fired(Story(policy).tell(step)).empty());
  rule.channels = {Instrument::kCard, Instrument::kCash};
  rule.currencies = {{{'E', 'U', 'R'}}};
  CHECK(fired(Story(policy).tell(step)).empty());
  rule.currencies.clear();
  rule.from = Date::parse("2025-06-15");
  CHECK(fired(Story(policy).tell(step)).empty());
  rule.from = Date::parse("2025-06-14");
  rule.until = rule.from;
  CHECK(fired(Story(policy).tell(step)) == "structuring=0.1");
  rule.is_on = false;
  CHECK(fired(Story(policy).tell(step)).empty());
}

}  // namespace
}  // namespace financescr::monitoring
