#include "wasm/abi/host.hpp"

#include <doctest/doctest.h>

#include "engine/replay/lines.hpp"
#include "tests/unit/wasm/browser.hpp"
#include "wasm/abi/describe.hpp"

namespace financescr::browser {
namespace {

using canonical::Json;
using samples::Browser;
using samples::parse;

const std::string kScreen = R"({"method":"POST","path":"/screen"})";

Json status_of(const Json& head) { return *head.find("status"); }

TEST_CASE("a message is answered as the service answers the request") {
  Browser browser;
  samples::Service service;
  const std::string body = R"({"request_id":"r","as_of":"2026-01-01","customer_id":"C1"})";
  const auto [head, answer] = browser.ask(kScreen, body);
  CHECK(status_of(head) == Json(200));
  const Json here = parse(answer);
  const Json there = samples::body_of(service.ask("POST", "/screen", body));
  for (const char* member : {"decision", "result_hash", "input_hash", "matches"}) {
    CHECK(*here.find(member) == *there.find(member));
  }
}

TEST_CASE("a decision made here can be fetched, replayed and found in the audit log's store") {
  Browser browser;
  const auto [head, answer] = browser.ask(kScreen, R"({"customer_id":"C1"})");
  const std::string id = *parse(answer).find("decision_id")->if_string();
  const auto [found_head, found] =
      browser.ask(R"({"method":"GET","path":"/decisions/)" + id + R"("})", "");
  CHECK(status_of(found_head) == Json(200));
  const auto [replay_head, replayed] = browser.ask(R"({"method":"POST","path":"/replay"})",
                                                   canonical::write(*parse(found).find("bundle")));
  CHECK(*parse(replayed).find("status") == Json("identical"));
}

TEST_CASE("whatever page asks, it is this host's own page") {
  Browser browser;
  const auto [head, answer] =
      browser.ask(R"({"headers":[["Host","bank.example"],["Origin","https://bank.example"]],)"
                  R"("method":"POST","path":"/screen"})",
                  R"({"customer_id":"C1"})");
  CHECK(status_of(head) == Json(200));
}

TEST_CASE("what this host cannot do is answered with a problem document that says so") {
  Browser browser;
  for (const char* path : {"/auth/login", "/auth/register", "/api-keys"}) {
    const auto [head, answer] =
        browser.ask(R"({"method":"POST","path":")" + std::string(path) + R"("})", "{}");
    CHECK(status_of(head) == Json(501));
    CHECK(*parse(answer).find("code") == Json("unsupported"));
  }
}

TEST_CASE("a batch is answered whole, and a bad line does not stop it") {
  Browser browser;
  const auto [head, answer] = browser.ask(R"({"method":"POST","path":"/screen/batch"})",
                                          "{\"customer_id\":\"C1\"}\nnot json\n{}\n");
  CHECK(status_of(head) == Json(200));
  CHECK(std::count(answer.begin(), answer.end(), '\n') == 3);
  CHECK(answer.find("\"error\"") != std::string::npos);
}

TEST_CASE("lines are decided as the command line decides them") {
  Browser browser;
  const std::string lines =
      "{\"request_id\":\"1\",\"customer_id\":\"C1\"}\r\n\n  \n{\"request_id\":\"2\"}\nnot json";
  const std::string answers = browser.host().lines(Task::kScreen, lines, 7);
  std::string expected;
  const auto engine = samples::whole_engine();
  decision::Workspace workspace;
  const auto decide = [&](const Json& request) {
    return engine.screening().decide(request, workspace);
  };
  const auto add = [&](std::size_t number, std::string_view text) {
    expected += replay::decide_line(number, text, decide, false).answer + "\n";
  };
  add(7, R"({"request_id":"1","customer_id":"C1"})");
  add(10, R"({"request_id":"2"})");
  add(11, "not json");
  CHECK(answers == expected);
}

TEST_CASE("events are monitored as a stream, which line 1 begins") {
  Browser browser;
  Host& host = browser.host();
  const auto event = [](int number) {
    return R"({"event_id":")" + std::to_string(number) +
           R"(","occurred_at":"2025-06-14T12:00:00Z","account_id":"A","client_id":"C9",)"
           R"("type":"transfer","amount":5,"currency":"USD","counterparty_account_id":"B"})" +
           "\n";
  };
  const auto fired = [&host](const std::string& text, std::size_t first_line) {
    const std::string answers = host.lines(Task::kMonitor, text, first_line);
    return answers.find("rapid_pair_transfers") != std::string::npos;
  };
  CHECK_FALSE(fired(event(1) + event(2), 1));
  CHECK(fired(event(3), 3));
  CHECK_FALSE(fired(event(3), 1));
  const std::string bundles = host.lines(Task::kMonitorBundle, event(1) + "x\n" + event(2), 1);
  CHECK(std::count(bundles.begin(), bundles.end(), '\n') == 3);
  const std::string first = bundles.substr(0, bundles.find('\n') + 1);
  CHECK(host.lines(Task::kReplay, first, 1).find("identical") != std::string::npos);
}

TEST_CASE("bundles, replays and matches have tasks of their own") {
  Browser browser;
  Host& host = browser.host();
  const std::string bundles = host.lines(Task::kScreenBundle, R"({"customer_id":"C1"})", 1) +
                              host.lines(Task::kApplyBundle, R"({"application_id":"A1"})", 1);
  const std::string replays = host.lines(Task::kReplay, bundles, 1);
  CHECK(std::count(replays.begin(), replays.end(), '\n') == 2);
  CHECK(replays.find("different") == std::string::npos);
  CHECK(host.lines(Task::kApplyBundle, "{}", 1).find("\"error\"") != std::string::npos);
  const std::string same = host.lines(
      Task::kMatch,
      R"({"query":{"name":"Ivan Petrov"},"candidate":{"primary_name":"Ivan Petrov"}})", 1);
  CHECK(parse(same).find("score") != nullptr);
  CHECK(task_of(5) == Task::kApplyBundle);
  CHECK(task_of(7) == Task::kMonitorBundle);
  CHECK_FALSE(task_of(8).has_value());
}

TEST_CASE("a line beyond the limit is refused by its number and the next one is decided") {
  Browser browser;
  const std::string lines = std::string(limits::kMaxLineBytes + 1, 'x') + "\n{}";
  const std::string answers = browser.host().lines(Task::kScreen, lines, 1);
  CHECK(answers.find("\"code\":\"too_large\"") != std::string::npos);
  CHECK(std::count(answers.begin(), answers.end(), '\n') == 2);
}

TEST_CASE("a damaged pack is refused") {
  Browser browser;
  std::string bytes = samples::whole_pack_bytes();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  const auto opened = browser.open(bytes);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().front().code == ErrorCode::kCorrupt);
  CHECK_FALSE(browser.open("").has_value());
}

TEST_CASE("a host says what it is and what it holds") {
  Browser browser;
  const Json held = describe(browser.host().engine());
  CHECK(*held.find("fincrime")->find("as_of") == Json("2026-01-01"));
  CHECK(*held.find("credit")->find("rows")->find("applications") == Json(1));
  CHECK(*about(1024).find("self_test") == Json(true));
  CHECK(refusal({{ErrorCode::kTooLarge, "Too much", "/a"}}) ==
        R"({"errors":[{"code":"too_large","detail":"Too much","pointer":"/a"}]})");
}

}  // namespace
}  // namespace financescr::browser
