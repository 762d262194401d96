// The vectors of specification 2.4.
#include "engine/monitoring/features.hpp"

#include <doctest/doctest.h>

#include <set>

#include "tests/unit/monitoring/story.hpp"

namespace financescr::monitoring {
namespace {

// Sat 14 June 2025 23:15Z, after a loan, a deposit and two transfers.
constexpr const char* kDay =
    "2025-06-11T10:00:00Z A l 4000 country=CM;"
    "2025-06-14T10:00:00Z A t 3000 to=ACC-9 ip=10.0.0.1 country=CM;"
    "2025-06-14T11:00:00Z A t 500 to=ACC-8 country=CM;"
    "2025-06-14T23:00:00Z A d 1000 ip=10.0.0.1 country=CM;"
    "2025-06-14T23:15:00Z A t 2500 to=ACC-9 ip=10.0.0.2 country=NG";

std::string shown(const std::vector<Micro>& values) {
  std::string text;
  for (const Micro value : values) text += (text.empty() ? "" : " ") + value.to_string();
  return text;
}

std::vector<Micro> features_of_day(FeatureSet set, const char* steps = kDay) {
  Story story(*find_builtin_policy("reference-head"));
  story.monitor().compute_features(set);
  (void)story.tell(steps);
  return story.features();
}

TEST_CASE("the 38 features of the reference's second version") {
  CHECK(shown(features_of_day(FeatureSet::kHead)) ==
        "2500 7.824446 0 0 1 -0.258819 0.965926 5 1 1 1 0 1 3 1000 4500 1500 "
        "3000 0.25 2 0.666667 1 1 0.5 4 8500 2125 4000 2 0.25 5.25 0.5 1 1 0 0 "
        "0.5 0");
}

TEST_CASE("the 22 features of the reference's first version") {
  CHECK(shown(features_of_day(FeatureSet::kMvp)) ==
        "2500 7.824446 0 0 1 23 5 1 1 1 0 1 3 1000 4500 1500 3000 1.666667 2 "
        "0.666667 1 1");
}

TEST_CASE("features of an event without a past") {
  const auto mvp = features_of_day(FeatureSet::kMvp, "0 A w 100 ip=10.0.0.1");
  CHECK(mvp[17] == kMicroOne);   // ratio
  CHECK(mvp[19] == kMicroZero);  // same type
  CHECK(mvp[20] == kMicroOne);   // a new address, unlike the rule
  const auto head = features_of_day(FeatureSet::kHead, "0 A w 25000 kyc=1 device=D");
  CHECK(head[18].to_string() == "2.5");
  CHECK(head[23] == Micro{500'000});
  CHECK(head[30] == kMicroZero);
  CHECK(head[36] == Micro{250'000});
  CHECK(head[37] == kMicroOne);
}

TEST_CASE("every set has names of its own, and ours takes hours in the zone of the policy") {
  for (const FeatureSet set : {FeatureSet::kMvp, FeatureSet::kHead, FeatureSet::kOurs}) {
    std::set<std::string_view> names;
    for (const Feature& feature : features_of(set)) CHECK(names.insert(feature.name).second);
  }
  CHECK(features_of(FeatureSet::kMvp).size() == 22);
  CHECK(features_of(FeatureSet::kHead).size() == 38);
  const auto ours = features_of_day(FeatureSet::kOurs);  // an hour ahead: Sunday, 0:15
  CHECK(ours[5] == kMicroZero);
  CHECK(ours[6] == kMicroOne);
  CHECK(ours[7].to_string() == "6");
}

}  // namespace
}  // namespace financescr::monitoring
