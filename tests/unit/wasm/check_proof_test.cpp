#include "wasm/abi/check_proof.hpp"

#include <doctest/doctest.h>

#include "functions/audit/head.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::browser {
namespace {

using canonical::Json;
using samples::body_of;

// A decision of a service with its proof, and what follows it in the log.
Json proven_decision(samples::Service& service) {
  const std::string screen = R"({"customer_id":"C1"})";
  const std::string first =
      *body_of(service.ask("POST", "/screen", screen)).find("decision_id")->if_string();
  const std::string id =
      *body_of(service.ask("POST", "/screen", screen)).find("decision_id")->if_string();
  static_cast<void>(service.ask("POST", "/screen", screen));
  const auto head =
      audit::sign_head(*service.store.audit_tail().value(), service.clock.now(), service.secrets);
  REQUIRE(service.store.add_audit_head(*head));
  const auto answer = service.ask("GET", "/decisions/" + id + "/proof");
  REQUIRE(answer.status == 200);
  Json request = body_of(answer);
  request.set("bundle", *body_of(service.ask("GET", "/decisions/" + id)).find("bundle"));
  return request;
}

Json checked(const Json& request) {
  const auto result = check_proof(request);
  REQUIRE(result.has_value());
  return *result;
}

// The proof with its n-th row's text changed.
Json with_row(const Json& request, std::size_t n, std::string_view from, std::string_view to) {
  Json proof = *request.find("proof");
  Json rows = Json::array();
  for (std::size_t i = 0; i < proof.find("rows")->if_array()->size(); ++i) {
    std::string text = *(*proof.find("rows")->if_array())[i].if_string();
    if (i == n) {
      const std::size_t place = text.find(from);
      REQUIRE(place != std::string::npos);
      text.replace(place, from.size(), to);
    }
    rows.push_back(text);
  }
  proof.set("rows", std::move(rows));
  Json changed = request;
  changed.set("proof", std::move(proof));
  return changed;
}

TEST_CASE("a decision's bundle is the one of its row, and the row leads to the signed head") {
  samples::Service service;
  const Json request = proven_decision(service);
  const Json result = checked(request);
  CHECK(*result.find("chain") == Json(true));
  CHECK(*result.find("digest") == Json(true));
  CHECK(*result.find("row_decision_id") == *request.find("decision_id"));
  CHECK(service.secrets.verify(*result.find("key")->if_string(),
                               *result.find("head_text")->if_string(),
                               *result.find("signature")->if_string()));
}

TEST_CASE("another bundle, another salt or a changed row is seen") {
  samples::Service service;
  const Json request = proven_decision(service);
  Json other = request;
  other.set("bundle", Json::object({{"decision", "another"}}));
  CHECK(*checked(other).find("digest") == Json(false));
  other = request;
  other.set("salt", std::string(32, '0'));
  CHECK(*checked(other).find("digest") == Json(false));
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}}) {
    CHECK(*checked(with_row(request, n, "REVIEW", "CLEAR!")).find("chain") == Json(false));
  }
}

TEST_CASE("what is missing is named by its pointer") {
  const auto pointer_of = [](const Json& request) {
    const auto result = check_proof(request);
    REQUIRE_FALSE(result.has_value());
    return result.error().front().pointer;
  };
  samples::Service service;
  const Json request = proven_decision(service);
  CHECK(pointer_of(Json::object({{"bundle", Json()}, {"proof", Json()}})) == "/salt");
  Json none = request;
  none.set("proof", Json::object());
  CHECK(pointer_of(none).starts_with("/proof"));
  CHECK(pointer_of(Json::object({{"salt", "1"}})) == "/bundle");
}

}  // namespace
}  // namespace financescr::browser
