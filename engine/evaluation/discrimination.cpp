#include "engine/evaluation/discrimination.hpp"

#include <algorithm>
#include <cmath>

namespace financescr::evaluation {
namespace {

using canonical::Json;

double ratio(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// Sum over a class of (placement - mean)^2, divided by its size less one.
struct Spread {
  double sum = 0.0;
  void add(double placement, double mean, std::int64_t times) {
    const double distance = placement - mean;
    sum += distance * distance * static_cast<double>(times);
  }
  [[nodiscard]] double variance(std::int64_t count) const {
    return count > 1 ? sum / static_cast<double>(count - 1) : 0.0;
  }
};

struct Area {
  double value = 0.0;
  double deviation = 0.0;
};

Area area_of(const std::vector<Tie>& ties, const Totals& totals) {
  // Twice the number of ordered pairs that the score puts right, a tie counting half.
  double twice_right = 0.0;
  std::int64_t negatives_below = totals.negatives;
  for (const Tie& tie : ties) {
    negatives_below -= tie.negatives;
    twice_right += static_cast<double>(tie.positives) *
                   static_cast<double>(2 * negatives_below + tie.negatives);
  }
  const auto m = static_cast<double>(totals.positives);
  const auto n = static_cast<double>(totals.negatives);
  Area area;
  area.value = twice_right / 2.0 / m / n;
  Spread positives;
  Spread negatives;
  negatives_below = totals.negatives;
  std::int64_t positives_above = 0;
  for (const Tie& tie : ties) {
    negatives_below -= tie.negatives;
    positives.add((static_cast<double>(2 * negatives_below + tie.negatives)) / 2.0 / n, area.value,
                  tie.positives);
    negatives.add(static_cast<double>(2 * positives_above + tie.positives) / 2.0 / m, area.value,
                  tie.negatives);
    positives_above += tie.positives;
  }
  area.deviation = std::sqrt(positives.variance(totals.positives) / m +
                             negatives.variance(totals.negatives) / n);
  return area;
}

}  // namespace

std::optional<Estimate> roc_area(const std::vector<Tie>& ties) {
  const Totals totals = totals_of(ties);
  if (totals.positives == 0 || totals.negatives == 0) return std::nullopt;
  const Area area = area_of(ties, totals);
  return logit_interval(area.value, area.deviation, std::min(totals.positives, totals.negatives));
}

std::optional<Estimate> gini(const std::vector<Tie>& ties) {
  const auto area = roc_area(ties);
  if (!area) return std::nullopt;
  const auto carried = [](Micro a) { return a + a - kMicroOne; };
  return Estimate{carried(area->value), carried(area->low), carried(area->high)};
}

std::optional<Estimate> average_precision(const std::vector<Tie>& ties) {
  const Totals totals = totals_of(ties);
  if (totals.positives == 0) return std::nullopt;
  double sum = 0.0;
  std::int64_t alerts = 0;
  std::int64_t found = 0;
  for (const Tie& tie : ties) {
    alerts += tie.count();
    found += tie.positives;
    sum += ratio(found, alerts) * static_cast<double>(tie.positives);
  }
  const double value = std::min(1.0, sum / static_cast<double>(totals.positives));
  const double deviation = std::sqrt(value * (1.0 - value) / static_cast<double>(totals.positives));
  return logit_interval(value, deviation, totals.positives);
}

std::optional<KolmogorovSmirnov> kolmogorov_smirnov(const std::vector<Tie>& ties) {
  const Totals totals = totals_of(ties);
  if (totals.positives == 0 || totals.negatives == 0) return std::nullopt;
  double best = -1.0;
  KolmogorovSmirnov found;
  std::int64_t positives = 0;
  std::int64_t negatives = 0;
  for (const Tie& tie : ties) {
    positives += tie.positives;
    negatives += tie.negatives;
    const double distance =
        std::fabs(ratio(positives, totals.positives) - ratio(negatives, totals.negatives));
    if (distance <= best) continue;
    best = distance;
    found = {Micro::from_double(distance), tie.score};
  }
  return found;
}

std::vector<CurvePoint> curve_of(const std::vector<Tie>& ties) {
  const Totals totals = totals_of(ties);
  std::vector<CurvePoint> curve;
  if (totals.positives == 0 || totals.negatives == 0) return curve;
  curve.reserve(ties.size());
  std::int64_t positives = 0;
  std::int64_t negatives = 0;
  for (const Tie& tie : ties) {
    positives += tie.positives;
    negatives += tie.negatives;
    curve.push_back({tie.score, Micro::from_double(ratio(positives, totals.positives)),
                     Micro::from_double(ratio(negatives, totals.negatives)),
                     Micro::from_double(ratio(positives, positives + negatives))});
  }
  return curve;
}

BinaryMetrics binary_metrics(const Confusion& confusion) {
  const Confusion& c = confusion;
  BinaryMetrics metrics;
  metrics.confusion = c;
  metrics.precision = proportion(c.true_positives, c.alerts());
  metrics.recall = proportion(c.true_positives, c.positives());
  metrics.specificity = proportion(c.true_negatives, c.negatives());
  metrics.false_positive_rate = proportion(c.false_positives, c.negatives());
  metrics.alert_rate = proportion(c.alerts(), c.count());
  const std::int64_t touched = c.true_positives + c.false_positives + c.false_negatives;
  if (const auto jaccard = proportion(c.true_positives, touched)) {
    const auto carried = [](Micro j) {
      return Micro::from_double(2.0 * j.to_double() / (1.0 + j.to_double()));
    };
    metrics.f1 = Estimate{Micro::from_double(2.0 * ratio(c.true_positives, touched) /
                                             (1.0 + ratio(c.true_positives, touched))),
                          carried(jaccard->low), carried(jaccard->high)};
  }
  return metrics;
}

Json to_json(const Confusion& confusion) {
  return Json::object({{"tp", confusion.true_positives},
                       {"fp", confusion.false_positives},
                       {"tn", confusion.true_negatives},
                       {"fn", confusion.false_negatives}});
}

Json to_json(const BinaryMetrics& metrics) {
  return Json::object({{"confusion_matrix", to_json(metrics.confusion)},
                       {"precision", to_json(metrics.precision)},
                       {"recall", to_json(metrics.recall)},
                       {"specificity", to_json(metrics.specificity)},
                       {"false_review_rate", to_json(metrics.false_positive_rate)},
                       {"review_rate", to_json(metrics.alert_rate)},
                       {"f1", to_json(metrics.f1)}});
}

Json to_json(const std::vector<CurvePoint>& curve) {
  Json::Array rows;
  for (const CurvePoint& point : curve) {
    rows.push_back(Json::object({{"score", point.score},
                                 {"recall", point.recall},
                                 {"false_positive_rate", point.false_positive_rate},
                                 {"precision", point.precision}}));
  }
  return Json(std::move(rows));
}

Json to_json(const std::vector<Totals>& histogram) {
  const auto bars = static_cast<std::int64_t>(histogram.size());
  Json::Array rows;
  std::int64_t place = 0;
  for (const Totals& bar : histogram) {
    const Micro from{place++ * Micro::kScale / bars};
    rows.push_back(
        Json::object({{"from", from}, {"positives", bar.positives}, {"negatives", bar.negatives}}));
  }
  return Json(std::move(rows));
}

}  // namespace financescr::evaluation
