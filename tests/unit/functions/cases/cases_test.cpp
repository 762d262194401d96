// Cases over HTTP: listing, looking, and the steps of a review by people with roles.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "functions/cases/case_workflow.hpp"
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
using samples::kSid;
using samples::kSue;
using samples::Service;
using samples::string_at;
using samples::text_at;

constexpr std::string_view kDecide =
    R"({"disposition":"TRUE_MATCH","reason":"Same date of birth"})";

// A stored case, without the screening that would open it.
std::string add_case(Service& service, std::string_view severity, std::string_view priority = "P1",
                     std::string_view domain = "screen") {
  service.clock.advance_us(1000);
  ports::CaseRecord record;
  record.case_id = make_id(service.clock, service.entropy);
  record.created_at = service.clock.now();
  record.domain = std::string(domain);
  record.severity = std::string(severity);
  record.priority = std::string(priority);
  record.decision = "REVIEW";
  record.entity_name = "Ivan Petrov";
  record.decision_id = make_id(service.clock, service.entropy);
  record.request_id = "r";
  record.subject_id = "C_" + std::string(priority);
  const std::string id = record.case_id;
  auto created = cases::open_case(record, "ann");
  REQUIRE(service.store.commit({{ports::Insert<ports::CaseRecord>{std::move(record)},
                                 ports::Insert<ports::CaseEventRecord>{std::move(created)}},
                                {}}));
  return id;
}

http::Response step(Service& service, const auth::Principal& who, const std::string& id,
                    std::string_view action, std::string_view body, int version) {
  return ask_as(service, who, "POST", "/cases/" + id + "/" + std::string(action), std::string(body),
                {{"If-Match", "\"" + std::to_string(version) + "\""}});
}

// "200 DECIDED" or "409 transition_refused".
std::string told(const http::Response& response) {
  const Json body = body_of(response);
  const std::string path = response.status == 200 ? "case/status" : "code";
  return std::to_string(response.status) + " " + string_at(body, path);
}

// Rows about what people did: not those of the records that a test put there itself.
std::size_t audit_rows(Service& service) {
  const auto rows = service.store.audit({}, std::nullopt, 1000).value();
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const ports::AuditRow& row) { return row.event != "records"; }));
}

std::vector<std::string> ids_of(const Json& page) {
  std::vector<std::string> ids;
  const Json items = samples::at(page, "items");
  for (const Json& item : *items.if_array()) {
    ids.push_back(string_at(item, "case_id"));
  }
  return ids;
}

TEST_CASE("a screening's case carries what the reference's clients read") {
  Service service;
  const auto screened = body_of(service.ask("POST", "/screen", samples::ask("Ivan Petrov")));
  const Json page = body_of(ask_as(service, kAnn, "GET", "/cases"));
  CHECK(text_at(page, "next_cursor") == "null");
  const Json item = samples::at(page, "items/0");
  CHECK(string_at(item, "case_id") == string_at(screened, "case_id"));
  CHECK(string_at(item, "request_id") == string_at(screened, "request_id"));
  CHECK(string_at(item, "status") == "OPEN");
  CHECK(string_at(item, "decision") == "REVIEW");
  CHECK(string_at(item, "entity_name") == "Ivan Petrov");
  CHECK(string_at(item, "version_stamp") == "financescr@test");
  CHECK(string_at(item, "created_at") == "2026-11-22T03:00:00.000000Z");
  CHECK(text_at(item, "risk_score") == text_at(screened, "match_probability"));
}

TEST_CASE("a case is shown with its history, and who looked is audited") {
  Service service;
  const std::string id = add_case(service, "LOW");
  const auto response = ask_as(service, kAnn, "GET", "/cases/" + id);
  REQUIRE(response.status == 200);
  CHECK(header_of(response, "ETag") == "\"1\"");
  const Json body = body_of(response);
  CHECK(string_at(body, "events/0/action") == "created");
  CHECK(text_at(body, "audit_events") == "[]");
  CHECK(string_at(body, "links/decision") == "/decisions/" + string_at(body, "case/decision_id"));
  CHECK(text_at(body, "allowed_actions") == R"(["assign","comment","decide","escalate"])");
  REQUIRE(audit_rows(service) == 1);
  const Json again = body_of(ask_as(service, kBob, "GET", "/cases/" + id));
  CHECK(string_at(again, "audit_events/0/event") == "case_viewed");
  CHECK(string_at(again, "audit_events/0/actor") == "user:ann");
  CHECK(string_at(again, "audit_events/0/payload/summary") == "case_viewed");
}

TEST_CASE("If-None-Match: an unchanged case is 304, shows nothing and leaves no audit row") {
  Service service;
  const std::string id = add_case(service, "LOW");
  for (const char* tags : {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"}) {
    CAPTURE(tags);
    const auto response =
        ask_as(service, kAnn, "GET", "/cases/" + id, {}, {{"If-None-Match", tags}});
    CHECK(response.status == 304);
    CHECK(response.body.empty());
    CHECK(header_of(response, "ETag") == "\"1\"");
  }
  CHECK(audit_rows(service) == 0);
  CHECK(ask_as(service, kAnn, "GET", "/cases/" + id, {}, {{"If-None-Match", "\"2\""}}).status ==
        200);
}

TEST_CASE("a LOW case is decided by one person and closed") {
  Service service;
  const std::string id = add_case(service, "LOW");
  CHECK(told(step(service, kAnn, id, "assign", "", 1)) == "200 IN_REVIEW");
  CHECK(told(step(service, kAnn, id, "comments", R"({"text":" Called the client "})", 2)) ==
        "200 IN_REVIEW");
  CHECK(told(step(service, kAnn, id, "decide", kDecide, 3)) == "200 DECIDED");
  const auto closed = step(service, kAnn, id, "close", "{}", 4);
  CHECK(told(closed) == "200 CLOSED");
  CHECK(header_of(closed, "ETag") == "\"5\"");
  const auto record = ports::find<ports::CaseRecord>(service.store, id).value();
  CHECK(record->assignee == "user:ann");
  CHECK(record->disposition == "TRUE_MATCH");
  CHECK(record->closed_at.has_value());
  const auto events = ports::list(service.store, ports::case_events_query(id)).value();
  REQUIRE(events.size() == 5);
  CHECK(events[2].text == "Called the client");
  CHECK(events[3].text == "Same date of birth");
  for (std::size_t i = 0; i < events.size(); ++i) {
    CHECK(events[i].seq == static_cast<std::int64_t>(i) + 1);
  }
}

TEST_CASE("four eyes: a HIGH case waits for another person of at least senior_analyst") {
  Service service;
  const std::string id = add_case(service, "HIGH");
  CHECK(told(step(service, kSue, id, "decide", kDecide, 1)) == "200 PENDING_APPROVAL");
  CHECK(told(step(service, kSue, id, "approve", "", 2)) == "403 four_eyes");
  CHECK(told(step(service, kSue, id, "reject", R"({"reason":"x"})", 2)) == "403 four_eyes");
  CHECK(told(step(service, kBob, id, "approve", "", 2)) == "403 forbidden");
  CHECK(told(step(service, kSue, id, "close", "", 2)) == "409 transition_refused");
  CHECK(told(step(service, kSid, id, "approve", "", 2)) == "200 DECIDED");
  const auto record = ports::find<ports::CaseRecord>(service.store, id).value();
  CHECK(record->maker == "user:sue");
  CHECK(told(step(service, kAnn, id, "reopen", R"({"reason":"x"})", 3)) == "403 forbidden");
  CHECK(told(step(service, kSid, id, "reopen", R"({"reason":"New facts"})", 3)) == "200 IN_REVIEW");
  CHECK_FALSE(ports::find<ports::CaseRecord>(service.store, id).value()->disposition.has_value());
}

TEST_CASE("four eyes: a key is the person who made it") {
  Service service;
  ports::ApiKeyRecord key;
  key.key_id = "k1";
  key.owner = kSue.id;
  REQUIRE(service.store.commit({{ports::Insert<ports::ApiKeyRecord>{key}}, {}}));
  auth::Principal robot = samples::person("robot", auth::Role::kSeniorAnalyst);
  robot.id = "key:k1";
  const std::string id = add_case(service, "HIGH");
  CHECK(told(step(service, robot, id, "decide", kDecide, 1)) == "200 PENDING_APPROVAL");
  CHECK(told(step(service, kSue, id, "approve", "", 2)) == "403 four_eyes");
  CHECK(told(step(service, robot, id, "approve", "", 2)) == "403 four_eyes");
  CHECK(told(step(service, kSid, id, "approve", "", 2)) == "200 DECIDED");
}

TEST_CASE("a rejected decision goes back to review, and the reason stays in the history") {
  Service service;
  const std::string id = add_case(service, "HIGH");
  CHECK(step(service, kAnn, id, "decide", kDecide, 1).status == 200);
  CHECK(told(step(service, kSue, id, "reject", R"({"reason":"No evidence"})", 2)) ==
        "200 IN_REVIEW");
  const auto events = ports::list(service.store, ports::case_events_query(id)).value();
  CHECK(events.back().text == "No evidence");
  CHECK(events.back().from_status == ports::CaseStatus::kPendingApproval);
}

TEST_CASE("a refused action names those that the status allows") {
  Service service;
  const std::string id = add_case(service, "LOW");
  const auto refused = step(service, kAnn, id, "close", "", 1);
  CHECK(told(refused) == "409 transition_refused");
  CHECK(string_at(body_of(refused), "detail") ==
        "A case that is OPEN does not allow close; it allows: assign, comment, decide, escalate");
}

TEST_CASE("who changes a case says which version was seen") {
  Service service;
  const std::string id = add_case(service, "LOW");
  const std::string path = "/cases/" + id + "/escalate";
  const std::string body = R"({"reason":"x"})";
  CHECK(ask_as(service, kAnn, "POST", path, body).status == 428);
  for (const char* tags : {"", "*"}) {
    CHECK(ask_as(service, kAnn, "POST", path, body, {{"If-Match", tags}}).status == 428);
  }
  for (const char* tags : {"\"2\"", "1", "W/\"1\"", "\"0\""}) {
    CAPTURE(tags);
    const auto response = ask_as(service, kAnn, "POST", path, body, {{"If-Match", tags}});
    CHECK(told(response) == "412 stale_version");
  }
  CHECK(audit_rows(service) == 0);
  CHECK(ports::find<ports::CaseRecord>(service.store, id).value()->version == 1);
  CHECK(ask_as(service, kAnn, "POST", path, body, {{"If-Match", "\"9\", \"1\""}}).status == 200);
}

TEST_CASE("faults of a step's body, and nothing is stored") {
  Service service;
  const std::string id = add_case(service, "LOW");
  const std::string credit = add_case(service, "MED", "P1", "credit");
  struct Row {
    std::string_view action, body;
    int status;
    std::string_view pointer;
  };
  const std::string too_long = R"({"text":")" + std::string(4001, 'x') + "\"}";
  const std::string longest = R"({"text":")" + std::string(4000, 'x') + "\"}";
  for (const Row& row : {
           Row{"comments", "", 422, "/text"},
           Row{"comments", R"({"text":" \n\t "})", 422, "/text"},
           Row{"comments", R"({"text":7})", 422, "/text"},
           Row{"comments", R"({"text":"a\u0000b"})", 422, "/text"},
           Row{"comments", R"({"text":"a\u009b2Jb"})", 422, "/text"},
           Row{"comments", too_long, 422, "/text"},
           Row{"comments", R"({"text":"a","test":"b"})", 422, "/test"},
           Row{"comments", "{\"text\":\"\xff\"}", 400, ""},
           Row{"comments", "[]", 422, ""},
           Row{"comments", "{", 400, ""},
           Row{"decide", "{}", 422, "/reason"},
           Row{"decide", R"({"disposition":"TRUE_MATCH"})", 422, "/reason"},
           Row{"decide", R"({"disposition":"MAYBE","reason":"x"})", 422, "/disposition"},
           Row{"decide", R"({"disposition":"APPROVE","reason":"x"})", 422, "/disposition"},
           Row{"escalate", "", 422, "/reason"},
           Row{"assign", R"({"assignee":"user:nobody"})", 422, "/assignee"},
           Row{"assign", R"({"assignee":"user:00000000-0000-7000-8000-000000000000"})", 422,
               "/assignee"},
       }) {
    CAPTURE(row.body.substr(0, 60));
    const auto response = step(service, kAnn, id, row.action, row.body, 1);
    CHECK(response.status == row.status);
    CHECK(string_at(body_of(response), "errors/0/pointer") == row.pointer);
  }
  CHECK(step(service, kAnn, credit, "decide", kDecide, 1).status == 422);
  CHECK(ports::find<ports::CaseRecord>(service.store, id).value()->version == 1);
  CHECK(audit_rows(service) == 0);
  CHECK(step(service, kAnn, id, "comments", longest, 1).status == 200);
  CHECK(step(service, kAnn, credit, "decide", R"({"disposition":"DECLINE","reason":"x"})", 1)
            .status == 200);
}

TEST_CASE("a case is assigned to active users who may work on cases") {
  Service service;
  const std::string id = add_case(service, "LOW");
  const std::string bob = "11111111-1111-7111-8111-111111111111";
  ports::UserRecord user;
  user.user_id = bob;
  user.username = "bob";
  user.role = "viewer";
  REQUIRE(service.store.commit({{ports::Insert<ports::UserRecord>{user}}, {}}));
  const std::string body = R"({"assignee":"user:)" + bob + "\"}";
  CHECK(step(service, kAnn, id, "assign", body, 1).status == 422);
  user.role = "analyst";
  user.version = 2;
  user.is_active = false;
  REQUIRE(service.store.commit({{ports::Update<ports::UserRecord>{user}}, {}}));
  CHECK(step(service, kAnn, id, "assign", body, 1).status == 422);
  user.is_active = true;
  user.version = 3;
  REQUIRE(service.store.commit({{ports::Update<ports::UserRecord>{user}}, {}}));
  CHECK(step(service, kAnn, id, "assign", body, 1).status == 200);
  CHECK(ports::find<ports::CaseRecord>(service.store, id).value()->assignee == "user:" + bob);
}

TEST_CASE("no text of a person reaches the audit log") {
  Service service;
  const std::string id = add_case(service, "HIGH");
  CHECK(step(service, kAnn, id, "comments", R"({"text":"SECRET"})", 1).status == 200);
  CHECK(step(service, kAnn, id, "decide", R"({"disposition":"TRUE_MATCH","reason":"SECRET"})", 2)
            .status == 200);
  CHECK(step(service, kSue, id, "approve", R"({"reason":"SECRET"})", 3).status == 200);
  const auto rows = service.store.audit({}, std::nullopt, 10).value();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].event == "case_approve");
  CHECK(rows[3].event == "records");  // of the case that the test put there
  for (const auto& row : rows) {
    CHECK((row.case_id == id || row.event == "records"));
    CHECK(row.row.find("SECRET") == std::string::npos);
    CHECK(row.row.find("Petrov") == std::string::npos);
  }
}

TEST_CASE("listing: every filter, alone and together") {
  Service service;
  const std::string low = add_case(service, "LOW", "P2");
  const std::string high = add_case(service, "HIGH", "P0");
  const std::string credit = add_case(service, "MED", "P1", "credit");
  REQUIRE(step(service, kAnn, high, "assign", "", 1).status == 200);
  const std::string between =
      ports::find<ports::CaseRecord>(service.store, high).value()->created_at.to_string();
  service.clock.advance_us(5 * std::int64_t{3'600'000'000});
  const auto listed = [&](const std::string& query) {
    std::string names;
    for (const auto& id : ids_of(body_of(ask_as(service, kAnn, "GET", "/cases" + query)))) {
      names += id == low ? "low " : (id == high ? "high " : "credit ");
    }
    return names;
  };
  CHECK(listed("") == "credit high low ");
  CHECK(listed("?status=OPEN") == "credit low ");
  CHECK(listed("?domain=credit") == "credit ");
  CHECK(listed("?severity=HIGH") == "high ");
  CHECK(listed("?priority=P2") == "low ");
  CHECK(listed("?assignee=me") == "high ");
  CHECK(listed("?assignee=user:bob") == "");
  CHECK(listed("?subject_id=C_P2") == "low ");
  CHECK(listed("?overdue=true") == "high ");
  CHECK(listed("?overdue=false") == "credit high low ");
  CHECK(listed("?created_from=" + between) == "credit high ");
  CHECK(listed("?created_until=" + between) == "low ");
  CHECK(listed("?created_from=2026-11-22&created_until=2026-11-23") == "credit high low ");
  CHECK(listed("?status=OPEN&severity=MED") == "credit ");
}

TEST_CASE("listing: a filter that is wrong, unknown or repeated lists nothing") {
  Service service;
  add_case(service, "LOW");
  struct Row {
    std::string_view query, pointer;
  };
  for (const Row& row : {
           Row{"status=open", "/query/status"},
           Row{"severity=", "/query/severity"},
           Row{"overdue=yes", "/query/overdue"},
           Row{"created_from=yesterday", "/query/created_from"},
           Row{"created_until=2026-02-30", "/query/created_until"},
           Row{"subject_id=%00", "/query/subject_id"},
           Row{"subject_id=%FF", "/query/subject_id"},
           Row{"asignee=me", "/query/asignee"},
           Row{"%FF=me", "/query"},
           Row{"status=OPEN&status=CLOSED", "/query"},
           Row{"limit=0", "/query/limit"},
           Row{"limit=201", "/query/limit"},
           Row{"cursor=abc", "/query/cursor"},
       }) {
    CAPTURE(row.query);
    const auto response = ask_as(service, kAnn, "GET", "/cases?" + std::string(row.query));
    CHECK(response.status == 422);
    CHECK(string_at(body_of(response), "errors/0/pointer") == row.pointer);
  }
}

TEST_CASE("listing: pages follow each other without gap or repeat while cases come in") {
  Service service;
  std::vector<std::string> added;
  for (int i = 0; i < 7; ++i) added.insert(added.begin(), add_case(service, "LOW"));
  std::vector<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 4; ++page) {
    const std::string query = "/cases?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor);
    const Json body = body_of(ask_as(service, kAnn, "GET", query));
    for (const auto& id : ids_of(body)) seen.push_back(id);
    if (text_at(body, "next_cursor") == "null") break;
    cursor = string_at(body, "next_cursor");
    add_case(service, "LOW");
  }
  CHECK(seen == added);
}

TEST_CASE("an unknown case is 404, whatever is asked of it") {
  Service service;
  for (const std::string id : {"00000000-0000-7000-8000-000000000000", "7", "%00"}) {
    CHECK(ask_as(service, kAnn, "GET", "/cases/" + id).status == 404);
    CHECK(ask_as(service, kAnn, "POST", "/cases/" + id + "/close", "").status == 404);
  }
}

TEST_CASE("concurrent decisions: exactly one is stored, the others are told the case changed" *
          doctest::skip(samples::kHasNoThreads)) {
  for (int round = 0; round < 20; ++round) {
    Service service;
    const std::string id = add_case(service, "LOW");
    std::atomic<int> won = 0;
    std::atomic<int> stale = 0;
    std::vector<std::thread> people;
    for (int i = 0; i < 4; ++i) {
      people.emplace_back([&, i] {
        // The handler draws no randomness on this way, so the service's ports may be shared.
        decision::Workspace workspace;
        http::Request request;
        request.method = http::Method::kPost;
        request.path = "/cases/" + id + "/decide";
        request.headers.set("If-Match", "\"1\"");
        request.body = std::string(kDecide);
        Context context{service.packs.active(), service.packs,   service.store,    service.clock,
                        service.entropy,        service.secrets, service.log,      service.metrics,
                        service.rate_limiter,   service.scores,  service.settings, workspace};
        RouteMatch match = find_route(request.method, request.path);
        Call call{request,      context,
                  *match.route, match.parameters,
                  {},           samples::person(std::to_string(i), auth::Role::kAnalyst),
                  "r",          "t"};
        const auto response = match.route->handler(call);
        if (response.status == 200) ++won;
        if (response.status == 412) ++stale;
      });
    }
    for (auto& person : people) person.join();
    CHECK(won == 1);
    CHECK(stale == 3);
    CHECK(ports::list(service.store, ports::case_events_query(id)).value().size() == 2);
    CHECK(audit_rows(service) == 1);
  }
}

}  // namespace
}  // namespace financescr
