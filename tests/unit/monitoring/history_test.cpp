#include "engine/monitoring/history.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>

#include "tests/unit/monitoring/past_twin.hpp"
#include "tests/unit/monitoring/random_events.hpp"

namespace financescr::monitoring {
namespace {

Event event_at(std::int64_t at_us, std::int64_t minor = 100) {
  Event event;
  event.event_id = "e";
  event.occurred_at.us = at_us;
  event.account_id = "A";
  event.client_id = "C";
  event.type = EventType::kTransfer;
  event.amount.minor = minor;
  return event;
}

const WindowFacts& window(const Past& past, KeyKind kind, Span span) {
  return past.facts[place_of(kind)].value()[place_of(span)];
}

std::uint32_t account_count(History& history, const Event& event, Span span) {
  return window(history.observe(event).value(), KeyKind::kAccount, span).count;
}

// Whether both know the same of the next events of a world.
void compare(const World& world, std::uint64_t seed, std::size_t events, std::int64_t ahead_us) {
  HistoryOptions options;
  options.ahead_us = ahead_us;
  options.max_lateness_us = world.max_late_us + 2 * world.step_us;
  History history(options);
  PastTwin twin(ahead_us);
  RandomEvents source(world, seed);
  for (std::size_t i = 0; i < events; ++i) {
    const Event event = source.next();
    const auto past = history.observe(event);
    REQUIRE(past.has_value());
    REQUIRE_FALSE(past->is_late);
    const Past expected = twin.observe(event);
    CAPTURE(i);
    CHECK(past->seq == expected.seq);
    for (std::size_t kind = 0; kind < kKeyKindCount; ++kind) {
      if (past->facts[kind] == expected.facts[kind]) continue;
      CAPTURE(kind);
      REQUIRE(past->facts[kind].has_value() == expected.facts[kind].has_value());
      for (std::size_t span = 0; span < kSpanCount; ++span) {
        CAPTURE(span);
        REQUIRE((*past->facts[kind])[span] == (*expected.facts[kind])[span]);
      }
    }
  }
}

TEST_CASE("every window is what comparing all events gives: late and simultaneous ones too") {
  compare({}, 1, 3'000, 0);
  compare({.step_us = 60'000'000, .max_late_us = 7'200'000'000}, 2, 1'500, Timestamp::kHour);
  compare({.accounts = 3, .clients = 2, .counterparties = 2}, 3, 500, -5 * Timestamp::kHour);
}

// A world with many or few of each, slow or fast, in which many or few events are late.
World random_world(testing::Random& random) {
  const auto some = [&random] {
    constexpr std::array<std::size_t, 6> kCounts = {1, 2, 5, 20, 60, 300};
    return kCounts[random.below(kCounts.size())];
  };
  World world;
  world.accounts = some();
  world.clients = some();
  world.counterparties = some();
  world.agents = some();
  world.merchants = some();
  world.devices = some();
  constexpr std::array<std::int64_t, 5> kStepMinutes = {1, 10, 60, 240, 1'440};
  world.step_us = kStepMinutes[random.below(kStepMinutes.size())] * Timestamp::kHour / 60;
  constexpr std::array kLatePercents = {0, 2, 10, 40};
  world.late_percent = kLatePercents[random.below(kLatePercents.size())];
  constexpr std::array<std::int64_t, 3> kLateHours = {1, 24, 30 * 24};
  world.max_late_us = kLateHours[random.below(kLateHours.size())] * Timestamp::kHour;
  return world;
}

TEST_CASE("in a thousand worlds every window is what comparing all events gives") {
  const bool is_thorough = std::getenv("FINANCESCR_TEST_ALL") != nullptr;
  testing::Random random(20);
  std::size_t events = 0;
  for (std::size_t i = 0; events < (is_thorough ? 1'000'000U : 10'000U); ++i) {
    CAPTURE(i);
    const World world = random_world(random);
    const std::size_t count = i % 100 == 99 ? 4'000 : 100 + random.below(1'000);
    const std::int64_t ahead_us = random.between(-24, 28) * Timestamp::kHour / 2;
    compare(world, random.below(1'000'000), count, ahead_us);
    events += count;
  }
}

TEST_CASE("a window begins where its span begins, and ends before the event itself") {
  History history({});
  const std::int64_t t = 1'750'000'000'000'000;
  CHECK(account_count(history, event_at(t), Span::k1h) == 0);
  CHECK(account_count(history, event_at(t), Span::k1h) == 1);  // simultaneous, ingested before
  CHECK(account_count(history, event_at(t + Timestamp::kHour), Span::k1h) == 2);
  CHECK(account_count(history, event_at(t + Timestamp::kHour + 1), Span::k1h) == 1);
  CHECK(account_count(history, event_at(t - 1), Span::k1h) == 0);  // what is later is not past
  CHECK(account_count(history, event_at(t + Timestamp::kHour + 1), Span::k24h) == 5);
}

TEST_CASE("the calendar day is that of the time zone") {
  HistoryOptions options;
  options.ahead_us = Timestamp::kHour;
  History history(options);
  const std::int64_t midnight_us = Date{2026, 3, 1}.to_days() * Timestamp::kDay - Timestamp::kHour;
  CHECK(account_count(history, event_at(midnight_us - 1), Span::kDay) == 0);
  CHECK(account_count(history, event_at(midnight_us), Span::kDay) == 0);
  CHECK(account_count(history, event_at(midnight_us + 23 * Timestamp::kHour), Span::kDay) == 1);
  CHECK(account_count(history, event_at(midnight_us + 24 * Timestamp::kHour), Span::kDay) == 0);
}

TEST_CASE("money of another currency is counted and never added") {
  History history({});
  Event euros = event_at(1'750'000'000'000'000, 500);
  euros.amount.currency = {{'E', 'U', 'R'}};
  (void)history.observe(euros);
  const Past past = history.observe(event_at(1'750'000'000'000'000)).value();
  const WindowFacts& facts = window(past, KeyKind::kAccount, Span::k1h);
  CHECK(facts.count == 1);
  CHECK(facts.money_count == 0);
  CHECK(facts.sum_minor == 0);
}

TEST_CASE("sums stop at the largest number") {
  History history({});
  for (int i = 0; i < 3; ++i) (void)history.observe(event_at(1'750'000'000'000'000, INT64_MAX / 2));
  const Past past = history.observe(event_at(1'750'000'000'000'000)).value();
  CHECK(window(past, KeyKind::kAccount, Span::k1h).sum_minor == INT64_MAX);
}

TEST_CASE(
    "sums of a long timeline stop at the largest number, and are exact again when they can be") {
  History history({});
  std::int64_t t = 1'750'000'000'000'000;
  const auto last_day = [&](std::int64_t minor) {
    return window(history.observe(event_at(t += 1'000, minor)).value(), KeyKind::kAccount,
                  Span::k24h);
  };
  for (int i = 0; i < 100; ++i) (void)last_day(7);
  CHECK(last_day(INT64_MAX / 2).sum_minor == 700);
  CHECK(last_day(INT64_MAX / 2).sum_minor == 700 + INT64_MAX / 2);
  CHECK(last_day(INT64_MAX / 2).sum_minor == INT64_MAX);
  CHECK(last_day(7).out_minor == INT64_MAX);
  t += Timestamp::kDay;
  for (int i = 0; i < 100; ++i) CHECK(last_day(7).sum_minor == 7 * i);
  t += 181 * Timestamp::kDay;
  for (int i = 0; i < 100; ++i) CHECK(last_day(7).sum_minor == 7 * i);
}

TEST_CASE("an event of a far year is refused and empties nothing") {
  History history({});
  const std::int64_t t = 1'750'000'000'000'000;
  (void)history.observe(event_at(t));
  const auto far = history.observe(event_at(t + 401 * Timestamp::kDay));
  REQUIRE_FALSE(far.has_value());
  CHECK(far.error().pointer == "/occurred_at");
  CHECK(account_count(history, event_at(t + 1), Span::k1h) == 1);
  CHECK(history.observe(event_at(t + 400 * Timestamp::kDay)).has_value());
}

TEST_CASE("received_at is the clock where it is given") {
  History history({});
  Event event = event_at(1'750'000'000'000'000);
  event.received_at = Timestamp{event.occurred_at.us - 300 * Timestamp::kSecond};
  CHECK(history.observe(event).has_value());
  event.received_at->us -= 1;
  CHECK(history.observe(event).error().pointer == "/occurred_at");
  event.received_at->us = event.occurred_at.us + 5 * 365 * Timestamp::kDay + 1;
  CHECK(history.observe(event).error().detail == "lies more than five years before received_at");
}

TEST_CASE("what is older than events in time may be is said to be late") {
  History history({});
  const std::int64_t t = 1'750'000'000'000'000;
  CHECK_FALSE(history.observe(event_at(t)).value().is_late);
  CHECK_FALSE(history.observe(event_at(t - 30 * Timestamp::kDay)).value().is_late);
  CHECK(history.observe(event_at(t - 30 * Timestamp::kDay - 1)).value().is_late);
}

TEST_CASE("what no window can reach is let go, with the names that only it had") {
  History history({});
  std::int64_t t = 1'750'000'000'000'000;
  std::size_t most = 0;
  for (int i = 0; i < 200'000; ++i) {
    t += Timestamp::kDay / 100;
    Event event = event_at(t);
    event.account_id = "A" + std::to_string(i);
    event.client_id = "C" + std::to_string(i % 50);
    (void)history.observe(event);
    most = std::max(most, history.names());
  }
  CHECK(history.size() < 2 * 2 * 21'000);  // two keys an event, 210 days of 100 events
  CHECK(most < 100'000);
}

TEST_CASE("a timeline that rested while its names were numbered anew is still exact") {
  History history({});
  PastTwin twin(0);
  const auto observe = [&](const Event& event) {
    const auto past = history.observe(event);
    REQUIRE(past.has_value());
    const Past expected = twin.observe(event);
    REQUIRE(past->facts == expected.facts);
  };
  std::int64_t t = 1'750'000'000'000'000;
  for (int i = 0; i < 200; ++i) {  // 170 days of an account whose windows are kept counted
    t += 170 * Timestamp::kDay / 200;
    Event event = event_at(t);
    event.counterparty_account_id = "P" + std::to_string(i);
    observe(event);
  }
  for (int i = 0; i < 40'000; ++i) {  // 65 days in which its first events expire
    t += 65 * Timestamp::kDay / 40'000;
    Event event = event_at(t);
    event.account_id = "B" + std::to_string(i);
    event.client_id = "D" + std::to_string(i);
    observe(event);
  }
  REQUIRE(history.names() < 80'203);  // fewer than there were: they were numbered anew
  for (int i = 0; i < 3; ++i) {
    Event event = event_at(t + i);
    event.counterparty_account_id = "P199";
    observe(event);
  }
}

}  // namespace
}  // namespace financescr::monitoring
