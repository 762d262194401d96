// What is kept of a request that may be sent again.
#include <doctest/doctest.h>

#include "engine/canonical/sha256.hpp"
#include "tests/unit/functions/accounts.hpp"

namespace financescr {
namespace {

using samples::Service;

const std::vector<http::Headers::Field> kKey = {{"Idempotency-Key", "k-1"}};

ports::IdempotencyRecord remembered(Service& service) {
  const auto record =
      ports::find<ports::IdempotencyRecord>(service.store, "anonymous", "k-1").value();
  REQUIRE(record);
  return *record;
}

TEST_CASE("the fingerprint of a request needs a key: whoever reads the store cannot try names") {
  Service service;
  const std::string body = samples::ask("Ivan Petrov");
  REQUIRE(service.ask("POST", "/screen", body, kKey).status == 200);
  const std::string text = "POST /screen\n" + body;
  const std::string kept = remembered(service).fingerprint;
  CHECK(kept.find(canonical::hex(canonical::sha256(text))) == std::string::npos);
  // One derivation, stated: HMAC(HMAC(token key, purpose), method, path and body).
  const auto key =
      canonical::hmac_sha256(service.secrets.token_key(), "financescr idempotency fingerprint/1");
  CHECK(kept ==
        "h1:" + canonical::hex(canonical::hmac_sha256(std::string(key.begin(), key.end()), text)));
  const auto again = service.ask("POST", "/screen", body, kKey);
  CHECK(again.status == 200);
  CHECK(samples::header_of(again, "Idempotency-Replayed") == "true");
  CHECK(service.ask("POST", "/screen", samples::ask("Ivan Petrow"), kKey).status == 422);
}

TEST_CASE("the fingerprint goes with an erasure, and the key still says what became of it") {
  Service service;
  service.settings.demo = false;
  const auto officer = samples::bearer(samples::token_for(service, "eve", "compliance_officer"));
  auto headers = officer;
  headers.emplace_back("Idempotency-Key", "k-1");
  const std::string body = samples::ask("Ivan Petrov");
  const auto answer = samples::body_of(service.ask("POST", "/screen", body, headers));
  const std::string owner =
      "user:" + ports::first(service.store, ports::user_named_query("eve")).value()->user_id;
  const std::string erasure = R"({"reason":"legal_order","decision_ids":[")" +
                              *answer.find("decision_id")->if_string() + "\"]}";
  REQUIRE(service.ask("POST", "/erasures", erasure, officer).status == 200);
  const auto kept = ports::find<ports::IdempotencyRecord>(service.store, owner, "k-1").value();
  REQUIRE(kept);
  CHECK(kept->fingerprint.empty());
  CHECK(kept->body.empty());
  // Whether it is the same request cannot be told any more: neither is decided again.
  CHECK(service.ask("POST", "/screen", body, headers).status == 410);
  CHECK(service.ask("POST", "/screen", samples::ask("Maria"), headers).status == 410);
}

TEST_CASE("the remembered answers of a conversation go with it, and those of others stay") {
  Service service;
  service.settings.demo = false;
  const auto officer = samples::bearer(samples::token_for(service, "eve", "compliance_officer"));
  const std::string owner =
      "user:" + ports::first(service.store, ports::user_named_query("eve")).value()->user_id;
  const auto chat = [&](const std::string& id, const std::string& key) {
    auto headers = officer;
    headers.emplace_back("Idempotency-Key", key);
    return service
        .ask("POST", "/agent/chat", R"({"message":"help","conversation_id":")" + id + "\"}",
             headers)
        .status;
  };
  const std::string first = "00000000-0000-7000-8000-000000000042";
  const std::string second = "00000000-0000-7000-8000-000000000043";
  REQUIRE(chat(first, "k-1") == 200);
  REQUIRE(chat(second, "k-2") == 200);
  REQUIRE(service
              .ask("POST", "/erasures",
                   R"({"reason":"legal_order","conversation_id":")" + first + "\"}", officer)
              .status == 200);
  CHECK(ports::find<ports::IdempotencyRecord>(service.store, owner, "k-1").value()->body.empty());
  CHECK(ports::find<ports::IdempotencyRecord>(service.store, owner, "k-1")
            .value()
            ->fingerprint.empty());
  CHECK_FALSE(
      ports::find<ports::IdempotencyRecord>(service.store, owner, "k-2").value()->body.empty());
  CHECK(chat(first, "k-1") == 410);
  CHECK(chat(second, "k-2") == 200);
}

}  // namespace
}  // namespace financescr
