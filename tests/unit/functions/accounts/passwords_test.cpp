// One-time passwords, lost ones, and what ends with an old one.
#include <doctest/doctest.h>

#include "functions/routes.hpp"
#include "tests/unit/functions/accounts/office.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::bearer;
using samples::body_of;
using samples::kOwnPassword;
using samples::kPassword;
using samples::Office;

TEST_CASE("the owner sets the password: until then the account does nothing else") {
  Office office;
  const std::string root = office.person("root", "admin");
  const auto made =
      office.ask(root, "POST", "/auth/register", Office::registration("ann", "senior_analyst"));
  REQUIRE(made.status == 201);
  const std::string one_time = Office::text(body_of(made), "one_time_password");
  CHECK(office.user("ann").created_by == office.id("root"));
  const auto logged_in = office.log_in("ann", one_time);
  REQUIRE(logged_in.status == 200);
  CHECK(*body_of(logged_in).find("must_change_password") == Json(true));
  const std::string token = Office::text(body_of(logged_in), "access_token");
  for (const Route& route : routes()) {
    if (!route.least || route.operation_id == "changePassword") continue;
    CAPTURE(route.operation_id);
    std::string path(route.path);
    while (path.find('{') != std::string::npos) {
      path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "1");
    }
    const auto refused = office.ask(token, http::to_string(route.method), path,
                                    route.body == BodyKind::kNone ? "" : "{}");
    CHECK(refused.status == 403);
    if (route.least <= auth::Role::kSeniorAnalyst) {
      CHECK(Office::told(refused) == "403 password_change_required");
    }
  }
  CHECK(Office::told(office.set_password(token, one_time, one_time)) == "422 invalid_request");
  CHECK(Office::told(office.set_password(token, one_time, "short")) == "422 invalid_request");
  CHECK(Office::told(office.set_password(token, "wrong", kOwnPassword)) == "403 wrong_password");
  CHECK(office.set_password(token, one_time, kOwnPassword).status == 204);
  CHECK(office.ask(token, "GET", "/auth/me").status == 401);
  CHECK(office.log_in("ann", one_time).status == 401);
  const Json own = body_of(office.log_in("ann", kOwnPassword));
  CHECK(*own.find("must_change_password") == Json(false));
  CHECK(office.ask(Office::text(own, "access_token"), "GET", "/cases").status == 200);
  CHECK(office.audit("login").find(R"("one_time":true)") != std::string::npos);
  CHECK(office.audit("user_created").find(one_time) == std::string::npos);
}

TEST_CASE("a password that the administrator chooses is a one-time password as well") {
  Office office;
  const std::string root = office.person("root", "admin");
  std::string body = Office::registration("ann", "analyst");
  body.insert(1, R"("password":")" + std::string(kPassword) + "\",");
  const auto made = office.ask(root, "POST", "/auth/register", body);
  REQUIRE(made.status == 201);
  CHECK(body_of(made).find("one_time_password")->is_null());
  CHECK(made.body.find(kPassword) == std::string::npos);
  const Json first = body_of(office.log_in("ann", kPassword));
  CHECK(*first.find("must_change_password") == Json(true));
  const std::string token = Office::text(first, "access_token");
  CHECK(Office::told(office.ask(token, "GET", "/cases")) == "403 password_change_required");
  CHECK(Office::told(office.set_password(token, kPassword, kPassword)) == "422 invalid_request");
}

TEST_CASE("a one-time password ends after three days, and so does a token of it") {
  Office office;
  std::string root = office.person("root", "admin");
  const auto made =
      office.ask(root, "POST", "/auth/register", Office::registration("ann", "analyst"));
  const std::string one_time = Office::text(body_of(made), "one_time_password");
  office.service.clock.advance_us(3 * Timestamp::kDay - 1'000'000);
  const std::string token = Office::text(body_of(office.log_in("ann", one_time)), "access_token");
  office.service.clock.advance_us(1'000'000);
  CHECK(office.set_password(token, one_time, kOwnPassword).status == 401);
  CHECK(Office::told(office.log_in("ann", one_time)) == "403 password_expired");
  CHECK(Office::told(office.log_in("ann", "wrong")) == "401 unauthenticated");
  root = samples::token_of(office.service, office.user("root"));
  const auto reset = office.post(root, "ann", "/password");
  REQUIRE(reset.status == 200);
  const std::string next = Office::text(body_of(reset), "one_time_password");
  CHECK(office.ask(office.take_over("ann", next), "GET", "/cases").status == 200);
}

TEST_CASE("a reset ends the tokens, the API keys and the password of before") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string ann = office.person("ann", "analyst");
  const std::string key =
      Office::text(body_of(office.ask(ann, "POST", "/api-keys", R"({"name":"job"})")), "key");
  CHECK(office.ask(key, "GET", "/cases").status == 200);
  CHECK(Office::told(office.ask(root, "POST", office.path("ann") + "/password")) ==
        "428 precondition_required");
  CHECK(Office::told(office.ask(root, "POST", office.path("ann") + "/password", "", "\"9\"")) ==
        "412 stale_version");
  CHECK(Office::told(office.post(root, "root", "/password")) == "403 own_account");
  CHECK(Office::told(office.post(ann, "ann", "/password")) == "403 forbidden");
  const auto reset = office.post(root, "ann", "/password");
  REQUIRE(reset.status == 200);
  CHECK(office.ask(ann, "GET", "/cases").status == 401);
  CHECK(office.ask(key, "GET", "/cases").status == 401);
  CHECK(office.log_in("ann", kPassword).status == 401);
  const std::string again =
      office.take_over("ann", Office::text(body_of(reset), "one_time_password"));
  CHECK(office.ask(again, "GET", "/cases").status == 200);
  CHECK(office.ask(key, "GET", "/cases").status == 401);
  CHECK(office.audit("password_reset").find(R"("api_keys_ended":1)") != std::string::npos);
}

TEST_CASE("a password change ends the API keys but those that are named") {
  Office office;
  const std::string token = office.person("ann", "analyst");
  const auto make = [&](const std::string& name) {
    return body_of(office.ask(token, "POST", "/api-keys", R"({"name":")" + name + "\"}"));
  };
  const Json job = make("job");
  const Json till = make("till");
  const Json twin = make("twin");
  const Json other = make("twin");
  const std::string bob = office.person("bob", "analyst");
  const Json of_bob = body_of(office.ask(bob, "POST", "/api-keys", R"({"name":"bobs"})"));
  for (const char* bad : {R"(["none"])", R"(["twin"])", R"(["bobs"])", R"([7])", R"("job")"}) {
    CAPTURE(bad);
    CHECK(office.set_password(token, kPassword, kOwnPassword, bad).status == 422);
  }
  const auto refused = office.set_password(token, kPassword, kOwnPassword, R"(["job","twin"])");
  CHECK(refused.body.find("/keep_api_keys/1") != std::string::npos);
  const auto works = [&](const Json& key) {
    return office.ask(Office::text(key, "key"), "GET", "/cases").status == 200;
  };
  for (const Json& key : {job, till, twin, other}) CHECK(works(key));
  const std::string keep = R"(["job",")" + Office::text(twin, "key_id") + "\"]";
  REQUIRE(office.set_password(token, kPassword, kOwnPassword, keep).status == 204);
  CHECK(works(job));
  CHECK(works(twin));
  CHECK_FALSE(works(till));
  CHECK_FALSE(works(other));
  CHECK(works(of_bob));
  CHECK(office.audit("api_key_revoked").find(Office::text(till, "key_id")) != std::string::npos);
}

TEST_CASE("deactivation ends tokens and keys for good: they do not come back with the account") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string ann = office.person("ann", "analyst");
  const std::string key =
      Office::text(body_of(office.ask(ann, "POST", "/api-keys", R"({"name":"job"})")), "key");
  office.service.clock.advance_us(1'000'000);
  REQUIRE(office.patch(root, "ann", R"({"is_active":false})").status == 200);
  CHECK(office.ask(key, "GET", "/cases").status == 401);
  CHECK(Office::told(office.post(root, "ann", "/password")) == "409 deactivated");
  REQUIRE(office.patch(root, "ann", R"({"is_active":true})").status == 200);
  CHECK(office.ask(key, "GET", "/cases").status == 401);
  CHECK(office.ask(ann, "GET", "/cases").status == 401);
  const std::string again = Office::text(body_of(office.log_in("ann", kPassword)), "access_token");
  CHECK(office.ask(again, "GET", "/cases").status == 200);
  const Json keys = body_of(office.ask(again, "GET", "/api-keys"));
  CHECK_FALSE(keys.find("items")->if_array()->front().find("revoked_at")->is_null());
}

TEST_CASE("keys of an account that an earlier version deactivated do not come back either") {
  Office office;
  const std::string root = office.person("root", "admin");
  const std::string ann = office.person("ann", "analyst");
  const std::string key =
      Office::text(body_of(office.ask(ann, "POST", "/api-keys", R"({"name":"job"})")), "key");
  ports::UserRecord before = office.user("ann");
  before.is_active = false;
  ++before.version;
  REQUIRE(office.service.store.commit({{ports::Update<ports::UserRecord>{before}}, {}}));
  REQUIRE(office.patch(root, "ann", R"({"is_active":true})").status == 200);
  CHECK(office.ask(key, "GET", "/cases").status == 401);
}

TEST_CASE("a key that is made while the password changes does not outlive it") {
  Office office;
  const std::string token = office.person("ann", "analyst");
  const std::int64_t before = office.user("ann").version;
  REQUIRE(office.ask(token, "POST", "/api-keys", R"({"name":"job"})").status == 201);
  // A change of the password that had read the account before the key was made is a conflict.
  CHECK(office.user("ann").version == before + 1);
  ports::UserRecord stale = office.user("ann");
  stale.version = before + 1;
  const auto committed =
      office.service.store.commit({{ports::Update<ports::UserRecord>{stale}}, {}});
  CHECK(committed.error() == ports::StoreFault::kConflict);
}

http::Response log_in_from(Office& office, const std::string& peer, std::string_view password) {
  http::Request request;
  request.method = http::Method::kPost;
  request.path = "/auth/login";
  request.peer = peer;
  request.body = R"({"username":"ann","password":")" + std::string(password) + "\"}";
  return office.service.handle(request);
}

TEST_CASE("wrong passwords from elsewhere, however many, do not lock the owner out") {
  Office office;
  (void)office.person("ann", "analyst");
  CHECK(log_in_from(office, "192.0.2.1", kPassword).status == 200);
  for (int peer = 0; peer < 60; ++peer) {
    for (int i = 0; i < 6; ++i) {
      (void)log_in_from(office, "198.51.100." + std::to_string(peer), "wrong");
    }
  }
  CHECK(log_in_from(office, "192.0.2.1", kPassword).status == 200);
  const auto stranger = log_in_from(office, "203.0.113.1", kPassword);
  CHECK(stranger.status == 429);
  const std::string wait_s = samples::header_of(stranger, "Retry-After");
  office.service.clock.advance_us(std::stoll(wait_s) * 1'000'000);
  CHECK(log_in_from(office, "203.0.113.1", kPassword).status == 200);
}

TEST_CASE("an IPv6 client is limited by its subnet") {
  Office office;
  (void)office.person("ann", "analyst");
  for (int i = 0; i < 5; ++i) {
    CHECK(log_in_from(office, "2001:db8::" + std::to_string(i), "wrong").status == 401);
  }
  CHECK(log_in_from(office, "2001:db8::99", "wrong").status == 429);
  CHECK(log_in_from(office, "2001:db8:0:1::99", "wrong").status == 401);
}

}  // namespace
}  // namespace financescr
