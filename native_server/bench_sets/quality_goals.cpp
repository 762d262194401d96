// The project's goals for screening, with the best figures found elsewhere.
#include <algorithm>
#include <iterator>

#include "native_server/bench_sets/quality_rows.hpp"

namespace financescr::bench_sets {
namespace {

constexpr bool kAtLeast = true;
constexpr bool kAtMost = false;

constexpr Micro permille(std::int64_t value) { return {value * (Micro::kScale / 1000)}; }

constexpr QualityGoal kGoals[] = {
    {"aliases ofac, A", "without unrelated", "recall@10", kAtLeast, permille(920), "0.814"},
    {"aliases ofac, A", "near_noshared", "recall@10", kAtLeast, permille(980), ""},
    {"aliases ofac, A", "near_shared", "recall@10", kAtLeast, permille(990), ""},
    {"aliases ofac, A", "weak_similar", "recall@10", kAtLeast, permille(750), ""},
    {"aliases ofac, B", "without unrelated", "recall@10", kAtLeast, permille(960), "0.821"},
    {"aliases eu, A", "cyrillic, person", "recall@10", kAtLeast, permille(990), "0.972"},
    {"aliases eu, A", "arabic, person", "recall@10", kAtLeast, permille(970), "0.758"},
    {"aliases eu, A", "han", "recall@10", kAtLeast, permille(600), ""},
    {"name pairs", "all", "F1", kAtLeast, permille(860), ""},
    {"reported cases", "all", "right", kAtLeast, permille(1000), ""},
    {"innocents", "all fields", "alert, shipped", kAtMost, permille(4), ""},
    {"innocents", "all fields", "alert, 99 % caught", kAtMost, permille(2), "0.0075"},
    {"common names", "name alone", "alert, shipped", kAtMost, permille(100), "0.042 to 0.404"},
    {"misspelt names", "name alone", "caught, shipped", kAtLeast, permille(990), "0.658 to 1"}};

}  // namespace

const QualityGoal* goal_of(const QualityRow& row) {
  const auto* found =
      std::find_if(std::begin(kGoals), std::end(kGoals), [&row](const QualityGoal& goal) {
        return goal.section == row.section && goal.what == row.what && goal.figure == row.figure;
      });
  return found == std::end(kGoals) ? nullptr : found;
}

bool reaches(const QualityRow& row, const QualityGoal& goal) {
  return goal.at_least ? row.estimate.value >= goal.value : row.estimate.value <= goal.value;
}

}  // namespace financescr::bench_sets
