// The agent over HTTP: a turn is stored whole, its trace keeps the contract of the reference, and
// what it says is true.
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/functions/people.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::ask_as;
using samples::body_of;
using samples::kAnn;
using samples::kBob;
using samples::kCleo;
using samples::Service;
using samples::string_at;
using samples::text_at;

const std::string kConversation = "0198a1b2-c3d4-4000-8000-0123456789ab";

std::string turn(std::string_view message, std::string_view conversation = kConversation) {
  return canonical::write(Json::object({{"conversation_id", conversation}, {"message", message}}));
}

http::Response say(Service& service, std::string_view message, const auth::Principal& who = kAnn) {
  return ask_as(service, who, "POST", "/agent/chat", turn(message));
}

Json said(Service& service, std::string_view message) {
  const auto response = say(service, message);
  REQUIRE_MESSAGE(response.status == 200, response.body);
  return body_of(response);
}

std::string kinds_of(const Json& trace) {
  std::string kinds;
  for (const Json& step : *trace.if_array()) {
    kinds += (kinds.empty() ? "" : " ") + *step.find("kind")->if_string();
  }
  return kinds;
}

bool contains(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

TEST_CASE("a turn without a tool has the reference's trace, step by step") {
  Service service;
  const Json answer = said(service, "help");
  CHECK(string_at(answer, "conversation_id") == kConversation);
  CHECK(string_at(answer, "assistant_message") ==
        "You can say: 'Screen <name>', 'List cases', 'Open case <id>', or 'Explain last'.");
  CHECK(text_at(answer, "trace") ==
        R"([{"kind":"INTENT_UPDATE","step":0,"summary":"intent=HELP","tool":"intent_update",)"
        R"("tool_input":{"case_id":null,"intent":"HELP"}},)"
        R"({"kind":"RESPONSE","step":1,"summary":"assistant_message_returned"}])");
  CHECK(text_at(answer, "final_state") == R"({"case_id":null,"intent":"HELP"})");
}

TEST_CASE("a turn stores three messages in order, with the request they belong to") {
  Service service;
  const Json answer = said(service, "help");
  static_cast<void>(said(service, "list cases"));
  const Json body = body_of(ask_as(service, kAnn, "GET", "/agent/conversations/" + kConversation));
  CHECK(string_at(body, "conversation_id") == kConversation);
  const Json messages = samples::at(body, "messages");
  REQUIRE(messages.if_array()->size() == 6);
  const char* roles[] = {"USER", "TOOL", "ASSISTANT"};
  for (std::size_t i = 0; i < 6; ++i) {
    const Json& message = (*messages.if_array())[i];
    CHECK(string_at(message, "role") == roles[i % 3]);
    CHECK(text_at(message, "seq") == std::to_string(i + 1));
    CHECK(string_at(message, "created_at") == "2026-11-22T03:00:00.000000Z");
  }
  CHECK(string_at(messages, "0/content") == "help");
  CHECK(text_at(messages, "0/trace") == "null");
  CHECK(text_at(messages, "0/tool_name") == "null");
  CHECK(string_at(messages, "1/content") == "intent_update");
  CHECK(string_at(messages, "1/tool_name") == "intent_update");
  CHECK(text_at(messages, "1/trace") == text_at(answer, "trace/0"));
  CHECK(string_at(messages, "2/content") == string_at(answer, "assistant_message"));
  CHECK(text_at(messages, "2/trace/trace") == text_at(answer, "trace"));
  for (const char* path : {"0/ref_request_id", "1/ref_request_id", "2/ref_request_id"}) {
    CHECK(string_at(messages, path) == string_at(answer, "request_id"));
  }
}

TEST_CASE("a name is screened: decision, case and turn are stored together") {
  Service service;
  const Json answer = said(service, "Screen Ivan Petrov");
  CHECK(kinds_of(samples::at(answer, "trace")) == "INTENT_UPDATE TOOL_CALL TOOL_RESULT RESPONSE");
  CHECK(text_at(answer, "trace/1/tool_input") == R"({"subject":{"name":"Ivan Petrov"}})");
  CHECK(string_at(answer, "trace/2/summary") == "decision=REVIEW");
  const auto decision = ports::find<ports::DecisionRecord>(
                            service.store, string_at(answer, "trace/2/tool_output_ref"))
                            .value();
  REQUIRE(decision.has_value());
  CHECK(decision->outcome == "REVIEW");
  CHECK(decision->request_id == string_at(answer, "request_id"));
  const std::string case_id = string_at(answer, "final_state/case_id");
  CHECK(ports::find<ports::CaseRecord>(service.store, case_id).value()->decision_id ==
        decision->decision_id);
  CHECK(contains(string_at(answer, "assistant_message"), "\"Ivan Petrov\" (E1, list SANCTIONS)"));
  CHECK(contains(string_at(answer, "assistant_message"), case_id));
  const auto audit = service.store.audit({}, std::nullopt, 10).value();
  REQUIRE(audit.size() == 2);
  for (const auto& row : audit) {
    CHECK(row.case_id == case_id);
    CHECK_FALSE(contains(row.row, "Petrov"));
  }
  const auto messages = ports::list(service.store, ports::messages_query(kConversation)).value();
  for (const auto& message : messages) {
    CHECK(message.ref_case_id == case_id);
  }
}

TEST_CASE("a screening by chat decides what POST /screen decides") {
  Service service;
  const Json answer = said(service, "Screen Ivan Petrov");
  const Json direct = body_of(service.ask("POST", "/screen", samples::ask("Ivan Petrov")));
  const auto stored = ports::find<ports::DecisionRecord>(
                          service.store, string_at(answer, "trace/2/tool_output_ref"))
                          .value();
  const Json bundle = samples::parse(*stored->bundle);
  CHECK(string_at(bundle, "decision/result_hash") == string_at(direct, "result_hash"));
}

TEST_CASE("nobody on a list: no case, and it says so") {
  Service service;
  const Json answer = said(service, "Screen Ludwig Beethoven");
  CHECK(text_at(answer, "final_state/case_id") == "null");
  CHECK(string_at(answer, "trace/2/summary") == "decision=CLEAR");
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
}

TEST_CASE("what cannot be screened is said, and the turn is stored") {
  Service service;
  struct Row {
    std::string_view message, reply;
  };
  for (const Row& row : {
           Row{"Screen customer C_404", "I could not screen this: "},
       }) {
    CAPTURE(row.message);
    const Json answer = said(service, row.message);
    CHECK(contains(string_at(answer, "assistant_message"), row.reply));
    CHECK(contains(string_at(answer, "trace/2/summary"), "error="));
  }
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().size() == 3);
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
}

TEST_CASE("what is not understood is a question back, and nothing of it is stored") {
  Service service;
  for (const std::string_view message :
       {"is Rosneft sanctioned?", "Ivan Petrov", "screen", "Screen ***", "open case",
        "screen Ivan Petrov and Igor Volkov", "screen Ivan Petrov at threshold 0.99",
        "why was CUST00017 flagged?", "list cases about Ivan Petrov"}) {
    CAPTURE(message);
    const Json asked = said(service, message);
    CHECK(kinds_of(samples::at(asked, "trace")) == "INTENT_UPDATE ASK_USER RESPONSE");
    CHECK(string_at(asked, "trace/1/summary") == string_at(asked, "assistant_message"));
    CHECK(text_at(asked, "final_state/case_id") == "null");
    for (const std::string_view outcome : {"CLEAR", "REVIEW"}) {
      CHECK_FALSE(contains(string_at(asked, "assistant_message"), outcome));
    }
  }
  CHECK_FALSE(
      ports::find<ports::ConversationRecord>(service.store, kConversation).value().has_value());
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().empty());
  CHECK(service.store.raw_keys("decisions", "", 10).value().empty());
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
  CHECK(service.store.audit({}, std::nullopt, 10).value().empty());
}

TEST_CASE("a date of birth and a country reach the decision, and the reply says what was read") {
  Service service;
  const Json answer = said(service, "screen Ivan Petrov, born 7 March 1961, Russia");
  CHECK(text_at(answer, "trace/1/tool_input") ==
        R"({"subject":{"dob":"1961-03-07","name":"Ivan Petrov","nationality":"RU"}})");
  CHECK(string_at(answer, "assistant_message")
            .starts_with("Screened \"Ivan Petrov\", born 1961-03-07, nationality RU. REVIEW: "));
  const auto stored = ports::find<ports::DecisionRecord>(
                          service.store, string_at(answer, "trace/2/tool_output_ref"))
                          .value();
  const Json direct = body_of(
      service.ask("POST", "/screen",
                  R"({"subject":{"name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU"}})"));
  CHECK(string_at(samples::parse(*stored->bundle), "decision/result_hash") ==
        string_at(direct, "result_hash"));
}

TEST_CASE("why about somebody is answered about that one, or not at all") {
  Service service;
  const Json customer = said(service, "Screen customer C1");
  const std::string of_customer = string_at(customer, "trace/2/tool_output_ref");
  const Json other = said(service, "Screen Igor Volkov");
  const std::string of_other = string_at(other, "trace/2/tool_output_ref");
  struct Row {
    std::string message, decision_id;
  };
  for (const Row& row : {
           Row{"why was C1 flagged?", of_customer},
           Row{"explain C1", of_customer},
           Row{"explain " + of_customer, of_customer},
           Row{"explain case " + string_at(customer, "final_state/case_id"), of_customer},
           Row{"why was this flagged?", of_customer},  // it was spoken of last
           Row{"explain decision " + of_other, of_other},
           Row{"why was Igor Volkov flagged?", of_other},
           Row{"Why was IGOR VOLKOV reviewed", of_other},
       }) {
    CAPTURE(row.message);
    CHECK(contains(string_at(said(service, row.message), "assistant_message"),
                   "Decision " + row.decision_id));
  }
  const auto before =
      ports::list(service.store, ports::messages_query(kConversation)).value().size();
  for (const std::string_view message :
       {"why was CUST00017 flagged?", "why was C2 flagged?", "why was Ivan Petrow flagged?",
        "explain 0198a1b2-c3d4-7000-8000-0123456789ab", "why was Igor flagged?"}) {
    CAPTURE(message);
    const std::string reply = string_at(said(service, message), "assistant_message");
    CHECK(reply.starts_with("I know of no decision about \""));
    CHECK_FALSE(contains(reply, of_other));
    CHECK_FALSE(contains(reply, of_customer));
  }
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().size() == before);
}

TEST_CASE("the last decision of the conversation is explained from what was stored") {
  Service service;
  CHECK(contains(string_at(said(service, "why?"), "assistant_message"), "no decision"));
  const Json screened = said(service, "Screen Ivan Petrov");
  const std::string id = string_at(screened, "trace/2/tool_output_ref");
  const Json first = said(service, "why was this flagged?");
  const std::string reply = string_at(first, "assistant_message");
  CHECK(contains(reply, "Decision " + id));
  CHECK(contains(reply, "NAME_EXACT ("));
  CHECK(contains(reply, "Not known of the subject: dob, nationality, residence_country, "));
  CHECK(string_at(first, "final_state/case_id") == string_at(screened, "final_state/case_id"));
  CHECK(string_at(said(service, "explain last"), "assistant_message") == reply);
  REQUIRE(service.store.commit({{ports::EraseDecision{id, service.clock.now()}}, {}}));
  const std::string erased = string_at(said(service, "explain last"), "assistant_message");
  CHECK(contains(erased, "erased"));
  CHECK_FALSE(contains(erased, "Petrov"));
}

TEST_CASE("erasing a decision takes its name out of the conversation") {
  Service service;
  const Json screened = said(service, "Screen Ivan Petrov");
  static_cast<void>(said(service, "why?"));
  static_cast<void>(said(service, "list cases"));
  static_cast<void>(said(service, "open case " + string_at(screened, "final_state/case_id")));
  const std::string id = string_at(screened, "trace/2/tool_output_ref");
  REQUIRE(service.store.commit({{ports::EraseDecision{id, service.clock.now()}}, {}}));
  const auto messages = ports::list(service.store, ports::messages_query(kConversation)).value();
  for (const auto& message : messages) {
    CHECK_FALSE(contains(message.content, "Petrov"));
    CHECK_FALSE(contains(message.trace.value_or(""), "Petrov"));
  }
}

TEST_CASE("cases are listed from the store, newest first, without names") {
  Service service;
  CHECK(string_at(said(service, "list cases"), "assistant_message") == "No case is open.");
  std::vector<std::string> ids;
  for (int i = 0; i < 11; ++i) {
    service.clock.advance_us(1'000'000);
    ids.push_back(
        string_at(body_of(service.ask("POST", "/screen", samples::ask("Ivan Petrov"))), "case_id"));
  }
  const std::string list = string_at(said(service, "show cases"), "assistant_message");
  CHECK(contains(list, "The 10 newest"));
  CHECK(list.find(ids[10]) < list.find(ids[9]));
  CHECK_FALSE(contains(list, ids[0]));
  CHECK_FALSE(contains(list, "Petrov"));
  CHECK(string_at(said(service, "list my cases"), "assistant_message") ==
        "No case is open and assigned to you.");
  service.clock.advance_us(std::int64_t{9} * 86'400'000'000);
  CHECK(contains(string_at(said(service, "list overdue cases"), "assistant_message"), ids[10]));
}

TEST_CASE("a case is opened from the store, and that is audited") {
  Service service;
  const std::string case_id =
      string_at(body_of(service.ask("POST", "/screen", samples::ask("Ivan Petrov"))), "case_id");
  const Json answer = said(service, "open case " + case_id);
  CHECK(contains(string_at(answer, "assistant_message"), "Severity HIGH, priority"));
  CHECK(string_at(answer, "final_state/case_id") == case_id);
  const auto rows = service.store.audit({}, std::nullopt, 10).value();
  CHECK(rows.size() == 3);
  CHECK(contains(string_at(said(service, "why?"), "assistant_message"), "NAME_EXACT"));
  const std::string none = "0198A1B2-c3d4-7000-8000-0123456789AB";
  const Json unknown = said(service, "open case " + none);
  CHECK(string_at(unknown, "assistant_message") == "There is no case " + none + ".");
  CHECK(string_at(unknown, "final_state/case_id") == none);
  CHECK(contains(string_at(said(service, "open case"), "assistant_message"), "Which case?"));
}

TEST_CASE("the conversation's id: any spelling of a UUID, one conversation") {
  Service service;
  const std::string bare =
      "0198A1B2C3D440008000"
      "0123456789AB";
  for (const std::string& spelling :
       {kConversation, "{" + kConversation + "}", "urn:uuid:" + kConversation, bare}) {
    CAPTURE(spelling);
    const auto response = ask_as(service, kAnn, "POST", "/agent/chat", turn("help", spelling));
    REQUIRE(response.status == 200);
    CHECK(string_at(body_of(response), "conversation_id") == kConversation);
  }
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().size() == 12);
  CHECK(ask_as(service, kAnn, "GET", "/agent/conversations/" + bare).status == 200);
}

TEST_CASE("faults of a turn, and nothing is stored") {
  Service service;
  struct Row {
    std::string body;
    int status;
    std::string_view pointer, detail;
  };
  for (const Row& row : {
           Row{turn("help", "7"), 422, "/conversation_id", "conversation_id must be a UUID"},
           Row{R"({"message":"help"})", 422, "/conversation_id", "is required"},
           Row{turn(""), 422, "/message", "must not be empty"},
           Row{turn(" \n "), 422, "/message", "must not be empty"},
           Row{turn(std::string(4001, 'x')), 422, "/message", "is longer than 4000 bytes"},
           Row{turn(std::string("a\0b", 3)), 422, "/message", "must not hold control characters"},
           Row{R"({"conversation_id":")" + kConversation + R"("})", 422, "/message", "is required"},
           Row{R"({"conversation_id":")" + kConversation + R"(","message":"x","context":[]})", 422,
               "/context", "must be an object"},
           Row{"{", 400, "", ""},
       }) {
    CAPTURE(row.body.substr(0, 80));
    const auto response = ask_as(service, kAnn, "POST", "/agent/chat", row.body);
    CHECK(response.status == row.status);
    const Json problem = body_of(response);
    CHECK(string_at(problem, "errors/0/pointer") == row.pointer);
    if (!row.detail.empty()) CHECK(string_at(problem, "errors/0/detail") == row.detail);
  }
  CHECK_FALSE(
      ports::find<ports::ConversationRecord>(service.store, kConversation).value().has_value());
  CHECK(service.store.audit({}, std::nullopt, 10).value().empty());
  CHECK(ask_as(service, kAnn, "GET", "/agent/conversations/7").status == 422);
}

TEST_CASE("a conversation is its owner's to lead, and a compliance officer's to read") {
  Service service;
  static_cast<void>(said(service, "help"));
  const std::string path = "/agent/conversations/" + kConversation;
  CHECK(ask_as(service, kAnn, "GET", path).status == 200);
  CHECK(ask_as(service, kBob, "GET", path).status == 403);
  CHECK(ask_as(service, samples::kSue, "GET", path).status == 403);
  CHECK(ask_as(service, kCleo, "GET", path).status == 200);
  CHECK(say(service, "help", kBob).status == 403);
  CHECK(say(service, "help", kCleo).status == 403);
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().size() == 3);
}

TEST_CASE("a turn sent again with its Idempotency-Key is answered again and not taken again") {
  Service service;
  const std::vector<http::Headers::Field> key = {{"Idempotency-Key", "k1"}};
  const auto first = ask_as(service, kAnn, "POST", "/agent/chat", turn("Screen Ivan Petrov"), key);
  const auto again = ask_as(service, kAnn, "POST", "/agent/chat", turn("Screen Ivan Petrov"), key);
  REQUIRE(first.status == 200);
  CHECK(again.body == first.body);
  CHECK(ports::list(service.store, ports::messages_query(kConversation)).value().size() == 3);
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().size() == 1);
  CHECK(ask_as(service, kAnn, "POST", "/agent/chat", turn("help"), key).status == 422);
}

// Entropy for several threads.
class SharedEntropy final : public ports::Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    const std::lock_guard lock(mutex_);
    entropy_.fill(bytes);
  }

 private:
  std::mutex mutex_;
  samples::CountingEntropy entropy_;
};

// The log of several threads.
class NoLog final : public ports::Log {
 public:
  void write(ports::LogLevel, std::string_view, std::vector<canonical::Json::Member>) override {}
};

TEST_CASE("turns of one conversation at once: all are stored, each whole, none over another" *
          doctest::skip(samples::kHasNoThreads)) {
  constexpr int kThreads = 4;
  constexpr int kTurns = 25;
  Service service;
  SharedEntropy entropy;
  NoLog log;
  std::atomic<int> answered = 0;
  std::vector<std::thread> talkers;
  for (int i = 0; i < kThreads; ++i) {
    talkers.emplace_back([&] {
      decision::Workspace workspace;
      Context context{service.packs.active(),
                      service.packs,
                      service.store,
                      service.clock,
                      entropy,
                      service.secrets,
                      log,
                      service.metrics,
                      service.rate_limiter,
                      service.scores,
                      service.settings,
                      workspace};
      http::Request request;
      request.method = http::Method::kPost;
      request.path = "/agent/chat";
      request.headers.add("Host", "localhost");
      request.body = turn("Screen Ivan Petrov");
      for (int n = 0; n < kTurns; ++n) {
        if (handle(request, context).status == 200) ++answered;
      }
    });
  }
  for (auto& talker : talkers) talker.join();
  CHECK(answered == kThreads * kTurns);
  const auto messages = ports::list(service.store, ports::messages_query(kConversation)).value();
  REQUIRE(messages.size() == std::size_t{3} * kThreads * kTurns);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    CHECK(messages[i].seq == static_cast<std::int64_t>(i) + 1);
    CHECK(messages[i].ref_request_id == messages[i - i % 3].ref_request_id);
  }
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 200)).value().size() ==
        kThreads * kTurns);
}

}  // namespace
}  // namespace financescr
