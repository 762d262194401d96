#include "engine/evaluation/discrimination.hpp"

#include <doctest/doctest.h>

namespace financescr::evaluation {
namespace {

// The four rows that many libraries document their areas with.
const std::vector<Scored> kFour = {
    {{100'000}, false}, {{400'000}, false}, {{350'000}, true}, {{800'000}, true}};

std::vector<Tie> all_tied(int positives, int negatives) {
  std::vector<Scored> rows(static_cast<std::size_t>(positives), {{500'000}, true});
  rows.insert(rows.end(), static_cast<std::size_t>(negatives), {{500'000}, false});
  return gather_ties(rows);
}

TEST_CASE("rows of one score are gathered, highest score first") {
  const auto ties = gather_ties({{{5}, true}, {{-3}, false}, {{5}, false}, {{7}, true}});
  CHECK(ties == std::vector<Tie>{{{7}, 1, 0}, {{5}, 1, 1}, {{-3}, 0, 1}});
  CHECK(gather_ties({}).empty());
}

TEST_CASE("the areas of four documented rows") {
  const auto ties = gather_ties(kFour);
  CHECK(roc_area(ties)->value == Micro{750'000});
  CHECK(average_precision(ties)->value == Micro{833'333});
  CHECK(gini(ties)->value == Micro{500'000});
}

TEST_CASE("DeLong's interval, computed by hand, on the logit scale") {
  // Placements 1 and 0.5 in each class: variance 0.125 / 2 + 0.125 / 2, so 0.353553 deviation;
  // logit(0.75) = 1.098612, half = 1.959964 * 0.353553 / 0.1875 = 3.695744.
  const auto area = roc_area(gather_ties(kFour));
  CHECK(area->low == Micro{69'323});
  CHECK(area->high == Micro{991'792});
}

TEST_CASE("when every score is the same, nothing is told apart") {
  const auto ties = all_tied(3, 5);
  CHECK(roc_area(ties)->value == Micro{500'000});
  CHECK(average_precision(ties)->value == Micro{375'000});  // the share of positives
  CHECK(kolmogorov_smirnov(ties)->distance == kMicroZero);
}

TEST_CASE("perfect separation is 1, its reverse 0, and neither claims to be certain") {
  const auto right = gather_ties({{{9}, true}, {{8}, true}, {{2}, false}, {{1}, false}});
  const auto wrong = gather_ties({{{9}, false}, {{8}, false}, {{2}, true}, {{1}, true}});
  CHECK(roc_area(right)->value == kMicroOne);
  CHECK(roc_area(right)->low < kMicroOne);
  CHECK(roc_area(wrong)->value == kMicroZero);
  CHECK(roc_area(wrong)->high > kMicroZero);
  CHECK(kolmogorov_smirnov(right)->distance == kMicroOne);
  CHECK(kolmogorov_smirnov(right)->score == Micro{8});
  CHECK(average_precision(right)->value == kMicroOne);
}

TEST_CASE("one class alone has no areas and no curve") {
  const auto positives = gather_ties({{{9}, true}});
  const auto negatives = gather_ties({{{9}, false}});
  CHECK_FALSE(roc_area(positives).has_value());
  CHECK_FALSE(roc_area(negatives).has_value());
  CHECK_FALSE(average_precision(negatives).has_value());
  CHECK_FALSE(kolmogorov_smirnov(positives).has_value());
  CHECK(curve_of(positives).empty());
  CHECK_FALSE(roc_area({}).has_value());
}

TEST_CASE("a curve has one corner a distinct score and ends where all alert") {
  const auto curve = curve_of(gather_ties(kFour));
  REQUIRE(curve.size() == 4);
  CHECK(curve[0].recall == Micro{500'000});
  CHECK(curve[0].precision == kMicroOne);
  CHECK(curve[1].false_positive_rate == Micro{500'000});
  CHECK(curve[2].precision == Micro{666'667});
  CHECK(curve[3].recall == kMicroOne);
  CHECK(curve[3].false_positive_rate == kMicroOne);
  CHECK(curve[3].precision == Micro{500'000});
  const auto thin = thinned(curve, 2);
  REQUIRE(thin.size() == 2);
  CHECK(thin[0].score == curve[0].score);
  CHECK(thin[1].score == curve[3].score);
}

TEST_CASE("shares of a confusion, and none where there is nothing to share") {
  const auto metrics = binary_metrics({6, 2, 10, 3});
  CHECK(metrics.precision->value == Micro{750'000});
  CHECK(metrics.recall->value == Micro{666'667});
  CHECK(metrics.specificity->value == Micro{833'333});
  CHECK(metrics.false_positive_rate->value == Micro{166'667});
  CHECK(metrics.alert_rate->value == Micro{380'952});
  CHECK(metrics.f1->value == Micro{705'882});  // 12 / 17
  CHECK(metrics.f1->low < metrics.f1->value);
  CHECK(metrics.f1->high > metrics.f1->value);
  const auto quiet = binary_metrics({0, 0, 5, 0});
  CHECK_FALSE(quiet.precision.has_value());
  CHECK_FALSE(quiet.recall.has_value());
  CHECK_FALSE(quiet.f1.has_value());
  CHECK(quiet.specificity->value == kMicroOne);
}

TEST_CASE("a histogram counts every row once, a score of 1 in the last bar") {
  const auto bars = histogram_of(
      gather_ties({{{0}, false}, {{499'999}, true}, {{500'000}, true}, {kMicroOne, false}}), 2);
  CHECK(bars[0].positives == 1);
  CHECK(bars[0].negatives == 1);
  CHECK(bars[1].positives == 1);
  CHECK(bars[1].negatives == 1);
}

}  // namespace
}  // namespace financescr::evaluation
