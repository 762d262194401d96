#include "engine/backtest/truth.hpp"

#include <doctest/doctest.h>

namespace financescr::backtest {
namespace {

TEST_CASE("a label says fraud or legitimate of an event or an account, and of which kind") {
  Truth truth;
  CHECK(truth.add_line(
      R"({"event_id":"1","label":"fraud","typology":"circular",)"
      R"("difficulty":"careful","case_id":"K7","known_at":"2026-01-05T00:00:00Z"})"));
  CHECK(truth.add_line(R"({"account_id":"1","label":"legitimate",)"
                       R"("known_at":"2026-01-05T00:00:00Z"})"));
  const Kind& event = truth.kinds()[truth.of_event("1").kind];
  CHECK(event.is_fraud);
  CHECK(event.typology == "circular");
  CHECK(event.difficulty == "careful");
  CHECK(truth.of_event("1").case_number != 0);
  CHECK(truth.of_account("1").case_number == 0);
  CHECK(truth.of_event("1").on == Date::parse("2026-01-05"));
  CHECK_FALSE(truth.kinds()[truth.of_account("1").kind].is_fraud);
  CHECK(truth.of_account("1").kind != kUnlabelled);
  CHECK(truth.of_event("2").kind == kUnlabelled);
  CHECK(truth.event_counts().fraud == 1);
  CHECK(truth.account_counts().legitimate == 1);
}

TEST_CASE("a label twice counts once; two that contradict each other are an error") {
  Truth truth;
  const std::string fraud = R"({"event_id":"1","label":"fraud","known_at":"2026-01-05T00:00:00Z"})";
  CHECK(truth.add_line(fraud));
  CHECK(truth.add_line(fraud));
  CHECK(truth.event_counts().fraud == 1);
  const auto other =
      truth.add_line(R"({"event_id":"1","label":"legitimate","known_at":"2026-01-06T00:00:00Z"})");
  REQUIRE_FALSE(other);
  CHECK(other.error().front().code == ErrorCode::kConflict);
  CHECK(other.error().front().pointer == "/event_id");
}

TEST_CASE("a line that is no label is an error at its pointer") {
  Truth truth;
  const auto faults = [&](const char* line) { return truth.add_line(line).error().front(); };
  CHECK(faults("{").code == ErrorCode::kMalformed);
  CHECK(faults(R"({"event_id":"1","label":"bad","known_at":"2026-01-05T00:00:00Z"})").pointer ==
        "/label");
  CHECK(faults(R"({"event_id":"1","type":"tick","occurred_at":"2026-01-05T00:00:00Z"})").detail ==
        "is no label: it has no member \"label\"");
}

}  // namespace
}  // namespace financescr::backtest
