#include "engine/pack/customer_row.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::pack {
namespace {

using Texts = std::vector<std::string>;

struct Read {
  CustomerRow row;
  Texts errors;
  Pointers ignored;
};

Read read(std::string_view text) {
  const auto json = canonical::parse(text);
  REQUIRE(json);
  Read out;
  Errors errors;
  out.row = CustomerRow::read(*json, errors, out.ignored);
  for (const Error& error : errors) {
    out.errors.push_back(error.pointer + " " + std::string(to_string(error.code)));
  }
  return out;
}

const char* const kRoundTrips[] = {
    R"({"customer_id":"C_1","dob":"1970-05-01","id_hash":"sha256:aa",)"
    R"("name":"José Núñez","nationality":"ES","region":"EU","residence_country":"GB"})",
    R"({"customer_id":"C_1","dob":null,"id_hash":null,"name":"A","nationality":null,)"
    R"("region":null,"residence_country":null})",
    R"({"customer_id":"C_1","dob":"1970~","id_hash":null,"name":"A","nationality":"CN",)"
    R"("region":"ASIA","residence_country":null})",
};

TEST_CASE("customer row: reads and writes back") {
  for (const char* text : kRoundTrips) {
    const Read out = read(text);
    CHECK(out.errors.empty());
    CHECK(out.ignored.empty());
    CHECK(canonical::write(out.row.to_json()) == text);
  }
  const Read first = read(kRoundTrips[0]);
  CHECK(first.row.customer_id == "C_1");
  CHECK(first.row.name == "José Núñez");
  CHECK(first.row.date_of_birth == PartialDate::parse("1970-05-01"));
  CHECK(first.row.nationality == Country::parse("ES"));
  CHECK(first.row.residence_country == Country::parse("GB"));
  CHECK(first.row.id_hash == "sha256:aa");
  CHECK(first.row.region == "EU");  // the reference's provider drops it
}

TEST_CASE("customer row: absent fields are written as null") {
  const Read least = read(R"({"customer_id":"C_1","name":"A"})");
  CHECK(least.errors.empty());
  CHECK(canonical::write(least.row.to_json()) == kRoundTrips[1]);
}

struct Faulty {
  const char* text;
  Texts errors;
};

const Faulty kFaulty[] = {
    {R"({})", {"/customer_id missing", "/name missing"}},
    {R"({"customer_id":"","name":""})", {"/customer_id invalid", "/name invalid"}},
    {R"({"customer_id":1,"name":{}})", {"/customer_id invalid", "/name invalid"}},
    {R"({"customer_id":"C","name":"A","dob":"1.5.1970"})", {"/dob invalid"}},
    {R"({"customer_id":"C","name":"A","dob":["1970-05-01"]})", {"/dob invalid"}},
    {R"({"customer_id":"C","name":"A","dob":""})", {"/dob invalid"}},
    {R"({"customer_id":"C","name":"A","nationality":"Atlantis"})", {"/nationality invalid"}},
    {R"({"customer_id":"C","name":"A","residence_country":"XX"})", {"/residence_country invalid"}},
    {R"({"customer_id":"C","name":"A","id_hash":7})", {"/id_hash invalid"}},
    {R"({"customer_id":"C","name":"A","region":"US"})", {"/region invalid"}},
    {R"({"customer_id":"C","dob":"x","nationality":"x","region":"x"})",
     {"/name missing", "/dob invalid", "/nationality invalid", "/region invalid"}},
};

TEST_CASE("customer row: every fault is reported at its place") {
  for (const Faulty& row : kFaulty) {
    CAPTURE(std::string(row.text));
    CHECK(read(row.text).errors == row.errors);
  }
}

TEST_CASE("customer row: unknown fields are named, not refused") {
  CHECK(read(R"({"customer_id":"C","name":"A","segment":"X"})").ignored == Pointers{"/segment"});
}

}  // namespace
}  // namespace financescr::pack
