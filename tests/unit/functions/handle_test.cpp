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
  CHECK(header_of(preflight, "access-control-allow-headers") ==
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, "
        "traceparent, tracestate");
  CHECK(header_of(preflight, "access-control-expose-headers") ==
        "ETag, Link, Retry-After, X-Request-Id, Idempotency-Replayed, traceparent");
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

// A site of one page.
class OnePage final : public http::Pages {
 public:
  bool owns(std::string_view path) const override { return path.starts_with("/app"); }
  http::Response answer(const http::RequestHead&) const override {
    http::Response response;
    response.shared.view = "a page";
    return response;
  }
};

http::RequestHead head_of(http::Method method, std::string path, std::string length = {}) {
  http::RequestHead head;
  head.method = method;
  head.path = std::move(path);
  head.headers.add("Host", "localhost");
  if (!length.empty()) head.headers.add("Content-Length", std::move(length));
  head.peer = "127.0.0.1";
  return head;
}

// The status that a head alone is answered with; 0 if its body is wanted.
int status_of_head(Service& service, const http::RequestHead& head) {
  Context context{service.packs.active(), service.packs,   service.store,    service.clock,
                  service.entropy,        service.secrets, service.log,      service.metrics,
                  service.rate_limiter,   service.scores,  service.settings, service.workspace};
  context.pages = service.pages;
  const auto admitted = admit(head, context);
  return admitted ? 0 : admitted.error().status;
}

TEST_CASE("what a header tells is answered before the body") {
  Service service;
  const auto status = [&](const char* path, const char* length) {
    return status_of_head(service, head_of(http::Method::kPost, path, length));
  };
  CHECK(status("/screen", "4194304") == 0);
  CHECK(status("/screen", "4194305") == 413);
  CHECK(status("/screen", "99999999999999999999999999") == 413);
  CHECK(status("/screen/batch", "67108864") == 0);
  CHECK(status("/screen/batch", "67108865") == 413);
  CHECK(status("/auth/login", "65536") == 0);
  CHECK(status("/auth/login", "65537") == 413);
  CHECK(status("/packs/x/activations", "65537") == 403);
  CHECK(status("/nothing", "5") == 404);
  CHECK(status("/health", "5") == 405);
  service.settings.demo = false;
  CHECK(status("/screen", "5") == 401);
  CHECK(status("/screen", "4194305") == 401);
  CHECK(status("/auth/login", "65537") == 413);
  auto form = head_of(http::Method::kPost, "/auth/login");
  form.headers.add("Content-Type", "text/plain");
  CHECK(status_of_head(service, form) == 415);
}

TEST_CASE("a body that is larger than its route takes is refused though nobody announced it") {
  Service service;
  CHECK(service.ask("POST", "/auth/login", std::string(65'537, ' ')).status == 413);
  CHECK(service.ask("POST", "/screen", std::string((4U << 20U) + 1, ' ')).status == 413);
}

TEST_CASE("a peer without attempts left to log in is told so before its body") {
  Service service;
  const auto head = head_of(http::Method::kPost, "/auth/login", "100");
  for (int i = 0; i < 1000; ++i) CHECK(status_of_head(service, head) == 0);  // takes no attempt
  for (int i = 0; i < 30; ++i) {
    (void)service.rate_limiter.logins().begin("u" + std::to_string(i), "127.0.0.1",
                                              service.clock.elapsed_us());
  }
  CHECK(status_of_head(service, head) == 429);
  auto other = head;
  other.peer = "127.0.0.2";
  CHECK(status_of_head(service, other) == 0);
  // Whoever logged in from there before is not kept out by what others try.
  service.rate_limiter.logins().succeeded("mara", "127.0.0.1", service.clock.elapsed_us());
  CHECK(status_of_head(service, head) == 0);
}

TEST_CASE("both halves of a request leave one line and take one token") {
  Service service;
  service.ask("GET", "/version");
  service.ask("POST", "/screen", "{}");
  service.ask("GET", "/nothing");
  std::size_t lines = 0;
  for (std::size_t at = service.log.text.find("\"event\":\"request\""); at != std::string::npos;
       at = service.log.text.find("\"event\":\"request\"", at + 1)) {
    ++lines;
  }
  CHECK(lines == 3);
}

TEST_CASE("a path that is not UTF-8 is 400 before it is anything else") {
  Service service;
  for (const char* path : {"/%ff", "/decisions/%c3%28", "/health/%80", "/\xff", "/cases/%ed%a0%80",
                           "/cases/%c0%af", "/cases/%f4%90%80%80", "/cases/%e2%82"}) {
    CAPTURE(path);
    CHECK(service.ask("GET", path).status == 400);
  }
  for (const char* path : {"/%c3%a9", "/decisions/%zz", "/decisions/%f4%8f%bf%bf", "/%"}) {
    CAPTURE(path);
    CHECK(service.ask("GET", path).status == 404);
  }
}

TEST_CASE("pages beside the API are asked, guarded and counted like it") {
  Service service;
  CHECK(service.ask("GET", "/app/").status == 404);
  const OnePage page;
  service.pages = &page;
  CHECK(service.ask("GET", "/app/").body == "a page");
  CHECK(service.ask("GET", "/app/", "", {{"Host", "evil.example"}}).status == 403);
  CHECK(service.ask("GET", "/app/%ff").status == 400);
  CHECK(header_of(service.ask("POST", "/app/"), "allow") == "GET, HEAD, OPTIONS");
  CHECK(service.ask("OPTIONS", "/app/").status == 204);
  CHECK(service.log.text.find("/app/{page}") != std::string::npos);
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
