#include "engine/backtest/tally.hpp"

#include <doctest/doctest.h>

#include "tests/unit/monitoring/story.hpp"

namespace financescr::backtest {
namespace {

using monitoring::find_rule;
using monitoring::Story;

std::uint64_t bit(std::string_view rule) { return std::uint64_t{1} << *find_rule(rule); }

Verdict judged(const std::string& steps) {
  Story story(monitoring::builtin_policy());
  return verdict_of(story.tell(steps), monitoring::builtin_policy());
}

TEST_CASE("a rule is needed where there would be no alert without it") {
  // Structuring alone alerts; night alone does not, and the alert stands without it.
  const Verdict lone = judged("2025-06-14T12:00:00Z A d 9700");
  CHECK(lone.is_alert);
  CHECK(lone.needed == bit("structuring"));
  const Verdict night = judged("2025-06-14T03:00:00Z A d 9700");
  REQUIRE(night.fired.size() == 2);
  CHECK(night.needed == bit("structuring"));
  // Of two that each alert, none is needed.
  const Verdict two = judged("-2d A d 9700; -1d A d 9600; 0 A d 9700");
  CHECK(two.is_alert);
  CHECK(two.fired.size() >= 2);
  CHECK(two.needed == 0);
  CHECK(judged("0 A d 20").needed == 0);
}

TEST_CASE("an account needs a rule only if all its alerts do") {
  Verdict account;
  account.join({Micro{700'000}, true, false, 0b10, {{1, Micro{700'000}}}});
  account.join({Micro{100'000}, false, false, 0, {{0, Micro{100'000}}}});
  CHECK(account.needed == 0b10);
  account.join({Micro{600'000}, true, false, 0b100, {{1, Micro{200'000}}, {2, Micro{600'000}}}});
  CHECK(account.needed == 0);
  CHECK(account.score == Micro{700'000});
  CHECK(account.fired ==
        std::vector<Fired>{{0, Micro{100'000}}, {1, Micro{700'000}}, {2, Micro{600'000}}});
}

TEST_CASE("figures count what was decided, by rule, kind and day") {
  const std::vector<Kind> kinds = {
      {}, {true, "circular", "crude"}, {true, "circular", "careful"}, {false, "rent", ""}};
  const Date day = *Date::parse("2026-01-05");
  const Verdict alert{Micro{800'000}, true, false, 0b1, {{0, Micro{800'000}}, {2, Micro{300'000}}}};
  const Verdict pass{Micro{300'000}, false, false, 0, {{2, Micro{300'000}}}};
  Tally tally;
  tally.add(alert, {1, 1, day}, true, day);
  tally.add(pass, {2, 2, day}, true, day);
  tally.add(alert, {3, 0, day}, false, Date::from_days(day.to_days() + 1));
  for (int i = 0; i < 7; ++i) tally.add({}, {}, false, day);
  const Figures figures =
      tally.figures(monitoring::builtin_policy(), kinds, {Micro{200'000}, Micro{300'000}});

  CHECK(figures.at_policy.confusion == evaluation::Confusion{1, 1, 7, 1});
  CHECK(figures.at_policy.recall->value == Micro{500'000});
  // .8: one of two is fraud; then .3: the second. 1/2 * 1/2 + 1/2 * 2/3.
  CHECK(figures.average_precision->value == Micro{583'333});
  REQUIRE(figures.budgets.size() == 2);
  CHECK(figures.budgets[0].cut.budget == 2);
  CHECK(figures.budgets[0].recall->value == Micro{500'000});
  CHECK(figures.budgets[1].recall->value == kMicroOne);

  const SourceFigures& first = figures.sources.front();
  CHECK(first.fired == 2);
  CHECK(first.fraud == 1);
  CHECK(first.needed == 2);
  CHECK(first.needed_fraud == 1);
  REQUIRE(figures.overlaps.size() == 1);
  CHECK(figures.overlaps.front().both == 2);

  REQUIRE(figures.typologies.size() == 1);
  const KindFigures& circular = figures.typologies.front();
  CHECK(circular.count == 2);
  CHECK(circular.alerted == 1);
  CHECK(circular.budgets[0].found->value == Micro{500'000});
  REQUIRE(circular.parts.size() == 2);
  CHECK(circular.parts[0].name == "careful");
  CHECK(circular.parts[0].alerted == 0);
  CHECK(figures.difficulties.size() == 2);
  REQUIRE(figures.innocents.size() == 1);
  CHECK(figures.innocents.front().name == "rent");
  CHECK(figures.innocents.front().share->value == kMicroOne);

  REQUIRE(figures.days.size() == 2);
  CHECK(figures.days.at(day).events == 9);
  CHECK(figures.days.at(day).caught == 1);
}

TEST_CASE("a case is found by an alert on one of its events") {
  const std::vector<Kind> kinds = {{}, {true, "circular", "crude"}, {true, "stacking", "crude"}};
  const Verdict alert{Micro{800'000}, true, false, 0b1, {{0, Micro{800'000}}}};
  Tally tally;
  tally.add({}, {1, 1, {}}, true, {});
  tally.add(alert, {1, 1, {}}, true, {});
  tally.add({}, {1, 2, {}}, true, {});
  tally.add(alert, {2, 3, {}}, true, {});
  tally.add(alert, {2, 3, {}}, true, {});
  const Figures figures = tally.figures(monitoring::builtin_policy(), kinds, {Micro{400'000}});
  REQUIRE(figures.typologies.size() == 2);
  // The budget is two of the three alerts, which all score .8: one of the first typology's, where
  // one of two cases has it, and two of the second's: 1 - (1 - 2/3)^2.
  CHECK(figures.typologies[0].budgets[0].cases_found->value == Micro{333'333});
  CHECK(figures.typologies[1].budgets[0].cases_found->value == Micro{888'889});
  CHECK(figures.typologies[0].cases == 2);
  CHECK(figures.typologies[0].cases_alerted == 1);
  CHECK(figures.typologies[1].cases == 1);
  CHECK(figures.typologies[1].cases_alerted == 1);
  CHECK(figures.difficulties.front().cases == 3);
}

}  // namespace
}  // namespace financescr::backtest
