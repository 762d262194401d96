#include "engine/pack/id_hash.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/canonical/sha256.hpp"

namespace financescr::pack {
namespace {

using Texts = std::vector<std::string>;

IdHashScheme salted(std::string salt) {
  IdHashScheme scheme;
  scheme.salt = std::move(salt);
  return scheme;
}

IdHashScheme keyed(std::string key_id) {
  return {IdHashScheme::Kind::kHmacSha256, "", std::move(key_id), 1};
}

std::string hashed(const IdHashScheme& scheme, std::string_view key, std::string_view number) {
  const auto hash = hash_id_number(scheme, key, number);
  REQUIRE(hash);
  return *hash;
}

Texts fields_hashed(const IdHashScheme& scheme, std::string_view field) {
  const auto hashes = hash_id_field(scheme, "", field);
  REQUIRE(hashes);
  return *hashes;
}

std::string replaced(std::string_view number, const IdHashScheme& scheme) {
  auto request =
      canonical::parse(R"({"subject":{"name":"A","id_number":)" + std::string(number) + "}}");
  REQUIRE(request);
  replace_id_number(*request, "subject", scheme, "");
  return canonical::write(*request);
}

TEST_CASE("id hash: the field of a request becomes hashes, and nothing of it stays") {
  const std::string one = hashed(IdHashScheme(), "", "AB123456");
  const std::string two = hashed(IdHashScheme(), "", "99887766");
  IdHashScheme latest;
  latest.normalisation = IdHashScheme::kLatestNormalisation;
  CHECK(replaced("\"AB 123456\"", latest) ==
        R"({"subject":{"id_hash":")" + one + R"(","name":"A"}})");
  CHECK(replaced("\"passport AB123456; ID 99887766\"", latest) ==
        R"({"subject":{"id_hashes":[")" + one + R"(",")" + two + R"("],"name":"A"}})");
  for (const char* nothing : {"\"\"", "\"-\"", "\"N/A\"", "\"unknown\"", "\"0\"", "null"}) {
    CAPTURE(std::string(nothing));
    CHECK(replaced(nothing, latest) == R"({"subject":{"name":"A"}})");
    CHECK(replaced(nothing, keyed("k1")) == R"({"subject":{"name":"A"}})");
  }
  CHECK(replaced("\"AB123456\"", keyed("k1")) ==
        R"({"subject":{"id_key_missing":true,"name":"A"}})");
  CHECK(replaced("7", latest) == R"({"subject":{"id_number":7,"name":"A"}})");
}

TEST_CASE("id hash: the reference's vectors") {
  const auto v1 = hash_id_number(IdHashScheme(), "", "P1234567");
  REQUIRE(v1);
  CHECK(*v1 == "sha256:cc1f52fd751f2d23c1d07c28d4c7c8ea82dbd9da35db04e6f0a2aba263bbd925");
  const auto v2 = hash_id_number(salted("financescr_v2_salt"), "", "P1234567");
  REQUIRE(v2);
  CHECK(*v2 == "sha256:f9c64eb6a8d6cf1c1696b506966e48b47dedf710f8bab1add612a512d92a181e");
}

TEST_CASE("id hash: the spelling of a number does not matter") {
  for (const char* text :
       {"p1234567", " P 1234567 ", "P-123-4567", "P.1234567", "p/123/4567", "P\t1234567"}) {
    CAPTURE(std::string(text));
    CHECK(first_normalisation(text) == "P1234567");
    CHECK(fields_hashed(IdHashScheme(), text) == Texts{hashed(IdHashScheme(), "", "P1234567")});
  }
  CHECK(first_normalisation("P1234568") != "P1234567");
  CHECK(first_normalisation(" -./").empty());
}

TEST_CASE("id hash: a pack of before is asked for what it hashed as well") {
  const IdHashScheme first;
  IdHashScheme latest;
  latest.normalisation = IdHashScheme::kLatestNormalisation;
  const auto of = [&first](std::string_view number) { return hashed(first, "", number); };
  struct Field {
    const char* text;
    Texts latest, first;
  };
  for (const Field& field : {
           Field{"P1234567", {of("P1234567")}, {of("P1234567")}},
           Field{"P 123-4567", {of("P1234567")}, {of("P1234567")}},
           Field{"IMO 9000001", {of("9000001")}, {of("9000001"), of("IMO9000001")}},
           Field{"P1234567; 99881",
                 {of("P1234567"), of("99881")},
                 {of("P1234567"), of("99881"), of("P1234567;99881")}},
           Field{"N/A", {}, {}},
           Field{"000000", {}, {}},
           Field{"", {}, {}},
       }) {
    CAPTURE(std::string(field.text));
    CHECK(fields_hashed(latest, field.text) == field.latest);
    CHECK(fields_hashed(first, field.text) == field.first);
  }
}

TEST_CASE("id hash: with a key it is an HMAC that names the key") {
  const auto hash = hash_id_number(keyed("k1"), "secret", "P1234567");
  REQUIRE(hash);
  CHECK(*hash == "hmac-sha256:k1:" + canonical::hex(canonical::hmac_sha256("secret", "P1234567")));
  CHECK(*hash != hashed(keyed("k1"), "other", "P1234567"));
  CHECK(*hash != hashed(keyed("k2"), "secret", "P1234567"));
}

TEST_CASE("id hash: without the key that the pack asks for nothing is hashed") {
  const auto hash = hash_id_number(keyed("k1"), "", "P1234567");
  REQUIRE_FALSE(hash);
  CHECK(hash.error().code == ErrorCode::kUnsupported);
  CHECK(hash.error().detail.find("\"k1\"") != std::string::npos);
  CHECK(hash.error().detail.find("1234567") == std::string::npos);
}

struct Row {
  const char* text;
  Texts errors;
};

const Row kRows[] = {
    {R"({"salt":"s","scheme":"sha256-salt"})", {}},
    {R"({"key_id":"k","scheme":"hmac-sha256"})", {}},
    {R"({"normalisation":2,"salt":"s","scheme":"sha256-salt"})", {}},
    {R"({"key_id":"k","normalisation":2,"scheme":"hmac-sha256"})", {}},
    {R"({"normalisation":3,"salt":"s","scheme":"sha256-salt"})",
     {"/id_hash/normalisation invalid"}},
    {R"({"normalisation":"2","salt":"s","scheme":"sha256-salt"})",
     {"/id_hash/normalisation invalid"}},
    {R"({})", {"/id_hash/scheme missing", "/id_hash/salt missing"}},
    {R"({"scheme":"md5","salt":"s"})", {"/id_hash/scheme invalid"}},
    {R"({"scheme":"sha256-salt"})", {"/id_hash/salt missing"}},
    {R"({"scheme":"sha256-salt","salt":""})", {"/id_hash/salt invalid"}},
    {R"({"scheme":"hmac-sha256"})", {"/id_hash/key_id missing"}},
    {R"({"scheme":"hmac-sha256","key_id":"k","key":"secret"})", {"/id_hash/key invalid"}},
    {R"({"scheme":"hmac-sha256","key_id":"k","salt":"s"})", {"/id_hash/salt invalid"}},
};

TEST_CASE("id hash: a scheme reads and writes back, and nothing else is a scheme") {
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.text));
    const auto json = canonical::parse(row.text);
    REQUIRE(json);
    Errors errors;
    const IdHashScheme scheme = IdHashScheme::read(*json, "/id_hash", errors);
    Texts found;
    for (const Error& error : errors) {
      found.push_back(error.pointer + " " + std::string(to_string(error.code)));
    }
    CHECK(found == row.errors);
    if (row.errors.empty()) CHECK(canonical::write(scheme.to_json()) == row.text);
  }
}

}  // namespace
}  // namespace financescr::pack
