// Lines in, lines out: bad lines, blank lines, line ends, long lines, and what is never printed.
#include <doctest/doctest.h>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

using canonical::Json;

constexpr const char* kGoodScreen = R"({"request_id":"good","customer_id":"C_000049"})";
constexpr const char* kGoodCredit = R"({"request_id":"good","application_id":"A_000001"})";

struct BadLine {
  std::string line;
  std::string code;
  std::string pointer;
};

const std::vector<BadLine>& bad_screen_lines() {
  static const std::vector<BadLine> lines = {
      {R"({not json})", "malformed", ""},
      {R"(not json)", "invalid", ""},
      {R"({"request_id":"1")", "malformed", ""},
      {"{\"request_id\":\"1\",\"subject\":{\"name\":\"\xff\xfe\"}}", "malformed", ""},
      {R"({"subject":{"name":"\ud800"}})", "malformed", "/subject/name"},
      {R"(17)", "invalid", ""},
      {R"([1])", "invalid", ""},
      {R"({"request_id":"1"})", "missing", ""},
      {R"({"customer_id":"C_000001","subject":{"name":"A"}})", "conflict", "/subject"},
      {R"({"customer_id":"C_999999"})", "not_found", "/customer_id"},
      {R"({"customer_id":7})", "invalid", "/customer_id"},
      {R"({"subject":"Ann"})", "invalid", "/subject"},
      {R"({"subject":{}})", "missing", "/subject/name"},
      {R"({"subject":{"name":null}})", "missing", "/subject/name"},
      {R"({"subject":{"name":5}})", "invalid", "/subject/name"},
      {R"({"subject":{"name":""}})", "invalid", "/subject/name"},
      {R"({"subject":{"name":" - "}})", "invalid", "/subject/name"},
      {R"({"subject":{"name":"Ann Lee","name":"Bob"}})", "invalid", "/subject/name"},
      {R"({"subject":{"name":")" + std::string(1025, 'a') + R"("}})", "too_large", "/subject/name"},
      {R"({"subject":{"name":"Ann Lee","dob":"1999-02-29"}})", "invalid", "/subject/dob"},
      {R"({"subject":{"name":"Ann Lee","dob":19990228}})", "invalid", "/subject/dob"},
      {R"({"subject":{"name":"Ann Lee","nationality":"Atlantis"}})", "invalid",
       "/subject/nationality"},
      {R"({"subject":{"name":"Ann Lee","residence_country":[]}})", "invalid",
       "/subject/residence_country"},
      {R"({"subject":{"name":"Ann Lee","entity_type":"ROBOT"}})", "invalid",
       "/subject/entity_type"},
      {R"({"as_of":"2026-02-30","customer_id":"C_000001"})", "invalid", "/as_of"},
      {R"({"customer_id":"C_000001","options":7})", "invalid", "/options"},
      {R"({"customer_id":"C_000001","options":{"top_k":0}})", "invalid", "/options/top_k"},
      {R"({"customer_id":"C_000001","options":{"top_k":"5"}})", "invalid", "/options/top_k"},
      {R"({"customer_id":"C_000001","options":{"threshold":1.5}})", "invalid",
       "/options/threshold"},
      {R"({"customer_id":)" + std::string(40, '[') + std::string(40, ']') + "}", "too_large",
       "/customer_id/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0"},
  };
  return lines;
}

const std::vector<BadLine>& bad_credit_lines() {
  static const std::vector<BadLine> lines = {
      {R"({"request_id":"1"})", "missing", ""},
      {R"({"application_id":"A_999999"})", "not_found", "/application_id"},
      {R"({"application_id":"A_000001","application":{}})", "conflict", "/application"},
      {R"({"application":[]})", "invalid", "/application"},
      {R"({"application":{}})", "missing", "/application/amount_gbp"},
      {R"({"application":{"amount_gbp":-1}})", "invalid", "/application/amount_gbp"},
      {R"({"application":{"amount_gbp":"100"}})", "invalid", "/application/amount_gbp"},
      {R"({"application":{"amount_gbp":1e99}})", "invalid", "/application/amount_gbp"},
      {R"({"application":{"amount_gbp":1.}})", "malformed", "/application/amount_gbp"},
  };
  return lines;
}

// Each bad line between good ones: the stream goes on, and the line number is right.
void check_bad_lines(const std::string& command, const std::string& good,
                     const std::vector<BadLine>& bad) {
  std::string input = good + "\n";
  for (const auto& line : bad) input += line.line + "\n" + good + "\n";
  const std::string bundles = fresh_path("bundles");
  const Finished finished =
      run({command, "--pack", pack_root(), "--bundles", bundles, "--threads", "2"}, input);
  CHECK(finished.status == kSomeFailed);
  CHECK(finished.err.empty());
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 2 * bad.size() + 1);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    CAPTURE(i);
    if (i % 2 == 0) {
      CHECK(answers[i] == answers[0]);
      CHECK(at(answers[i], "/error").is_null());
      continue;
    }
    const BadLine& expected = bad[i / 2];
    CAPTURE(expected.line);
    CHECK(text_at(answers[i], "/error/code") == expected.code);
    CHECK(text_at(answers[i], "/error/pointer") == expected.pointer);
    CHECK(at(answers[i], "/error/line") == Json(static_cast<std::int64_t>(i + 1)));
    CHECK(text_at(answers[i], "/error/detail").size() > 5);
    CHECK(at(answers[i], "/decision").is_null());
    CHECK(at(answers[i], "/result_hash").is_null());
  }
  CHECK(json_lines(read_text(bundles)).size() == bad.size() + 1);
}

TEST_CASE("screen: each bad line gives an error object and nothing is decided") {
  check_bad_lines("screen", kGoodScreen, bad_screen_lines());
}

TEST_CASE("apply: each bad line gives an error object and nothing is decided") {
  check_bad_lines("apply", kGoodCredit, bad_credit_lines());
}

TEST_CASE("a request with several faults has all of them reported") {
  const Finished finished =
      run({"screen", "--pack", pack_root()},
          R"({"subject":{"name":"","dob":"x","nationality":"y","entity_type":"z"}})"
          "\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  CHECK(size_at(answers[0], "/errors") == 4);
  CHECK(at(answers[0], "/errors/0") == at(answers[0], "/error"));
}

TEST_CASE("customer_id and subject together: the error names both") {
  const Finished finished =
      run({"screen", "--pack", pack_root()}, R"({"customer_id":"C_000001","subject":{"name":"A"}})"
                                             "\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  const std::string detail = text_at(answers[0], "/error/detail");
  CHECK(contains(detail, "customer_id"));
  CHECK(contains(detail, "subject"));
}

TEST_CASE("the request's id comes back as it was, also with an error") {
  const Finished finished = run({"screen", "--pack", pack_root()},
                                "{\"request_id\":7,\"customer_id\":\"C_000001\"}\n"
                                "{\"request_id\":\"a b\\u00e9\"}\n"
                                "{\"customer_id\":\"C_000001\"}\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 3);
  CHECK(at(answers[0], "/request_id") == Json(7));
  CHECK(text_at(answers[1], "/request_id") == "a b\xc3\xa9");
  CHECK(at(answers[2], "/request_id").is_null());
}

TEST_CASE("fields that are not known are named and not used") {
  const Finished finished = run(
      {"screen", "--pack", pack_root()},
      std::string(kGoodScreen) + "\n" +
          R"({"request_id":"good","customer_id":"C_000049","speed":1,"options":{"x":2}})" + "\n");
  CHECK(finished.status == kOk);
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 2);
  CHECK(canonical::write(at(answers[1], "/ignored_fields")) == R"(["/options/x","/speed"])");
  CHECK(at(answers[0], "/result_hash") == at(answers[1], "/result_hash"));
}

TEST_CASE("--strict stops at the first bad line with exit code 4") {
  const std::string good = std::string(kGoodScreen) + "\n";
  for (const std::string threads : {"1", "3"}) {
    const Finished finished =
        run({"screen", "--pack", pack_root(), "--strict", "--threads", threads},
            good + good + "{}\n" + good);
    CHECK(finished.status == kStoppedByStrict);
    const auto answers = json_lines(finished.out);
    REQUIRE(answers.size() == 3);
    CHECK(at(answers[2], "/error/line") == Json(3));
  }
  CHECK(run({"screen", "--pack", pack_root(), "--strict"}, good).status == kOk);
}

TEST_CASE("blank lines are passed over but counted; CRLF and a missing last line end are fine") {
  const std::string pack = pack_root();
  const Finished plain = run({"screen", "--pack", pack}, std::string(kGoodScreen) + "\n");
  for (const std::string& input :
       {"\n \t\n" + std::string(kGoodScreen) + "\n\n", std::string(kGoodScreen) + "\r\n",
        "\r\n" + std::string(kGoodScreen) + "\r\n\r\n", std::string(kGoodScreen)}) {
    const Finished finished = run({"screen", "--pack", pack}, input);
    CHECK(finished.status == kOk);
    CHECK(finished.out == plain.out);
  }
  const Finished numbered = run({"screen", "--pack", pack}, "\n\r\n  \n{}\n");
  const auto answers = json_lines(numbered.out);
  REQUIRE(answers.size() == 1);
  CHECK(at(answers[0], "/error/line") == Json(4));
}

TEST_CASE("no input is no output and no error") {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"screen", "--pack"},
                                                  {"apply", "--pack"},
                                                  {"replay", "--pack"},
                                                  {"match", "--pack"}}) {
    auto arguments = command;
    arguments.push_back(pack_root());
    for (const char* input : {"", "\n", "\r\n\n"}) {
      const Finished finished = run(arguments, input);
      CHECK(finished.status == kOk);
      CHECK(finished.out.empty());
      CHECK(finished.err.empty());
    }
  }
}

TEST_CASE("an over-long line is refused and the next one is decided") {
  const Finished finished =
      run({"screen", "--pack", pack_root()},
          std::string(5'000'000, 'x') + "\n" + kGoodScreen + "\n{\"subject\":{\"name\":\"" +
              std::string(4U << 20U, 'y') + "\"}}\n" + kGoodScreen + "\n");
  CHECK(finished.status == kSomeFailed);
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 4);
  CHECK(text_at(answers[0], "/error/code") == "too_large");
  CHECK(at(answers[0], "/error/line") == Json(1));
  CHECK(text_at(answers[1], "/decision") == "REVIEW");
  CHECK(text_at(answers[2], "/error/code") == "too_large");
  CHECK(answers[3] == answers[1]);
}

TEST_CASE("the limit of a line counts its bytes without its end, blank or not") {
  const std::size_t limit = 4U << 20U;
  const std::string longest(limit, 'x');
  const std::string blank(limit, ' ');
  const Finished finished =
      run({"screen", "--pack", pack_root()}, longest + "\n" + longest + "\r\n" + longest + "x\n" +
                                                 blank + "\n" + blank + " \n" + kGoodScreen);
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 5);
  CHECK(text_at(answers[0], "/error/code") == "malformed");
  CHECK(text_at(answers[1], "/error/code") == "malformed");
  CHECK(text_at(answers[2], "/error/detail") == "the line is longer than 4194304 bytes");
  CHECK(at(answers[3], "/error/line") == Json(5));
  CHECK(text_at(answers[3], "/error/code") == "too_large");
  CHECK(text_at(answers[4], "/decision") == "REVIEW");
}

TEST_CASE("many lines by several threads come out in order and the same") {
  std::string input;
  for (int i = 1; i <= 700; ++i) {
    input += "{\"request_id\":" + std::to_string(i) + ",\"application_id\":\"A_" +
             std::string(i < 10    ? "00000"
                         : i < 100 ? "0000"
                                   : "000") +
             std::to_string(i) + "\"}\n";
    if (i % 50 == 0) input += "{}\n";
  }
  const Finished one = run({"apply", "--pack", pack_root()}, input);
  const Finished four = run({"apply", "--pack", pack_root(), "--threads", "4"}, input);
  CHECK(one.status == kSomeFailed);
  CHECK(four.status == kSomeFailed);
  CHECK(one.out == four.out);
  CHECK(json_lines(one.out).size() == 714);
}

TEST_CASE("an identity number is in no answer, no error, no bundle; its hash is") {
  const std::string secret = "QX77 3141-59";
  const std::string bundles = fresh_path("bundles");
  const std::string with_id = R"("id_number":")" + secret + "\"";
  const Finished finished = run(
      {"screen", "--pack", pack_root(), "--bundles", bundles},
      "{\"subject\":{\"name\":\"Ann Lee\"," + with_id + "}}\n" + "{\"subject\":{\"name\":\"\"," +
          with_id + "}}\n" + "{\"subject\":{\"name\":\"Ann\"," + with_id +
          "},\"customer_id\":\"C_000001\"}\n" + "{\"subject\":{\"name\":\"Ann\"," + with_id + "\n" +
          "{" + with_id + ",\"customer_id\":\"C_000001\"}\n");
  const std::string written = read_text(bundles);
  for (const std::string_view text : {std::string_view(finished.out),
                                      std::string_view(finished.err), std::string_view(written)}) {
    CHECK(!contains(text, "QX77"));
    CHECK(!contains(text, "3141"));
  }
  CHECK(text_at(json_lines(written)[0], "/input/subject/id_hash").starts_with("sha256:"));
}

TEST_CASE("an identity number is hashed by the pack's keyed scheme, or reported as not compared") {
  const std::string pack = copy_of_pack();
  replace_in(pack + "/fincrime/v1/manifest.json",
             R"({"salt":"financescr_v1_salt","scheme":"sha256-salt"})",
             R"({"key_id":"k1","scheme":"hmac-sha256"})");
  const std::string request = R"({"subject":{"name":"Ann Lee","id_number":"QX773141"}})"
                              "\n";
  const std::string bundles = fresh_path("bundles");
  const std::vector<std::string> arguments = {"screen", "--pack", pack, "--bundles", bundles};
  const Finished keyless = run(arguments, request);
  CHECK(contains(canonical::write(at(json_lines(keyless.out)[0], "/reason_codes")),
                 "ID_KEY_NOT_AT_HAND"));
  CHECK(!contains(keyless.out + read_text(bundles), "QX773141"));
  const std::string key_file = fresh_path("key");
  write_text(key_file, "a key\n");
  std::vector<std::string> hashes;
  for (const std::string& key :
       {std::string("FINANCESCR_ID_KEY=a key"), "FINANCESCR_ID_KEY_FILE=" + key_file,
        std::string("FINANCESCR_ID_KEY=another")}) {
    const Finished keyed = run(Call{arguments, request, {key}, {}, {}});
    CHECK(keyed.status == kOk);
    CHECK(!contains(keyed.out, "ID_KEY_NOT_AT_HAND"));
    CHECK(!contains(keyed.out + keyed.err + read_text(bundles), "a key"));
    hashes.push_back(text_at(json_lines(read_text(bundles))[0], "/input/subject/id_hash"));
    CHECK(hashes.back().starts_with("hmac-sha256:k1:"));
  }
  CHECK(hashes[0] == hashes[1]);
  CHECK(hashes[0] != hashes[2]);
  const std::string no_file = "FINANCESCR_ID_KEY_FILE=" + fresh_path("no_key");
  CHECK(run(Call{arguments, request, {no_file}, {}, {}}).status == kBadInput);
}

}  // namespace
}  // namespace financescr::cli
