// What the reference's service lacks, as its users and auditors would notice it.
#include <doctest/doctest.h>

#include "tests/unit/functions/accounts.hpp"

namespace financescr {
namespace {

using samples::bearer;
using samples::Service;
using samples::token_for;

constexpr std::string_view kIvan =
    R"({"subject":{"name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU"}})";

TEST_CASE("the reference serves everybody: ours asks who it is before it decides or shows") {
  Service service;
  service.settings.demo = false;
  struct Row {
    const char* method;
    const char* path;
  };
  for (const Row& row : {Row{"POST", "/screen"}, Row{"POST", "/credit/apply"}, Row{"GET", "/cases"},
                         Row{"POST", "/agent/chat"}}) {
    CAPTURE(row.path);
    const auto answer = service.ask(row.method, row.path, "{}");
    CHECK(answer.status == 401);
    CHECK(samples::header_of(answer, "WWW-Authenticate") == "Bearer");
  }
}

TEST_CASE("the reference keeps no audit: ours has a row for every decision") {
  Service service;
  service.settings.demo = false;
  const auto ann = bearer(token_for(service, "ann", "compliance_officer"));
  for (int i = 0; i < 3; ++i) {
    REQUIRE(service.ask("POST", "/screen", std::string(kIvan), ann).status == 200);
  }
  const auto log = samples::body_of(service.ask("GET", "/audit?event=decision", "", ann));
  CHECK(log.find("items")->if_array()->size() == 3);
}

TEST_CASE("the reference lets anybody guess passwords: ours makes the sixth attempt wait") {
  Service service;
  samples::add_user(service, "ann", "analyst");
  int status = 0;
  for (int i = 0; i < 6; ++i) {
    status = service.ask("POST", "/auth/login", R"({"username":"ann","password":"guess"})").status;
  }
  CHECK(status == 429);
}

TEST_CASE("the reference answers a second registration of a name with 500: ours says 409") {
  Service service;
  service.settings.demo = false;
  const auto root = bearer(token_for(service, "root", "admin"));
  const std::string body =
      R"({"username":"root","email":"a@b.example","full_name":"A","password":"a good passphrase"})";
  CHECK(service.ask("POST", "/auth/register", body, root).status == 409);
}

TEST_CASE("the reference's /health has its versions written down: ours tells what is loaded") {
  Service service;
  const auto before = samples::body_of(service.ask("GET", "/health"));
  service.packs.activate(std::make_shared<const ports::LoadedPack>(
      ports::LoadedPack{"second", samples::engine_of({.watchlist = samples::kWatchlist})}));
  const auto after = samples::body_of(service.ask("GET", "/health"));
  CHECK(*after.find("pack_id")->if_string() == "second");
  CHECK(*before.find("fincrime") != *after.find("fincrime"));
  CHECK(after.find("checks")->find("database") != nullptr);
}

TEST_CASE("the reference answers 500 for an unknown customer: ours 404, naming the field") {
  Service service;
  const auto answer = service.ask("POST", "/screen", R"({"customer_id":"C_NOBODY"})");
  CHECK(answer.status == 404);
  CHECK(answer.body.find("/customer_id") != std::string::npos);
}

TEST_CASE("the reference ignores a subject beside a customer_id: ours refuses both") {
  Service service;
  const auto answer =
      service.ask("POST", "/screen", R"({"customer_id":"C1","subject":{"name":"Ivan Petrov"}})");
  CHECK(answer.status == 422);
  CHECK(answer.body.find("customer_id and subject") != std::string::npos);
}

TEST_CASE("the reference reads its packs again for every request: ours decides on what is loaded") {
  Service service;
  const auto loaded = service.packs.active();
  const auto users = loaded.use_count();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(service.ask("POST", "/screen", std::string(kIvan)).status == 200);
  }
  CHECK(service.packs.active() == loaded);
  CHECK(loaded.use_count() == users);
}

TEST_CASE(
    "the reference writes local times without a zone: every time of ours is UTC and says so") {
  Service service;
  REQUIRE(service.ask("POST", "/screen", std::string(kIvan)).status == 200);
  const auto cases = samples::body_of(service.ask("GET", "/cases"));
  const auto& first = cases.find("items")->if_array()->front();
  CHECK(*first.find("created_at")->if_string() == "2026-11-22T03:00:00.000000Z");
}

}  // namespace
}  // namespace financescr
