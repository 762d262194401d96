// What requests may cost: lists of faults, batches and their limits, and who is limited together.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "functions/auth/api_key.hpp"
#include "functions/call/authenticate.hpp"
#include "tests/unit/functions/accounts.hpp"
#include "tests/unit/functions/people.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::add_user;
using samples::bearer;
using samples::body_of;
using samples::Service;
using samples::string_at;
using samples::text_at;
using samples::token_of;

constexpr std::string_view kIvanLine =
    R"({"request_id":"i","as_of":"2026-11-01","subject":{"name":"Ivan Petrov"}})";

std::string with_unknown_members(int count, std::string_view first = {}) {
  std::string body = "{" + std::string(first);
  for (int i = 0; i < count; ++i) {
    if (body.size() > 1) body += ",";
    body += "\"u" + std::to_string(i) + "\":1";
  }
  return body + "}";
}

// A request whose answer is taken piece by piece, or that has a limit of its own.
class Asked {
 public:
  Asked(Service& service, std::string_view path, std::string body,
        const std::vector<http::Headers::Field>& headers = {}, http::RateLimiter* limiter = nullptr)
      : context_{service.packs.active(),
                 service.packs,
                 service.store,
                 service.clock,
                 service.entropy,
                 service.secrets,
                 service.log,
                 service.metrics,
                 limiter == nullptr ? service.rate_limiter : *limiter,
                 service.scores,
                 service.settings,
                 workspace_} {
    request_.method = body.empty() ? http::Method::kGet : http::Method::kPost;
    request_.path = path;
    request_.headers.add("Host", "localhost:8000");
    for (const auto& [name, value] : headers) request_.headers.set(name, value);
    request_.body = std::move(body);
    request_.peer = "127.0.0.1";
    response = financescr::handle(request_, context_);
  }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  // The lines of the next piece; nothing at the end.
  std::vector<Json> next() {
    std::string piece;
    REQUIRE(response.stream != nullptr);
    is_over = !response.stream->next(piece);
    std::vector<Json> lines;
    for (std::size_t end = piece.find('\n'); end != std::string::npos; end = piece.find('\n')) {
      lines.push_back(samples::parse(piece.substr(0, end)));
      piece.erase(0, end + 1);
    }
    return lines;
  }

  bool is_over = false;
  http::Response response;

 private:
  decision::Workspace workspace_;
  http::Request request_;
  Context context_;
};

std::string lines_of(int count) {
  std::string body;
  for (int i = 0; i < count; ++i) body.append(kIvanLine).append("\n");
  return body;
}

std::int64_t integer_at(const Json& json, std::string_view path) {
  return *samples::at(json, path).if_integer();
}

TEST_CASE("the answer to a body of unknown members is small and says how many there were") {
  Service service;
  service.settings.demo = false;
  const auto token = bearer(token_of(service, add_user(service, "root", "admin")));
  const auto response = service.ask("POST", "/api-keys", with_unknown_members(30'000), token);
  CHECK(response.status == 422);
  CHECK(response.body.size() < 32'000);
  const Json problem = body_of(response);
  CHECK(samples::at(problem, "errors").if_array()->size() == 100);
  CHECK(integer_at(problem, "error_count") >= 30'000);
  CHECK(string_at(problem, "detail").ends_with(" more"));
}

TEST_CASE("one fault is listed and counted as one") {
  Service service;
  const Json problem = body_of(service.ask("POST", "/screen", R"({"customer_id":7})"));
  CHECK(integer_at(problem, "error_count") ==
        static_cast<std::int64_t>(samples::at(problem, "errors").if_array()->size()));
}

TEST_CASE("an unknown member with a name of a megabyte is not given back") {
  Service service;
  const std::string body = "{\"" + std::string(1'000'000, 'x') + "\":1,\"customer_id\":\"C2\"}";
  const auto response = service.ask("POST", "/screen", body);
  CHECK(response.status == 200);
  CHECK(response.body.size() < 10'000);
  CHECK(text_at(body_of(response), "ignored_fields") == R"([""])");
}

TEST_CASE("ignored members are listed up to a hundred and counted beyond") {
  Service service;
  const std::string named = R"("customer_id":"C2")";
  const Json few = body_of(service.ask("POST", "/screen", with_unknown_members(100, named)));
  CHECK(samples::at(few, "ignored_fields").if_array()->size() == 100);
  CHECK(few.find("ignored_field_count") == nullptr);
  const auto many = service.ask("POST", "/screen", with_unknown_members(20'000, named));
  CHECK(samples::at(body_of(many), "ignored_fields").if_array()->size() == 100);
  CHECK(integer_at(body_of(many), "ignored_field_count") == 20'000);
  const auto what_if = service.ask("POST", "/what-if/credit", with_unknown_members(20'000));
  CHECK(what_if.body.size() < 32'000);
}

TEST_CASE("a body of too many values is refused without a tree of it") {
  Service service;
  const auto response = service.ask("POST", "/screen", with_unknown_members(380'000));
  CHECK(response.status == 413);
  CHECK(string_at(body_of(response), "code") == "too_large");
  CHECK(response.body.size() < 1'000);
}

TEST_CASE("a batch is decided on another pack from the next line on, and says so") {
  Service service;
  const auto second = std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
      "second", samples::engine_of({.watchlist = samples::entry("E9", "Maria Garcia", "PEP"),
                                    .customers = samples::kCustomers})});
  service.packs.add(second);
  Asked batch(service, "/screen/batch", lines_of(100));
  const auto before = batch.next();
  REQUIRE(before.size() == 64);
  CHECK(string_at(before.back(), "decision") == "REVIEW");
  service.packs.activate(second);
  const auto after = batch.next();
  REQUIRE(after.size() == 37);
  CHECK(string_at(after[0], "notice/code") == "pack_changed");
  CHECK(string_at(after[0], "notice/pack_id") == "second");
  CHECK(integer_at(after[0], "notice/line") == 65);
  CHECK(string_at(after[0], "notice/pack_hash") == string_at(after[1], "pack_hash"));
  CHECK(integer_at(after[1], "line") == 65);
  CHECK(string_at(after[1], "decision") == "CLEAR");
  CHECK(string_at(before[0], "pack_hash") != string_at(after[1], "pack_hash"));
  CHECK(batch.next().empty());
  CHECK(batch.is_over);
}

TEST_CASE("the same pack opened anew is no change") {
  Service service;
  Asked batch(service, "/screen/batch", lines_of(70));
  REQUIRE(batch.next().size() == 64);
  service.packs.activate(std::make_shared<const ports::LoadedPack>(
      ports::LoadedPack{"first", samples::whole_engine()}));
  for (const Json& line : batch.next()) CHECK(line.find("notice") == nullptr);
}

// What ends a batch: the change of an account or a key, by its commit.
void check_batch_ends(const std::string& code, const std::string& credential, Service& service,
                      const ports::Transaction& change, std::int64_t wait_us) {
  Asked batch(service, "/screen/batch", lines_of(200), bearer(credential));
  REQUIRE(batch.next().size() == 64);
  if (!change.writes.empty()) REQUIRE(service.store.commit(change));
  service.clock.advance_us(wait_us);
  const auto last = batch.next();
  REQUIRE(last.size() == 1);
  CHECK(string_at(last[0], "error/code") == code);
  CHECK(integer_at(last[0], "error/line") == 65);
  CHECK(last[0].find("decision") == nullptr);
  CHECK(batch.next().empty());
  CHECK(batch.is_over);
}

struct KeyOfAnn {
  KeyOfAnn() {
    service.settings.demo = false;
    ann = add_user(service, "ann", "analyst");
    record.key_id = make_id(service.clock, service.entropy);
    record.created_at = service.clock.now();
    record.name = "job";
    record.owner = "user:" + ann.user_id;
    record.role = "analyst";
    record.expires_at = Timestamp{service.clock.now().us + Timestamp::kDay};
    text = auth::make_api_key(record, service.entropy);
    REQUIRE(service.store.commit({{ports::Insert<ports::ApiKeyRecord>{record}}, {}}));
  }
  Service service;
  ports::UserRecord ann;
  ports::ApiKeyRecord record;
  std::string text;
};

TEST_CASE("a batch ends with the key, the account or the role it was sent with") {
  SUBCASE("the key is revoked") {
    KeyOfAnn key;
    auto revoked = key.record;
    revoked.revoked_at = key.service.clock.now();
    ++revoked.version;
    check_batch_ends("unauthenticated", key.text, key.service,
                     {{ports::Update<ports::ApiKeyRecord>{revoked}}, {}}, 0);
  }
  SUBCASE("its owner is deactivated") {
    KeyOfAnn key;
    auto gone = key.ann;
    gone.is_active = false;
    ++gone.version;
    check_batch_ends("unauthenticated", key.text, key.service,
                     {{ports::Update<ports::UserRecord>{gone}}, {}}, 0);
  }
  SUBCASE("the owner's role decides no longer") {
    KeyOfAnn key;
    auto lower = key.ann;
    lower.role = "viewer";
    ++lower.version;
    check_batch_ends("forbidden", key.text, key.service,
                     {{ports::Update<ports::UserRecord>{lower}}, {}}, 0);
  }
  SUBCASE("the key expires, which no commit says") {
    KeyOfAnn key;
    check_batch_ends("unauthenticated", key.text, key.service, {}, Timestamp::kDay);
  }
}

TEST_CASE("a change of somebody else's account does not end a batch") {
  KeyOfAnn key;
  Asked batch(key.service, "/screen/batch", lines_of(100), bearer(key.text));
  REQUIRE(batch.next().size() == 64);
  add_user(key.service, "bob", "analyst");
  key.service.clock.advance_us(10'000'000);
  CHECK(batch.next().size() == 36);
}

TEST_CASE("lines of a batch count against the limit of requests, and leave room for requests") {
  Service service;
  http::RateLimiter limiter(http::RateLimit{.per_second = 10, .burst = 20});
  Asked batch(service, "/screen/batch", lines_of(30), {}, &limiter);
  // The request itself took one of the twenty.
  CHECK(batch.next().size() == 9);
  CHECK(batch.next().empty());
  CHECK_FALSE(batch.is_over);
  CHECK(batch.response.stream->pause_us() > 0);
  CHECK(Asked(service, "/screen", std::string(kIvanLine), {}, &limiter).response.status == 200);
  service.clock.advance_us(1'000'000);
  const auto more = batch.next();
  CHECK(more.size() == 9);
  CHECK(integer_at(more[0], "line") == 10);
  service.clock.advance_us(10'000'000);
  CHECK(batch.next().size() == 10);
  service.clock.advance_us(1'000'000);
  CHECK(batch.next().size() == 2);
  CHECK(batch.next().empty());
  CHECK(batch.is_over);
}

TEST_CASE("several keys of one owner share one limit") {
  KeyOfAnn key;
  ports::ApiKeyRecord second = key.record;
  second.key_id = make_id(key.service.clock, key.service.entropy);
  const std::string other = auth::make_api_key(second, key.service.entropy);
  REQUIRE(key.service.store.commit({{ports::Insert<ports::ApiKeyRecord>{second}}, {}}));
  const auto bob = bearer(token_of(key.service, add_user(key.service, "bob", "analyst")));
  const auto ann = bearer(token_of(key.service, key.ann));
  http::RateLimiter limiter(http::RateLimit{.per_second = 1, .burst = 3});
  const auto status = [&](const std::vector<http::Headers::Field>& who) {
    return Asked(key.service, "/cases", "", who, &limiter).response.status;
  };
  CHECK(status(bearer(key.text)) == 200);
  CHECK(status(bearer(other)) == 200);
  CHECK(status(ann) == 200);
  CHECK(status(bearer(key.text)) == 429);
  CHECK(status(bearer(other)) == 429);
  CHECK(status(ann) == 429);
  CHECK(status(bob) == 200);
}

TEST_CASE("refused tokens are limited by their peer, and then not even looked at") {
  KeyOfAnn key;
  http::RateLimiter limiter(http::RateLimit{.per_second = 20, .burst = 20});
  const auto wrong = bearer("nonsense");
  std::vector<int> statuses;
  for (int i = 0; i < 5; ++i) {
    statuses.push_back(Asked(key.service, "/cases", "", wrong, &limiter).response.status);
  }
  CHECK(statuses == std::vector<int>{401, 401, 401, 429, 429});
  const Asked refused(key.service, "/cases", "", wrong, &limiter);
  CHECK(samples::header_of(refused.response, "retry-after") == "1");
  key.service.clock.advance_us(1'000'000);
  CHECK(Asked(key.service, "/cases", "", bearer(key.text), &limiter).response.status == 200);
}

TEST_CASE("questions about health are limited by their peer; liveness is not") {
  Service service;
  http::RateLimiter limiter(http::RateLimit{.per_second = 20, .burst = 20});
  const auto status = [&](std::string_view path) {
    return Asked(service, path, "", {}, &limiter).response.status;
  };
  CHECK(status("/readyz") == 200);
  CHECK(status("/health") == 200);
  CHECK(status("/version") == 200);
  CHECK(status("/readyz") == 429);
  for (int i = 0; i < 50; ++i) CHECK(status("/healthz") == 200);
  service.clock.advance_us(1'000'000);
  CHECK(status("/readyz") == 200);
}

}  // namespace
}  // namespace financescr
