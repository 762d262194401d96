// Calibration: whether probabilities mean what they say.
//
// In: ties whose scores are probabilities, 0 to 1. Out: Brier score, log loss, a table by tenths of
// the rows, and the calibration error over it.
//
// Sources: Brier (1950), Monthly Weather Review 78: mean (p - y)^2; its skill is 1 - Brier / Brier
// of always saying the base rate. Log loss: mean -ln of the probability given to what happened,
// probabilities held within 1e-6 of 0 and 1 (one millionth is the finest score). Calibration error:
// sum over bins of n_k / n * |observed rate - mean p| (Naeini, Cooper and Hauskrecht 2015), here
// over bins of equal size; a tie is never divided between two bins.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/evaluation/estimate.hpp"
#include "engine/evaluation/ties.hpp"

namespace financescr::evaluation {

struct CalibrationBin {
  Micro lowest;
  Micro highest;
  std::int64_t count = 0;
  std::int64_t positives = 0;
  Micro mean_score;
  Estimate observed;  // share of positives
};

struct Calibration {
  std::int64_t count = 0;
  Micro mean_score;
  Estimate base_rate;
  Estimate brier;     // with the interval of a mean
  Micro brier_skill;  // 1 perfect, 0 no better than the base rate, below 0 worse
  Micro log_loss;
  Micro calibration_error;
  std::vector<CalibrationBin> bins;  // lowest scores first
};

// Nothing without rows. Requires: 0 <= score <= 1, at most 9,000,000 rows, bins > 0.
[[nodiscard]] std::optional<Calibration> calibration_of(const std::vector<Tie>& ties,
                                                        std::size_t bins = 10);
[[nodiscard]] canonical::Json to_json(const Calibration& calibration);

}  // namespace financescr::evaluation
