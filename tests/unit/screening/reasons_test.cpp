#include "engine/screening/reasons.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::codes;
using samples::entry;

TEST_CASE("the table is closed: every code once, each with a text") {
  std::set<std::string_view> names;
  std::set<std::string_view> texts;
  for (std::size_t i = 0; i < kReasonCodeCount; ++i) {
    const auto code = static_cast<ReasonCode>(i);
    CHECK_FALSE(to_string(code).empty());
    CHECK(describe(code).size() > 10);
    names.insert(to_string(code));
    texts.insert(describe(code));
  }
  CHECK(names.size() == kReasonCodeCount);
  CHECK(texts.size() == kReasonCodeCount);
  CHECK(static_cast<std::size_t>(ReasonCode::kIdKeyNotAtHand) + 1 == kReasonCodeCount);
}

// Names agree in nothing, all else is missing.
FeatureVector blank() {
  FeatureVector features;
  features.fill(kMissing);
  for (const Feature feature :
       {Feature::kNameJw, Feature::kNameTokenJaccard, Feature::kNameLengthRatio, Feature::kAliasHit,
        Feature::kWeakAliasHit, Feature::kQueryCoverage, Feature::kCandidateCoverage,
        Feature::kNameEvidence, Feature::kInitialsShare}) {
    features[index_of(feature)] = kMicroZero;
  }
  return features;
}

TEST_CASE("the name's code: exact, high, partial, low; always one and never two") {
  struct Row {
    std::int64_t query, candidate;
    std::string_view code;
  };
  for (const Row& row : {
           Row{1'000'000, 1'000'000, "NAME_EXACT"},
           Row{999'999, 1'000'000, "NAME_SIMILARITY_HIGH"},
           Row{1'000'000, 800'000, "NAME_SIMILARITY_HIGH"},
           Row{800'000, 800'000, "NAME_SIMILARITY_HIGH"},
           Row{1'000'000, 799'999, "NAME_PARTIAL"},
           Row{799'999, 800'000, "NAME_PARTIAL"},
           Row{0, 1'000'000, "NAME_PARTIAL"},
           Row{799'999, 799'999, "NAME_SIMILARITY_LOW"},
           Row{0, 0, "NAME_SIMILARITY_LOW"},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    FeatureVector features = blank();
    features[index_of(Feature::kQueryCoverage)] = Micro{row.query};
    features[index_of(Feature::kCandidateCoverage)] = Micro{row.candidate};
    CHECK(codes(reasons_of(features)) == row.code);
  }
}

TEST_CASE("every other code comes from its feature, at its value, and from nothing else") {
  struct Row {
    Feature feature;
    std::string_view at_zero, between, at_one;
  };
  for (const Row& row : {
           Row{Feature::kNameJw, "", "", ""},
           Row{Feature::kNameTokenJaccard, "", "", ""},
           Row{Feature::kNameLengthRatio, "", "", ""},
           Row{Feature::kNameEvidence, "", "", ""},
           Row{Feature::kDobYearMatch, "", "", ""},
           Row{Feature::kInitialsShare, "", "INITIALS_ONLY", "INITIALS_ONLY"},
           Row{Feature::kAliasHit, "", "", "ALIAS_HIT"},
           Row{Feature::kWeakAliasHit, "", "", "WEAK_ALIAS_HIT"},
           Row{Feature::kNumberConflict, "", "NUMBER_CONFLICT", "NUMBER_CONFLICT"},
           Row{Feature::kDobExact, "", "", "DOB_EXACT"},
           Row{Feature::kDobPartial, "", "DOB_PARTIAL", "DOB_PARTIAL"},
           Row{Feature::kDobDayMonthSwap, "", "", "DOB_DAY_MONTH_SWAP"},
           Row{Feature::kDobConflict, "", "DOB_CONFLICT", "DOB_CONFLICT"},
           Row{Feature::kNationalityOverlap, "NATIONALITY_CONFLICT", "", "NATIONALITY_MATCH"},
           Row{Feature::kResidenceOverlap, "RESIDENCE_CONFLICT", "", "RESIDENCE_MATCH"},
           Row{Feature::kIdNumberMatch, "ID_NUMBER_CONFLICT", "", "ID_NUMBER_MATCH"},
           Row{Feature::kEntityTypeMatch, "ENTITY_TYPE_CONFLICT", "", ""},
           Row{Feature::kListSanctions, "", "", "LIST_SANCTIONS"},
           Row{Feature::kListPep, "", "", "LIST_PEP"},
           Row{Feature::kListAdverseMedia, "", "", "LIST_ADVERSE_MEDIA"},
       }) {
    CAPTURE(to_string(row.feature));
    const auto codes_at = [&row](Micro value) {
      FeatureVector features = blank();
      features[index_of(row.feature)] = value;
      const std::string all = codes(reasons_of(features));
      const std::string_view name = "NAME_SIMILARITY_LOW";
      REQUIRE(all.starts_with(name));
      return all.size() == name.size() ? std::string() : all.substr(name.size() + 1);
    };
    CHECK(codes_at(kMicroZero) == row.at_zero);
    CHECK(codes_at(Micro{500'000}) == row.between);
    CHECK(codes_at(kMicroOne) == row.at_one);
    CHECK(codes_at(kMissing) == "");
  }
}

TEST_CASE("the codes of whole decisions") {
  const std::string rows =
      entry("E1", "Ivan Petrov", "SANCTIONS",
            R"(,"aliases":["Igor Volkov"],"weak_aliases":["Boris Kuznetsov"],)"
            R"("dob":["1961-03-07"],"nationalities":["RU"],"residence_countries":["CY"],)"
            R"("id_hashes":["h1"],"entity_type":"PERSON")");
  const auto engine = samples::engine_of({.watchlist = rows});
  struct Row {
    std::string_view name, more, codes;
  };
  for (const Row& row : {
           Row{"Ivan Petrov", "", "NAME_EXACT LIST_SANCTIONS"},
           Row{"Igor Volkov", "", "NAME_EXACT ALIAS_HIT LIST_SANCTIONS"},
           Row{"Boris Kuznetsov", "", "NAME_EXACT ALIAS_HIT WEAK_ALIAS_HIT LIST_SANCTIONS"},
           Row{"Ivan Petroff", "", "NAME_SIMILARITY_HIGH LIST_SANCTIONS"},
           Row{"I Petrov", R"(,"id_hash":"h1")",
               "NAME_SIMILARITY_HIGH INITIALS_ONLY ID_NUMBER_MATCH LIST_SANCTIONS"},
           Row{"Ivan Petrov",
               R"(,"dob":"1961-03-07","nationality":"RU","residence_country":"CY",)"
               R"("id_hash":"h1","entity_type":"PERSON")",
               "NAME_EXACT DOB_EXACT NATIONALITY_MATCH RESIDENCE_MATCH ID_NUMBER_MATCH "
               "LIST_SANCTIONS"},
           Row{"Ivan Petrov",
               R"(,"dob":"1961","nationality":"GB","residence_country":"GB",)"
               R"("id_hash":"h2")",
               "NAME_EXACT DOB_PARTIAL NATIONALITY_CONFLICT RESIDENCE_CONFLICT "
               "ID_NUMBER_CONFLICT LIST_SANCTIONS"},
           Row{"Ivan Petrov", R"(,"dob":"1961-07-03","id_key_missing":true)",
               "NAME_EXACT DOB_DAY_MONTH_SWAP LIST_SANCTIONS ID_KEY_NOT_AT_HAND"},
           Row{"Ivan Petrov", R"(,"dob":"1961-03-08")", "NAME_EXACT DOB_CONFLICT LIST_SANCTIONS"},
           Row{"Ivan Petrov", R"(,"id_hash":"h1","entity_type":"VESSEL")",
               "NAME_EXACT ID_NUMBER_MATCH ENTITY_TYPE_CONFLICT LIST_SANCTIONS"},
           // Far below the threshold nothing is said for or against.
           Row{"Ivan Sokolov", R"(,"dob":"1999-12-31")", ""},
       }) {
    CAPTURE(row.name);
    CAPTURE(row.more);
    CHECK(codes(samples::outcome_of(engine, ask(row.name, row.more)).reasons) == row.codes);
  }
  for (const std::string_view list : {"PEP", "ADVERSE_MEDIA"}) {
    const std::string other = entry("E1", "Ivan Petrov", list);
    const auto outcome =
        samples::outcome_of(samples::engine_of({.watchlist = other}), ask("Ivan Petrov"));
    CHECK(codes(outcome.reasons) == "NAME_EXACT LIST_" + std::string(list));
  }
}

}  // namespace
}  // namespace financescr::screening
