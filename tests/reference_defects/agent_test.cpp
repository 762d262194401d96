// What the reference's agent and cases do wrong (specification 1.1, 1.2, 1.3, 1.10).
#include <doctest/doctest.h>

#include <string>

#include "functions/agent/intent.hpp"
#include "tests/unit/functions/people.hpp"

namespace financescr {
namespace {

using samples::ask_as;
using samples::body_of;
using samples::kAnn;
using samples::Service;
using samples::string_at;
using samples::text_at;

const std::string kId = "0198a1b2-c3d4-4000-8000-0123456789ab";

std::string turn(const std::string& message) {
  return R"({"conversation_id":")" + kId + R"(","message":")" + message + "\"}";
}

TEST_CASE("reference: an unknown conversation answers 200 with no messages") {
  Service service;
  CHECK(ask_as(service, kAnn, "GET", "/agent/conversations/" + kId).status == 404);
}

TEST_CASE("reference: an empty chat message is accepted, and screened") {
  Service service;
  const auto response = ask_as(service, kAnn, "POST", "/agent/chat", turn(""));
  CHECK(response.status == 422);
  CHECK(string_at(body_of(response), "errors/0/pointer") == "/message");
}

TEST_CASE("reference: 'Screen John Whyte' explains and 'Screen Michael Phelps' helps") {
  for (const std::string name : {"John Whyte", "Michael Phelps"}) {
    CAPTURE(name);
    Service service;
    const auto answer =
        body_of(ask_as(service, kAnn, "POST", "/agent/chat", turn("Screen " + name)));
    CHECK(string_at(answer, "final_state/intent") == "SCREEN_SUBJECT");
    CHECK(string_at(answer, "trace/1/tool_input/subject/name") == name);
  }
}

TEST_CASE("reference: request_id is made but never stored") {
  Service service;
  const auto answer = body_of(ask_as(service, kAnn, "POST", "/agent/chat", turn("help")));
  const auto messages = ports::list(service.store, ports::messages_query(kId)).value();
  for (const auto& message : messages) {
    CHECK(message.ref_request_id == string_at(answer, "request_id"));
  }
}

TEST_CASE("reference: the order of a transcript rests on microseconds") {
  Service service;  // its clock stands still
  for (const std::string message : {"help", "list cases", "why?"}) {
    REQUIRE(ask_as(service, kAnn, "POST", "/agent/chat", turn(message)).status == 200);
  }
  std::string order;
  const auto messages = ports::list(service.store, ports::messages_query(kId)).value();
  for (const auto& message : messages) {
    if (message.role == ports::MessageRole::kUser) order += message.content + ".";
  }
  CHECK(order == "help.list cases.why?.");
}

// Somebody else's turn is stored between the reading and the writing of this one.
class OvertakingEntropy final : public ports::Entropy {
 public:
  explicit OvertakingEntropy(Service& service) : service_(service) {}
  void fill(std::span<std::uint8_t> bytes) override {
    if (overtake) {
      overtake = false;
      REQUIRE(ask_as(service_, kAnn, "POST", "/agent/chat", turn("help")).status == 200);
    }
    service_.entropy.fill(bytes);
  }
  bool overtake = false;

 private:
  Service& service_;
};

TEST_CASE("reference: two first turns of one conversation race, and one is a 500") {
  Service service;
  OvertakingEntropy entropy(service);
  Context context{service.packs.active(),
                  service.packs,
                  service.store,
                  service.clock,
                  entropy,
                  service.secrets,
                  service.log,
                  service.metrics,
                  service.rate_limiter,
                  service.scores,
                  service.settings,
                  service.workspace};
  http::Request request;
  request.method = http::Method::kPost;
  request.path = "/agent/chat";
  request.body = turn("list cases");
  RouteMatch match = find_route(request.method, request.path);
  Call call{request, context, *match.route, {}, {}, kAnn, "r", "t"};
  entropy.overtake = true;
  CHECK(match.route->handler(call).status == 200);
  CHECK(ports::list(service.store, ports::messages_query(kId)).value().size() == 6);
}

TEST_CASE("reference: /cases answers nothing, there is no case and no audit") {
  Service service;
  const auto screened = body_of(service.ask("POST", "/screen", samples::ask("Ivan Petrov")));
  const auto page = body_of(ask_as(service, kAnn, "GET", "/cases"));
  CHECK(string_at(page, "items/0/case_id") == string_at(screened, "case_id"));
  const auto shown =
      body_of(ask_as(service, kAnn, "GET", "/cases/" + string_at(screened, "case_id")));
  CHECK(string_at(shown, "audit_events/0/event") == "decision");
  CHECK(string_at(shown, "audit_events/0/request_id") == string_at(screened, "request_id"));
}

}  // namespace
}  // namespace financescr
