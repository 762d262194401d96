#include <doctest/doctest.h>

#include "engine/monitoring/history.hpp"
#include "engine/pack/pack.hpp"
#include "tests/unit/monitoring/random_events.hpp"

namespace financescr::monitoring {
namespace {

HistoryOptions options_of(const World& world) {
  HistoryOptions options;
  options.max_lateness_us = world.max_late_us + 2 * world.step_us;
  return options;
}

Result<History> load(std::string_view bytes, const HistoryOptions& options) {
  const auto aligned = pack::copy_aligned(bytes);
  return History::load(aligned.view, options);
}

// A state of a few hundred events.
std::string some_state(const HistoryOptions& options) {
  History history(options);
  RandomEvents source({}, 5);
  for (int i = 0; i < 300; ++i) (void)history.observe(source.next());
  return history.save();
}

TEST_CASE("a history that was saved and loaded goes on as one that never stopped") {
  // Some hundred days a thousand events: what is old goes, and names with it.
  const World world{.accounts = 4'000, .step_us = 2 * 3'600'000'000};
  const HistoryOptions options = options_of(world);
  History whole(options);
  History parts(options);
  RandomEvents source(world, 11);
  testing::Random random(12);
  int stops = 0;
  for (int i = 0; i < 12'000; ++i) {
    const Event event = source.next();
    const auto expected = whole.observe(event);
    const auto past = parts.observe(event);
    REQUIRE(expected.has_value());
    REQUIRE(past.has_value());
    CAPTURE(i);
    REQUIRE(past->seq == expected->seq);
    REQUIRE(past->is_late == expected->is_late);
    REQUIRE(past->facts == expected->facts);
    if (random.below(600) != 0) continue;
    ++stops;
    const std::string bytes = parts.save();
    REQUIRE(bytes == whole.save());
    auto loaded = load(bytes, options);
    REQUIRE(loaded.has_value());
    REQUIRE(loaded->save() == bytes);
    parts = std::move(*loaded);
  }
  CHECK(stops > 5);
}

TEST_CASE("an empty history is a state too") {
  const History history({});
  auto loaded = load(history.save(), {});
  REQUIRE(loaded.has_value());
  CHECK(loaded->size() == 0);
}

TEST_CASE("a state that is cut, changed or foreign is refused, whatever it says") {
  const HistoryOptions options = options_of({});
  const std::string state = some_state(options);
  REQUIRE(load(state, options).has_value());
  for (std::size_t size = 0; size < state.size(); size += 1 + state.size() / 200) {
    CHECK(load(std::string_view(state).substr(0, size), options).error().code ==
          ErrorCode::kCorrupt);
  }
  testing::Random random(7);
  for (int i = 0; i < 300; ++i) {
    std::string changed = state;
    changed[random.below(changed.size())] ^= static_cast<char>(1 << random.below(8));
    CHECK_FALSE(load(changed, options).has_value());
  }
  CHECK(load("FSCRPACK and more", options).error().detail ==
        "state of monitoring: it does not start with FSCRHIST");
}

TEST_CASE("a state of another time zone, lateness or clock is refused") {
  const HistoryOptions options = options_of({});
  const std::string state = some_state(options);
  for (const auto member : {&HistoryOptions::ahead_us, &HistoryOptions::max_lateness_us,
                            &HistoryOptions::max_clock_jump_us}) {
    HistoryOptions others = options;
    others.*member += 1;
    CHECK(load(state, others).error().code == ErrorCode::kConflict);
  }
  HistoryOptions other_table = options;
  other_table.table_seed = 99;  // nothing depends on it
  auto loaded = load(state, other_table);
  REQUIRE(loaded.has_value());
  CHECK(loaded->save() == state);
}

}  // namespace
}  // namespace financescr::monitoring
