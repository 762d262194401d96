#include "engine/screening/request.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

constexpr Date kDay{2026, 1, 1};

std::string faults_of(std::string_view text) {
  Errors errors;
  Pointers ignored;
  static_cast<void>(ScreenRequest::read(samples::parse(text), kDay, errors, ignored));
  return samples::listing(errors);
}

// The request as it is hashed.
std::string input_of(std::string_view text) {
  Errors errors;
  Pointers ignored;
  const auto request = ScreenRequest::read(samples::parse(text), kDay, errors, ignored);
  REQUIRE_MESSAGE(errors.empty(), samples::listing(errors));
  return canonical::write(request.to_json());
}

TEST_CASE("a request as it is hashed: only what the decision depends on, in one form") {
  struct Row {
    std::string_view request, input;
  };
  for (const Row& row : {
           Row{R"({"customer_id":"C_1"})", R"({"as_of":"2026-01-01","customer_id":"C_1"})"},
           Row{R"({"request_id":"r","customer_id":"C_1","subject":null,"as_of":null})",
               R"({"as_of":"2026-01-01","customer_id":"C_1"})"},
           Row{R"({"as_of":"2020-02-29","customer_id":"C_1","options":{}})",
               R"({"as_of":"2020-02-29","customer_id":"C_1"})"},
           Row{R"({"customer_id":"","subject":{"name":"Ivan"}})",
               R"({"as_of":"2026-01-01","subject":{"name":"Ivan"}})"},
           Row{R"({"subject":{"name":"Ivan","dob":"1961-03","nationality":"uk","id_hash":"h",)"
               R"("residence_country":"de","entity_type":"PERSON","id_key_missing":true},)"
               R"("options":{"top_k":3,"threshold":0.50}})",
               R"({"as_of":"2026-01-01","options":{"threshold":0.5,"top_k":3},"subject":)"
               R"({"dob":"1961-03","entity_type":"PERSON","id_hash":"h","id_key_missing":true,)"
               R"("name":"Ivan","nationality":"GB","residence_country":"DE"}})"},
           Row{R"({"subject":{"name":"Ivan","dob":"1965-4-3","nationality":"D<<",)"
               R"("residence_country":"Latvia","id_hashes":["h"]}})",
               R"({"as_of":"2026-01-01","subject":{"dob":"1965-04-03","id_hash":"h","name":"Ivan",)"
               R"("nationality":"DE","residence_country":"LV"}})"},
           Row{R"({"subject":{"name":"Ivan","dob":"2027","id_hash":"h","id_hashes":["i","h"]}})",
               R"({"as_of":"2026-01-01","subject":{"dob":"2027","id_hashes":["h","i"],)"
               R"("name":"Ivan"}})"},
           Row{R"({"subject":{"name":"Ivan","entity_type":"UNKNOWN","id_key_missing":false}})",
               R"({"as_of":"2026-01-01","subject":{"name":"Ivan"}})"},
       }) {
    CAPTURE(row.request);
    CHECK(input_of(row.request) == row.input);
    CHECK(input_of(row.input) == row.input);
  }
}

TEST_CASE("faults of a request, all at once and each with its pointer") {
  struct Row {
    std::string_view request, faults;
  };
  for (const Row& row : {
           Row{"[]", "invalid : must be an object, not an array\n"},
           Row{"{}", "missing : Provide either customer_id or subject\n"},
           Row{R"({"customer_id":""})", "missing : Provide either customer_id or subject\n"},
           Row{R"({"customer_id":null,"subject":null})",
               "missing : Provide either customer_id or subject\n"},
           Row{R"({"customer_id":"C","subject":{"name":"A"}})",
               "conflict /subject: customer_id and subject are both given; give one of them\n"},
           Row{R"({"customer_id":7})", "invalid /customer_id: must be a string, not a number\n"},
           Row{R"({"subject":"Ivan"})", "invalid /subject: must be an object, not a string\n"},
           Row{R"({"subject":{}})", "missing /subject/name: is required\n"},
           Row{R"({"subject":{"name":""}})", "invalid /subject/name: must not be empty\n"},
           Row{R"({"subject":{"name":" -- "}})",
               "invalid /subject/name: must hold at least one letter or digit\n"},
           Row{R"({"subject":{"name":"Ivan","dob":"07/03/1961","nationality":"Atlantis",)"
               R"("residence_country":"ZZ","entity_type":"person"},"as_of":"yesterday"})",
               "invalid /as_of: must be a calendar date, YYYY-MM-DD\n"
               "invalid /subject/dob: can be read in more than one way; write the year first: "
               "YYYY-MM-DD\n"
               "invalid /subject/nationality: must be a country: an ISO 3166-1 code of two or "
               "three letters, a code of passports, or a name\n"
               "invalid /subject/residence_country: must be a country: an ISO 3166-1 code of two "
               "or three letters, a code of passports, or a name\n"
               "invalid /subject/entity_type: must be one of UNKNOWN, PERSON, ORGANISATION, "
               "VESSEL or AIRCRAFT\n"},
           Row{R"({"subject":{"name":"Ivan","dob":"1961-02-29"}})",
               "invalid /subject/dob: must be a date of birth: YYYY-MM-DD, YYYY-MM or YYYY\n"},
           Row{R"({"subject":{"name":"Ivan","id_number":"P1234567"}})",
               "unsupported /subject/id_number: must be hashed before it comes here\n"},
           Row{R"({"customer_id":"C","options":{"top_k":0,"threshold":1.1}})",
               "invalid /options/top_k: must lie between 1 and 200\n"
               "invalid /options/threshold: must lie between 0 and 1\n"},
           Row{R"({"customer_id":"C","options":{"top_k":201}})",
               "invalid /options/top_k: must lie between 1 and 200\n"},
           Row{R"({"customer_id":"C","options":{"top_k":"20"}})",
               "invalid /options/top_k: must be a whole number, not a string\n"},
           Row{R"({"customer_id":"C","options":[]})",
               "invalid /options: must be an object, not an array\n"},
       }) {
    CAPTURE(row.request);
    CHECK(faults_of(row.request) == row.faults);
  }
}

TEST_CASE("names and ids have a greatest length") {
  const std::string longest(1024, 'a');
  CHECK(faults_of(samples::ask(longest)).empty());
  CHECK(faults_of(samples::ask(longest + "a")) ==
        "too_large /subject/name: is longer than 1024 bytes\n");
  const std::string id(129, 'C');
  CHECK(faults_of(R"({"customer_id":")" + id + "\"}") ==
        "too_large /customer_id: is longer than 128 bytes\n");
}

TEST_CASE("members that are not known are named, not refused") {
  Errors errors;
  Pointers ignored;
  static_cast<void>(ScreenRequest::read(
      samples::parse(R"({"subject":{"name":"Ivan","gender":"M"},"options":{"topk":2},"now":1})"),
      kDay, errors, ignored));
  CHECK(errors.empty());
  std::string listed;
  for (const auto& pointer : ignored) listed += pointer + " ";
  CHECK(listed == "/subject/gender /options/topk /now ");
}

TEST_CASE("missing fields stand in one order") {
  struct Row {
    std::string_view subject, missing;
  };
  for (const Row& row : {
           Row{R"({"name":"A"})", "dob nationality residence_country id_number "},
           Row{R"({"name":"A","residence_country":"GB"})", "dob nationality id_number "},
           Row{R"({"name":"A","id_hash":"h","dob":"1961"})", "nationality residence_country "},
           Row{R"({"name":"A","id_hash":"h","dob":"1961","nationality":"GB",)"
               R"("residence_country":"GB"})",
               ""},
       }) {
    CAPTURE(row.subject);
    Errors errors;
    Pointers ignored;
    const auto subject = Subject::read(samples::parse(row.subject), "", kDay, errors, ignored);
    std::string missing;
    for (const auto& field : subject.missing_fields()) missing += field + " ";
    CHECK(missing == row.missing);
  }
}

}  // namespace
}  // namespace financescr::screening
