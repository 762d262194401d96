// Packs over HTTP: the library, differences, and a change of the active pack by two people.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/unit/functions/people.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::ask_as;
using samples::body_of;
using samples::kAnn;
using samples::kCarl;
using samples::kCleo;
using samples::Service;
using samples::string_at;
using samples::text_at;

std::shared_ptr<const ports::LoadedPack> pack(const std::string& id, const std::string& list) {
  return std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
      id, samples::engine_of({.watchlist = list, .customers = samples::kCustomers})});
}

// Three entries that the first pack has not, in place of one of its two.
void add_second(Service& service) {
  service.packs.add(pack("second", samples::entry("E1", "Ivan Petrov", "PEP") +
                                       samples::entry("E3", "Maria Garcia", "SANCTIONS") +
                                       samples::entry("E4", "Hassan Rahmani", "PEP") +
                                       samples::entry("E5", "Aoife Murphy", "PEP")));
}

std::string proposed(Service& service) {
  const auto response = ask_as(service, kCleo, "POST", "/packs/second/activations");
  REQUIRE_MESSAGE(response.status == 201, response.body);
  return string_at(body_of(response), "activation/activation_id");
}

http::Response decide(Service& service, const auth::Principal& who, const std::string& id,
                      const std::string& action) {
  return ask_as(service, who, "POST", "/packs/activations/" + id + "/" + action);
}

TEST_CASE("the library, the active pack with its hashes, the activations") {
  Service service;
  add_second(service);
  const std::string id = proposed(service);
  const Json body = body_of(ask_as(service, kAnn, "GET", "/packs"));
  CHECK(text_at(body, "items") ==
        R"([{"is_active":true,"pack_id":"first"},{"is_active":false,"pack_id":"second"}])");
  CHECK(string_at(body, "active/pack_id") == "first");
  CHECK(string_at(body, "active/screening/pack_hash") ==
        service.packs.active()->engine.screening().provenance().pack_hash);
  CHECK(text_at(body, "active/credit/rows/applications") == "1");
  CHECK(string_at(body, "activations/0/activation_id") == id);
  CHECK(string_at(body, "activations/0/status") == "PROPOSED");
  CHECK(string_at(body_of(ask_as(service, kAnn, "GET", "/packs/second")), "pack_id") == "second");
  CHECK(ask_as(service, kAnn, "GET", "/packs/third").status == 404);
}

std::string events_of(Service& service) {
  std::string events;
  const auto rows = service.store.audit({}, std::nullopt, 10).value();
  for (const auto& row : rows) {
    events += row.event + " by " + row.actor + "; ";
  }
  return events;
}

TEST_CASE("the active pack is given out byte for byte, and the log says to whom") {
  Service service;
  add_second(service);
  auto response = ask_as(service, kCleo, "GET", "/packs/first/file");
  REQUIRE(response.status == 200);
  CHECK(response.headers.find("content-type") == "application/octet-stream");
  REQUIRE(response.stream != nullptr);
  // A change of the pack while it is sent changes nothing in what is sent.
  const std::string expected(service.packs.active()->engine.pack().bytes());
  service.packs.activate(service.packs.open("second").value());
  while (response.stream->next(response.body)) {
  }
  CHECK(response.body == expected);
  const auto copy = pack::copy_aligned(response.body);
  const auto opened = pack::Pack::open(copy.view, copy.owner);
  REQUIRE(opened);
  CHECK(opened->verify_hashes());
  CHECK(events_of(service) == "pack_downloaded by user:cleo; ");
}

TEST_CASE("no other pack is given out, and nothing without its row") {
  Service service;
  add_second(service);
  for (const char* other : {"/packs/second/file", "/packs/third/file"}) {
    const auto refused = ask_as(service, kCleo, "GET", other);
    CHECK(refused.status == 404);
    CHECK(refused.stream == nullptr);
  }
  CHECK(ask_as(service, kCleo, "HEAD", "/packs/first/file").status == 200);
  CHECK(events_of(service).empty());
  // The demonstration's anonymous analyst may look at packs, not take one away.
  CHECK(service.ask("GET", "/packs/first").status == 200);
  CHECK(service.ask("GET", "/packs/first/file").status == 403);
}

TEST_CASE("health and packs say whether data was made up") {
  Service service;
  const auto said = [&service](const char* path, const char* where) {
    return text_at(body_of(ask_as(service, kAnn, "GET", path)), where);
  };
  CHECK(said("/health", "synthetic") == "false");
  CHECK(said("/packs", "active/synthetic") == "false");
  service.packs.activate(std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
      "made-up",
      samples::engine_of({.watchlist = samples::kWatchlist,
                          .customers = samples::kCustomers,
                          .labels = R"({"scenario_id":"S1","customer_id":"C1","label":"NO_MATCH"})",
                          .oracle = R"({"scenario_id":"S1","log_likelihood_ratio":-3})"})}));
  CHECK(said("/health", "synthetic") == "true");
  CHECK(said("/packs", "active/synthetic") == "true");
}

TEST_CASE("a diff: counts, and all rows in pages") {
  Service service;
  add_second(service);
  std::multiset<std::string> rows;
  std::string cursor;
  int pages = 0;
  do {
    const Json body =
        body_of(ask_as(service, kAnn, "GET",
                       "/packs/second/diff?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor)));
    CHECK(string_at(body, "against") == "first");
    CHECK(text_at(body, "same") == "false");
    CHECK(text_at(body, "domains/0/tables/0/added_count") == "3");
    CHECK(text_at(body, "domains/0/tables/0/removed_count") == "1");
    const Json items = samples::at(body, "items");
    CHECK(items.if_array()->size() <= 2);
    for (const Json& item : *items.if_array()) {
      rows.insert(string_at(item, "table") + " " + string_at(item, "change") + " " +
                  string_at(item, "id"));
    }
    cursor = text_at(body, "next_cursor") == "null" ? "" : string_at(body, "next_cursor");
    ++pages;
  } while (!cursor.empty() && pages < 10);
  CHECK(rows == std::multiset<std::string>{"applications removed A1", "watchlist added E3",
                                           "watchlist added E4", "watchlist added E5",
                                           "watchlist changed E1", "watchlist removed E2"});
  CHECK(pages == 3);
  CHECK(text_at(body_of(ask_as(service, kAnn, "GET", "/packs/first/diff?against=first")), "same") ==
        "true");
  CHECK(ask_as(service, kAnn, "GET", "/packs/first/diff?against=third").status == 404);
  CHECK(ask_as(service, kAnn, "GET", "/packs/first/diff?limit=x").status == 422);
}

TEST_CASE("who is shown rows of a pack is written down; who sees that there are none is not") {
  Service service;
  add_second(service);
  REQUIRE(ask_as(service, kAnn, "GET", "/packs/first/diff?against=first").status == 200);
  CHECK_FALSE(service.store.audit_tail().value().has_value());
  REQUIRE(ask_as(service, kAnn, "GET", "/packs/second/diff").status == 200);
  const auto row = service.store.audit_tail().value();
  REQUIRE(row.has_value());
  CHECK(row->event == "pack_diff_viewed");
  CHECK(row->actor == "user:ann");
  CHECK(text_at(samples::parse(row->row), "details") ==
        R"({"against":"first","pack_id":"second"})");
}

TEST_CASE("a cursor of a diff ends with the packs it was made on") {
  Service service;
  add_second(service);
  const std::string cursor =
      string_at(body_of(ask_as(service, kAnn, "GET", "/packs/second/diff?limit=1")), "next_cursor");
  service.packs.add(pack("second", samples::entry("E9", "Igor Volkov", "PEP")));
  CHECK(ask_as(service, kAnn, "GET", "/packs/second/diff?limit=1&cursor=" + cursor).status == 422);
}

TEST_CASE(
    "four eyes: a pack becomes active only by a second person, with a job in the same commit") {
  Service service;
  add_second(service);
  const std::string id = proposed(service);
  CHECK(service.packs.active()->pack_id == "first");
  const auto own = decide(service, kCleo, id, "approve");
  CHECK(own.status == 403);
  CHECK(string_at(body_of(own), "code") == "four_eyes");
  CHECK(decide(service, kCleo, id, "reject").status == 403);
  CHECK(service.packs.active()->pack_id == "first");
  const auto approved = decide(service, kCarl, id, "approve");
  REQUIRE(approved.status == 200);
  CHECK(service.packs.active()->pack_id == "second");
  const Json body = body_of(approved);
  CHECK(string_at(body, "activation/checker") == "user:carl");
  const Json job = body_of(ask_as(service, kAnn, "GET", "/jobs/" + string_at(body, "job/job_id")));
  CHECK(string_at(job, "kind") == "rescreen");
  CHECK(string_at(job, "status") == "QUEUED");
  CHECK(string_at(job, "progress/old_pack") == "first");
  CHECK(string_at(job, "progress/new_pack") == "second");
  CHECK(events_of(service) == "pack_activated by user:carl; pack_proposed by user:cleo; ");
  CHECK(decide(service, kCarl, id, "approve").status == 409);
  CHECK(decide(service, kCarl, id, "reject").status == 409);
}

TEST_CASE("the activation before is superseded, and there is one active one") {
  Service service;
  add_second(service);
  CHECK(decide(service, kCarl, proposed(service), "approve").status == 200);
  service.clock.advance_us(1'000'000);
  const auto back = ask_as(service, kCarl, "POST", "/packs/first/activations");
  REQUIRE(back.status == 201);
  const auto approved =
      decide(service, kCleo, string_at(body_of(back), "activation/activation_id"), "approve");
  REQUIRE(approved.status == 200);
  CHECK(string_at(body_of(approved), "job/progress/old_pack") == "second");
  std::string statuses;
  const auto records = ports::list(service.store, ports::pack_activations_query()).value();
  for (const auto& record : records) {
    statuses += record.pack_id + " " + std::string(to_string(record.status)) + "; ";
  }
  CHECK(statuses == "first ACTIVE; second SUPERSEDED; ");
}

TEST_CASE("a rejected proposal changes nothing and may be made again") {
  Service service;
  add_second(service);
  const std::string id = proposed(service);
  CHECK(ask_as(service, kCarl, "POST", "/packs/second/activations").status == 409);
  CHECK(decide(service, kCarl, id, "reject").status == 200);
  CHECK(service.packs.active()->pack_id == "first");
  CHECK(ports::list(service.store, ports::open_jobs_query()).value().empty());
  CHECK_FALSE(proposed(service) == id);
}

TEST_CASE("approval is of the rows that were proposed") {
  Service service;
  add_second(service);
  const std::string id = proposed(service);
  service.packs.add(pack("second", samples::entry("E9", "Igor Volkov", "PEP")));
  const auto refused = decide(service, kCarl, id, "approve");
  CHECK(refused.status == 409);
  CHECK(string_at(body_of(refused), "code") == "pack_changed");
  CHECK(service.packs.active()->pack_id == "first");
}

TEST_CASE("what is not there is 404") {
  Service service;
  const std::string none = "00000000-0000-7000-8000-000000000000";
  CHECK(ask_as(service, kCleo, "POST", "/packs/third/activations").status == 404);
  CHECK(decide(service, kCarl, none, "approve").status == 404);
  CHECK(decide(service, kCarl, "7", "reject").status == 404);
  CHECK(ask_as(service, kAnn, "GET", "/jobs/" + none).status == 404);
  CHECK(ask_as(service, kAnn, "GET", "/jobs/7").status == 404);
}

}  // namespace
}  // namespace financescr
