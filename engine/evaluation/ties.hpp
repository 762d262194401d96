// Ties: scored rows with a yes-or-no truth, sorted once and gathered by equal score. Every curve,
// area, threshold and calibration is computed from them, so none can depend on the order of rows
// or on how ties happen to be broken.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/micro.hpp"

namespace financescr::evaluation {

struct Scored {
  Micro score;
  bool positive = false;

  bool operator==(const Scored&) const = default;
};

// All rows of one score.
struct Tie {
  Micro score;
  std::int64_t positives = 0;
  std::int64_t negatives = 0;

  [[nodiscard]] std::int64_t count() const { return positives + negatives; }
  bool operator==(const Tie&) const = default;
};

// Highest score first. Complexity: one sort. Requires: |score| < 4e12.
[[nodiscard]] std::vector<Tie> gather_ties(const std::vector<Scored>& rows);

struct Totals {
  std::int64_t positives = 0;
  std::int64_t negatives = 0;

  [[nodiscard]] std::int64_t count() const { return positives + negatives; }
};
[[nodiscard]] Totals totals_of(const std::vector<Tie>& ties);

// Rows by score in `bars` equal parts of 0 to 1; a score of 1 is in the last.
// Requires: 0 <= score <= 1, bars > 0.
[[nodiscard]] std::vector<Totals> histogram_of(const std::vector<Tie>& ties, std::size_t bars);

// What a yes-or-no decision came to against the truth.
struct Confusion {
  std::int64_t true_positives = 0;
  std::int64_t false_positives = 0;
  std::int64_t true_negatives = 0;
  std::int64_t false_negatives = 0;

  [[nodiscard]] std::int64_t alerts() const { return true_positives + false_positives; }
  [[nodiscard]] std::int64_t positives() const { return true_positives + false_negatives; }
  [[nodiscard]] std::int64_t negatives() const { return false_positives + true_negatives; }
  [[nodiscard]] std::int64_t count() const { return positives() + negatives(); }
  void add(bool alert, bool positive);
  bool operator==(const Confusion&) const = default;
};
// What alerting from `threshold` on comes to.
[[nodiscard]] Confusion decided_at(const std::vector<Tie>& ties, Micro threshold);

}  // namespace financescr::evaluation
