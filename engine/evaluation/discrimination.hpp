// Discrimination: how well a score separates positives from negatives, whatever the threshold.
//
// In: ties. Out: areas with 95 % intervals, and the exact curves over all distinct scores.
//
// Sources: AUC is the Mann-Whitney statistic, a tie counting one half; its variance is that of
// DeLong, DeLong and Clarke-Pearson (1988) "Comparing the areas under two or more correlated ROC
// curves", Biometrics 44, from placements as in Sun and Xu (2014), IEEE SPL 21; the interval is on
// the logit scale. Average precision is the step sum of precision times the gain in recall, a tie
// being one step (what a threshold can reach, without interpolation: Davis and Goadrich 2006); its
// interval is the logit one of Boyd, Eng and Page (2013) with the number of positives. KS is the
// largest distance between the score distributions of the two classes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/evaluation/estimate.hpp"
#include "engine/evaluation/ties.hpp"

namespace financescr::evaluation {

// Nothing unless there are both positives and negatives.
[[nodiscard]] std::optional<Estimate> roc_area(const std::vector<Tie>& ties);
// 2 AUC - 1, with the interval of the AUC carried over.
[[nodiscard]] std::optional<Estimate> gini(const std::vector<Tie>& ties);
// Nothing without positives.
[[nodiscard]] std::optional<Estimate> average_precision(const std::vector<Tie>& ties);
// The largest |share of positives - share of negatives| at or above a score, and that score.
struct KolmogorovSmirnov {
  Micro distance;
  Micro score;
};
[[nodiscard]] std::optional<KolmogorovSmirnov> kolmogorov_smirnov(const std::vector<Tie>& ties);

// One corner of a curve: everything at or above `score` alerts.
struct CurvePoint {
  Micro score;
  Micro recall;               // true positive rate
  Micro false_positive_rate;  // 1 - specificity
  Micro precision;
};
// Highest score first; one point a distinct score. Empty unless both classes are there.
[[nodiscard]] std::vector<CurvePoint> curve_of(const std::vector<Tie>& ties);
// At most `most` points (at least two), the first and the last among them, evenly spaced by index.
template <typename Point>
[[nodiscard]] std::vector<Point> thinned(const std::vector<Point>& curve, std::size_t most) {
  if (curve.size() <= most) return curve;
  std::vector<Point> kept;
  for (std::size_t i = 0; i < most; ++i) {
    kept.push_back(curve[i * (curve.size() - 1) / (most - 1)]);
  }
  return kept;
}

// Shares of a confusion; each is absent where its denominator is 0.
struct BinaryMetrics {
  Confusion confusion;
  std::optional<Estimate> precision;
  std::optional<Estimate> recall;
  std::optional<Estimate> specificity;
  std::optional<Estimate> false_positive_rate;  // of innocents, those reviewed
  std::optional<Estimate> alert_rate;           // of all, those reviewed
  std::optional<Estimate> f1;
};
[[nodiscard]] BinaryMetrics binary_metrics(const Confusion& confusion);
[[nodiscard]] canonical::Json to_json(const BinaryMetrics& metrics);
[[nodiscard]] canonical::Json to_json(const Confusion& confusion);
[[nodiscard]] canonical::Json to_json(const std::vector<CurvePoint>& curve);
// Of histogram_of(): [{"from","positives","negatives"}].
[[nodiscard]] canonical::Json to_json(const std::vector<Totals>& histogram);

}  // namespace financescr::evaluation
