#include "native_server/explain/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/credit/reasons.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/engine_set.hpp"
#include "engine/screening/reasons.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

using canonical::Json;

constexpr std::string_view kWatchlist =
    R"({"entity_id":"W1","list_type":"SANCTIONS","primary_name":"Wjačesław Tereschtschenkow",)"
    R"("aliases":["Slava the Baker"],"dob":["1961-03-04"],"nationalities":["UA"]})"
    "\n"
    R"({"entity_id":"W2","list_type":"PEP","primary_name":"Tereschtschenko Marija","dob":[]})"
    "\n"
    R"({"entity_id":"W3","list_type":"ADVERSE_MEDIA","primary_name":"Slava Tereshenkov Shipping",)"
    R"("aliases":["A name that is as long as a name on a list can well be, so that a table has )"
    R"(to break it into several lines Tereschtschenkow"]})";

Json parse(std::string_view text) {
  auto json = canonical::parse(text);
  REQUIRE_MESSAGE(json.has_value(), text);
  return std::move(*json);
}

replay::EngineSet engine() {
  pack::DomainSource source;
  source.label = "fincrime/v1";
  source.files.push_back({"watchlist.jsonl", kWatchlist});
  auto compiled = pack::compile({source});
  REQUIRE(compiled.has_value());
  const auto copy = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(copy.view, copy.owner);
  REQUIRE(opened.has_value());
  auto made = replay::EngineSet::create(std::move(*opened));
  REQUIRE(made.has_value());
  return std::move(*made);
}

Json screened(std::string_view request) {
  decision::Workspace workspace;
  auto verdict = engine().screening().decide(parse(request), workspace);
  REQUIRE(verdict.has_value());
  return verdict->decision;
}

Json review() { return screened(R"({"subject":{"name":"Vjaceslav Tereschtschenkow"}})"); }

Json applied(std::string_view missed_payments) {
  const std::string request =
      R"({"application":{"amount_gbp":3000,"term_months":24,"income_monthly_gbp":3362.47,)"
      R"("outgoings_monthly_gbp":1870.45,"employment_status":"EMPLOYED","employment_months":58,)"
      R"("credit_utilisation":0.3034,"bank_balance_volatility":0.0945,"missed_payments_12m":)" +
      std::string(missed_payments) + "}}";
  decision::Workspace workspace;
  auto verdict = engine().credit().decide(parse(request), workspace);
  REQUIRE(verdict.has_value());
  return verdict->decision;
}

std::string told(const Json& line, Style style = {}) {
  auto text = explain(line, style);
  REQUIRE_MESSAGE(text.has_value(), text.error().pointer << text.error().detail);
  return *text;
}

Error refused(std::string_view line) {
  auto text = explain(parse(line), {});
  REQUIRE_FALSE(text.has_value());
  return text.error();
}

// Whether the text has these words, wherever its lines are broken.
bool contains(std::string text, std::string what) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(what.begin(), what.end(), '\n', ' ');
  return text.find(what) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

// The cells of one column of the table whose title starts with `title`.
std::vector<std::string> cells(const Document& document, std::string_view title,
                               std::size_t column) {
  std::vector<std::string> found;
  for (const Block& block : document) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr || !table->title.starts_with(title)) continue;
    for (const auto& row : table->rows) found.push_back(row[column]);
  }
  return found;
}

void check_waterfall(const Json& line, std::string_view title, Micro log_odds) {
  const auto document = explain(line);
  REQUIRE(document.has_value());
  const auto shown = cells(*document, title, 2);
  REQUIRE(shown.size() > 3);
  Micro sum;
  for (std::size_t i = 0; i + 2 < shown.size(); ++i) {
    sum += Micro::parse(shown[i][0] == '+' ? shown[i].substr(1) : shown[i]).value();
  }
  CHECK(sum == log_odds);
  CHECK(shown[shown.size() - 2] == six_digits(log_odds, true));
  CHECK(cells(*document, title, 3)[shown.size() - 3] == six_digits(log_odds, true));
}

TEST_CASE("the contributions shown add up to the log-odds") {
  const Json screening = review();
  const Json& best = screening.find("matches")->if_array()->front();
  check_waterfall(screening, "How the probability of W1", best.find("log_odds")->number());
  const Json credit = applied("1");
  check_waterfall(credit, "How the probability of default", credit.find("log_odds")->number());
  CHECK(contains(told(screening), "The contributions add up to the log-odds exactly: "));
  CHECK(contains(told(credit), "The contributions add up to the log-odds exactly: "));
}

TEST_CASE("an altered contribution is called out, also one beyond every sum") {
  for (const char* amount : {"0.000001", "9000000000000", "9223372036854775807"}) {
    Json decision = applied("1");
    Json contributions = *decision.find("contributions");
    contributions.set("utilisation", parse("[" + std::string(amount) + "]").if_array()->front());
    contributions.set("volatility", parse("[" + std::string(amount) + "]").if_array()->front());
    decision.set("contributions", contributions);
    CHECK(contains(told(decision), "do NOT add up"));
  }
}

TEST_CASE("a bundle and its answer give the same text") {
  for (const auto kind : {Domain::kScreening, Domain::kCredit}) {
    const Json decision = kind == Domain::kScreening ? review() : applied("9");
    Json answer = decision;
    answer.set("request_id", "q-1");
    const Json bundle = decision::make_bundle(kind, "q-1", Json::object(), decision);
    for (const Format format : {Format::kText, Format::kMarkdown}) {
      const std::string text = told(bundle, {format, false});
      CHECK(text == told(answer, {format, false}));
      CHECK(contains(text, "(request q-1)"));
    }
  }
}

TEST_CASE("screening: decision, why, what would change it, what was not known, hashes") {
  const Json decision = review();
  const std::string text = told(decision);
  CHECK(text.starts_with("REVIEW\n"));
  CHECK(contains(text, "Wjačesław Tereschtschenkow"));
  CHECK(contains(text, "Word by word: \"tereschtschenkow\" in both names"));
  CHECK(contains(text, "\"vjaceslav\" answers \"wjaceslaw\""));
  CHECK(contains(text, "Not known of the subject: dob, nationality"));
  CHECK(contains(text, *decision.find("result_hash")->if_string()));
  const std::string high(screening::describe(screening::ReasonCode::kNameSimilarityHigh));
  CHECK(contains(text, high));
  const bool asks = !decision.find("follow_up")->is_null();
  CHECK(contains(text, "What would change it: ") == asks);
}

TEST_CASE("screening: nothing alike, and a name that cannot be matched") {
  CHECK(contains(told(screened(R"({"subject":{"name":"Quentin Oxley"}})")), "CLEAR\n"));
  const std::string text = told(screened(R"({"subject":{"name":"ᏣᎳᎩ"}})"));
  CHECK(text.starts_with("REVIEW\n"));
  CHECK(contains(text, "A person must look at this"));
}

TEST_CASE("credit: decision, tests, reasons in the engine's words, what is not known") {
  const std::string text = told(applied("9"));
  CHECK(text.starts_with("DECLINE\n"));
  const auto& reason = credit::describe(credit::ReasonCode::kDelinquentObligations);
  CHECK(contains(text, "Why: " + std::string(reason.text)));
  CHECK(contains(text, "GUARDRAIL_MISSED_PAYMENTS"));
  CHECK(contains(text, "payment to income"));
  CHECK(contains(text, "  pass\n"));
  CHECK(contains(text, "No APR is offered"));
  CHECK(contains(text, "Not known, and so counted as nothing: overdraft_fraction."));
  const std::string approved = told(applied("0"));
  CHECK(contains(approved, "APPROVE\n"));
  CHECK(contains(approved, "Nothing stood against it."));
}

TEST_CASE("the engine's words are used, not those of the line") {
  Json decision = applied("9");
  Json reason = Json::object({{"code", "DELINQUENT_OBLIGATIONS"}, {"text", "Because"}});
  Json later = Json::object({{"code", "FROM_THE_FUTURE"}, {"text", "A later reason"}});
  decision.set("reason_codes", Json::Array{reason, later});
  const std::string text = told(decision);
  CHECK_FALSE(contains(text, "Because"));
  CHECK(contains(text, "A later reason"));
}

TEST_CASE("error objects and replays are told too") {
  const std::string error =
      told(parse(R"({"request_id":"7","error":{"code":"missing","detail":"is required",)"
                 R"("pointer":"/subject/name","line":3}})"));
  CHECK(error.starts_with("NOT DECIDED (request 7)\n"));
  CHECK(contains(error, "in line 3 has a fault"));
  CHECK(contains(error, "/subject/name"));
  const std::string same =
      told(parse(R"({"request_id":null,"status":"identical","result_hash":"h"})"));
  CHECK(same.starts_with("IDENTICAL\n"));
  const std::string other =
      told(parse(R"({"request_id":1,"status":"different","field":"/decision/pack_hash",)"
                 R"("recorded":"a","replayed":{"b":2},"result_hash":"h"})"));
  CHECK(other.starts_with("DIFFERENT (request 1)\n"));
  CHECK(contains(other, "The pack is not the one the decision was made with."));
  CHECK(contains(other, R"({"b":2})"));
  CHECK(told(parse(R"({"request_id":1,"score":0.5,"decision":"CLEAR"})")).starts_with("CLEAR"));
}

TEST_CASE("what is no decision is refused with the place") {
  CHECK(refused("{}").code == ErrorCode::kUnsupported);
  CHECK(refused("[]").code == ErrorCode::kUnsupported);
  CHECK(refused(R"({"subject":{"name":"Ada"}})").code == ErrorCode::kUnsupported);
  CHECK(refused(R"({"match_probability":0.5})").pointer == "/decision");
  CHECK(refused(R"({"match_probability":"x","decision":"CLEAR"})").pointer == "/match_probability");
  CHECK(refused(R"({"match_probability":2,"decision":"CLEAR","threshold_used":0.7})").pointer ==
        "/match_probability");
  CHECK(refused(R"({"match_probability":0.5,"decision":"CLEAR","threshold_used":0.7})").pointer ==
        "/matches");
  CHECK(refused(R"({"pd_12m":0.5,"decision":"MAYBE"})").pointer == "/decision");
  CHECK(refused(R"({"status":"so so"})").pointer == "/status");
  CHECK(refused(R"({"bundle_version":"financescr-bundle/9","kind":"screen"})").pointer ==
        "/bundle_version");
  const std::string bundle(decision::kBundleVersion);
  CHECK(refused(R"({"bundle_version":")" + bundle + R"(","kind":"screen"})").pointer ==
        "/decision");
  CHECK(refused(R"({"bundle_version":")" + bundle +
                R"(","kind":"credit","decision":{"decision":"APPROVE"}})")
            .pointer == "/decision/pd_12m");
}

TEST_CASE("members of the wrong type are passed over, never a crash") {
  for (const auto& decision : {review(), applied("9")}) {
    for (const auto& member : *decision.if_object()) {
      const std::string& key = member.first;
      for (const char* other : {"null", "[]", "[[]]", "{}", "\"x\"", "-1", "true"}) {
        Json changed = decision;
        changed.set(key, parse("[" + std::string(other) + "]").if_array()->front());
        const auto told = explain(changed, Style{});
        CAPTURE(key);
        CAPTURE(other);
        CHECK((told ? told->size() > 100 : told.error().pointer == "/" + key));
      }
    }
  }
}

TEST_CASE("no line is wider than 100 columns, and columns stay aligned") {
  Json decision = review();
  for (const auto& line : lines_of(told(decision))) CHECK(code_points(line) <= kTextColumns);
  for (const auto& line : lines_of(told(applied("9")))) CHECK(code_points(line) <= kTextColumns);
  const Table table{"",
                    {{"name"}, {"n", Align::kRight}},
                    {{"Łukasz Żółć", "1"}, {"Zoe", "22"}, {"王小明", "333"}},
                    1};
  CHECK(render({table}, {}) ==
        "  name           n\n"
        "  -----------  ---\n"
        "  Łukasz Żółć    1\n"
        "  Zoe           22\n"
        "  -----------  ---\n"
        "  王小明          333\n");
}

TEST_CASE("long cells are broken, without a space too") {
  const std::string word(250, 'x');
  const Table table{"", {{"a"}, {"b"}}, {{word, "one two"}, {word, word}}, 0};
  std::size_t letters = 0;
  for (const auto& line : lines_of(render({table}, {}))) {
    CHECK(code_points(line) <= kTextColumns);
    letters += static_cast<std::size_t>(std::count(line.begin(), line.end(), 'x'));
  }
  CHECK(letters == 750);
}

TEST_CASE("a name can neither steer the terminal nor break a Markdown table") {
  const Document document{Heading{"a\x1b[2Jb"}, Table{"", {{"n"}}, {{"x\ny\u202Ez|<b>*"}}, 0}};
  const std::string text = render(document, {});
  CHECK_FALSE(contains(text, "\x1b"));
  CHECK_FALSE(contains(text, "\u202E"));
  CHECK(contains(text, "x\uFFFDy\uFFFDz|<b>*\n"));
  const std::string markdown = render(document, {Format::kMarkdown, true});
  CHECK(contains(markdown, R"(z\|\<b\>\* |)"));
  CHECK_FALSE(contains(markdown, "\x1b"));
}

TEST_CASE("only the headline is bold, and only when asked for") {
  const std::string text = told(applied("9"), {Format::kText, true});
  CHECK(text.starts_with("\x1b[1mDECLINE\x1b[0m\n"));
  CHECK(text.find('\x1b', 15) == std::string::npos);
}

TEST_CASE("Markdown has a heading and rows with as many cells as the header") {
  const std::string text = told(review(), {Format::kMarkdown, false});
  CHECK(text.starts_with("## REVIEW\n"));
  CHECK(contains(text, "| # | id | name | list | score | reasons |\n"));
  CHECK(contains(text, "| ---: | --- | --- | --- | ---: | --- |\n"));
}

TEST_CASE("six digits are exact and signed") {
  CHECK(six_digits({810'000}) == "0.810000");
  CHECK(six_digits({-2'200'001}, true) == "-2.200001");
  CHECK(six_digits({0}, true) == "+0.000000");
  CHECK(six_digits({INT64_MIN}) == "-9223372036854.775808");
}

TEST_CASE("wrapping keeps every word") {
  CHECK(wrap("", 5) == std::vector<std::string>{""});
  CHECK(wrap("a bb ccc", 4) == std::vector<std::string>{"a bb", "ccc"});
  CHECK(wrap("éééééé é", 4) == std::vector<std::string>{"éééé", "éé é"});
  CHECK(wrap("a bbbbbb", 4) == std::vector<std::string>{"a", "bbbb", "bb"});
}

}  // namespace
}  // namespace financescr::explain
