// The audit log over HTTP, and the right to be forgotten next to it.
#include <doctest/doctest.h>

#include <limits>

#include "functions/audit/bundle_digest.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/proof.hpp"
#include "tests/unit/functions/accounts.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::bearer;
using samples::body_of;
using samples::Service;
using samples::token_for;

constexpr std::string_view kIvan =
    R"({"subject":{"name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU"}})";

// A service with decisions in its log and somebody who may read it.
struct Audited {
  Audited() {
    service.settings.demo = false;
    officer = bearer(token_for(service, "eve", "compliance_officer"));
    for (int i = 0; i < 5; ++i) {
      service.clock.advance_us(1'000);
      const auto answer = service.ask("POST", "/screen", std::string(kIvan), officer);
      REQUIRE(answer.status == 200);
      const Json body = body_of(answer);
      decisions.push_back(*body.find("decision_id")->if_string());
    }
  }

  void sign() {
    const auto tail = service.store.audit_tail().value();
    REQUIRE(tail);
    const auto head = audit::sign_head(*tail, service.clock.now(), service.secrets);
    REQUIRE(service.store.add_audit_head(*head));
  }

  Json get(const std::string& target, int status = 200) {
    const auto answer = service.ask("GET", target, "", officer);
    CHECK(answer.status == status);
    return body_of(answer);
  }

  Service service;
  std::vector<http::Headers::Field> officer;
  std::vector<std::string> decisions;
};

std::size_t count(const Json& list) { return list.if_array()->size(); }

TEST_CASE("the audit log is read in pages, newest first, each row once") {
  Audited log;
  std::vector<Json> seen;
  std::string target = "/audit?event=decision&limit=2";
  while (true) {
    const Json page = log.get(target);
    for (const Json& item : *page.find("items")->if_array()) seen.push_back(item);
    if (page.find("next_cursor")->is_null()) break;
    target = "/audit?event=decision&limit=2&cursor=" + *page.find("next_cursor")->if_string();
  }
  REQUIRE(seen.size() == log.decisions.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    CHECK(*seen[i].find("decision_id") == Json(log.decisions[seen.size() - 1 - i]));
  }
  const Json one = log.get("/audit?decision_id=" + log.decisions[1]);
  CHECK(count(*one.find("items")) == 1);
  log.get("/audit?evnt=decision", 422);
}

TEST_CASE("no row holds a name, a date of birth or an identity number") {
  Audited log;
  const auto rows = log.service.store.audit({}, std::nullopt, 100).value();
  for (const auto& row : rows) {
    for (const auto* personal : {"Ivan", "Petrov", "1961"}) {
      CHECK(row.row.find(personal) == std::string::npos);
    }
  }
}

TEST_CASE("the log of a running service verifies, and says what no head covers yet") {
  Audited log;
  const Json before = log.get("/audit/verify");
  CHECK(*before.find("valid") == Json(true));
  CHECK(*before.find("complete") == Json(true));
  const Json& chain = before.find("chains")->if_array()->front();
  CHECK(*chain.find("tail_rows") == *chain.find("rows"));
  CHECK(*chain.find("decisions") == Json(5));
  log.sign();
  const Json after = log.get("/audit/verify");
  CHECK(*after.find("chains")->if_array()->front().find("tail_rows") == Json(0));
}

TEST_CASE("a decision slipped in without a row is found") {
  Audited log;
  auto record =
      ports::find<ports::DecisionRecord>(log.service.store, log.decisions[0]).value().value();
  record.decision_id = "00000000-0000-7000-8000-00000000abcd";
  REQUIRE(log.service.store.commit({{ports::Insert<ports::DecisionRecord>{record}}, {}}));
  const Json report = log.get("/audit/verify");
  CHECK(*report.find("valid") == Json(false));
  const Json& finding = report.find("findings")->if_array()->front();
  CHECK(*finding.find("fault") == Json("decision_unaudited"));
}

TEST_CASE("a row that tells of another bundle than is stored is found") {
  Audited log;
  auto record =
      ports::find<ports::DecisionRecord>(log.service.store, log.decisions[0]).value().value();
  record.decision_id = "00000000-0000-7000-8000-00000000abcd";
  ports::AuditEvent event;
  event.at = record.created_at;
  event.event = "decision";
  event.actor = record.principal;
  event.request_id = record.request_id;
  event.decision_id = record.decision_id;
  event.case_id = record.case_id;
  event.details = Json::object({{"outcome", record.outcome}});
  event.bundle_digest = std::string(64, '0');
  REQUIRE(log.service.store.commit({{ports::Insert<ports::DecisionRecord>{record}}, {event}}));
  const Json report = log.get("/audit/verify");
  REQUIRE(*report.find("finding_count") == Json(1));
  CHECK(*report.find("findings")->if_array()->front().find("fault") == Json("bundle_changed"));
}

TEST_CASE("a decision whose stored outcome is not the one of its row is found") {
  Audited log;
  auto record =
      ports::find<ports::DecisionRecord>(log.service.store, log.decisions[0]).value().value();
  ports::AuditFilter filter;
  filter.decision_id = record.decision_id;
  const auto rows = log.service.store.audit(filter, std::nullopt, 1);
  const Json row = samples::parse(rows->front().row);
  record.decision_id = "00000000-0000-7000-8000-00000000abcd";
  record.case_id.reset();
  ports::AuditEvent event;
  event.at = record.created_at;
  event.event = "decision";
  event.actor = record.principal;
  event.request_id = record.request_id;
  event.decision_id = record.decision_id;
  event.bundle_digest = *row.find("bundle_digest")->if_string();
  event.details = *row.find("details");
  record.outcome = "CLEAR";
  REQUIRE(log.service.store.commit({{ports::Insert<ports::DecisionRecord>{record}}, {event}}));
  const Json report = log.get("/audit/verify");
  REQUIRE(*report.find("finding_count") == Json(1));
  const Json& finding = report.find("findings")->if_array()->front();
  CHECK(*finding.find("fault") == Json("decision_changed"));
  CHECK(finding.find("detail")->if_string()->find("outcome") != std::string::npos);
}

TEST_CASE("one row can be proved to somebody who trusts the public key alone") {
  Audited log;
  const auto tail = log.service.store.audit_tail().value().value();
  log.get("/audit/test/2/proof", 409);
  log.sign();
  const std::string key = *log.service.secrets.public_key();
  for (std::int64_t seq = 1; seq <= tail.seq; ++seq) {
    const Json body = log.get("/audit/test/" + std::to_string(seq) + "/proof");
    const auto proof = audit::proof_from_json(body);
    REQUIRE(proof);
    CHECK(audit::proves(*proof, "test", seq, key, log.service.secrets));
    CHECK_FALSE(audit::proves(*proof, "test", seq + 1, key, log.service.secrets));
    CHECK_FALSE(audit::proves(*proof, "other", seq, key, log.service.secrets));
    CHECK_FALSE(audit::proves(*proof, "test", seq, std::string(64, 'b'), log.service.secrets));
    for (std::size_t i = 0; i < proof->rows.size(); ++i) {
      audit::Proof changed = *proof;
      changed.rows[i] += " ";
      CHECK_FALSE(audit::proves(changed, "test", seq, key, log.service.secrets));
      changed = *proof;
      changed.rows.erase(changed.rows.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK_FALSE(audit::proves(changed, "test", seq, key, log.service.secrets));
    }
  }
  log.get("/audit/test/" + std::to_string(tail.seq + 9) + "/proof", 404);
  log.get("/audit/test/0/proof", 404);
  log.get("/audit/test/x/proof", 404);
}

TEST_CASE("a proof's chain can be checked without a key, and then says nothing of who signed") {
  Audited log;
  log.sign();
  const auto proof = audit::proof_from_json(log.get("/audit/test/2/proof"));
  REQUIRE(proof);
  CHECK(audit::covers(*proof, "test", 2));
  audit::Proof changed = *proof;
  changed.head.signature = std::string(64, '0');
  changed.head.public_key = std::string(64, 'b');
  CHECK(audit::covers(changed, "test", 2));
  CHECK_FALSE(audit::proves(changed, "test", 2, changed.head.public_key, log.service.secrets));
  for (const std::int64_t seq : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1},
                                 std::int64_t{3}, std::numeric_limits<std::int64_t>::max()}) {
    CHECK_FALSE(audit::covers(*proof, "test", seq));
  }
  CHECK_FALSE(audit::covers(*proof, "other", 2));
  changed = *proof;
  changed.previous_hash[0] = changed.previous_hash[0] == 'a' ? 'b' : 'a';
  CHECK_FALSE(audit::covers(changed, "test", 2));
  changed = *proof;
  changed.head.hash = changed.previous_hash;
  CHECK_FALSE(audit::covers(changed, "test", 2));
  changed = *proof;
  ++changed.head.count;
  CHECK_FALSE(audit::covers(changed, "test", 2));
}

TEST_CASE(
    "a decision is proved by its id: its bundle, its row and the signed head belong together") {
  Audited log;
  const std::string target = "/decisions/" + log.decisions[3] + "/proof";
  CHECK(*log.get(target, 409).find("code") == Json("not_signed_yet"));
  log.sign();
  const Json body = log.get(target);
  CHECK(*body.find("decision_id") == Json(log.decisions[3]));
  CHECK(*body.find("public_key") == Json(*log.service.secrets.public_key()));
  const Json& answered = *body.find("proof");
  const auto proof = audit::proof_from_json(answered);
  REQUIRE(proof);
  const std::int64_t seq = *answered.find("seq")->if_integer();
  CHECK(audit::proves(*proof, "test", seq, *log.service.secrets.public_key(), log.service.secrets));
  CHECK(answered == log.get("/audit/test/" + std::to_string(seq) + "/proof"));

  const Json stored = log.get("/decisions/" + log.decisions[3]);
  const std::string digest = audit::bundle_digest(*body.find("salt")->if_string(),
                                                  canonical::write(*stored.find("bundle")));
  const Json row = samples::parse(proof->rows.front());
  CHECK(*row.find("bundle_digest") == Json(digest));
  CHECK(*row.find("decision_id") == Json(log.decisions[3]));
}

TEST_CASE("the other keys that this server trusts are named beside its own") {
  Audited log;
  log.sign();
  log.service.settings.trusted_audit_keys = {std::string(64, 'c')};
  const Json keys = *log.get("/decisions/" + log.decisions[0] + "/proof").find("trusted_keys");
  REQUIRE(count(keys) == 2);
  CHECK(keys.if_array()->front() == Json(std::string(64, 'c')));
  CHECK(keys.if_array()->back() == Json(std::string(64, 'a')));
}

TEST_CASE("a decision that is not there, was erased, or has no audit row has no proof") {
  Audited log;
  log.sign();
  log.get("/decisions/00000000-0000-7000-8000-00000000abcd/proof", 404);
  log.get("/decisions/x/proof", 404);
  REQUIRE(log.service.store.commit(
      {{ports::EraseDecision{log.decisions[2], log.service.clock.now()}}, {}}));
  CHECK(*log.get("/decisions/" + log.decisions[2] + "/proof", 410).find("code") == Json("erased"));
  auto record =
      ports::find<ports::DecisionRecord>(log.service.store, log.decisions[0]).value().value();
  record.decision_id = "00000000-0000-7000-8000-00000000abcd";
  REQUIRE(log.service.store.commit({{ports::Insert<ports::DecisionRecord>{record}}, {}}));
  log.get("/decisions/" + record.decision_id + "/proof", 404);
}

TEST_CASE("an erased decision is gone from replay and the log still verifies") {
  Audited log;
  log.sign();
  const std::string body =
      R"({"decision_ids":[")" + log.decisions[2] + R"("],"reason":"data_subject_request"})";
  const auto erased = log.service.ask("POST", "/erasures", body, log.officer);
  REQUIRE(erased.status == 200);
  CHECK(*body_of(erased).find("decisions") == Json(1));
  const auto again = log.service.ask("POST", "/erasures", body, log.officer);
  CHECK(*body_of(again).find("decisions") == Json(0));
  CHECK(*body_of(again).find("decisions_erased_before") == Json(1));

  const auto record =
      ports::find<ports::DecisionRecord>(log.service.store, log.decisions[2]).value().value();
  CHECK_FALSE(record.bundle);
  CHECK_FALSE(record.salt);
  const auto case_record =
      ports::find<ports::CaseRecord>(log.service.store, *record.case_id).value().value();
  CHECK_FALSE(case_record.entity_name);
  const std::string replay = R"({"decision_id":")" + log.decisions[2] + "\"}";
  CHECK(log.service.ask("POST", "/replay", replay, log.officer).status == 410);

  const Json report = log.get("/audit/verify");
  CHECK(*report.find("valid") == Json(true));
  CHECK(*report.find("chains")->if_array()->front().find("erased_decisions") == Json(1));
  const Json erasures = log.get("/audit?event=erasure");
  CHECK(count(*erasures.find("items")) == 1);
}

TEST_CASE("an erasure that nobody audited is found") {
  Audited log;
  REQUIRE(log.service.store.commit(
      {{ports::EraseDecision{log.decisions[0], log.service.clock.now()}}, {}}));
  const Json report = log.get("/audit/verify");
  REQUIRE(*report.find("finding_count") == Json(1));
  CHECK(*report.find("findings")->if_array()->front().find("fault") == Json("erasure_unaudited"));
}

TEST_CASE("an erasure names one target and one of the known reasons, or nothing happens") {
  Audited log;
  for (const auto* body :
       {R"({})", R"({"subject_id":"C_1"})", R"({"reason":"data_subject_request"})",
        R"({"subject_id":"C_1","reason":"because he asked"})",
        R"({"subject_id":"C_1","decision_ids":[],"reason":"legal_order"})",
        R"({"decision_ids":["x"],"reason":"legal_order"})",
        R"({"subject_id":"C_1","reason":"legal_order","extra":1})"}) {
    CAPTURE(body);
    CHECK(log.service.ask("POST", "/erasures", body, log.officer).status == 422);
  }
  const auto unknown =
      log.service.ask("POST", "/erasures",
                      R"({"decision_ids":[")" + log.decisions[0] +
                          R"(","00000000-0000-7000-8000-000000000000"],"reason":"legal_order"})",
                      log.officer);
  CHECK(unknown.status == 404);
  CHECK(ports::find<ports::DecisionRecord>(log.service.store, log.decisions[0]).value()->bundle);
}

}  // namespace
}  // namespace financescr
