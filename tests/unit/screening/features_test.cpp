#include "engine/screening/features.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/screening/ranking.hpp"
#include "engine/screening/subject.hpp"

namespace financescr::screening {
namespace {

TEST_CASE("the order and the names of the features are frozen") {
  const std::string_view expected[] = {
      "name_jw",
      "name_token_jaccard",
      "name_length_ratio",
      "dob_exact",
      "dob_year_match",
      "nationality_overlap",
      "residence_overlap",
      "id_number_match",
      "list_sanctions",
      "list_pep",
      "list_adverse_media",
      "alias_hit",
      "weak_alias_hit",
      "query_coverage",
      "candidate_coverage",
      "name_evidence",
      "initials_share",
      "dob_partial",
      "dob_day_month_swap",
      "dob_conflict",
      "entity_type_match",
      "name_order_conflict",
      "name_rarity",
      "number_conflict",
  };
  REQUIRE(std::size(expected) == kFeatureCount);
  for (std::size_t i = 0; i < kFeatureCount; ++i) CHECK(to_string(feature_at(i)) == expected[i]);
  CHECK(index_of(Feature::kNameJw) == 0);
  CHECK(index_of(Feature::kDobExact) == 3);
  CHECK(index_of(Feature::kIdNumberMatch) == 7);
  CHECK(index_of(Feature::kAliasHit) == 11);
  CHECK(index_of(Feature::kQueryCoverage) == 13);
  CHECK(index_of(Feature::kDobPartial) == 17);
  CHECK(index_of(Feature::kEntityTypeMatch) == 20);
  CHECK(index_of(Feature::kNameOrderConflict) == 21);
  CHECK(index_of(Feature::kNameRarity) == 22);
  CHECK(index_of(Feature::kNumberConflict) == 23);
  CHECK(kMissing == Micro{-1'000'000});
}

std::string value(const FeatureVector& features, Feature feature) {
  return features[index_of(feature)].to_string();
}

TEST_CASE("what is not known on either side is missing, -1") {
  Subject subject;
  subject.name = "Ivan Petrov";
  for (const Feature feature :
       {Feature::kDobExact, Feature::kDobYearMatch, Feature::kDobPartial, Feature::kDobDayMonthSwap,
        Feature::kDobConflict, Feature::kNationalityOverlap, Feature::kResidenceOverlap,
        Feature::kIdNumberMatch, Feature::kListSanctions, Feature::kListPep,
        Feature::kListAdverseMedia, Feature::kEntityTypeMatch}) {
    CAPTURE(to_string(feature));
    CHECK(value(entry_features(subject, {}), feature) == "-1");
  }
  // The entry knows it, the subject does not.
  const Country gb = *Country::parse("GB");
  const PartialDate born = *PartialDate::parse("1961-03-07");
  EntryFacts facts;
  facts.entity_type = pack::EntityType::kPerson;
  facts.dates = {&born, 1};
  facts.nationalities = {&gb, 1};
  facts.residences = {&gb, 1};
  facts.has_id_hashes = true;
  const FeatureVector features = entry_features(subject, facts);
  for (const Feature feature :
       {Feature::kDobExact, Feature::kNationalityOverlap, Feature::kResidenceOverlap,
        Feature::kIdNumberMatch, Feature::kEntityTypeMatch}) {
    CAPTURE(to_string(feature));
    CHECK(value(features, feature) == "-1");
  }
}

TEST_CASE("features of a subject and an entry that know everything") {
  const Country gb = *Country::parse("GB");
  const Country fr = *Country::parse("FR");
  const Country listed[] = {fr, gb};
  const PartialDate born = *PartialDate::parse("1961-03-07");
  Subject subject;
  subject.name = "Ivan Petrov";
  subject.date_of_birth = born;
  subject.nationality = gb;
  subject.residence_country = *Country::parse("DE");
  subject.id_hashes = {"sha256:x"};
  subject.entity_type = pack::EntityType::kPerson;
  EntryFacts facts;
  facts.entity_type = pack::EntityType::kVessel;
  facts.dates = {&born, 1};
  facts.nationalities = listed;
  facts.residences = listed;
  facts.has_id_hashes = true;
  facts.id_hash_matches = true;
  facts.list_type = pack::ListType::kPep;
  const FeatureVector features = entry_features(subject, facts);
  CHECK(value(features, Feature::kDobExact) == "1");
  CHECK(value(features, Feature::kDobYearMatch) == "1");
  CHECK(value(features, Feature::kDobConflict) == "0");
  CHECK(value(features, Feature::kNationalityOverlap) == "1");
  CHECK(value(features, Feature::kResidenceOverlap) == "0");
  CHECK(value(features, Feature::kIdNumberMatch) == "1");
  CHECK(value(features, Feature::kListSanctions) == "0");
  CHECK(value(features, Feature::kListPep) == "1");
  CHECK(value(features, Feature::kListAdverseMedia) == "0");
  CHECK(value(features, Feature::kEntityTypeMatch) == "0");
}

TEST_CASE("features of the names") {
  struct Row {
    std::string_view query, listed, jw, jaccard, length;
  };
  for (const Row& row : {
           Row{"Sarah Walker", "Sarah Walker", "1", "1", "1"},
           Row{"Walker Sarah", "Sarah Walker", "1", "1", "1"},
           Row{"Mohammed Khan", "Mohamad Khan", "0.971538", "0.333333", "0.916666"},
           Row{"Sarah J Walker", "Sarah Walker", "0.921429", "0.666667", "0.916666"},
           Row{"Sarah Walker", "Ivan Petrov", "0.532727", "0", "0.90909"},
       }) {
    CAPTURE(row.query);
    const text::Reading query{text::Name(row.query)};
    const text::Name listed(row.listed);
    const auto comparison = compare_name(query, {listed.words(), true, false}, {});
    CHECK(value(comparison.features, Feature::kNameJw) == row.jw);
    CHECK(value(comparison.features, Feature::kNameTokenJaccard) == row.jaccard);
    CHECK(value(comparison.features, Feature::kNameLengthRatio) == row.length);
    CHECK(value(comparison.features, Feature::kAliasHit) == "1");
    CHECK(value(comparison.features, Feature::kWeakAliasHit) == "0");
  }
}

}  // namespace
}  // namespace financescr::screening
