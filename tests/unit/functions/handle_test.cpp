// What every request goes through, whatever it asks.
#include "functions/handle.hpp"

#include <doctest/doctest.h>

#include "functions/routes.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr {
namespace {

using samples::header_of;
using samples::Service;

TEST_CASE("a path that is not there, and a method that a path does not know") {
  Service service;
  CHECK(service.ask("GET", "/nothing").status == 404);
  CHECK(service.ask("GET", "/health/").status == 404);
  CHECK(service.ask("GET", "//health").status == 404);
  CHECK(service.ask("GET", "/decisions/").status == 404);
  CHECK(service.ask("GET", "/decisions/%zz").status == 404);
  CHECK(service.ask("GET", std::string(15'000, '/')).status == 404);
  const auto response = service.ask("DELETE", "/screen");
  CHECK(response.status == 405);
  CHECK(header_of(response, "allow") == "POST, OPTIONS");
  CHECK(service.ask("HEAD", "/health").status == 200);
}

TEST_CASE("outside a demonstration every route but the public ones wants a token") {
  Service service;
  service.settings.demo = false;
  for (const Route& route : routes()) {
    std::string path(route.path);
    CAPTURE(path);
    const auto response = service.ask(http::to_string(route.method), path, "{}");
    if (route.least) {
      CHECK(response.status == 401);
      CHECK(header_of(response, "www-authenticate") == "Bearer");
    } else {
      CHECK(response.status != 401);
    }
  }
}

TEST_CASE("a demonstration answers this machine only") {
  Service service;
  CHECK(service.ask("GET", "/health", "", {{"Host", "127.0.0.1"}}).status == 200);
  CHECK(service.ask("GET", "/health", "", {{"Host", "[::1]:8000"}}).status == 200);
  CHECK(service.ask("GET", "/health", "", {{"Host", "evil.example:8000"}}).status == 403);
  CHECK(service.ask("GET", "/health", "", {{"Host", "localhost.evil.example"}}).status == 403);
  CHECK(service.ask("GET", "/health", "", {{"Origin", "http://localhost:8000"}}).status == 200);
  CHECK(service.ask("GET", "/health", "", {{"Origin", "https://evil.example"}}).status == 403);
  CHECK(service.ask("GET", "/health", "", {{"Origin", "null"}}).status == 403);
  CHECK(service.ask("GET", "/health", "", {{"Origin", "http://localhost:9000"}}).status == 403);
}

TEST_CASE("a form of another web site is no JSON request") {
  Service service;
  const std::string body = R"({"subject":{"name":"Ivan Petrov"}})";
  CHECK(service.ask("POST", "/screen", body, {{"Content-Type", "text/plain"}}).status == 415);
  CHECK(service.ask("POST", "/screen", body, {{"Content-Type", "application/JSON; charset=utf-8"}})
            .status == 200);
}

TEST_CASE("request and trace ids are taken over, answered and logged") {
  Service service;
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const auto response = service.ask(
      "GET", "/health", "",
      {{"X-Request-Id", "abc-1"}, {"traceparent", "00-" + trace + "-00f067aa0ba902b7-01"}});
  CHECK(header_of(response, "x-request-id") == "abc-1");
  CHECK(header_of(response, "traceparent").substr(3, 32) == trace);
  CHECK(header_of(response, "traceparent").substr(36, 16) != "00f067aa0ba902b7");
  CHECK(service.log.text.find(trace) != std::string::npos);
  const auto other = service.ask("GET", "/health", "",
                                 {{"X-Request-Id", "a\"b\nc"}, {"traceparent", "00-0-0-00"}});
  CHECK(header_of(other, "x-request-id").size() == 36);
  CHECK(header_of(other, "traceparent").size() == 55);
}

TEST_CASE("CORS answers the configured origins and no other") {
  Service service;
  service.settings.demo = false;
  service.settings.allowed_origins = {"https://console.bank.example"};
  const std::vector<http::Headers::Field> good = {{"Origin", "https://console.bank.example"}};
  const auto preflight = service.ask("OPTIONS", "/screen", "", good);
  CHECK(preflight.status == 204);
  CHECK(header_of(preflight, "access-control-allow-origin") == "https://console.bank.example");
  CHECK(header_of(preflight, "access-control-allow-methods") == "POST, OPTIONS");
  const auto bad = service.ask("OPTIONS", "/screen", "", {{"Origin", "https://evil.example"}});
  CHECK_FALSE(bad.headers.find("access-control-allow-origin").has_value());
  CHECK(header_of(service.ask("GET", "/health", "", good), "access-control-allow-origin") ==
        "https://console.bank.example");
}

TEST_CASE("who asks too often is told when to come back; health is always answered") {
  Service service;
  http::RateLimiter limiter(http::RateLimit{.per_second = 2, .burst = 3});
  for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.take("a", 0).has_value());
  CHECK(limiter.take("a", 0) == 1);
  CHECK_FALSE(limiter.take("b", 0).has_value());
  CHECK_FALSE(limiter.take("a", 500'000).has_value());
  CHECK(limiter.take("a", 500'000) == 1);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.take("a", 1'000'000'000).has_value());
  CHECK(limiter.take("a", 1'000'000'000).has_value());
}

TEST_CASE("every answer carries the security headers") {
  Service service;
  for (const char* path : {"/health", "/nothing", "/decisions/x"}) {
    const auto response = service.ask("GET", path);
    CHECK(header_of(response, "x-content-type-options") == "nosniff");
    CHECK(header_of(response, "cache-control") == "no-store");
    CHECK(header_of(response, "content-security-policy").find("default-src 'none'") == 0);
  }
}

}  // namespace
}  // namespace financescr
