// Deciding over HTTP: what is answered is stored, and what is wrong is said and not stored.
#include <doctest/doctest.h>

#include "functions/audit/bundle_digest.hpp"
#include "functions/call/idempotency.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::body_of;
using samples::header_of;
using samples::Service;
using samples::text_at;

constexpr std::string_view kIvan =
    R"({"subject":{"name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU"}})";

std::string string_at(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  REQUIRE(found != nullptr);
  REQUIRE(found->if_string() != nullptr);
  return *found->if_string();
}

std::size_t rows_stored(Service& service) {
  return service.store.audit({}, std::nullopt, 100).value().size();
}

TEST_CASE("a screening that needs a person is stored with its case, its history and an audit row") {
  Service service;
  const auto response = service.ask("POST", "/screen", std::string(kIvan));
  REQUIRE(response.status == 200);
  const Json answer = body_of(response);
  CHECK(string_at(answer, "decision") == "REVIEW");
  const auto record =
      ports::find<ports::DecisionRecord>(service.store, string_at(answer, "decision_id")).value();
  REQUIRE(record.has_value());
  CHECK(record->outcome == "REVIEW");
  CHECK(record->principal == "anonymous");
  const auto opened =
      ports::find<ports::CaseRecord>(service.store, string_at(answer, "case_id")).value();
  REQUIRE(opened.has_value());
  CHECK(opened->status == ports::CaseStatus::kOpen);
  CHECK(opened->entity_name == "Ivan Petrov");
  CHECK(opened->due_at > opened->created_at);
  CHECK(ports::list(service.store, ports::case_events_query(opened->case_id)).value().size() == 1);
  const auto audit = service.store.audit({}, std::nullopt, 10).value();
  REQUIRE(audit.size() == 1);
  CHECK(audit[0].decision_id == record->decision_id);
  CHECK(audit[0].case_id == opened->case_id);
  CHECK(audit[0].row.find(audit::bundle_digest(*record->salt, *record->bundle)) !=
        std::string::npos);
}

TEST_CASE("answer and bundle are canonical, and the answer is the decision and its envelope") {
  Service service;
  for (const std::string_view more : {"", R"(,"zeta":1,"request_id":"q-1")"}) {
    std::string body(kIvan);
    body.insert(body.size() - 1, more);
    const auto response = service.ask("POST", "/screen", body);
    REQUIRE(response.status == 200);
    const Json answer = body_of(response);
    CHECK(response.body == canonical::write(answer));
    const auto record =
        ports::find<ports::DecisionRecord>(service.store, string_at(answer, "decision_id")).value();
    const Json bundle = canonical::parse(*record->bundle).value();
    CHECK(*record->bundle == canonical::write(bundle));
    Json expected = *bundle.find("decision");
    for (const char* key : {"request_id", "decision_id", "case_id", "ignored_fields"}) {
      if (const Json* value = answer.find(key)) expected.set(key, *value);
    }
    CHECK(answer == expected);
    CHECK((answer.find("ignored_fields") != nullptr) == !more.empty());
  }
}

TEST_CASE("the audit log and the operators' log name nobody") {
  Service service;
  REQUIRE(
      service
          .ask("POST", "/screen", R"({"subject":{"name":"Ivan Petrov","id_number":"P 1234567"}})")
          .status == 200);
  const auto audit = service.store.audit({}, std::nullopt, 10).value();
  for (const std::string& text : {audit[0].row, service.log.text}) {
    CAPTURE(text);
    for (const char* secret : {"Petrov", "petrov", "1234567", "input_hash", "result_hash"}) {
      CHECK(text.find(secret) == std::string::npos);
    }
  }
  const auto decisions =
      ports::find<ports::DecisionRecord>(service.store, *audit[0].decision_id).value();
  CHECK(decisions->bundle->find("1234567") == std::string::npos);
}

TEST_CASE("nobody on a list: a decision and an audit row, no case") {
  Service service;
  const Json answer =
      body_of(service.ask("POST", "/screen", R"({"subject":{"name":"Ludwig Beethoven"}})"));
  CHECK(string_at(answer, "decision") == "CLEAR");
  CHECK(answer.find("case_id")->is_null());
  CHECK(rows_stored(service) == 1);
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
}

TEST_CASE("what is wrong with a request is said with its place, and nothing is stored") {
  struct Row {
    std::string_view path;
    std::string body;
    int status;
    std::string_view pointer;
  };
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  const Row rows[] = {
      {"/screen", R"({"customer_id":"C1","subject":{"name":"A B"}})", 422, "/subject"},
      {"/screen", R"({})", 422, ""},
      {"/screen", R"({"customer_id":"C9"})", 404, "/customer_id"},
      {"/screen", R"({"subject":{"name":7}})", 422, "/subject/name"},
      {"/screen", R"({"subject":{"name":""}})", 422, "/subject/name"},
      {"/screen", R"({"subject":{"name":"A B","dob":"2027-13-01"}})", 422, "/subject/dob"},
      {"/screen", R"({"as_of":"2027-01-01","subject":{"name":"A B"}})", 422, "/as_of"},
      {"/screen", R"({"subject":{"name":"A B","entity_type":"GHOST"}})", 422,
       "/subject/entity_type"},
      {"/screen", R"({"subject":{"name":"A B"},"options":{"top_k":0}})", 422, "/options/top_k"},
      {"/screen", R"({"subject":{"name":"A B"},"options":{"threshold":0.99}})", 422,
       "/options/threshold"},
      {"/screen", R"({"subject":{"name":"A B"},"options":{"threshold":"0.5"}})", 422,
       "/options/threshold"},
      {"/screen", R"({"subject":{"name":"A B"},"options":{"threshold":NaN}})", 400,
       "/options/threshold"},
      {"/screen", R"({"subject":{"name":"A B"},"options":{"threshold":Infinity}})", 400,
       "/options/threshold"},
      {"/screen", "{\"subject\":{\"name\":\"A \xFF\"}}", 400, ""},
      {"/screen", R"({"subject":{"name":"A","name":"B"}})", 400, "/subject/name"},
      {"/screen", R"({"subject":)" + deep + "}", 413, ""},
      {"/screen", "not JSON", 400, ""},
      {"/screen", "", 400, ""},
      {"/screen", "[]", 422, ""},
      {"/credit/apply", R"({"application_id":"A9"})", 404, "/application_id"},
      {"/credit/apply", R"({"application_id":"A1","application":{}})", 422, "/application"},
      {"/replay", R"({"decision_id":"x","bundle":{}})", 422, "/bundle"},
      {"/replay", R"({})", 422, ""},
  };
  for (const Row& row : rows) {
    Service service;
    CAPTURE(row.body.substr(0, 80));
    const auto response = service.ask("POST", row.path, row.body);
    CAPTURE(response.body);
    CHECK(response.status == row.status);
    CHECK(header_of(response, "content-type") == "application/problem+json");
    const Json problem = body_of(response);
    CHECK(*problem.find("status")->if_integer() == row.status);
    CHECK_FALSE(string_at(problem, "detail").empty());
    REQUIRE(problem.find("errors") != nullptr);
    const Json& first = problem.find("errors")->if_array()->front();
    if (!row.pointer.empty()) CHECK(string_at(first, "pointer") == row.pointer);
    CHECK(rows_stored(service) == 0);
  }
}

TEST_CASE("a body beyond the limit is refused before it is read") {
  Service service;
  const std::string name(5U << 20U, 'a');
  const auto response = service.ask("POST", "/screen", R"({"subject":{"name":")" + name + "\"}}");
  CHECK(response.status == 413);
  CHECK(rows_stored(service) == 0);
}

TEST_CASE("a request sent again with its Idempotency-Key is answered again, not decided again") {
  Service service;
  const std::vector<http::Headers::Field> key = {{"Idempotency-Key", "\"k-1\""}};
  const auto first = service.ask("POST", "/screen", std::string(kIvan), key);
  const auto again = service.ask("POST", "/screen", std::string(kIvan), key);
  CHECK(first.status == 200);
  CHECK(again.body == first.body);
  CHECK(header_of(again, "idempotency-replayed") == "true");
  CHECK(rows_stored(service) == 1);
  const auto other = service.ask("POST", "/screen", R"({"customer_id":"C2"})", key);
  CHECK(other.status == 422);
  CHECK(string_at(body_of(other), "code") == "idempotency_key_reused");
  CHECK(service.ask("POST", "/screen", std::string(kIvan), {{"Idempotency-Key", "a b"}}).status ==
        400);
  CHECK(rows_stored(service) == 1);
}

TEST_CASE("an Idempotency-Key stands for its answer for a day, whether it is removed or not") {
  Service service;
  const std::vector<http::Headers::Field> key = {{"Idempotency-Key", "k-1"}};
  const auto first = service.ask("POST", "/screen", std::string(kIvan), key);
  service.clock.advance_us(kIdempotencyLifetime_us);
  CHECK(service.ask("POST", "/screen", std::string(kIvan), key).body == first.body);
  service.clock.advance_us(1);
  const auto next_day = service.ask("POST", "/screen", R"({"customer_id":"C2"})", key);
  CHECK(next_day.status == 200);
  CHECK(header_of(next_day, "idempotency-replayed").empty());
  const auto again = service.ask("POST", "/screen", R"({"customer_id":"C2"})", key);
  CHECK(again.body == next_day.body);
  CHECK(header_of(again, "idempotency-replayed") == "true");
  CHECK(rows_stored(service) == 2);
}

TEST_CASE("a stored decision replays to the identical hash, by id and by bundle") {
  Service service;
  const Json screened = body_of(service.ask("POST", "/screen", std::string(kIvan)));
  const Json applied = body_of(service.ask("POST", "/credit/apply", R"({"application_id":"A1"})"));
  for (const Json* decided : {&screened, &applied}) {
    const std::string id = string_at(*decided, "decision_id");
    const Json replayed =
        body_of(service.ask("POST", "/replay", R"({"decision_id":")" + id + "\"}"));
    CHECK(string_at(replayed, "status") == "identical");
    CHECK(string_at(replayed, "result_hash") == string_at(*decided, "result_hash"));
    const Json stored = body_of(service.ask("GET", "/decisions/" + id));
    const Json* bundle = stored.find("bundle");
    REQUIRE(bundle != nullptr);
    const Json by_bundle = body_of(service.ask("POST", "/replay", canonical::write(*bundle)));
    CHECK(string_at(by_bundle, "status") == "identical");
  }
}

TEST_CASE("an erased decision says what is gone") {
  Service service;
  const Json decided = body_of(service.ask("POST", "/screen", std::string(kIvan)));
  const std::string id = string_at(decided, "decision_id");
  ports::Transaction erase;
  erase.writes.emplace_back(ports::EraseDecision{id, service.clock.now()});
  REQUIRE(service.store.commit(std::move(erase)).has_value());
  const auto replayed = service.ask("POST", "/replay", R"({"decision_id":")" + id + "\"}");
  CHECK(replayed.status == 410);
  CHECK(string_at(body_of(replayed), "detail").find("erased on 2026-11-22") != std::string::npos);
  const Json stored = body_of(service.ask("GET", "/decisions/" + id));
  CHECK(stored.find("bundle")->is_null());
  CHECK(string_at(stored, "outcome") == "REVIEW");
}

TEST_CASE("a batch answers line by line, in order, and only good lines are stored") {
  Service service;
  const std::string lines = std::string(kIvan) + "\n\nnot JSON\n" + R"({"customer_id":"C9"})" +
                            "\r\n" + R"({"request_id":"mine","customer_id":"C2"})";
  const auto response = service.ask("POST", "/screen/batch", lines);
  CHECK(response.status == 200);
  std::vector<Json> answers;
  std::string_view rest = response.body;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    REQUIRE(end != std::string_view::npos);
    answers.push_back(samples::parse(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  REQUIRE(answers.size() == 4);
  CHECK(string_at(answers[0], "decision") == "REVIEW");
  CHECK(text_at(answers[1], "error/line") == "3");
  CHECK(text_at(answers[2], "error/pointer") == "\"/customer_id\"");
  CHECK(text_at(answers[2], "error/line") == "4");
  CHECK(string_at(answers[3], "request_id") == "mine");
  CHECK(rows_stored(service) == 2);
}

TEST_CASE("a batch sent again with its Idempotency-Key decides only what was not decided") {
  Service service;
  const std::vector<http::Headers::Field> key = {{"Idempotency-Key", "batch-7"}};
  const std::string first_line = std::string(kIvan) + "\n";
  const auto first = service.ask("POST", "/screen/batch", first_line, key);
  const auto both =
      service.ask("POST", "/screen/batch", first_line + R"({"customer_id":"C2"})", key);
  CHECK(both.body.starts_with(first.body));
  CHECK(rows_stored(service) == 2);
}

TEST_CASE("a batch sent again after a day is decided again") {
  Service service;
  const std::vector<http::Headers::Field> key = {{"Idempotency-Key", "batch-7"}};
  const auto first = service.ask("POST", "/screen/batch", std::string(kIvan), key);
  service.clock.advance_us(kIdempotencyLifetime_us + 1);
  const auto again = service.ask("POST", "/screen/batch", std::string(kIvan), key);
  CHECK(again.body != first.body);
  CHECK(rows_stored(service) == 2);
}

TEST_CASE("health tells what is loaded, not what was written down") {
  Service service;
  const Json health = body_of(service.ask("GET", "/health"));
  CHECK(string_at(health, "status") == "ok");
  CHECK(string_at(health, "version_stamp") == "financescr@test");
  CHECK(string_at(health, "fincrime_policy_version") ==
        service.packs.active()->engine.screening().screener().policy.version);
  CHECK(text_at(health, "fincrime/pack_hash") ==
        "\"" + service.packs.active()->engine.screening().provenance().pack_hash + "\"");
  CHECK(service.ask("GET", "/healthz").status == 200);
  CHECK(service.ask("GET", "/readyz").status == 200);
}

TEST_CASE("no line of a batch raises the threshold, and the others are decided") {
  Service service;
  const std::string answers =
      service
          .ask("POST", "/screen/batch",
               R"({"subject":{"name":"Ivan Petrov"},"options":{"threshold":0.99}})"
               "\n"
               R"({"subject":{"name":"Ivan Petrov"},"options":{"threshold":0.5}})"
               "\n")
          .body;
  const Json refused = samples::parse(answers.substr(0, answers.find('\n')));
  CHECK(text_at(refused, "error/pointer") == "\"/options/threshold\"");
  CHECK(answers.find("\"decision\":\"REVIEW\"") != std::string::npos);
  CHECK(rows_stored(service) == 1);
}

TEST_CASE("a replay over HTTP compares what was sent, to the last digit and member") {
  Service service;
  const Json answer = body_of(service.ask("POST", "/screen", std::string(kIvan)));
  const auto record =
      ports::find<ports::DecisionRecord>(service.store, string_at(answer, "decision_id")).value();
  const std::string& bundle = *record->bundle;
  const auto ask = [&](const std::string& body) {
    const auto response = service.ask("POST", "/replay", body);
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    return body_of(response);
  };
  CHECK(string_at(ask(bundle), "status") == "identical");
  CHECK(string_at(ask("{\"bundle\":" + bundle + "}"), "status") == "identical");
  struct Row {
    std::string_view before, more, field;
  };
  for (const Row& row : {
           Row{"\"input\":{", "\"aaa\":null,", "/input/aaa"},
           Row{"{\"bundle_version\":", "", "/aaa"},
           Row{"\"top_match\":{", "\"aaa\":1,", "/decision/top_match/aaa"},
           Row{"\"uncertainty_band\":0.05", "000000001", "/decision/uncertainty_band"},
       }) {
    CAPTURE(row.field);
    std::string forged = bundle;
    if (row.more.empty()) {
      forged.insert(1, "\"aaa\":1,");
    } else {
      forged.insert(forged.find(row.before) + row.before.size(), row.more);
    }
    CHECK(string_at(ask(forged), "field") == row.field);
    CHECK(string_at(ask("{\"bundle\":" + forged + "}"), "field") == row.field);
  }
}

}  // namespace
}  // namespace financescr
