// What callers call their requests and customers: where it goes, how it is found again, and that
// neither the audit log nor the operators' log repeats it.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "functions/audit/bundle_digest.hpp"
#include "tests/unit/functions/people.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::ask_as;
using samples::body_of;
using samples::header_of;
using samples::kAnn;
using samples::kBob;
using samples::kCleo;
using samples::Service;
using samples::string_at;
using samples::text_at;

constexpr std::string_view kIvan = R"("subject":{"name":"Ivan Petrov"})";
constexpr std::string_view kUuid = "0198a1b2-c3d4-7000-8000-0123456789ab";

// {"subject": ..., MEMBERS}
std::string ivan(std::string_view members) {
  return "{" + std::string(kIvan) + (members.empty() ? "" : ",") + std::string(members) + "}";
}

Json decided(Service& service, std::string_view path, std::string body) {
  const auto response = service.ask("POST", path, std::move(body));
  REQUIRE_MESSAGE(response.status == 200, response.body);
  return body_of(response);
}

Json listed(Service& service, const std::string& target) {
  const auto response = ask_as(service, kBob, "GET", target);
  REQUIRE_MESSAGE(response.status == 200, response.body);
  return samples::at(body_of(response), "items");
}

std::size_t size_of(const Json& array) { return array.if_array()->size(); }

std::vector<Json> lines_of(const http::Response& response) {
  std::vector<Json> lines;
  std::string_view rest = response.body;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.push_back(samples::parse(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  return lines;
}

std::string whole_audit_log(Service& service) {
  std::string text;
  const auto rows = service.store.audit({}, std::nullopt, 1'000).value();
  for (const auto& row : rows) {
    text += row.row + row.request_id + "\n";
  }
  return text;
}

// "decision decision_viewed", oldest first.
std::string events_of(Service& service) {
  std::string events;
  const auto rows = service.store.audit_rows("test", 1, 1'000).value();
  for (const auto& row : rows) {
    events += (events.empty() ? "" : " ") + row.event;
  }
  return events;
}

TEST_CASE("each line of a batch has the id that it came with, in decision, case, bundle and log") {
  Service service;
  const std::string lines = ivan(R"("request_id":"L-1")") + "\n" + ivan(R"("request_id":7)") +
                            "\n\n" + ivan("") + "\n" + ivan(R"("request_id":null)") + "\n" +
                            ivan(R"("request_id":"")");
  const auto response =
      service.ask("POST", "/screen/batch", lines, {{"X-Request-Id", "night-2026"}});
  CHECK(header_of(response, "X-Request-Id") == "night-2026");
  const auto answers = lines_of(response);
  const char* ids[] = {"L-1", "7", "night-2026/4", "night-2026/5", "night-2026/6"};
  REQUIRE(answers.size() == std::size(ids));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    CAPTURE(ids[i]);
    const auto record =
        ports::find<ports::DecisionRecord>(service.store, string_at(answers[i], "decision_id"))
            .value();
    CHECK(record->request_id == ids[i]);
    CHECK(string_at(samples::parse(*record->bundle), "request_id") == ids[i]);
    CHECK(ports::find<ports::CaseRecord>(service.store, *record->case_id).value()->request_id ==
          ids[i]);
    CHECK(text_at(answers[i], "request_id") == (i == 1 ? "7" : "\"" + record->request_id + "\""));
    const std::string filter = "request_id=" + http::percent_encode(ids[i]);
    CHECK(string_at(listed(service, "/decisions?" + filter), "0/decision_id") ==
          record->decision_id);
    CHECK(string_at(listed(service, "/cases?" + filter), "0/case_id") == *record->case_id);
    const auto audit = body_of(ask_as(service, kCleo, "GET", "/audit?" + filter));
    CHECK(string_at(audit, "items/0/decision_id") == record->decision_id);
    CHECK(size_of(samples::at(audit, "items")) == 1);
  }
}

TEST_CASE("a batch without an id of its own lends its lines the one that the server made") {
  Service service;
  const auto response = service.ask("POST", "/screen/batch", ivan(""));
  const std::string id = header_of(response, "X-Request-Id") + "/1";
  CHECK(string_at(lines_of(response).at(0), "request_id") == id);
  CHECK(service.store.audit_tail().value()->request_id == id);
}

TEST_CASE("text is no id of a request, in a batch or alone, and nothing is decided") {
  Service service;
  for (const std::string id : {R"("Ivan Petrov")", R"("Иван")", R"("a\nb")", R"("a@b.example")",
                               R"("'; --")", "true", "[1]", R"({"id":1})", "1.5"}) {
    CAPTURE(id);
    const std::string body = ivan(R"("request_id":)" + id);
    const auto line = lines_of(service.ask("POST", "/screen/batch", body)).at(0);
    CHECK(string_at(line, "error/pointer") == "/request_id");
    CHECK(*line.find("request_id") == *samples::parse("{\"id\":" + id + "}").find("id"));
    const auto alone = service.ask("POST", "/screen", body);
    CHECK(alone.status == 422);
    CHECK(string_at(body_of(alone), "errors/0/pointer") == "/request_id");
    CHECK(alone.body.find("Petrov") == std::string::npos);
    CHECK(service.ask("POST", "/credit/apply", R"({"application_id":"A1","request_id":)" + id + "}")
              .status == 422);
  }
  const std::string longest(128, 'r');
  CHECK(service.ask("POST", "/screen", ivan("\"request_id\":\"" + longest + "\"")).status == 200);
  CHECK(service.ask("POST", "/screen", ivan("\"request_id\":\"" + longest + "r\"")).status == 422);
  CHECK(ports::list(service.store, ports::decisions_query({}, std::nullopt, 9)).value().size() ==
        1);
}

TEST_CASE("a reference goes with any subject into answer, decision, case and lists") {
  Service service;
  const auto decision_of = [&](const Json& answer) {
    return ports::find<ports::DecisionRecord>(service.store, string_at(answer, "decision_id"))
        .value()
        .value();
  };
  const Json inline_one = decided(service, "/screen", ivan(R"("customer_ref":"crm:47/a")"));
  const Json of_pack =
      decided(service, "/screen", R"({"customer_id":"C1","customer_ref":"crm:48"})");
  const Json credit =
      decided(service, "/credit/apply", R"({"application_id":"A1","customer_ref":"crm:49"})");
  const Json line = lines_of(service.ask("POST", "/screen/batch",
                                         ivan("") + "\n" + ivan(R"("customer_ref":"crm:50")")))
                        .at(1);
  const std::pair<const Json*, std::string> given[] = {
      {&inline_one, "crm:47/a"}, {&of_pack, "crm:48"}, {&credit, "crm:49"}, {&line, "crm:50"}};
  for (const auto& [answer, wanted] : given) {
    const std::string reference = wanted;
    CAPTURE(reference);
    CHECK(string_at(*answer, "customer_ref") == reference);
    CHECK(answer->find("ignored_fields") == nullptr);
    const auto record = decision_of(*answer);
    CHECK(record.customer_ref == reference);
    const Json bundle = samples::parse(*record.bundle);
    CHECK(string_at(bundle, "customer_ref") == reference);
    CHECK(bundle.find("input")->find("customer_ref") == nullptr);
    CHECK(bundle.find("decision")->find("customer_ref") == nullptr);
    const std::string filter = "?customer_ref=" + http::percent_encode(reference);
    const Json decisions = listed(service, "/decisions" + filter);
    REQUIRE(size_of(decisions) == 1);
    CHECK(string_at(decisions, "0/customer_ref") == reference);
    CHECK(string_at(body_of(service.ask("GET", "/decisions/" + record.decision_id)),
                    "customer_ref") == reference);
    CHECK(size_of(listed(service, "/cases" + filter)) == (record.case_id ? 1 : 0));
    if (!record.case_id) continue;
    const Json shown = body_of(service.ask("GET", "/cases/" + *record.case_id));
    CHECK(string_at(shown, "case/customer_ref") == reference);
  }
  CHECK(size_of(listed(service, "/decisions?customer_ref=crm:4")) == 0);
}

TEST_CASE("the agent keeps the reference of whom it screens, and of nobody else") {
  Service service;
  const auto say = [&](std::string_view message, std::string_view reference) {
    return ask_as(
        service, kAnn, "POST", "/agent/chat",
        canonical::write(Json::object(
            {{"conversation_id", kUuid}, {"message", message}, {"customer_ref", reference}})));
  };
  REQUIRE(say("Screen Ivan Petrov", "crm:51").status == 200);
  REQUIRE(say("list cases", "crm:52").status == 200);
  CHECK(say("Screen Ivan Petrov", "Ivan Petrov").status == 422);
  const Json decisions = listed(service, "/decisions");
  REQUIRE(size_of(decisions) == 1);
  CHECK(string_at(decisions, "0/customer_ref") == "crm:51");
}

TEST_CASE("a reference and an id decide nothing: equal inputs stay equal to the byte, and replay") {
  Service service;
  std::set<std::string> decisions;
  std::set<std::string> inputs;
  for (const char* members : {"", R"("customer_ref":"a-1")", R"("customer_ref":"b","request_id":5)",
                              R"("customer_ref":null)", R"("customer_ref":"")"}) {
    CAPTURE(members);
    const Json answer = decided(service, "/screen", ivan(members));
    const auto record =
        ports::find<ports::DecisionRecord>(service.store, string_at(answer, "decision_id")).value();
    const Json bundle = samples::parse(*record->bundle);
    decisions.insert(canonical::write(*bundle.find("decision")));
    inputs.insert(canonical::write(*bundle.find("input")));
    CHECK(string_at(decided(service, "/replay", *record->bundle), "status") == "identical");
    const std::string by_id = R"({"decision_id":")" + record->decision_id + "\"}";
    CHECK(string_at(decided(service, "/replay", by_id), "status") == "identical");
  }
  CHECK(decisions.size() == 1);
  CHECK(inputs.size() == 1);
}

TEST_CASE("what is no reference is refused with its place, and nothing is stored") {
  Service service;
  const std::string wrong[] = {R"("Ivan Petrov")",
                               R"("Zoë")",
                               R"("a;b")",
                               R"("\u0000")",
                               "47",
                               "false",
                               "{}",
                               "\"" + std::string(129, 'x') + "\""};
  for (const std::string& reference : wrong) {
    CAPTURE(reference);
    const std::string member = R"("customer_ref":)" + reference;
    const auto screened = service.ask("POST", "/screen", ivan(member));
    CHECK(screened.status == 422);
    CHECK(string_at(body_of(screened), "errors/0/pointer") == "/customer_ref");
    CHECK(
        service.ask("POST", "/credit/apply", R"({"application_id":"A1",)" + member + "}").status ==
        422);
    const auto line = lines_of(service.ask("POST", "/screen/batch", ivan(member))).at(0);
    CHECK(string_at(line, "error/pointer") == "/customer_ref");
  }
  CHECK(service.store.audit({}, std::nullopt, 9).value().empty());
}

TEST_CASE("decisions are listed newest first, in pages, by their filters and without bundles") {
  Service service;
  std::vector<std::string> ids;
  for (const char* body : {R"({"customer_id":"C1"})", R"({"customer_id":"C2"})"}) {
    ids.push_back(string_at(decided(service, "/screen", body), "decision_id"));
    service.clock.advance_us(Timestamp::kDay);
  }
  ids.push_back(
      string_at(decided(service, "/credit/apply", R"({"application_id":"A1"})"), "decision_id"));
  const auto record_of = [&](std::size_t i) {
    return ports::find<ports::DecisionRecord>(service.store, ids[i]).value().value();
  };
  const auto found = [&](const std::string& query) {
    std::string numbers;
    const Json items = listed(service, "/decisions" + query);
    for (const Json& item : *items.if_array()) {
      const auto at = std::find(ids.begin(), ids.end(), string_at(item, "decision_id"));
      numbers += std::to_string(at - ids.begin());
      CHECK(item.find("bundle") == nullptr);
      CHECK(item.find("salt") == nullptr);
    }
    return numbers;
  };
  CHECK(found("") == "210");
  CHECK(found("?kind=credit") == "2");
  CHECK(found("?kind=screen") == "10");
  CHECK(found("?subject_id=C2") == "1");
  CHECK(found("?principal=anonymous") == "210");
  CHECK(found("?principal=me").empty());
  CHECK(found("?pack_id=first") == "210");
  CHECK(found("?pack_id=second").empty());
  CHECK(found("?created_from=2026-11-23T03:00:00Z") == "21");
  CHECK(found("?created_until=2026-11-23T03:00:00Z") == "0");
  CHECK(found("?erased=true").empty());
  CHECK(found("?erased=false") == "210");
  std::string with_case;
  std::string with_outcome;
  for (std::size_t i = ids.size(); i-- > 0;) {
    if (record_of(i).case_id) with_case += std::to_string(i);
    if (record_of(i).outcome == record_of(0).outcome) with_outcome += std::to_string(i);
  }
  CHECK(found("?has_case=true") == with_case);
  CHECK(found("?outcome=" + record_of(0).outcome) == with_outcome);
  SUBCASE("pages") {
    std::string seen;
    std::string cursor;
    for (int page = 0; page < 3; ++page) {
      const auto response = ask_as(service, kBob, "GET", "/decisions?limit=1" + cursor);
      const Json body = body_of(response);
      const std::size_t expected = ids.size() - 1 - static_cast<std::size_t>(page);
      seen += string_at(body, "items/0/decision_id") == ids[expected] ? "y" : "n";
      if (page == 2) {
        CHECK(body.find("next_cursor")->is_null());
        continue;
      }
      cursor = "&cursor=" + string_at(body, "next_cursor");
      CHECK(header_of(response, "Link").find("/decisions?limit=1&cursor=") == 1);
      service.clock.advance_us(Timestamp::kSecond);
      decided(service, "/screen", ivan(""));  // what is newer does not move the pages
      CHECK(ask_as(service, kBob, "GET", "/cases?limit=1" + cursor).status == 422);
    }
    CHECK(seen == "yyy");
  }
}

TEST_CASE("a filter of decisions that is none, or given twice, lists nothing") {
  Service service;
  for (const char* query : {"?customer=C1", "?kind=SCREEN", "?outcome=MAYBE", "?has_case=1",
                            "?customer_ref=", "?request_id=", "?created_from=yesterday",
                            "?kind=screen&kind=credit", "?limit=0", "?cursor=x"}) {
    CAPTURE(query);
    CHECK(ask_as(service, kBob, "GET", std::string("/decisions") + query).status == 422);
  }
}

TEST_CASE("an erasure by reference leaves the reference nowhere, and other people alone") {
  Service service;
  const Json first = decided(service, "/screen", ivan(R"("customer_ref":"crm:7")"));
  const Json second =
      decided(service, "/credit/apply", R"({"application_id":"A1","customer_ref":"crm:7"})");
  const Json other = decided(service, "/screen", ivan(R"("customer_ref":"crm:70")"));
  const std::string body = R"({"customer_ref":"crm:7","reason":"data_subject_request"})";
  const Json erased = body_of(ask_as(service, kCleo, "POST", "/erasures", body));
  CHECK(text_at(erased, "decisions") == "2");
  for (const Json* answer : {&first, &second}) {
    const auto record =
        ports::find<ports::DecisionRecord>(service.store, string_at(*answer, "decision_id"))
            .value();
    CHECK_FALSE(record->customer_ref);
    CHECK_FALSE(record->bundle);
    if (record->case_id) {
      CHECK_FALSE(
          ports::find<ports::CaseRecord>(service.store, *record->case_id).value()->customer_ref);
    }
  }
  CHECK(size_of(listed(service, "/decisions?customer_ref=crm:7")) == 0);
  CHECK(size_of(listed(service, "/cases?customer_ref=crm:7")) == 0);
  CHECK(size_of(listed(service, "/decisions?customer_ref=crm:70")) == 1);
  CHECK(ports::find<ports::DecisionRecord>(service.store, string_at(other, "decision_id"))
            .value()
            ->bundle);
  CHECK(whole_audit_log(service).find("crm:7") == std::string::npos);
  const Json again = body_of(ask_as(service, kCleo, "POST", "/erasures", body));
  CHECK(text_at(again, "decisions") == "0");
  for (const char* wrong : {R"({"customer_ref":"crm:7","subject_id":"C1","reason":"legal_order"})",
                            R"({"customer_ref":"Ivan Petrov","reason":"legal_order"})",
                            R"({"customer_ref":"","reason":"legal_order"})"}) {
    CHECK(ask_as(service, kCleo, "POST", "/erasures", wrong).status == 422);
  }
}

TEST_CASE("neither log repeats what a caller made up, and the audit log still finds it") {
  Service service;
  REQUIRE(service
              .ask("POST", "/screen", ivan(R"("customer_ref":"Ivan.Petrov")"),
                   {{"X-Request-Id", "Ivan.Petrov"}})
              .status == 200);
  REQUIRE(service.ask("POST", "/screen", ivan(R"("request_id":"Ivan_Petrov-1961")")).status == 200);
  REQUIRE(service
              .ask("POST", "/screen/batch", ivan(R"("request_id":"petrov")") + "\n" + ivan(""),
                   {{"X-Request-Id", "Petrov/Ivan"}})
              .status == 200);
  REQUIRE(service.ask("GET", "/cases", {}, {{"X-Request-Id", "petrov:2"}}).status == 200);
  REQUIRE(service.ask("GET", "/decisions?customer_ref=Ivan.Petrov").status == 200);
  REQUIRE(service.ask("GET", "/no-such-path", {}, {{"X-Request-Id", "ivan"}}).status == 404);
  for (std::string text : {whole_audit_log(service), service.log.text}) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    CHECK(text.find("petrov") == std::string::npos);
    CHECK(text.find("ivan") == std::string::npos);
  }
  for (const char* id : {"Ivan.Petrov", "Ivan_Petrov-1961", "petrov", "Petrov%2FIvan%2F2"}) {
    CAPTURE(id);
    const std::string target = "/audit?event=decision&request_id=" + std::string(id);
    CHECK(size_of(samples::at(body_of(ask_as(service, kCleo, "GET", target)), "items")) == 1);
  }
}

TEST_CASE("a log with hashed ids verifies, and another id of a decision is found") {
  Service service;
  const auto findings = [&] {
    return text_at(body_of(ask_as(service, kCleo, "GET", "/audit/verify")), "finding_count");
  };
  const Json kept = decided(service, "/screen", ivan(R"("request_id":"r-1")"));
  const Json gone = decided(service, "/screen", ivan(R"("request_id":"r-2")"));
  REQUIRE(
      service.ask("POST", "/screen/batch", ivan("") + "\n" + ivan(R"("request_id":3)")).status ==
      200);
  CHECK(findings() == "0");
  const std::string erasure =
      R"({"decision_ids":[")" + string_at(gone, "decision_id") + R"("],"reason":"legal_order"})";
  REQUIRE(ask_as(service, kCleo, "POST", "/erasures", erasure).status == 200);
  CHECK(findings() == "0");
  // As if somebody had written another id into the table: the same row in the log, another record.
  auto forged = ports::find<ports::DecisionRecord>(service.store, string_at(kept, "decision_id"))
                    .value()
                    .value();
  forged.decision_id = kUuid;
  forged.request_id = "r-9";
  ports::AuditEvent event;
  event.at = forged.created_at;
  event.event = "decision";
  event.actor = forged.principal;
  event.request_id = loggable_id("r-1", service.secrets.token_key());
  event.decision_id = forged.decision_id;
  event.case_id = forged.case_id;
  event.details = Json::object({{"outcome", forged.outcome}});
  event.bundle_digest = audit::bundle_digest(*forged.salt, *forged.bundle);
  REQUIRE(service.store.commit({{ports::Insert<ports::DecisionRecord>{forged}}, {event}}));
  CHECK(findings() == "1");
}

TEST_CASE("an id stands in the log as it is only if it can be nobody's name or number") {
  constexpr std::string_view kKey = "key";
  for (const std::string& id :
       {std::string(kUuid), std::string(kUuid) + "/1", std::string(kUuid) + "/999999999999",
        std::string("0198A1B2C3D47000800001234567 89AB").erase(28, 1),
        "h:" + std::string(32, 'a')}) {
    CAPTURE(id);
    CHECK(loggable_id(id, kKey) == id);
  }
  std::set<std::string> hashes;
  const std::string others[] = {"Petrov",
                                "petrov",
                                "P-1",
                                "123456789",
                                "1961-03-07",
                                std::string(kUuid) + "/Petrov",
                                std::string(kUuid) + "/",
                                std::string(kUuid) + "/1/2",
                                std::string(kUuid) + "-Petrov",
                                "Petrov/" + std::string(kUuid),
                                "urn:uuid:" + std::string(kUuid),
                                "h:" + std::string(31, 'a'),
                                "h:" + std::string(32, 'g'),
                                ""};
  for (const std::string& id : others) {
    CAPTURE(id);
    const std::string hash = loggable_id(id, kKey);
    CHECK(hash.size() == 34);
    CHECK(hash.starts_with("h:"));
    CHECK(hash == loggable_id(id, kKey));
    CHECK(hash != loggable_id(id, "another key"));
    CHECK(loggable_id(hash, kKey) == hash);
    hashes.insert(hash);
  }
  CHECK(hashes.size() == std::size(others));
}

TEST_CASE("who is shown a decision, or a page with people on it, is written down") {
  Service service;
  const Json answer = decided(service, "/screen", ivan(""));
  const std::string id = string_at(answer, "decision_id");
  std::string expected = "decision";
  REQUIRE(events_of(service) == expected);
  SUBCASE("a decision") {
    REQUIRE(ask_as(service, kBob, "GET", "/decisions/" + id).status == 200);
    const auto row = service.store.audit_tail().value().value();
    CHECK(row.event == "decision_viewed");
    CHECK(row.actor == "user:bob");
    CHECK(row.decision_id == id);
    CHECK(row.row.find("Petrov") == std::string::npos);
    const auto of_decision = body_of(ask_as(service, kCleo, "GET", "/audit?decision_id=" + id));
    CHECK(string_at(of_decision, "items/0/event") == "decision_viewed");
    expected += " decision_viewed";
  }
  SUBCASE("lists, with the ids that they showed") {
    for (const char* path : {"/decisions", "/cases"}) {
      REQUIRE(ask_as(service, kBob, "GET", path).status == 200);
      const Json row = samples::parse(service.store.audit_tail().value()->row);
      const char* key = path == std::string_view("/cases") ? "case_id" : "decision_id";
      CHECK(string_at(row, "details/ids/0") == string_at(answer, key));
      CHECK(string_at(row, "actor") == "user:bob");
    }
    expected += " decisions_listed cases_listed";
  }
  SUBCASE("an explanation, and a conversation that is somebody else's") {
    const auto say = [&](std::string_view message) {
      return ask_as(
          service, kAnn, "POST", "/agent/chat",
          canonical::write(Json::object({{"conversation_id", kUuid}, {"message", message}})));
    };
    REQUIRE(say("Screen Ivan Petrov").status == 200);
    REQUIRE(say("Explain last").status == 200);
    const std::string target = "/agent/conversations/" + std::string(kUuid);
    REQUIRE(ask_as(service, kAnn, "GET", target).status == 200);
    REQUIRE(ask_as(service, kCleo, "GET", target).status == 200);
    expected += " decision agent_turn decision_viewed agent_turn conversation_viewed";
  }
  SUBCASE("nothing was shown: nothing is written") {
    CHECK(ask_as(service, kBob, "GET", "/decisions/" + std::string(kUuid)).status == 404);
    CHECK(ask_as(service, kBob, "GET", "/decisions/" + id + "/proof").status == 409);
    CHECK(ask_as(service, kBob, "GET", "/decisions?customer_ref=nobody").status == 200);
    CHECK(ask_as(service, kBob, "GET", "/cases?customer_ref=nobody").status == 200);
    CHECK(ask_as(service, kBob, "GET", "/decisions?what=ever").status == 422);
  }
  CHECK(events_of(service) == expected);
}

}  // namespace
}  // namespace financescr
