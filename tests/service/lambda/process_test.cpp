// `financescr lambda` as Lambda starts it, against the fake runtime.
#include <doctest/doctest.h>

#include "tests/integration/program.hpp"
#include "tests/service/lambda/fake_runtime.hpp"
#include "tests/service/lambda/material.hpp"

namespace financescr::lambda {
namespace {

using canonical::Json;

NextStep event(const std::string& method, const std::string& path, const std::string& body = "") {
  NextStep step;
  step.event = http_event(method, path, body);
  return step;
}

// The service refuses to go on, which ends the program.
NextStep end_of_service() {
  NextStep step;
  step.status = 403;
  return step;
}

cli::Finished run_lambda(const FakeRuntime& runtime, const std::string& pack) {
  cli::Call call;
  call.arguments = {"lambda",  "--pack", pack, "--state-dir", cli::fresh_path("state"),
                    "--store", "memory:"};
  call.environment = {"AWS_LAMBDA_RUNTIME_API=" + runtime.address(),
                      "AWS_LAMBDA_LOG_STREAM_NAME=2026/11/22/[$LATEST]0123abcd"};
  return cli::run(call);
}

Json body_of(const Received& post) {
  const auto answer = canonical::parse(post.body);
  REQUIRE(answer);
  const auto body = canonical::parse(cli::text_at(*answer, "/body"));
  REQUIRE(body);
  return *body;
}

TEST_CASE("the program answers events with the same handlers as a server") {
  FakeRuntime runtime({event("GET", "/health"), event("GET", "/nowhere"),
                       event("POST", "/screen", R"({"customer_id":"C_000049"})"),
                       end_of_service()});
  const auto finished = run_lambda(runtime, cli::pack_root());
  CHECK_MESSAGE(finished.status == cli::kSomeFailed, finished.err);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 3);
  CHECK(cli::contains(posts[0].body, R"("statusCode":200)"));
  CHECK(cli::at(body_of(posts[0]), "/status") == Json("ok"));
  CHECK(cli::contains(posts[1].body, R"("statusCode":404)"));
  CHECK(cli::contains(posts[2].body, R"("statusCode":401)"));
  CHECK(cli::text_at(body_of(posts[2]), "/code") == "unauthenticated");
  CHECK(cli::contains(finished.err, "lambda_runtime_failed"));
}

TEST_CASE("a pack that is invalid is reported as a failed start, with every fault") {
  const std::string pack = cli::copy_of_pack();
  cli::replace_in(pack + "/fincrime/v1/policy.json", "\"threshold\"", "\"treshold\"");
  cli::replace_in(pack + "/credit/v1/applications.jsonl", "{", "[");
  FakeRuntime runtime({event("GET", "/health")});
  const auto finished = run_lambda(runtime, pack);
  CHECK(finished.status == cli::kBadInput);
  CHECK(runtime.next_count() == 0);
  const auto posts = runtime.posts();
  REQUIRE(posts.size() == 1);
  CHECK(posts[0].path == "POST /2018-06-01/runtime/init/error");
  CHECK(cli::contains(posts[0].body, R"("errorType":"Runtime.StartFailed")"));
  CHECK(cli::contains(posts[0].body, "applications.jsonl"));
  CHECK(cli::contains(finished.err, "applications.jsonl"));
}

TEST_CASE("a store that is not there is reported as a failed start") {
  FakeRuntime runtime({event("GET", "/health")});
  cli::Call call;
  call.arguments = {"lambda",
                    "--pack",
                    cli::pack_root(),
                    "--state-dir",
                    cli::fresh_path("state"),
                    "--store",
                    "sqlite:/nowhere/financescr.db"};
  call.environment = {"AWS_LAMBDA_RUNTIME_API=" + runtime.address()};
  CHECK(cli::run(call).status == cli::kBadInput);
  CHECK(runtime.next_count() == 0);
  REQUIRE(runtime.posts().size() == 1);
  CHECK(cli::contains(runtime.posts()[0].body, "Runtime.StartFailed"));
}

TEST_CASE("outside Lambda the program says so") {
  cli::Call call;
  call.arguments = {"lambda", "--pack", cli::pack_root()};
  const auto finished = cli::run(call);
  CHECK(finished.status == cli::kUsage);
  CHECK(cli::contains(finished.err, "AWS_LAMBDA_RUNTIME_API"));
}

TEST_CASE("health asks a server, and says when there is none") {
  std::string gone;
  {
    const FakeRuntime runtime({});
    gone = "http://" + runtime.address() + "/healthz";
  }
  const auto finished = cli::run({"health", gone});
  CHECK(finished.status == cli::kSomeFailed);
  CHECK(cli::contains(finished.err, gone));

  const FakeRuntime runtime({});
  const auto refused = cli::run({"health", "http://" + runtime.address() + "/healthz"});
  CHECK(refused.status == cli::kSomeFailed);
  CHECK(cli::contains(refused.err, "answered 404"));
  CHECK(cli::run({"health", "file:///etc/passwd"}).status == cli::kSomeFailed);
}

}  // namespace
}  // namespace financescr::lambda
