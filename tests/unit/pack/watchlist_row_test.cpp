#include "engine/pack/watchlist_row.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::pack {
namespace {

using canonical::Json;
using Texts = std::vector<std::string>;

struct Read {
  WatchlistRow row;
  Texts errors;  // "pointer code"
  Pointers ignored;
};

Read read(std::string_view text) {
  const auto json = canonical::parse(text);
  REQUIRE(json);
  Read out;
  Errors errors;
  out.row = WatchlistRow::read(*json, errors, out.ignored);
  for (const Error& error : errors) {
    out.errors.push_back(error.pointer + " " + std::string(to_string(error.code)));
  }
  return out;
}

constexpr std::string_view kFull =
    R"({"active":false,"aliases":["B","C"],"dob":["1961-03-07","1961~","1958/1963"],)"
    R"("entity_id":"WL_1","entity_type":"PERSON","id_hashes":["sha256:aa"],)"
    R"("list_subtype":"FRAUD",)"
    R"("list_type":"ADVERSE_MEDIA","nationalities":["RU","SU"],"primary_name":"A",)"
    R"("programs":["IRAN","SDGT"],"residence_countries":["GB"],"same_as":["WL_2","WL_3"],)"
    R"("source":"OFAC","weak_aliases":["D"]})";

TEST_CASE("watchlist row: every field is read, and written back in canonical form") {
  const Read full = read(kFull);
  CHECK(full.errors.empty());
  CHECK(full.ignored.empty());
  CHECK(full.row.entity_id == "WL_1");
  CHECK(full.row.list_type == ListType::kAdverseMedia);
  CHECK(full.row.entity_type == EntityType::kPerson);
  CHECK(full.row.primary_name == "A");
  CHECK(full.row.aliases == Texts{"B", "C"});
  CHECK(full.row.weak_aliases == Texts{"D"});
  REQUIRE(full.row.dates_of_birth.size() == 3);
  CHECK(full.row.dates_of_birth[2].is_range());
  CHECK(full.row.nationalities.size() == 2);
  CHECK(full.row.residence_countries == std::vector{*Country::parse("GB")});
  CHECK(full.row.id_hashes == Texts{"sha256:aa"});
  CHECK(full.row.programs == Texts{"IRAN", "SDGT"});
  CHECK(full.row.list_subtype == "FRAUD");
  CHECK(full.row.same_as == Texts{"WL_2", "WL_3"});
  CHECK(full.row.source == "OFAC");
  CHECK_FALSE(full.row.active);
  CHECK(canonical::write(full.row.to_json()) == kFull);
}

TEST_CASE("watchlist row: what may be absent has the defaults of the specification") {
  const Read least = read(R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A"})");
  CHECK(least.errors.empty());
  CHECK(least.row.active);
  CHECK(least.row.entity_type == EntityType::kUnknown);
  CHECK(canonical::write(least.row.to_json()) ==
        R"({"active":true,"aliases":[],"dob":[],"entity_id":"WL_1","id_hashes":[],)"
        R"("list_type":"PEP","nationalities":[],"primary_name":"A","residence_countries":[]})");
  const Read nulls =
      read(R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A","aliases":null,"dob":null,)"
           R"("active":null,"source":null,"entity_type":null,"nationalities":null})");
  CHECK(nulls.errors.empty());
  CHECK(nulls.row.to_json() == least.row.to_json());
}

TEST_CASE("watchlist row: its line is its canonical JSON, whatever is empty or needs escapes") {
  for (const std::string_view text :
       {kFull, std::string_view(R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A"})"),
        std::string_view(R"({"entity_id":"\"\\","list_type":"PEP","primary_name":"É\n\u0001",)"
                         R"("aliases":["a\"b"],"source":"\t"})")}) {
    const WatchlistRow row = read(text).row;
    std::string line = "before";
    row.append_line(line);
    CHECK(line == "before" + canonical::write(row.to_json()) + "\n");
  }
}

struct Faulty {
  const char* field;  // in place of or beside the least row's
  Texts errors;
};

const Faulty kFaulty[] = {
    {R"("entity_id":"")", {"/entity_id invalid"}},
    {R"("entity_id":7)", {"/entity_id invalid"}},
    {R"("entity_id":null)", {"/entity_id missing"}},
    {R"("primary_name":"")", {"/primary_name invalid"}},
    {R"("primary_name":null)", {"/primary_name missing"}},
    {R"("primary_name":["A"])", {"/primary_name invalid"}},
    {R"("list_type":"sanctions")", {"/list_type invalid"}},
    {R"("list_type":null)", {"/list_type missing"}},
    {R"("entity_type":"ROBOT")", {"/entity_type invalid"}},
    {R"("active":"yes")", {"/active invalid"}},
    {R"("active":1)", {"/active invalid"}},
    {R"("source":7)", {"/source invalid"}},
    {R"("aliases":"B")", {"/aliases invalid"}},
    {R"("aliases":["B",""])", {"/aliases/1 invalid"}},
    {R"("aliases":["B",7,"C"])", {"/aliases/1 invalid"}},
    {R"("weak_aliases":["","D"])", {"/weak_aliases/0 invalid"}},
    {R"("dob":"1961")", {"/dob invalid"}},
    {R"("dob":["1961","07/03/1961"])", {"/dob/1 invalid"}},
    {R"("dob":["1961-02-30","1961-13"])", {"/dob/0 invalid", "/dob/1 invalid"}},
    {R"("dob":[1961])", {"/dob/0 invalid"}},
    {R"("nationalities":["RU","Atlantis"])", {"/nationalities/1 invalid"}},
    {R"("residence_countries":["ZZ"])", {"/residence_countries/0 invalid"}},
    {R"("id_hashes":{"a":1})", {"/id_hashes invalid"}},
    {R"("programs":[false])", {"/programs/0 invalid"}},
    {R"("same_as":[1])", {"/same_as/0 invalid"}},
    {R"("entity_id":"","list_type":"X","primary_name":1,"dob":["x"],"active":0)",
     {"/entity_id invalid", "/list_type invalid", "/primary_name invalid", "/dob/0 invalid",
      "/active invalid"}},
};

TEST_CASE("watchlist row: every fault is reported at its place") {
  for (const Faulty& row : kFaulty) {
    CAPTURE(std::string(row.field));
    const auto change = canonical::parse("{" + std::string(row.field) + "}");
    REQUIRE(change);
    Json json = *canonical::parse(R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A"})");
    for (const auto& [key, value] : *change->if_object()) json.set(key, value);
    CHECK(read(canonical::write(json)).errors == row.errors);
  }
}

TEST_CASE("watchlist row: faults behind a value of the wrong type keep their place") {
  const Read row = read(R"({"entity_id":"W","list_type":"PEP","primary_name":"A",)"
                        R"("aliases":[7,"B",""],"dob":[1961,"1961","x"]})");
  CHECK(row.errors ==
        Texts{"/aliases/0 invalid", "/aliases/2 invalid", "/dob/0 invalid", "/dob/2 invalid"});
}

TEST_CASE("watchlist row: values that are too long are refused") {
  Json json = *canonical::parse(R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A"})");
  json.set("primary_name", std::string(1024, 'x'));
  json.set("entity_id", std::string(128, 'x'));
  CHECK(read(canonical::write(json)).errors.empty());
  json.set("primary_name", std::string(1025, 'x'));
  json.set("entity_id", std::string(129, 'x'));
  json.set("aliases", Json(Json::Array{std::string(1025, 'x')}));
  CHECK(read(canonical::write(json)).errors ==
        Texts{"/entity_id too_large", "/primary_name too_large", "/aliases/0 too_large"});
}

TEST_CASE("watchlist row: unknown fields are named, not refused") {
  const Read row = read(R"({"entity_id":"W","list_type":"PEP","primary_name":"A","x/y":1,"z":2})");
  CHECK(row.errors.empty());
  CHECK(row.ignored == Pointers{"/x~1y", "/z"});
}

TEST_CASE("watchlist row: what is no object is refused") {
  CHECK(read("[]").errors.front() == " invalid");
}

TEST_CASE("watchlist row: the names of the enumerations are in their order") {
  CHECK(to_string(ListType::kSanctions) == "SANCTIONS");
  CHECK(to_string(ListType::kPep) == "PEP");
  CHECK(to_string(ListType::kAdverseMedia) == "ADVERSE_MEDIA");
  CHECK(to_string(EntityType::kUnknown) == "UNKNOWN");
  CHECK(to_string(EntityType::kPerson) == "PERSON");
  CHECK(to_string(EntityType::kOrganisation) == "ORGANISATION");
  CHECK(to_string(EntityType::kVessel) == "VESSEL");
  CHECK(to_string(EntityType::kAircraft) == "AIRCRAFT");
}

}  // namespace
}  // namespace financescr::pack
