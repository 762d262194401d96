#include "native_server/lambda/loop.hpp"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

#include "tests/service/lambda/fake_runtime.hpp"
#include "tests/service/lambda/material.hpp"

namespace financescr::lambda {
namespace {

using std::chrono::milliseconds;

class Notes : public ports::Log {
 public:
  void write(ports::LogLevel, std::string_view event,
             std::vector<canonical::Json::Member>) override {
    events.emplace_back(event);
  }
  std::vector<std::string> events;
};

struct Ran {
  bool was_stopped = false;
  std::vector<std::string> log;
};

RuntimeApiOptions quick(const std::string& address) {
  RuntimeApiOptions options;
  options.address = address;
  options.first_pause = milliseconds(5);
  options.post_timeout = milliseconds(2000);
  return options;
}

// Runs the loop against the script to its end.
Ran run(FakeRuntime& runtime, const Handler& handler, LoopOptions options = {}) {
  Notes notes;
  WallClock clock;
  auto finished = std::async(std::launch::async, [&] {
    RuntimeApi api(quick(runtime.address()), runtime.stop);
    return run_loop(api, handler, options, clock, notes);
  });
  const bool in_time = finished.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
  if (!in_time) runtime.stop = true;
  CHECK(in_time);
  const bool was_stopped = finished.get();
  return {was_stopped, std::move(notes.events)};
}

http::Response echo(const http::Request& request) {
  http::Response response;
  response.headers.add("Content-Type", "text/plain");
  response.body =
      std::string(http::to_string(request.method)) + " " + request.path + " " + request.body;
  return response;
}

NextStep step(std::string event, std::string request_id = "id-1") {
  NextStep next;
  next.event = std::move(event);
  next.request_id = std::move(request_id);
  return next;
}

std::string path_of(const std::string& request_id, const std::string& what) {
  return "POST /2018-06-01/runtime/invocation/" + request_id + "/" + what;
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

TEST_CASE("each event is answered under its own id, over one connection") {
  FakeRuntime runtime({step(http_event("GET", "/health"), "id-1"),
                       step(http_event("POST", "/screen", "{}"), "id-2"),
                       step(http_event("POST", "/screen", "//4=", true), "id-3")});
  CHECK(run(runtime, echo).was_stopped);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 3);
  CHECK(posts[0].path == path_of("id-1", "response"));
  CHECK(contains(posts[0].body, R"("body":"GET /health ")"));
  CHECK(posts[1].path == path_of("id-2", "response"));
  CHECK(contains(posts[1].body, R"("body":"POST /screen {}")"));
  CHECK(posts[2].path == path_of("id-3", "response"));
  CHECK(contains(posts[2].body, R"("isBase64Encoded":true)"));
  CHECK(!posts[0].headers.find("Expect"));
  CHECK(runtime.connection_count() == 1);
}

TEST_CASE("a handler that throws fails its event, and the next one is answered") {
  FakeRuntime runtime({step(http_event("GET", "/bad")), step(http_event("GET", "/good"))});
  const auto ran = run(runtime, [](const http::Request& request) {
    if (request.path == "/bad") throw std::runtime_error("a secret of the inside");
    return echo(request);
  });
  CHECK(ran.was_stopped);
  CHECK(ran.log == std::vector<std::string>{"lambda_event_failed"});
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 2);
  CHECK(posts[0].path == path_of("id-1", "error"));
  CHECK(posts[0].headers.find("Lambda-Runtime-Function-Error-Type") == "Function.HandlerFailed");
  CHECK(contains(posts[0].body, R"("errorType":"Function.HandlerFailed")"));
  CHECK(contains(posts[0].body, R"("stackTrace":[])"));
  CHECK(!contains(posts[0].body, "secret"));
  CHECK(posts[1].path == path_of("id-1", "response"));
}

TEST_CASE("a malformed event fails, and the handler never sees it") {
  FakeRuntime runtime({step("{\"version\":"), step("{}")});
  int calls = 0;
  CHECK(run(runtime, [&](const http::Request& request) {
          ++calls;
          return echo(request);
        }).was_stopped);
  CHECK(calls == 0);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 2);
  for (const Received& post : posts) {
    CHECK(post.path == path_of("id-1", "error"));
    CHECK(post.headers.find("Lambda-Runtime-Function-Error-Type") == "Runtime.BadEvent");
  }
}

TEST_CASE("waiting for an event has no limit: the process may be frozen meanwhile") {
  NextStep late = step(http_event("GET", "/late"));
  late.after = milliseconds(3500);  // longer than the time-outs of connecting and posting
  FakeRuntime runtime({late});
  CHECK(run(runtime, echo).was_stopped);
  CHECK(runtime.next_count() == 2);
  REQUIRE(runtime.posts().size() == 1);
  CHECK(contains(runtime.posts()[0].body, "/late"));
}

TEST_CASE("an event whose deadline has passed is not worked on") {
  NextStep thawed = step(http_event("POST", "/credit/apply"));
  thawed.deadline_in_ms = -1000;
  FakeRuntime runtime({thawed});
  int calls = 0;
  CHECK(run(runtime, [&](const http::Request& request) {
          ++calls;
          return echo(request);
        }).was_stopped);
  CHECK(calls == 0);
  REQUIRE(runtime.posts().size() == 1);
  CHECK(contains(runtime.posts()[0].body, "Runtime.DeadlineExceeded"));
}

TEST_CASE("a stream that would outlast the deadline is cut in time to answer") {
  NextStep soon = step(http_event("POST", "/screen/batch"));
  soon.deadline_in_ms = 700;
  FakeRuntime runtime({soon});
  CHECK(run(runtime,
            [](const http::Request&) {
              http::Response response;
              response.stream = std::make_unique<Endless>();
              return response;
            },
            {std::size_t{1} << 40U, milliseconds(500)})
            .was_stopped);
  REQUIRE(runtime.posts().size() == 1);
  CHECK(contains(runtime.posts()[0].body, R"("statusCode":504)"));
}

TEST_CASE("an answer of more than 6 MB becomes a problem document") {
  FakeRuntime runtime({step(http_event("GET", "/cases")), step(http_event("GET", "/cases"))});
  std::size_t size = 7U << 20U;
  CHECK(run(runtime, [&](const http::Request&) {
          http::Response response;
          response.body.assign(std::exchange(size, 5U << 20U), 'x');
          return response;
        }).was_stopped);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 2);
  CHECK(contains(posts[0].body, R"("statusCode":413)"));
  CHECK(contains(posts[0].body, "answer_too_large"));
  CHECK(posts[0].body.size() < 1000);
  CHECK(contains(posts[1].body, R"("statusCode":200)"));
  CHECK(posts[1].body.size() > (5U << 20U));
}

TEST_CASE("an answer that the service finds too large is reported as a failure") {
  FakeRuntime runtime({step(http_event("GET", "/a"))});
  runtime.answer_posts_with({413});
  CHECK(run(runtime, echo).was_stopped);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 2);
  CHECK(posts[1].path == path_of("id-1", "error"));
  CHECK(contains(posts[1].body, "Function.AnswerTooLarge"));
}

TEST_CASE("an answer that the service no longer wants is dropped, once") {
  FakeRuntime runtime({step(http_event("GET", "/a")), step(http_event("GET", "/b"))});
  runtime.answer_posts_with({400});
  const auto ran = run(runtime, echo);
  CHECK(ran.was_stopped);
  CHECK(ran.log == std::vector<std::string>{"lambda_answer_refused"});
  CHECK(runtime.posts().size() == 2);
}

TEST_CASE("an answer is tried again when the service fails or closes the connection") {
  for (const int status : {500, 0}) {
    FakeRuntime runtime({step(http_event("GET", "/a"))});
    runtime.answer_posts_with({status, status});
    CHECK(run(runtime, echo).was_stopped);
    const auto posts = runtime.posts();
    REQUIRE(posts.size() >= 3);
    CHECK(posts.back().path == path_of("id-1", "response"));
    CHECK(posts.back().body == posts.front().body);
  }
}

TEST_CASE("an answer that cannot be delivered ends the loop") {
  FakeRuntime runtime({step(http_event("GET", "/a")), step(http_event("GET", "/b"))});
  runtime.answer_posts_with({500, 500, 500});
  const auto ran = run(runtime, echo);
  CHECK(!ran.was_stopped);
  CHECK(ran.log.back() == "lambda_runtime_failed");
  CHECK(runtime.posts().size() == 3);
  CHECK(runtime.next_count() == 1);
}

TEST_CASE("next is tried again after a failure of the service, and refusals end the loop") {
  NextStep broken;
  broken.status = 500;
  NextStep closed;
  closed.status = 0;
  FakeRuntime recovers({broken, closed, step(http_event("GET", "/a"))});
  CHECK(run(recovers, echo).was_stopped);
  CHECK(recovers.posts().size() == 1);

  FakeRuntime stays_broken({broken, broken, broken, broken});
  CHECK(!run(stays_broken, echo).was_stopped);
  CHECK(stays_broken.next_count() == 3);

  NextStep forbidden;
  forbidden.status = 403;
  FakeRuntime refuses({forbidden, forbidden});
  CHECK(!run(refuses, echo).was_stopped);
  CHECK(refuses.next_count() == 1);
}

TEST_CASE("an event without its id or deadline ends the loop") {
  NextStep nameless = step(http_event("GET", "/a"), "");
  FakeRuntime runtime({nameless});
  CHECK(!run(runtime, echo).was_stopped);
  CHECK(runtime.posts().empty());
}

TEST_CASE("a service that is not there ends the loop after three attempts") {
  std::string address;
  {
    const FakeRuntime gone({});
    address = gone.address();
  }
  const std::atomic<bool> stop{false};
  RuntimeApi api(quick(address), stop);
  Notes notes;
  WallClock clock;
  CHECK(!run_loop(api, echo, {}, clock, notes));
  CHECK(notes.events == std::vector<std::string>{"lambda_runtime_failed"});
  CHECK(api.fail_start({"Runtime.PackInvalid", "x"}) == Posted::kUnreachable);
}

TEST_CASE("being told to stop ends the wait for an event") {
  NextStep never = step(http_event("GET", "/a"));
  never.after = milliseconds(4000);
  FakeRuntime runtime({never});
  std::atomic<bool> stop{false};
  Notes notes;
  WallClock clock;
  auto finished = std::async(std::launch::async, [&] {
    RuntimeApi api(quick(runtime.address()), stop);
    return run_loop(api, echo, {}, clock, notes);
  });
  std::this_thread::sleep_for(milliseconds(200));
  stop = true;
  CHECK(finished.wait_for(milliseconds(3000)) == std::future_status::ready);
  CHECK(finished.get());
  CHECK(runtime.posts().empty());
}

TEST_CASE("a failed start is reported") {
  FakeRuntime runtime({});
  RuntimeApi api(quick(runtime.address()), runtime.stop);
  CHECK(api.fail_start({"Runtime.PackInvalid", "policy.json: no threshold"}) == Posted::kAccepted);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 1);
  CHECK(posts[0].path == "POST /2018-06-01/runtime/init/error");
  CHECK(posts[0].headers.find("Lambda-Runtime-Function-Error-Type") == "Runtime.PackInvalid");
  CHECK(contains(posts[0].body, "policy.json: no threshold"));
}

}  // namespace
}  // namespace financescr::lambda
