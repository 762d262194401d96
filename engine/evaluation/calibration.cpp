#include "engine/evaluation/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/elementary.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;

struct Loss {
  double squared = 0.0;
  double squared_twice = 0.0;  // of the squares, for the interval of their mean
  double logarithmic = 0.0;
  double score = 0.0;
};

void add(Loss& loss, Micro score, bool positive, std::int64_t times) {
  if (times == 0) return;
  const auto n = static_cast<double>(times);
  const double distance = score.to_double() - (positive ? 1.0 : 0.0);
  const double square = distance * distance;
  const Micro held = std::clamp(score, Micro{1}, Micro{Micro::kScale - 1});
  const double given = positive ? held.to_double() : (kMicroOne - held).to_double();
  loss.squared += square * n;
  loss.squared_twice += square * square * n;
  loss.logarithmic -= numeric::log(given) * n;
  loss.score += score.to_double() * n;
}

// The ties from the lowest score up, cut where the rows so far reach the next share of all.
std::vector<CalibrationBin> bins_of(const std::vector<Tie>& ties, std::int64_t total,
                                    std::size_t bins) {
  std::vector<CalibrationBin> table;
  CalibrationBin bin;
  double score_sum = 0.0;
  std::int64_t before = 0;
  const auto bin_count = static_cast<std::int64_t>(bins);
  for (std::size_t i = ties.size(); i-- > 0;) {
    const Tie& tie = ties[i];
    if (bin.count == 0) bin.lowest = tie.score;
    bin.highest = tie.score;
    bin.count += tie.count();
    bin.positives += tie.positives;
    score_sum += tie.score.to_double() * static_cast<double>(tie.count());
    // The next share of all that lies above what the bins before hold: a large tie skips some.
    const std::int64_t wanted = (before * bin_count / total + 1) * total;
    const bool full = (before + bin.count) * bin_count >= wanted;
    if (!full && i > 0) continue;
    bin.mean_score = Micro::from_double(score_sum / static_cast<double>(bin.count));
    bin.observed = *proportion(bin.positives, bin.count);
    before += bin.count;
    table.push_back(bin);
    bin = {};
    score_sum = 0.0;
  }
  return table;
}

}  // namespace

std::optional<Calibration> calibration_of(const std::vector<Tie>& ties, std::size_t bins) {
  const Totals totals = totals_of(ties);
  if (totals.count() == 0) return std::nullopt;
  Loss loss;
  for (const Tie& tie : ties) {
    add(loss, tie.score, true, tie.positives);
    add(loss, tie.score, false, tie.negatives);
  }
  const auto n = static_cast<double>(totals.count());
  const double base = static_cast<double>(totals.positives) / n;
  const double brier = loss.squared / n;
  const double variance = std::max(0.0, loss.squared_twice / n - brier * brier);
  Calibration result;
  result.count = totals.count();
  result.mean_score = Micro::from_double(loss.score / n);
  result.base_rate = *proportion(totals.positives, totals.count());
  result.brier = mean_interval(brier, std::sqrt(variance), totals.count());
  const double of_base_rate = base * (1.0 - base);
  if (of_base_rate > 0.0) result.brier_skill = Micro::from_double(1.0 - brier / of_base_rate);
  result.log_loss = Micro::from_double(loss.logarithmic / n);
  result.bins = bins_of(ties, totals.count(), bins);
  double error = 0.0;
  for (const CalibrationBin& bin : result.bins) {
    const double distance = bin.observed.value.to_double() - bin.mean_score.to_double();
    error += std::fabs(distance) * static_cast<double>(bin.count) / n;
  }
  result.calibration_error = Micro::from_double(error);
  return result;
}

Json to_json(const Calibration& calibration) {
  Json::Array bins;
  for (const CalibrationBin& bin : calibration.bins) {
    bins.push_back(Json::object({{"lowest", bin.lowest},
                                 {"highest", bin.highest},
                                 {"n", bin.count},
                                 {"positives", bin.positives},
                                 {"mean_score", bin.mean_score},
                                 {"observed", to_json(bin.observed)}}));
  }
  return Json::object({{"n", calibration.count},
                       {"mean_score", calibration.mean_score},
                       {"base_rate", to_json(calibration.base_rate)},
                       {"brier", to_json(calibration.brier)},
                       {"brier_skill", calibration.brier_skill},
                       {"log_loss", calibration.log_loss},
                       {"calibration_error", calibration.calibration_error},
                       {"bins", Json(std::move(bins))}});
}

}  // namespace financescr::evaluation
