// Replays over many random requests: a decision travels as text and comes back identical; what is
// asked for and then answered gives what was foretold.
#include <doctest/doctest.h>

#include <string>

#include "engine/replay/replay.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;
using samples::Random;

Json request_for(const screening::Subject& subject) {
  return Json::object({{"subject", subject.to_json()}});
}

TEST_CASE("bundles of random requests replay to the same bytes") {
  const EngineSet& engine = samples::seed_engine();
  Random random(11);
  decision::Workspace workspace;
  for (int i = 0; i < 500; ++i) {
    const auto subject = samples::random_subject(engine.screening().rows()->watchlist, random);
    const auto verdict = engine.screening().decide(request_for(subject), workspace);
    REQUIRE(verdict.has_value());
    const Json bundle = decision::make_bundle(Domain::kScreening, Json(std::int64_t{i}),
                                              verdict->input, verdict->decision);
    const auto read = canonical::parse(canonical::write(bundle));
    REQUIRE(read.has_value());
    const auto result = replay(*read, {}, engine, workspace);
    REQUIRE(result.has_value());
    REQUIRE_FALSE(result->difference.has_value());
  }
}

TEST_CASE("a change anywhere in a recorded decision is found, at that very place") {
  const EngineSet& engine = samples::seed_engine();
  Random random(12);
  decision::Workspace workspace;
  for (int i = 0; i < 200; ++i) {
    const auto subject = samples::random_subject(engine.screening().rows()->watchlist, random);
    const auto verdict = engine.screening().decide(request_for(subject), workspace);
    REQUIRE(verdict.has_value());
    const auto& members = *verdict->decision.if_object();
    const std::string key = members[random.below(members.size())].first;
    Json decision = verdict->decision;
    decision.set(key, "tampered");
    const auto result =
        replay(decision::make_bundle(Domain::kScreening, Json(), verdict->input, decision), {},
               engine, workspace);
    REQUIRE(result.has_value());
    REQUIRE(result->difference.has_value());
    CHECK(result->difference->field == "/decision/" + key);
  }
}

TEST_CASE("an input survives JSON: reading it again gives the same input") {
  const EngineSet& engine = samples::seed_engine();
  Random random(13);
  decision::Workspace workspace;
  for (int i = 0; i < 500; ++i) {
    const auto subject = samples::random_subject(engine.screening().rows()->watchlist, random);
    const auto verdict = engine.screening().decide(request_for(subject), workspace);
    REQUIRE(verdict.has_value());
    const auto again = engine.screening().decide(verdict->input, workspace);
    REQUIRE(again.has_value());
    REQUIRE(canonical::write(again->input) == canonical::write(verdict->input));
    REQUIRE(again->ignored_fields.empty());
  }
}

// The subject with the answer that the list gives for `entity`.
screening::Subject answered(screening::Subject subject, screening::FollowUpField field,
                            const pack::Watchlist& list, std::uint32_t entity) {
  const auto& record = list.entity(entity);
  switch (field) {
    case screening::FollowUpField::kDob:
      subject.date_of_birth = list.dates(record)[0];
      break;
    case screening::FollowUpField::kNationality:
      subject.nationality = list.nationalities(record)[0];
      break;
    case screening::FollowUpField::kResidenceCountry:
      subject.residence_country = list.residences(record)[0];
      break;
    case screening::FollowUpField::kIdNumber:
      subject.id_hashes = {std::string(list.id_hash(record, 0))};
      break;
  }
  return subject;
}

TEST_CASE("the answer 'as listed' leads to the decision that was foretold") {
  const EngineSet& engine = samples::seed_engine();
  const auto& pack = *engine.screening().rows();
  const Micro threshold = engine.screening().screener().policy.threshold;
  Random random(14);
  screening::Workspace workspace;
  int asked = 0;
  int exact = 0;
  for (int i = 0; i < 1'000; ++i) {
    screening::ScreenRequest request;
    request.subject = samples::random_subject(pack.watchlist, random);
    const auto before = screening::decide(request, pack, engine.screening().screener(), workspace);
    REQUIRE(before.has_value());
    if (!before->follow_up) continue;
    ++asked;
    request.subject = answered(*request.subject, before->follow_up->field, pack.watchlist,
                               before->matches[0].entity);
    const auto after = screening::decide(request, pack, engine.screening().screener(), workspace);
    REQUIRE(after.has_value());
    const Micro foretold = before->follow_up->probability_if_same;
    exact += after->probability == foretold ? 1 : 0;
    CAPTURE(request.subject->name);
    CHECK((after->probability >= threshold) == (foretold >= threshold));
  }
  MESSAGE("follow-ups foretold exactly: " << exact << " of " << asked);
  CHECK(asked > 100);
  CHECK(exact * 100 >= asked * 98);
}

}  // namespace
}  // namespace financescr::replay
