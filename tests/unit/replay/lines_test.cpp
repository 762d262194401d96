#include "engine/replay/lines.hpp"

#include <doctest/doctest.h>

#include "tests/unit/replay/samples.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;

TEST_CASE("a decided line is the decision with the request's id, and a bundle if it is kept") {
  const auto engine = samples::whole_engine();
  const auto apply = [&](const Json& request) { return samples::apply(engine, request); };
  const std::string text = R"({"request_id":"r-7","application_id":"A1","colour":"blue"})";
  const LineResult result = decide_line(3, text, apply, true);
  CHECK_FALSE(result.failed);
  const Json answer = samples::parse(result.answer);
  CHECK(*answer.find("request_id") == Json("r-7"));
  CHECK(canonical::write(*answer.find("ignored_fields")) == R"(["/colour"])");
  decision::Workspace workspace;
  const LineResult again = replay_line(1, result.bundle, engine, workspace);
  CHECK_FALSE(again.failed);
  CHECK(*samples::parse(again.answer).find("result_hash") == *answer.find("result_hash"));
  CHECK(decide_line(3, text, apply, false).bundle.empty());
}

TEST_CASE("a line's reference stands in answer and envelope, and in no hash") {
  const auto engine = samples::whole_engine();
  const auto apply = [&](const Json& request) { return samples::apply(engine, request); };
  const LineResult with =
      decide_line(1, R"({"application_id":"A1","customer_ref":"crm:1"})", apply, true);
  const LineResult without = decide_line(1, R"({"application_id":"A1"})", apply, true);
  const Json answer = samples::parse(with.answer);
  CHECK(*answer.find("customer_ref") == Json("crm:1"));
  CHECK(answer.find("ignored_fields") == nullptr);
  Json bundle = samples::parse(with.bundle);
  CHECK(*bundle.find("customer_ref") == Json("crm:1"));
  const Json plain = samples::parse(without.bundle);
  CHECK(plain.find("customer_ref") == nullptr);
  CHECK(*bundle.find("decision") == *plain.find("decision"));
  CHECK(*bundle.find("input") == *plain.find("input"));
  decision::Workspace workspace;
  CHECK_FALSE(replay_line(1, with.bundle, engine, workspace).failed);
  CHECK(decide_line(1, R"({"application_id":"A1","customer_ref":"A B"})", apply, true).failed);
}

TEST_CASE("a line that cannot be decided says which one it is and where the fault lies") {
  const auto engine = samples::whole_engine();
  const auto apply = [&](const Json& request) { return samples::apply(engine, request); };
  for (const auto* text : {"not json", "[]", R"({"application_id":"A9"})"}) {
    const LineResult result = decide_line(12, text, apply, true);
    CHECK(result.failed);
    CHECK(result.bundle.empty());
    CHECK(*samples::parse(result.answer).find("error")->find("line") == Json(12));
  }
  decision::Workspace workspace;
  CHECK(replay_line(1, "{}", engine, workspace).failed);
  CHECK(match_line(1, "{}", engine.screening().screener(), {}, "").failed);
}

TEST_CASE("a replay that differs fails its line") {
  const auto engine = samples::whole_engine();
  const auto apply = [&](const Json& request) { return samples::apply(engine, request); };
  Json bundle = samples::parse(decide_line(1, R"({"application_id":"A1"})", apply, true).bundle);
  Json decision = *bundle.find("decision");
  decision.set("decision", "SOMETHING ELSE");
  bundle.set("decision", std::move(decision));
  decision::Workspace workspace;
  const LineResult result = replay_line(1, canonical::write(bundle), engine, workspace);
  CHECK(result.failed);
  CHECK(*samples::parse(result.answer).find("field") == Json("/decision/decision"));
}

TEST_CASE("a recorded number that is off by less than a millionth is found, at its place") {
  const auto engine = samples::whole_engine();
  decision::Workspace workspace;
  const auto screen = [&](const Json& request) {
    return engine.screening().decide(request, workspace);
  };
  const std::string text =
      decide_line(1, R"({"subject":{"name":"Ivan Petrov"},"options":{"threshold":0.5,"top_k":1}})",
                  screen, true)
          .bundle;
  struct Row {
    std::string_view from, to, field, recorded;
  };
  for (const Row& row : {
           Row{R"("match_probability":0.982014)", R"("match_probability":0.98201400000000001)",
               "/decision/match_probability", "0.98201400000000001"},
           Row{R"("match_probability":0.982014)", R"("match_probability":0.9820136)",
               "/decision/match_probability", "0.9820136"},
           Row{R"("candidates_retrieved":1)", R"("candidates_retrieved":1.0000000001)",
               "/decision/candidates_retrieved", "1.0000000001"},
           Row{R"("threshold":0.5,)", R"("threshold":5000000004e-10,)", "/input/options/threshold",
               "5000000004e-10"},
           Row{R"("initials_share":0,)", R"("initials_share":1e-9,)",
               "/decision/matches/0/features/initials_share", "1e-9"},
       }) {
    CAPTURE(row.to);
    std::string forged = text;
    const std::size_t at = forged.find(row.from);
    REQUIRE(at != std::string::npos);
    forged.replace(at, row.from.size(), row.to);
    const LineResult result = replay_line(1, forged, engine, workspace);
    CHECK(result.failed);
    const Json answer = samples::parse(result.answer);
    CHECK(*answer.find("status") == Json("different"));
    CHECK(*answer.find("field") == Json(row.field));
    CHECK(*answer.find("recorded") == Json(row.recorded));
    CHECK(answer.find("replayed")->is_number());
  }
  // The same number written otherwise is the same number, and so is any request_id.
  std::string same = text;
  same.replace(same.find("0.982014"), 8, "9820140e-7");
  same.replace(same.find(R"("request_id":null)"), 17, R"("request_id":0.12345678901)");
  CHECK_FALSE(replay_line(1, same, engine, workspace).failed);
}

}  // namespace
}  // namespace financescr::replay
