#include "native_server/lambda/event.hpp"

#include <doctest/doctest.h>

#include "engine/canonical/json.hpp"
#include "tests/service/lambda/material.hpp"

namespace financescr::lambda {
namespace {

using canonical::Json;

Invocation invocation(std::string event, std::string trace_id = "") {
  return {"8476a536-e9f4-11e8-9739-2dfe598c3fcd", {}, std::move(trace_id), std::move(event)};
}

http::Request request_of(std::string event, std::string trace_id = "") {
  const auto request = read_event(invocation(std::move(event), std::move(trace_id)));
  REQUIRE_MESSAGE(request, (request ? "" : request.error().detail));
  return *request;
}

Json answer_of(const http::Request& request, http::Response response, AnswerLimits limits = {}) {
  FixedClock clock;
  if (limits.deadline.us == 0) limits.deadline.us = 1'000'000;
  const std::string text = write_answer(request, std::move(response), limits, clock);
  CHECK(text.size() <= limits.max_bytes);
  const auto json = canonical::parse(text);
  REQUIRE(json);
  return *json;
}

std::string text_at(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  return member == nullptr || member->if_string() == nullptr ? "" : *member->if_string();
}

http::Response text_response(std::string body) {
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

TEST_CASE("an event becomes the request that the client sent") {
  const auto request = request_of(R"({
    "version": "2.0", "routeKey": "$default", "rawPath": "/cases/a%2Fb",
    "rawQueryString": "status=OPEN&limit=5", "cookies": ["a=1", "b=2"],
    "headers": {"content-type": "application/json", "x-request-id": "mine", "accept": "a,b"},
    "queryStringParameters": {"status": "OPEN", "limit": "5"},
    "requestContext": {"accountId": "1", "timeEpoch": 1583348638390, "stage": "$default",
      "authorizer": {"odd": 1e400, "deep": [[[[[]]]]]},
      "http": {"method": "POST", "path": "/other", "protocol": "HTTP/1.1",
               "sourceIp": "192.0.2.1", "userAgent": "agent"}},
    "body": "{\"a\":\"\u00e9\"}", "isBase64Encoded": false})");
  CHECK(request.method == http::Method::kPost);
  CHECK(request.path == "/cases/a%2Fb");
  CHECK(request.query == "status=OPEN&limit=5");
  CHECK(request.headers.find("Content-Type") == "application/json");
  CHECK(request.headers.find("cookie") == "a=1; b=2");
  CHECK(request.headers.find("x-request-id") == "mine");
  CHECK(request.peer == "192.0.2.1");
  CHECK(request.body == "{\"a\":\"\xC3\xA9\"}");
}

TEST_CASE("a body in Base64 arrives as bytes") {
  CHECK(request_of(http_event("POST", "/screen", "eyJhIjoxfQ==", true)).body == R"({"a":1})");
  CHECK(request_of(http_event("POST", "/screen", "/wA=", true)).body == std::string("\xFF\0", 2));
}

TEST_CASE("absent and null members are empty") {
  const auto request = request_of(R"({"version":"2.0","rawPath":"","headers":null,"cookies":null,
    "body":null,"requestContext":{"http":{"method":"GET"}}})");
  CHECK(request.path == "/");
  CHECK(request.query.empty());
  CHECK(request.body.empty());
  CHECK(request.headers.fields().empty());
}

TEST_CASE("the name of a stage is not part of the path") {
  const auto path_on = [](const std::string& stage, const std::string& path) {
    return request_of(R"({"version":"2.0","rawPath":")" + path +
                      R"(","requestContext":{"stage":")" + stage + R"(","http":{"method":"GET"}}})")
        .path;
  };
  CHECK(path_on("$default", "/screen") == "/screen");
  CHECK(path_on("prod", "/prod/screen") == "/screen");
  CHECK(path_on("prod", "/prod") == "/");
  CHECK(path_on("prod", "/product") == "/product");
  CHECK(path_on("prod", "/screen") == "/screen");
}

TEST_CASE("a path that API Gateway decoded is encoded again") {
  CHECK(request_of(http_event("GET", "/cases/a b\xC3\xA9?")).path == "/cases/a%20b%C3%A9%3F");
}

TEST_CASE("X-Ray's trace id becomes W3C trace context") {
  const std::string event = http_event("GET", "/health");
  const auto traceparent = [&](const std::string& id) {
    return std::string(request_of(event, id).headers.find("traceparent").value_or("none"));
  };
  CHECK(traceparent("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1") ==
        "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
  CHECK(traceparent("Root=1-5759e988-bd862e3fe1be46a994272793; Parent=53995c3f42cd8ad8") ==
        "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00");
  CHECK(traceparent("") == "none");
  CHECK(traceparent("Root=1-5759e988-bd862e3fe1be46a994272793") == "none");
  CHECK(traceparent("Root=1-5759e98-bd862e3fe1be46a9942727930;Parent=53995c3f42cd8ad8") == "none");
}

TEST_CASE("events that are no HTTP requests of format 2.0 are refused") {
  const auto code_of = [](std::string event) {
    const auto request = read_event(invocation(std::move(event)));
    return request ? "read" : std::string(to_string(request.error().code));
  };
  CHECK(code_of("") == "malformed");
  CHECK(code_of("not json") == "malformed");
  CHECK(code_of("[1]") == "malformed");
  CHECK(code_of("{\"version\":\"2.0\",\"rawPath\":\"\xFF\"}") == "malformed");
  CHECK(code_of(R"({"version":"2.0","rawPath":1})") == "malformed");
  CHECK(code_of(R"({"version":"2.0","headers":{"a":["b"]}})") == "malformed");
  CHECK(code_of(R"({"version":"2.0","cookies":"a"})") == "malformed");
  CHECK(code_of(R"({"version":"2.0","requestContext":[]})") == "malformed");
  CHECK(code_of(R"({"version":"2.0","isBase64Encoded":"yes"})") == "malformed");
  CHECK(code_of(http_event("GET", "/health").substr(0, 60)) == "malformed");
  CHECK(code_of(http_event("POST", "/screen", "eyJ", true)) == "malformed");
  CHECK(code_of("{}") == "unsupported");
  CHECK(code_of(R"({"Records":[{"eventSource":"aws:s3"}]})") == "unsupported");
  CHECK(code_of(R"({"version":"1.0","httpMethod":"GET","path":"/"})") == "unsupported");
  CHECK(code_of(http_event("BREW", "/screen")) == "unsupported");
  CHECK(code_of(R"({"version":"2.0","rawPath":"/"})") == "missing");
}

TEST_CASE("text is answered as it is, with cookies and joined fields") {
  auto response = text_response("{\"name\":\"\xC3\xA9\"}");
  response.status = 201;
  response.headers.add("Vary", "Origin");
  response.headers.add("vary", "Accept");
  response.headers.add("Set-Cookie", "a=1");
  response.headers.add("Set-Cookie", "b=2; Secure");
  const Json json = answer_of(request_of(http_event("GET", "/")), std::move(response));
  CHECK(*json.find("statusCode") == Json(201));
  CHECK(text_at(json, "body") == "{\"name\":\"\xC3\xA9\"}");
  CHECK(*json.find("isBase64Encoded") == Json(false));
  CHECK(*json.find("headers") ==
        Json::object({{"content-type", "application/json"}, {"vary", "Origin, Accept"}}));
  CHECK(*json.find("cookies") == Json(Json::Array{"a=1", "b=2; Secure"}));
}

TEST_CASE("bytes that are no text are answered in Base64") {
  const Json json = answer_of(request_of(http_event("GET", "/")), text_response("\xFF\xFE"));
  CHECK(text_at(json, "body") == "//4=");
  CHECK(*json.find("isBase64Encoded") == Json(true));
}

TEST_CASE("HEAD is answered without a body") {
  const Json json = answer_of(request_of(http_event("HEAD", "/health")), text_response("{}"));
  CHECK(*json.find("statusCode") == Json(200));
  CHECK(text_at(json, "body").empty());
}

TEST_CASE("a stream is collected") {
  http::Response response;
  response.stream = std::make_unique<Pieces>(std::vector<std::string>{"{}\n", "", "{\"a\":1}\n"});
  const Json json = answer_of(request_of(http_event("POST", "/screen/batch")), std::move(response));
  CHECK(text_at(json, "body") == "{}\n{\"a\":1}\n");
}

TEST_CASE("an answer that is too large becomes a problem document, whole or streamed") {
  const auto request = request_of(http_event("GET", "/cases"));
  AnswerLimits limits;
  limits.max_bytes = 1000;
  auto response = text_response(std::string(990, 'x'));
  response.headers.add("X-Request-Id", "8476a536");
  const Json whole = answer_of(request, std::move(response), limits);
  CHECK(*whole.find("statusCode") == Json(413));
  CHECK(text_at(whole, "body").find("\"code\":\"answer_too_large\"") != std::string::npos);
  CHECK(text_at(whole, "body").find("8476a536") != std::string::npos);
  CHECK(*answer_of(request, text_response(std::string(800, 'x')), limits).find("statusCode") ==
        Json(200));
  CHECK(*answer_of(request, text_response(std::string(800, '"')), limits).find("statusCode") ==
        Json(413));

  http::Response endless;
  endless.stream = std::make_unique<Endless>();
  CHECK(*answer_of(request, std::move(endless), limits).find("statusCode") == Json(413));
}

TEST_CASE("a stream is cut when the time for it is over") {
  http::Response endless;
  endless.stream = std::make_unique<Endless>();
  FixedClock clock;
  clock.step_us = 1000;
  const std::string text = write_answer(request_of(http_event("POST", "/screen/batch")),
                                        std::move(endless), {100'000, {50'000}}, clock);
  const auto json = canonical::parse(text);
  REQUIRE(json);
  CHECK(*json->find("statusCode") == Json(504));
  CHECK(text_at(*json, "body").find("deadline_exceeded") != std::string::npos);
}

}  // namespace
}  // namespace financescr::lambda
