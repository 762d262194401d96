// Two people where there must be two: an administrator has no second pair of eyes in the accounts
// he made, whose passwords he gave or whose roles he changed; and no role of his own making where
// there is a second administrator.
#include <doctest/doctest.h>

#include "functions/accounts/person.hpp"
#include "functions/cases/case_workflow.hpp"
#include "functions/ports/ids.hpp"
#include "tests/unit/functions/accounts/office.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::body_of;
using samples::kOwnPassword;
using samples::kPassword;
using samples::Office;

constexpr const char* kDecide = R"({"disposition":"TRUE_MATCH","reason":"Same person"})";

// A case of severity HIGH.
std::string add_case(Office& office) {
  samples::Service& service = office.service;
  service.clock.advance_us(1'000);
  ports::CaseRecord record;
  record.case_id = make_id(service.clock, service.entropy);
  record.created_at = service.clock.now();
  record.domain = "screen";
  record.severity = "HIGH";
  record.priority = "P1";
  record.decision = "REVIEW";
  record.decision_id = make_id(service.clock, service.entropy);
  record.request_id = "r";
  const std::string id = record.case_id;
  auto created = cases::open_case(record, "system");
  REQUIRE(service.store.commit({{ports::Insert<ports::CaseRecord>{std::move(record)},
                                 ports::Insert<ports::CaseEventRecord>{std::move(created)}},
                                {}}));
  return id;
}

// What `checker` is told who approves, and rejects, what `maker` decided.
std::string checked(Office& office, const std::string& maker, const std::string& checker) {
  std::string told;
  for (const char* step : {"reject", "approve"}) {
    const std::string path = "/cases/" + add_case(office);
    REQUIRE(office.ask(maker, "POST", path + "/decide", kDecide, "\"1\"").status == 200);
    const Json seen = body_of(office.ask(checker, "GET", path));
    const std::string allowed = canonical::write(*seen.find("allowed_actions"));
    const auto done = office.ask(checker, "POST", path + "/" + step, R"({"reason":"x"})", "\"2\"");
    CHECK((allowed.find(step) != std::string::npos) == (done.status == 200));
    told += (told.empty() ? "" : ", ") + Office::told(done);
  }
  return told;
}

constexpr const char* kRefused = "403 four_eyes, 403 four_eyes";
constexpr const char* kAllowed = "200, 200";

TEST_CASE(
    "an account cannot check what its maker decided, nor the maker what the account decided") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string sue = office.hire(root, "sue", "senior_analyst");
  const std::string sid = office.person("sid", "senior_analyst");
  CHECK(checked(office, root, sue) == kRefused);
  CHECK(checked(office, sue, root) == kRefused);
  CHECK(checked(office, sue, sue) == kRefused);
  CHECK(checked(office, root, sid) == kAllowed);
  CHECK(checked(office, sid, root) == kAllowed);
  CHECK(checked(office, sue, sid) == kAllowed);
}

TEST_CASE("an API key is the person who made it there, too") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string sue = office.hire(root, "sue", "senior_analyst");
  const auto key_of = [&](const std::string& token) {
    return Office::text(body_of(office.ask(token, "POST", "/api-keys", R"({"name":"k"})")), "key");
  };
  CHECK(checked(office, key_of(root), sue) == kRefused);
  CHECK(checked(office, root, key_of(sue)) == kRefused);
  CHECK(checked(office, key_of(sue), key_of(root)) == kRefused);
}

TEST_CASE("an account that was made with a key of an administrator is the administrator's") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string key =
      Office::text(body_of(office.ask(root, "POST", "/api-keys", R"({"name":"hr"})")), "key");
  const std::string sue = office.hire(key, "sue", "senior_analyst");
  CHECK(office.user("sue").created_by == office.id("root"));
  CHECK(checked(office, root, sue) == kRefused);
}

TEST_CASE("power over an account reaches through accounts that were made in between") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string eve = office.hire(root, "eve", "admin");
  // Made by an administrator of root's own making; another one, so it takes root's approval.
  const auto made =
      office.ask(eve, "POST", "/auth/register", Office::registration("sue", "senior_analyst"));
  const std::string sue = office.take_over("sue", Office::text(body_of(made), "one_time_password"));
  ports::UserRecord raised = office.user("sue");
  raised.role = "senior_analyst";
  ++raised.version;
  REQUIRE(office.service.store.commit({{ports::Update<ports::UserRecord>{raised}}, {}}));
  CHECK(checked(office, root, sue) == kRefused);
  CHECK(checked(office, sue, root) == kRefused);
}

TEST_CASE("who gave the last one-time password counts as the same person, from then on") {
  Office office;
  const std::string root = office.person("root", "admin");
  std::string sue = office.person("sue", "senior_analyst");
  CHECK(checked(office, root, sue) == kAllowed);
  const auto reset = office.post(root, "sue", "/password");
  sue = office.take_over("sue", Office::text(body_of(reset), "one_time_password"));
  CHECK(checked(office, root, sue) == kRefused);
  CHECK(checked(office, sue, root) == kRefused);
  REQUIRE(office.set_password(sue, kOwnPassword, "yet another good one 9").status == 204);
  sue = Office::text(body_of(office.log_in("sue", "yet another good one 9")), "access_token");
  CHECK(checked(office, root, sue) == kRefused);
}

TEST_CASE("who changed the role counts as the same person") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string sue = office.person("sue", "analyst");
  REQUIRE(office.patch(root, "sue", R"({"role":"senior_analyst"})").status == 200);
  CHECK(office.user("sue").role_changed_by == office.id("root"));
  CHECK(checked(office, root, sue) == kRefused);
  CHECK(checked(office, sue, root) == kRefused);
}

TEST_CASE("packs: the account of whoever proposed one cannot approve or reject it") {
  Office office;
  office.service.packs.add(std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
      "second", samples::engine_of({.watchlist = samples::entry("E9", "Igor Volkov", "PEP"),
                                    .customers = samples::kCustomers})}));
  const std::string root = office.person("root", "admin");
  const std::string cleo = office.hire(root, "cleo", "compliance_officer");
  const std::string carl = office.person("carl", "compliance_officer");
  const auto proposed = office.ask(root, "POST", "/packs/second/activations");
  REQUIRE(proposed.status == 201);
  const std::string path =
      "/packs/activations/" + Office::text(*body_of(proposed).find("activation"), "activation_id");
  CHECK(Office::told(office.ask(cleo, "POST", path + "/approve")) == "403 four_eyes");
  CHECK(Office::told(office.ask(cleo, "POST", path + "/reject")) == "403 four_eyes");
  CHECK(office.service.packs.active()->pack_id == "first");
  CHECK(office.ask(carl, "POST", path + "/approve").status == 200);
}

TEST_CASE("the only administrator changes a role at once, and the log says that he was alone") {
  Office office;
  const std::string root = office.person("root", "admin");
  (void)office.person("ann", "analyst");
  const auto changed = office.patch(root, "ann", R"({"role":"compliance_officer"})");
  CHECK(changed.status == 200);
  CHECK(office.user("ann").role == "compliance_officer");
  CHECK(office.audit("user_changed").find(R"("alone":true)") != std::string::npos);
  (void)office.hire(root, "bob", "senior_analyst");
  CHECK(office.audit("user_created").find(R"("alone":true)") != std::string::npos);
}

TEST_CASE("with a second administrator a role waits for him") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string rita = office.person("rita", "admin");
  const std::string ann = office.person("ann", "analyst");
  const auto proposed = office.patch(root, "ann", R"({"role":"compliance_officer"})");
  CHECK(proposed.status == 202);
  CHECK(Office::text(body_of(proposed), "proposed_role") == "compliance_officer");
  CHECK(Office::text(body_of(proposed), "proposed_by") == office.id("root"));
  CHECK(Office::text(body_of(proposed), "role") == "analyst");
  CHECK(office.ask(ann, "GET", "/audit").status == 403);
  CHECK(Office::told(office.post(root, "ann", "/role/approve")) == "403 four_eyes");
  CHECK(Office::told(office.ask(rita, "POST", office.path("ann") + "/role/approve")) ==
        "428 precondition_required");
  CHECK(Office::told(office.ask(rita, "POST", office.path("ann") + "/role/approve", "", "\"1\"")) ==
        "412 stale_version");
  CHECK(office.post(rita, "ann", "/role/approve").status == 200);
  CHECK(office.ask(ann, "GET", "/audit").status == 200);
  CHECK(office.user("ann").role_changed_by == office.id("root"));
  CHECK_FALSE(office.user("ann").proposed_role);
  CHECK(Office::told(office.post(rita, "ann", "/role/approve")) == "409 nothing_proposed");
  CHECK(office.audit("user_changed").find(R"("alone":false)") != std::string::npos);
  CHECK(office.audit("role_approved").find(office.id("root")) != std::string::npos);
}

TEST_CASE("a proposal is rejected, taken back, or replaced by a new one that waits again") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string rita = office.person("rita", "admin");
  (void)office.person("ann", "analyst");
  for (const std::string& who : {root, rita}) {
    REQUIRE(office.patch(root, "ann", R"({"role":"viewer"})").status == 202);
    CHECK(office.post(who, "ann", "/role/reject").status == 200);
    CHECK(Office::told(office.post(who, "ann", "/role/reject")) == "409 nothing_proposed");
    CHECK(office.user("ann").role == "analyst");
  }
  REQUIRE(office.patch(root, "ann", R"({"role":"viewer"})").status == 202);
  REQUIRE(office.patch(rita, "ann", R"({"role":"admin"})").status == 202);
  CHECK(Office::told(office.post(rita, "ann", "/role/approve")) == "403 four_eyes");
  CHECK(office.post(root, "ann", "/role/approve").status == 200);
  CHECK(office.user("ann").role == "admin");
}

TEST_CASE("nobody approves a change of his own role") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string rita = office.person("rita", "admin");
  REQUIRE(office.patch(root, "rita", R"({"role":"viewer"})").status == 202);
  CHECK(Office::told(office.post(rita, "rita", "/role/approve")) == "403 own_account");
  CHECK(office.user("rita").role == "admin");
}

TEST_CASE("an administrator of one's own making is no second one") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string puppet = office.hire(root, "puppet", "admin");
  (void)office.person("ann", "analyst");
  REQUIRE(office.patch(root, "ann", R"({"role":"compliance_officer"})").status == 202);
  const auto refused = office.post(puppet, "ann", "/role/approve");
  CHECK(Office::told(refused) == "403 four_eyes");
  CHECK(refused.body.find("financescr admin create") != std::string::npos);
  REQUIRE(office.patch(puppet, "ann", R"({"role":"admin"})").status == 202);
  CHECK(Office::told(office.post(root, "ann", "/role/approve")) == "403 four_eyes");
  const std::string rita = office.person("rita", "admin");
  CHECK(office.post(rita, "ann", "/role/approve").status == 200);
}

TEST_CASE("with a second administrator a new account is a viewer until he has approved its role") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string rita = office.person("rita", "admin");
  const std::string ann = office.hire(root, "ann", "senior_analyst");
  CHECK(office.user("ann").role == "viewer");
  CHECK(office.user("ann").proposed_role == "senior_analyst");
  CHECK(office.ask(ann, "POST", "/screen", "{}").status == 403);
  CHECK(Office::told(office.post(root, "ann", "/role/approve")) == "403 four_eyes");
  CHECK(office.post(rita, "ann", "/role/approve").status == 200);
  CHECK(office.user("ann").role == "senior_analyst");
  (void)office.hire(root, "vic", "viewer");
  CHECK_FALSE(office.user("vic").proposed_role);
}

TEST_CASE("deactivating the other administrator, or resetting his password, makes nobody alone") {
  Office office;
  std::string root = office.person("root", "admin");
  (void)office.person("rita", "admin");
  (void)office.person("ann", "analyst");
  REQUIRE(office.post(root, "rita", "/password").status == 200);
  CHECK(office.patch(root, "ann", R"({"role":"admin"})").status == 202);
  REQUIRE(office.patch(root, "rita", R"({"is_active":false})").status == 200);
  CHECK(office.patch(root, "ann", R"({"role":"viewer"})").status == 202);
  CHECK(office.patch(root, "rita", R"({"role":"viewer"})").status == 202);
  office.service.clock.advance_us(7 * Timestamp::kDay);
  root = samples::token_of(office.service, office.user("root"));
  CHECK(office.patch(root, "ann", R"({"role":"viewer"})").status == 200);
  CHECK(office.user("ann").role == "viewer");
}

TEST_CASE("a deactivated account loses the role that waited for it") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string rita = office.person("rita", "admin");
  (void)office.person("ann", "analyst");
  REQUIRE(office.patch(root, "ann", R"({"role":"admin"})").status == 202);
  REQUIRE(office.patch(root, "ann", R"({"is_active":false})").status == 200);
  REQUIRE(office.patch(root, "ann", R"({"is_active":true})").status == 200);
  CHECK(Office::told(office.post(rita, "ann", "/role/approve")) == "409 nothing_proposed");
}

TEST_CASE("the second pair of eyes: who counts as whom, and a chain without end counts as one") {
  Office office;
  memory_store::MemoryStore& store = office.service.store;
  const auto add = [&](const std::string& id, std::optional<std::string> maker) {
    ports::UserRecord user;
    user.user_id = id;
    user.username = id;
    user.created_by = std::move(maker);
    REQUIRE(store.commit({{ports::Insert<ports::UserRecord>{user}}, {}}));
  };
  add("a", "user:b");
  add("b", "user:a");
  add("c", "operator");
  add("d", "operator");
  add("e", std::nullopt);
  const auto may = [&](const std::string& maker, const std::string& person) {
    return !accounts::not_second_eyes(store, maker, person).value();
  };
  CHECK_FALSE(may("user:a", "user:a"));
  CHECK_FALSE(may("user:a", "user:b"));
  CHECK(may("user:a", "user:c"));
  CHECK(may("user:c", "user:d"));
  CHECK(may("user:d", "user:e"));
  CHECK(may("anonymous", "user:e"));
  CHECK_FALSE(may("anonymous", "anonymous"));
  for (int i = 0; i < 200; ++i) {
    add("n" + std::to_string(i), "user:n" + std::to_string(i + 1));
  }
  CHECK_FALSE(may("user:e", "user:n0"));
  CHECK(may("user:e", "user:n190"));
}

}  // namespace
}  // namespace financescr
