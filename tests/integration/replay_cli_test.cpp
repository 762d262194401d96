// Replay: identical for what was not touched, and the first differing field for what was.
#include <doctest/doctest.h>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

using canonical::Json;

// Bundles of a few decisions of both kinds, a line each.
struct Bundles {
  std::string screening;
  std::string credit;
};

const Bundles& bundles() {
  static const Bundles made = [] {
    const auto decide = [](const char* command, const std::string& input) {
      const std::string path = fresh_path("bundles");
      CHECK(run({command, "--pack", pack_root(), "--bundles", path}, input).status == kOk);
      return read_text(path);
    };
    return Bundles{
        decide("screen",
               "{\"request_id\":1,\"customer_id\":\"C_000049\"}\n"
               "{\"request_id\":2,\"subject\":{\"name\":\"\u0418\u0432\u0430\u043d\"}}\n"
               "{\"request_id\":3,\"subject\":{\"name\":\"Ann Lee\",\"id_number\":\"7\"},"
               "\"as_of\":\"2025-05-05\",\"options\":{\"top_k\":3}}\n"),
        decide("apply",
               "{\"request_id\":4,\"application_id\":\"A_002945\"}\n"
               "{\"application_id\":\"A_000001\",\"as_of\":\"2025-05-05\"}\n")};
  }();
  return made;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n') + 1); }

Json replay_one(const std::string& bundle, const std::string& pack = pack_root()) {
  const Finished finished = run({"replay", "--pack", pack}, bundle);
  CHECK(finished.status == kSomeFailed);
  CHECK(finished.err.empty());
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  return answers[0];
}

void check_differs(const Json& answer, std::string_view field) {
  CHECK(text_at(answer, "/status") == "different");
  CHECK(text_at(answer, "/field") == field);
  CHECK(at(answer, "/recorded") != at(answer, "/replayed"));
}

TEST_CASE("untouched bundles replay to the identical result, by one thread or several") {
  const std::string all = bundles().screening + bundles().credit;
  for (const std::string threads : {"1", "3"}) {
    const Finished finished = run({"replay", "--pack", pack_root(), "--threads", threads}, all);
    CHECK(finished.status == kOk);
    CHECK(finished.err.empty());
    const auto answers = json_lines(finished.out);
    const auto recorded = json_lines(all);
    REQUIRE(answers.size() == recorded.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CHECK(text_at(answers[i], "/status") == "identical");
      CHECK(at(answers[i], "/request_id") == at(recorded[i], "/request_id"));
      CHECK(at(answers[i], "/result_hash") == at(recorded[i], "/decision/result_hash"));
    }
  }
}

TEST_CASE("a changed bundle is reported with the first field that differs") {
  const std::string screening = first_line(bundles().screening);
  const std::string credit = first_line(bundles().credit);
  const std::string score =
      "\"score\":" + canonical::write(at(json_lines(screening)[0], "/decision/matches/0/score"));
  check_differs(replay_one(replaced(screening, score, "\"score\":0.5")),
                "/decision/matches/0/score");
  check_differs(replay_one(replaced(screening, "\"weak_alias_hit\":0", "\"weak_alias_hit\":1")),
                "/decision/matches/0/features/weak_alias_hit");
  check_differs(replay_one(replaced(screening, "C_000049", "C_000050")), "/decision/input_hash");
  check_differs(
      replay_one(replaced(screening, "\"result_hash\":\"xxh3-128:", "\"result_hash\":\"")),
      "/decision/result_hash");
  check_differs(replay_one(replaced(screening, "\"pack_hash\":\"xxh3-128:", "\"pack_hash\":\"")),
                "/decision/pack_hash");
  check_differs(
      replay_one(replaced(screening, "\"decision\":\"REVIEW\"", "\"decision\":\"CLEAR\"")),
      "/decision/decision");
  check_differs(replay_one(replaced(credit, "\"pd_12m\":", "\"pd_12m\":1,\"pd_x\":")),
                "/decision/pd_12m");
  check_differs(replay_one(replaced(credit, "A_002945", "A_002944")), "/decision/input_hash");
  // The request's id is no part of the decision.
  CHECK(run({"replay", "--pack", pack_root()},
            replaced(screening, "\"request_id\":1", "\"request_id\":9"))
            .status == kOk);
}

TEST_CASE("what a bundle holds too much, and a number a little off, is found as well") {
  const std::string screening = first_line(bundles().screening);
  check_differs(replay_one(replaced(screening, "\"input\":{", "\"input\":{\"aaa\":1,")),
                "/input/aaa");
  check_differs(replay_one(replaced(screening, "\"kind\":", "\"approved\":true,\"kind\":")),
                "/approved");
  const std::string score =
      canonical::write(at(json_lines(screening)[0], "/decision/match_probability"));
  check_differs(replay_one(replaced(screening, "\"match_probability\":" + score,
                                    "\"match_probability\":" + score + "00000001")),
                "/decision/match_probability");
}

TEST_CASE("another pack, policy or day is named as the cause") {
  const std::string screening = first_line(bundles().screening);
  const std::string other = fresh_path("other");
  REQUIRE(run({"datagen", "--out_root", other, "--seed", "7"}).status == kOk);
  check_differs(replay_one(screening, other), "/decision/pack_hash");
  check_differs(replay_one(first_line(bundles().credit), other), "/decision/pack_hash");
  const std::string changed = copy_of_pack();
  replace_in(changed + "/fincrime/v1/policy.json", "\"threshold\": 0.72", "\"threshold\": 0.5");
  REQUIRE(run({"pack", "manifest", changed}).status == kOk);
  check_differs(replay_one(screening, changed), "/decision/policy_hash");
}

TEST_CASE("what is no bundle, or cannot be decided, is an error and the stream goes on") {
  const std::string good = first_line(bundles().screening);
  const Finished finished =
      run({"replay", "--pack", pack_root()},
          "{}\n" + replaced(good, "financescr-bundle/1", "financescr-bundle/9") +
              replaced(good, "C_000049", "C_999999") + replaced(good, "\"screen\"", "\"guess\"") +
              "nonsense\n" + good);
  CHECK(finished.status == kSomeFailed);
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 6);
  const char* pointers[] = {"/bundle_version", "/bundle_version", "/input/customer_id", "/kind",
                            ""};
  for (std::size_t i = 0; i < std::size(pointers); ++i) {
    CHECK(text_at(answers[i], "/error/pointer") == pointers[i]);
    CHECK(at(answers[i], "/error/line") == Json(static_cast<std::int64_t>(i + 1)));
    CHECK(at(answers[i], "/status").is_null());
  }
  CHECK(text_at(answers[5], "/status") == "identical");
}

TEST_CASE("--strict stops at the first difference") {
  const std::string good = first_line(bundles().screening);
  const Finished finished = run({"replay", "--pack", pack_root(), "--strict"},
                                good + replaced(good, "C_000049", "C_000050") + good);
  CHECK(finished.status == kStoppedByStrict);
  CHECK(json_lines(finished.out).size() == 2);
}

}  // namespace
}  // namespace financescr::cli
