// What screen, match, apply and explain answer.
#include <doctest/doctest.h>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

using canonical::Json;

constexpr const char* kScreenInput = "{\"request_id\":\"s\",\"customer_id\":\"C_000049\"}\n";
constexpr const char* kCreditInput = "{\"request_id\":\"c\",\"application_id\":\"A_002945\"}\n";
constexpr const char* kSubjectOf49 =
    R"({"request_id":"s","subject":{"name":"Tomas Vaitkus","entity_type":"PERSON"}})"
    "\n";

Json one_answer(const std::vector<std::string>& arguments, const std::string& input) {
  const Finished finished = run(arguments, input);
  CHECK(finished.status == kOk);
  CHECK(finished.err.empty());
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  return answers[0];
}

std::int64_t micros_of(const Json& number) {
  REQUIRE(number.is_number());
  return number.number().value;
}

std::int64_t sum_of(const Json& object) {
  std::int64_t sum = 0;
  for (const auto& [name, value] : *object.if_object()) sum += micros_of(value);
  return sum;
}

void check_hashes(const Json& answer) {
  CHECK(!text_at(answer, "/decision_version").empty());
  for (const char* hash :
       {"/input_hash", "/pack_hash", "/policy_hash", "/model_hash", "/result_hash"}) {
    CHECK_MESSAGE(text_at(answer, hash).starts_with("xxh3-128:"), hash);
  }
}

TEST_CASE("screen answers with the whole stable response") {
  const Json answer = one_answer({"screen", "--pack", pack_root()}, kScreenInput);
  for (const char* field :
       {"request_id", "decision", "match_probability", "threshold_used", "uncertainty_band",
        "match_confidence_band", "risk_severity", "case_priority", "recommended_action",
        "reason_codes", "missing_fields", "top_match", "matches", "candidates_retrieved",
        "follow_up", "model", "policy", "as_of"}) {
    CHECK_MESSAGE(answer.find(field) != nullptr, field);
  }
  check_hashes(answer);
  CHECK(text_at(answer, "/request_id") == "s");
  CHECK(text_at(answer, "/decision") == "REVIEW");
  CHECK(at(answer, "/top_match/score") == at(answer, "/match_probability"));
  CHECK(at(answer, "/top_match/candidate_id") == at(answer, "/matches/0/candidate_id"));
  REQUIRE(size_at(answer, "/matches") == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    const Json match = at(answer, "/matches/" + std::to_string(i));
    CHECK(sum_of(at(match, "/contributions")) == micros_of(at(match, "/log_odds")));
    if (i == 0) continue;
    const Json before = at(answer, "/matches/" + std::to_string(i - 1));
    CHECK(micros_of(at(before, "/score")) >= micros_of(at(match, "/score")));
  }
}

TEST_CASE("--top-k retrieves and returns that many, best first") {
  const Json most = one_answer({"screen", "--pack", pack_root(), "--top-k", "50"}, kScreenInput);
  CHECK(size_at(most, "/matches") == 50);
  CHECK(at(most, "/candidates_retrieved") == Json(50));
  for (const int k : {1, 3, 20}) {
    CAPTURE(k);
    const Json answer =
        one_answer({"screen", "--pack", pack_root(), "--top-k", std::to_string(k)}, kScreenInput);
    REQUIRE(size_at(answer, "/matches") == static_cast<std::size_t>(k));
    CHECK(at(answer, "/candidates_retrieved") == Json(k));
    for (int i = 0; i < k; ++i) {
      const std::string score = "/matches/" + std::to_string(i) + "/score";
      CHECK(at(answer, score) == at(most, score));
    }
  }
}

TEST_CASE("--threshold has more reviewed, and a request's own threshold goes before it") {
  const std::string nobody = R"({"subject":{"name":"Xanthippe Quillfeather"}})"
                             "\n";
  const auto decide_at = [](const std::string& threshold, const std::string& input) {
    return one_answer({"screen", "--pack", pack_root(), "--threshold", threshold}, input);
  };
  CHECK(text_at(one_answer({"screen", "--pack", pack_root()}, nobody), "/decision") == "CLEAR");
  const Json all = decide_at("0", nobody);
  CHECK(text_at(all, "/decision") == "REVIEW");
  CHECK(text_at(all, "/recommended_action") == "REVIEW_STANDARD");
  CHECK(at(all, "/threshold_used") == Json(0));
  CHECK(at(decide_at("0.72", kScreenInput), "/threshold_used") == Json(Micro{720'000}));
  const Json own = decide_at("0.5", R"({"customer_id":"C_000049","options":{"threshold":0.1}})"
                                    "\n");
  CHECK(text_at(own, "/decision") == "REVIEW");
  CHECK(at(own, "/threshold_used") == Json(Micro{100'000}));
}

TEST_CASE("no threshold above the policy's, from the command line or in a request") {
  const auto check = [](const std::vector<std::string>& more, const std::string& input) {
    std::vector<std::string> arguments{"screen", "--pack", pack_root()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = run(arguments, input);
    CHECK(finished.status == kSomeFailed);
    const auto answers = json_lines(finished.out);
    REQUIRE(answers.size() == 1);
    CHECK(text_at(answers[0], "/error/pointer") == "/options/threshold");
    CHECK(text_at(answers[0], "/error/code") == "invalid");
  };
  check({"--threshold", "0.720001"}, kScreenInput);
  check({"--threshold", "1"}, kScreenInput);
  for (const std::string& threshold : {std::string("0.99"), std::string("0.720001"),
                                       std::string("\"0.5\""), std::string("true")}) {
    check({}, R"({"customer_id":"C_000049","options":{"threshold":)" + threshold + "}}\n");
  }
  for (const std::string bad : {"NaN", "Infinity", "-Infinity", "1e999", "+0.5"}) {
    CAPTURE(bad);
    const Finished finished =
        run({"screen", "--pack", pack_root()},
            R"({"customer_id":"C_000049","options":{"threshold":)" + bad + "}}\n");
    CHECK(finished.status == kSomeFailed);
    CHECK_FALSE(at(json_lines(finished.out).at(0), "/error").is_null());
  }
  for (const std::string bad :
       {"nan", "NaN", "inf", "Infinity", "0.5x", "-0.1", "1.1", "", "0,5"}) {
    CAPTURE(bad);
    const Finished finished =
        run({"screen", "--pack", pack_root(), "--threshold", bad}, kScreenInput);
    CHECK(finished.status != kOk);
    CHECK(finished.out.empty());
  }
}

TEST_CASE("a name in a script that cannot be read is for a person to look at, never clear") {
  for (const std::string name : {"\u13e3\u13b3\u13a9", "\u1781\u17d2\u1798\u17c2\u179a",
                                 "\u0f56\u0f7c\u0f51", "\u13e3\u13b3\u13a9 Smith"}) {
    const Json answer =
        one_answer({"screen", "--pack", pack_root()}, R"({"subject":{"name":")" + name + "\"}}\n");
    CHECK(text_at(answer, "/decision") == "REVIEW");
    CHECK(contains(canonical::write(at(answer, "/reason_codes")), "NOT_MATCHABLE"));
  }
}

TEST_CASE("screen asks for a field only when an answer to it would change the decision") {
  const Json answer = one_answer({"screen", "--pack", pack_root()}, kSubjectOf49);
  const Json follow_up = at(answer, "/follow_up");
  if (follow_up.is_null()) return;
  CHECK(size_at(follow_up, "/outcomes") == 2);
  CHECK(at(follow_up, "/outcomes/0/decision") != at(follow_up, "/outcomes/1/decision"));
}

TEST_CASE("match compares one query with one candidate, with and without a pack") {
  const std::string input =
      R"({"request_id":"a","query":{"name":"Jon Smyth","dob":"1970-02-01"},)"
      R"("candidate":{"primary_name":"John Smith","aliases":["J. Smith"],"dob":["1970-02-01"],)"
      R"("nationalities":["GB"],"entity_type":"PERSON"}})"
      "\n"
      R"({"request_id":"b","query":{"name":"Jon Smyth"},"candidate":{"primary_name":"Wei Zhang"}})"
      "\n";
  const Finished finished = run({"match"}, input);
  CHECK(finished.status == kOk);
  CHECK(finished.err.empty());
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 2);
  CHECK(text_at(answers[0], "/decision") == "REVIEW");
  CHECK(text_at(answers[1], "/decision") == "CLEAR");
  CHECK(micros_of(at(answers[0], "/score")) > micros_of(at(answers[1], "/score")));
  CHECK(run({"match", "--pack", pack_root()}, input).out == finished.out);
}

TEST_CASE("match reports every fault of a pair and goes on") {
  const Finished finished =
      run({"match"},
          "{\"request_id\":1}\n"
          R"({"query":{"name":"A B"},"candidate":{"primary_name":"A","aliases":[7],"dob":["x"]}})"
          "\n"
          R"({"query":{"name":"A B"},"candidate":{"primary_name":"A B"}})"
          "\n");
  CHECK(finished.status == kSomeFailed);
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 3);
  CHECK(text_at(answers[0], "/errors/0/pointer") == "/query");
  CHECK(text_at(answers[0], "/errors/1/pointer") == "/candidate");
  CHECK(text_at(answers[1], "/errors/0/pointer") == "/candidate/aliases/0");
  CHECK(text_at(answers[1], "/errors/1/pointer") == "/candidate/dob/0");
  CHECK(text_at(answers[2], "/decision") == "REVIEW");
}

TEST_CASE("match: a candidate in another script is never clear") {
  const Finished finished = run({"match"},
                                "{\"query\":{\"name\":\"Ivan\"},\"candidate\":"
                                "{\"primary_name\":\"\u0418\u0432\u0430\u043d\"}}\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  CHECK(text_at(answers[0], "/decision") != "CLEAR");
}

TEST_CASE("apply answers with the decision, its figures and its reasons") {
  for (const char* id : {"A_000001", "A_002945", "A_000030"}) {
    CAPTURE(id);
    const Json answer =
        one_answer({"apply", "--pack", pack_root()},
                   std::string(R"({"request_id":"c","application_id":")") + id + "\"}\n");
    for (const char* field : {"request_id", "decision", "pd_12m", "apr_percent", "affordability",
                              "reason_codes", "features", "contributions", "policy", "model"}) {
      CHECK_MESSAGE(answer.find(field) != nullptr, field);
    }
    check_hashes(answer);
    CHECK(sum_of(at(answer, "/contributions")) == micros_of(at(answer, "/log_odds")));
    const std::size_t reasons = size_at(answer, "/reason_codes");
    const bool approved = text_at(answer, "/decision") == "APPROVE";
    CHECK((approved ? reasons == 0 : reasons >= 1 && reasons <= 4));
    for (std::size_t i = 0; i < reasons; ++i) {
      const Json reason = at(answer, "/reason_codes/" + std::to_string(i));
      CHECK(!text_at(reason, "/code").empty());
      CHECK(!text_at(reason, "/text").empty());
      CHECK(reason.find("contribution") != nullptr);
    }
  }
}

TEST_CASE("an application given whole is decided like the same one in the pack") {
  const std::string rows = read_text(pack_root() + "/credit/v1/applications.jsonl");
  const std::string row = rows.substr(0, rows.find('\n'));
  const Json by_id = one_answer({"apply", "--pack", pack_root()}, R"({"application_id":"A_000001"})"
                                                                  "\n");
  const Json inline_one =
      one_answer({"apply", "--pack", pack_root()}, "{\"application\":" + row + "}\n");
  for (const char* field : {"/decision", "/pd_12m", "/contributions", "/features", "/branches"}) {
    CHECK(at(by_id, field) == at(inline_one, field));
  }
  CHECK(at(by_id, "/input_hash") != at(inline_one, "/input_hash"));
}

TEST_CASE("explain tells answers and bundles to a person") {
  const std::string bundles = fresh_path("bundles");
  const Finished screened =
      run({"screen", "--pack", pack_root(), "--bundles", bundles}, kScreenInput);
  const Finished of_answer = run({"explain"}, screened.out);
  CHECK(of_answer.status == kOk);
  CHECK(of_answer.err.empty());
  const Json answer = json_lines(screened.out).front();
  for (const std::string& word :
       {text_at(answer, "/decision"), text_at(answer, "/top_match/candidate_name"),
        text_at(answer, "/top_match/candidate_id"),
        canonical::write(at(answer, "/match_probability"))}) {
    CHECK_MESSAGE(contains(of_answer.out, word), word);
  }
  CHECK(!contains(of_answer.out, "\033"));
  CHECK(run({"explain"}, read_text(bundles)).out == of_answer.out);
  const Json decision = one_answer({"apply", "--pack", pack_root()}, kCreditInput);
  const Finished credit = run({"explain"}, canonical::write(decision) + "\n");
  CHECK(credit.status == kOk);
  CHECK(contains(credit.out, text_at(decision, "/decision")));
  const Finished bad = run({"explain"}, "{}\n" + screened.out);
  CHECK(bad.status == kSomeFailed);
  CHECK(contains(bad.out, of_answer.out));
  CHECK(run({"explain", "--strict"}, "{}\n").status == kStoppedByStrict);
}

TEST_CASE("bench measures on a pack and prints percentiles") {
  const Finished finished =
      run({"bench", "--pack", pack_root(), "--queries", "50", "--threads", "2"});
  CHECK(finished.status == kOk);
  CHECK(contains(finished.out, "p99"));
  CHECK(run({"bench", "--pack", fresh_path("nowhere")}).status == kBadInput);
}

TEST_CASE("standard error stays empty in a pipe") {
  std::string input;
  for (int i = 0; i < 300; ++i) input += kScreenInput;
  const Finished finished = run({"screen", "--pack", pack_root()}, input);
  CHECK(finished.status == kOk);
  CHECK(finished.err.empty());
  CHECK(json_lines(finished.out).size() == 300);
}

TEST_CASE("bundles that cannot be written: nothing is decided, and nothing is left behind") {
  const Finished finished =
      run({"screen", "--pack", pack_root(), "--bundles", fresh_path("nowhere") + "/bundles.jsonl"},
          kScreenInput);
  CHECK(finished.status == kBadInput);
  CHECK(finished.out.empty());
  CHECK(contains(finished.err, "cannot be written"));
}

}  // namespace
}  // namespace financescr::cli
