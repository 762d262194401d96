// Logging in, accounts and keys over HTTP.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "functions/auth/api_key.hpp"
#include "tests/unit/functions/accounts.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::add_user;
using samples::bearer;
using samples::body_of;
using samples::header_of;
using samples::Service;
using samples::token_for;
using samples::token_of;

std::string login_body(std::string_view username, std::string_view password) {
  return R"({"username":")" + std::string(username) + R"(","password":")" + std::string(password) +
         "\"}";
}

std::string text(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  REQUIRE(member != nullptr);
  REQUIRE(member->if_string() != nullptr);
  return *member->if_string();
}

std::string audit_text(Service& service) {
  std::string all;
  const auto rows = service.store.audit({}, std::nullopt, 1'000).value();
  for (const auto& row : rows) all += row.row;
  return all;
}

TEST_CASE("who logs in gets a token that opens what his role may use") {
  Service service;
  service.settings.demo = false;
  add_user(service, "ann", "analyst");
  const auto answer = service.ask("POST", "/auth/login", login_body("Ann", samples::kPassword));
  REQUIRE(answer.status == 200);
  const Json body = body_of(answer);
  CHECK(text(body, "token_type") == "bearer");
  CHECK(*body.find("expires_in") == Json(1800));
  const auto me = service.ask("GET", "/auth/me", "", bearer(text(body, "access_token")));
  CHECK(me.status == 200);
  CHECK(text(body_of(me), "username") == "ann");
  CHECK(me.body.find("$test$") == std::string::npos);  // the hash of his password
  CHECK(audit_text(service).find(R"("event":"login")") != std::string::npos);
}

TEST_CASE("an unknown name and a wrong password get the same answer") {
  Service service;
  add_user(service, "ann", "analyst");
  const auto wrong = service.ask("POST", "/auth/login", login_body("ann", "not the password"));
  const auto unknown = service.ask("POST", "/auth/login", login_body("amy", "not the password"));
  CHECK(wrong.status == 401);
  CHECK(unknown.status == 401);
  CHECK(text(body_of(wrong), "detail") == "Invalid username or password");
  CHECK(text(body_of(unknown), "detail") == "Invalid username or password");
  CHECK(header_of(wrong, "WWW-Authenticate") == header_of(unknown, "WWW-Authenticate"));
}

TEST_CASE("the audit log of failed attempts holds nothing that was typed") {
  Service service;
  add_user(service, "ann", "analyst");
  (void)service.ask("POST", "/auth/login", login_body("ann", "wrong-secret-1"));
  (void)service.ask("POST", "/auth/login", login_body("my-password-typed-here", "wrong-secret-2"));
  const std::string log = audit_text(service);
  CHECK(log.find("wrong_password") != std::string::npos);
  CHECK(log.find("unknown_user") != std::string::npos);
  for (const auto* typed : {"wrong-secret-1", "wrong-secret-2", "my-password-typed-here", "ann"}) {
    CAPTURE(typed);
    CHECK(log.find(typed) == std::string::npos);
    CHECK(service.log.text.find(typed) == std::string::npos);
  }
}

TEST_CASE("a deactivated account is told so only with the right password, and its tokens end") {
  Service service;
  service.settings.demo = false;
  const auto ann = add_user(service, "ann", "analyst");
  const auto admin = bearer(token_for(service, "root", "admin"));
  const auto token = bearer(token_of(service, ann));
  CHECK(service.ask("GET", "/auth/me", "", token).status == 200);
  auto headers = admin;
  headers.emplace_back("If-Match", "\"1\"");
  REQUIRE(service.ask("PATCH", "/users/" + ann.user_id, R"({"is_active":false})", headers).status ==
          200);
  CHECK(service.ask("GET", "/auth/me", "", token).status == 401);
  const auto right = service.ask("POST", "/auth/login", login_body("ann", samples::kPassword));
  CHECK(right.status == 403);
  CHECK(text(body_of(right), "detail") == "Account is deactivated");
  CHECK(service.ask("POST", "/auth/login", login_body("ann", "wrong")).status == 401);
}

TEST_CASE("the sixth attempt within a minute has to wait, and others do not") {
  Service service;
  add_user(service, "ann", "analyst");
  for (int i = 0; i < 5; ++i) {
    CHECK(service.ask("POST", "/auth/login", login_body("ann", "wrong")).status == 401);
  }
  const auto sixth = service.ask("POST", "/auth/login", login_body("ann", samples::kPassword));
  CHECK(sixth.status == 429);
  CHECK(header_of(sixth, "Retry-After") == "15");
  CHECK(service.ask("POST", "/auth/login", login_body("bob", "wrong")).status == 401);
  service.clock.advance_us(15'000'000);
  CHECK(service.ask("POST", "/auth/login", login_body("ann", samples::kPassword)).status == 200);
  for (int i = 0; i < 30; ++i) {
    (void)service.ask("POST", "/auth/login", login_body("u" + std::to_string(i), "x"));
  }
  CHECK(service.ask("POST", "/auth/login", login_body("carol", "wrong")).status == 429);
}

TEST_CASE("a role is read from the store, not from the token") {
  Service service;
  service.settings.demo = false;
  const auto ann = add_user(service, "ann", "compliance_officer");
  const auto token = bearer(token_of(service, ann));
  CHECK(service.ask("GET", "/audit", "", token).status == 200);
  auto headers = bearer(token_for(service, "root", "admin"));
  headers.emplace_back("If-Match", "\"1\"");
  REQUIRE(service.ask("PATCH", "/users/" + ann.user_id, R"({"role":"viewer"})", headers).status ==
          200);
  CHECK(service.ask("GET", "/audit", "", token).status == 403);
}

TEST_CASE("an administrator registers a user once; the password is checked and never shown") {
  Service service;
  service.settings.demo = false;
  const auto admin = bearer(token_for(service, "root", "admin"));
  const std::string body =
      R"({"username":"ann","email":"ann@bank.example","full_name":"Ann","password":"PASSWORD"})";
  const auto with = [&](std::string_view password) {
    std::string filled = body;
    return filled.replace(filled.find("PASSWORD"), 8, password);
  };
  const auto weak = service.ask("POST", "/auth/register", with("short"), admin);
  CHECK(weak.status == 422);
  CHECK(weak.body.find("\"/password\"") != std::string::npos);
  const auto made = service.ask("POST", "/auth/register", with(samples::kPassword), admin);
  REQUIRE(made.status == 201);
  CHECK(text(body_of(made), "role") == "analyst");
  CHECK(made.body.find("passphrase") == std::string::npos);
  const auto again = service.ask("POST", "/auth/register", with(samples::kPassword), admin);
  CHECK(again.status == 409);
  CHECK(again.body.find("\"/username\"") != std::string::npos);
  CHECK(ports::list(service.store, ports::users_query())->size() == 2);
}

TEST_CASE("nobody changes himself, and the last administrator stays") {
  Service service;
  service.settings.demo = false;
  const auto root = add_user(service, "root", "admin");
  const auto second = add_user(service, "second", "admin");
  auto as_root = bearer(token_of(service, root));
  auto as_second = bearer(token_of(service, second));
  as_root.emplace_back("If-Match", "\"1\"");
  CHECK(service.ask("PATCH", "/users/" + root.user_id, R"({"role":"viewer"})", as_root).status ==
        403);
  as_second.emplace_back("If-Match", "\"1\"");
  CHECK(
      service.ask("PATCH", "/users/" + root.user_id, R"({"is_active":false})", as_second).status ==
      200);
  // A key of the last one, so that it is not himself who asks.
  CHECK(
      service.ask("PATCH", "/users/" + second.user_id, R"({"role":"viewer"})", as_second).status ==
      403);
  CHECK(ports::find<ports::UserRecord>(service.store, second.user_id).value()->role == "admin");
}

// Lets something happen at the n-th time that somebody asks for the time.
class InterruptingClock final : public ports::Clock {
 public:
  InterruptingClock(ports::Clock& clock, int n, std::function<void()> interruption)
      : clock_(clock), left_(n), interruption_(std::move(interruption)) {}
  Timestamp now() override {
    if (--left_ == 0) interruption_();
    return clock_.now();
  }
  std::int64_t elapsed_us() override { return clock_.elapsed_us(); }
  [[nodiscard]] bool was_asked_enough() const { return left_ <= 0; }

 private:
  ports::Clock& clock_;
  int left_;
  std::function<void()> interruption_;
};

TEST_CASE("two administrators who remove each other at the same time leave one") {
  int conflicts = 0;
  for (int moment = 1; moment <= 20; ++moment) {
    CAPTURE(moment);
    Service service;
    service.settings.demo = false;
    const auto ann = add_user(service, "ann", "admin");
    const auto bob = add_user(service, "bob", "admin");
    const auto remove = [&](const ports::UserRecord& user, const ports::UserRecord& by,
                            ports::Clock& clock) {
      http::Request request;
      request.method = http::parse_method("PATCH").value();
      request.path = "/users/" + user.user_id;
      request.headers.add("Host", "localhost:8000");
      request.headers.add("Authorization", "Bearer " + token_of(service, by));
      request.headers.add("If-Match", "\"1\"");
      request.body = R"({"is_active":false})";
      request.peer = "127.0.0.1";
      Context context{service.packs.active(), service.packs,   service.store,    clock,
                      service.entropy,        service.secrets, service.log,      service.metrics,
                      service.rate_limiter,   service.scores,  service.settings, service.workspace};
      return handle(request, context).status;
    };
    int by_bob = 0;
    InterruptingClock clock(service.clock, moment,
                            [&] { by_bob = remove(ann, bob, service.clock); });
    const int status = remove(bob, ann, clock);
    if (!clock.was_asked_enough()) break;
    const auto users = ports::list(service.store, ports::users_query()).value();
    const auto admins = std::count_if(users.begin(), users.end(), [](const auto& user) {
      return user.role == "admin" && user.is_active;
    });
    CHECK(admins == 1);
    CHECK((status == 200) != (by_bob == 200));
    conflicts += status == 409 ? 1 : 0;
  }
  CHECK(conflicts > 0);
}

TEST_CASE("a change of a user names the version it is about") {
  Service service;
  service.settings.demo = false;
  const auto ann = add_user(service, "ann", "analyst");
  const auto admin = bearer(token_for(service, "root", "admin"));
  const std::string path = "/users/" + ann.user_id;
  CHECK(service.ask("PATCH", path, R"({"role":"viewer"})", admin).status == 428);
  auto stale = admin;
  stale.emplace_back("If-Match", "\"7\"");
  CHECK(service.ask("PATCH", path, R"({"role":"viewer"})", stale).status == 412);
  auto fresh = admin;
  fresh.emplace_back("If-Match", header_of(service.ask("GET", path, "", admin), "ETag"));
  const auto changed = service.ask("PATCH", path, R"({"role":"viewer"})", fresh);
  CHECK(changed.status == 200);
  CHECK(header_of(changed, "ETag") == "\"2\"");
  CHECK(service.ask("PATCH", path, R"({"role":"viewer","email":"x"})", fresh).status == 422);
}

TEST_CASE("a new password ends the tokens of the old one") {
  Service service;
  service.settings.demo = false;
  const auto token = bearer(token_for(service, "ann", "analyst"));
  const auto change = [&](std::string_view current, std::string_view wanted) {
    return service.ask("POST", "/auth/password",
                       R"({"current_password":")" + std::string(current) + R"(","new_password":")" +
                           std::string(wanted) + "\"}",
                       token);
  };
  CHECK(change("wrong", "another good passphrase").status == 403);
  CHECK(change(samples::kPassword, "short").status == 422);
  CHECK(change(samples::kPassword, "another good passphrase").status == 204);
  CHECK(service.ask("GET", "/auth/me", "", token).status == 401);
  CHECK(service.ask("POST", "/auth/login", login_body("ann", "another good passphrase")).status ==
        200);
}

TEST_CASE("an API key is shown once, ends when it is revoked or expires, and with its owner") {
  Service service;
  service.settings.demo = false;
  const auto ann = add_user(service, "ann", "senior_analyst");
  const auto token = bearer(token_of(service, ann));
  const auto made =
      service.ask("POST", "/api-keys", R"({"name":"job","expires_in_days":2})", token);
  REQUIRE(made.status == 201);
  const std::string key = text(body_of(made), "key");
  CHECK(auth::read_api_key(key));
  CHECK(service.ask("GET", "/api-keys", "", token).body.find(key.substr(40)) == std::string::npos);
  CHECK(service.ask("GET", "/cases", "", bearer(key)).status == 200);
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string changed = key;
    changed[i] = changed[i] == '1' ? '2' : '1';
    CAPTURE(changed);
    CHECK(service.ask("GET", "/cases", "", bearer(changed)).status == 401);
  }
  CHECK(service.ask("POST", "/api-keys", R"({"name":"x"})", bearer(key)).status == 403);
  service.clock.advance_us(2 * Timestamp::kDay - 1);
  CHECK(service.ask("GET", "/cases", "", bearer(key)).status == 200);
  service.clock.advance_us(1);
  CHECK(service.ask("GET", "/cases", "", bearer(key)).status == 401);

  const auto fresh = bearer(token_of(service, ann));
  const std::string second =
      text(body_of(service.ask("POST", "/api-keys", R"({"name":"job"})", fresh)), "key");
  ports::UserRecord gone = ann;
  gone.is_active = false;
  gone.version = 4;  // two keys were made
  REQUIRE(service.store.commit({{ports::Update<ports::UserRecord>{gone}}, {}}));
  CHECK(service.ask("GET", "/cases", "", bearer(second)).status == 401);
}

TEST_CASE("nobody gives a key a role above his own") {
  Service service;
  service.settings.demo = false;
  const auto token = bearer(token_for(service, "ann", "analyst"));
  CHECK(service.ask("POST", "/api-keys", R"({"name":"x","role":"admin"})", token).status == 422);
  CHECK(service.ask("POST", "/api-keys", R"({"name":"x","scopes":["nonsense"]})", token).status ==
        422);
}

}  // namespace
}  // namespace financescr
