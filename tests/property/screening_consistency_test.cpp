// Over thresholds and scores: decision, recommended action and severity say one thing.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;
using samples::Random;

void check_consistent(const Outcome& o, const Policy& policy, bool matchable) {
  CAPTURE(o.subject.name);
  CAPTURE(o.threshold.to_string());
  CAPTURE(o.probability.to_string());
  const bool alert = o.probability >= o.threshold;
  REQUIRE((o.decision == Decision::kReview) == (alert || !matchable));
  REQUIRE((o.decision == Decision::kClear) == (o.action == Action::kClear));
  if (o.decision == Decision::kClear) {
    REQUIRE(o.severity == Level::kLow);
    REQUIRE(o.confidence != Level::kHigh);
  }
  REQUIRE(o.priority == policy.priority(o.severity, o.confidence));
  const bool asks_or_clears = o.action == Action::kRequestInfo || o.action == Action::kClear;
  if (!asks_or_clears) {
    REQUIRE((o.action == Action::kReviewUrgent) == (o.priority == Priority::kP0));
  }
  if (o.action == Action::kRequestInfo) REQUIRE(o.follow_up.has_value());
}

TEST_CASE("decision, action and severity never contradict each other, at any threshold") {
  const replay::EngineSet& engine = samples::seed_engine();
  const Policy& policy = engine.screening().screener().policy;
  const auto& pack = *engine.screening().rows();
  Random random(31);
  Workspace workspace;
  int clear = 0;
  int near = 0;
  for (int i = 0; i < 3'000; ++i) {
    ScreenRequest request;
    request.subject = samples::random_subject(pack.watchlist, random);
    const auto usual = decide(request, pack, engine.screening().screener(), workspace);
    REQUIRE(usual.has_value());
    const Micro score = usual->probability;
    const bool matchable = text::Name(request.subject->name).matchable() == text::Matchable::kWhole;
    // At the score, beside it, around its band, and anywhere.
    for (const Micro threshold :
         {score, score + Micro{1}, score - Micro{1}, score + policy.uncertainty_band,
          score - policy.uncertainty_band, policy.threshold, kMicroZero, kMicroOne,
          Micro{static_cast<std::int64_t>(random.below(1'000'001))}}) {
      if (threshold < kMicroZero || threshold > kMicroOne) continue;
      request.threshold = threshold;
      const auto outcome = decide(request, pack, engine.screening().screener(), workspace);
      REQUIRE(outcome.has_value());
      check_consistent(*outcome, policy, matchable);
      clear += outcome->decision == Decision::kClear ? 1 : 0;
      near += outcome->probability < outcome->threshold &&
                      outcome->probability >= outcome->threshold - policy.uncertainty_band
                  ? 1
                  : 0;
    }
  }
  CHECK(clear > 500);
  CHECK(near > 100);
}

TEST_CASE("a threshold above the policy's is refused, and none clears what the policy reviews") {
  const replay::EngineSet& engine = samples::seed_engine();
  const Micro limit = engine.screening().screener().policy.threshold;
  Random random(32);
  decision::Workspace workspace;
  for (int i = 0; i < 2'000; ++i) {
    const auto subject =
        samples::random_subject(engine.screening().rows()->watchlist, random).to_json();
    const auto usual = engine.screening().decide(Json::object({{"subject", subject}}), workspace);
    const Micro threshold{static_cast<std::int64_t>(random.below(1'000'001))};
    const auto moved = engine.screening().decide(
        Json::object({{"subject", subject}, {"options", Json::object({{"threshold", threshold}})}}),
        workspace);
    if (threshold > limit) {
      REQUIRE_FALSE(moved.has_value());
      REQUIRE(moved.error().size() == 1);
      REQUIRE(moved.error().front().pointer == "/options/threshold");
      REQUIRE(moved.error().front().code == ErrorCode::kInvalid);
    } else if (samples::text_at(usual->decision, "decision") == "\"REVIEW\"") {
      REQUIRE(samples::text_at(moved->decision, "decision") == "\"REVIEW\"");
    }
  }
}

}  // namespace
}  // namespace financescr::screening
