#include "engine/evaluation/frontier.hpp"

#include <algorithm>

#include "engine/numeric/checked.hpp"

namespace financescr::evaluation {
namespace {

constexpr Micro kBelowAll{-Micro::kScale};

std::optional<std::int64_t> checked_cost(std::int64_t false_positives, std::int64_t false_negatives,
                                         const AlertCosts& costs) {
  const auto alarms = numeric::checked_mul(false_positives, costs.false_positive.value);
  const auto misses = numeric::checked_mul(false_negatives, costs.false_negative.value);
  if (!alarms || !misses) return std::nullopt;
  return numeric::checked_add(*alarms, *misses);
}

}  // namespace

Micro cost_of(const Confusion& counts, const AlertCosts& costs) {
  return {counts.false_positives * costs.false_positive.value +
          counts.false_negatives * costs.false_negative.value};
}

Micro FrontierPoint::threshold() const {
  if (below == kBelowAll) return lowest;
  return {below.value + (lowest.value - below.value + 1) / 2};
}

Result<Frontier> Frontier::over(const std::vector<Tie>& ties, const AlertCosts& costs,
                                Micro highest) {
  if (ties.empty()) return fail(ErrorCode::kInvalid, "there is no scored row to choose from");
  Frontier frontier;
  frontier.totals_ = totals_of(ties);
  const Totals& totals = frontier.totals_;
  if (!checked_cost(totals.negatives, totals.positives, costs)) {
    return fail(ErrorCode::kTooLarge, "the costs of all rows together do not fit 64 bits");
  }
  Confusion counts{0, 0, totals.negatives, totals.positives};
  const auto point = [&](Micro lowest, Micro below) {
    frontier.points_.push_back({lowest, below, counts, cost_of(counts, costs)});
  };
  frontier.points_.reserve(ties.size() + 1);
  if (ties.front().score < highest) point(highest, ties.front().score);
  for (std::size_t i = 0; i < ties.size(); ++i) {
    counts.true_positives += ties[i].positives;
    counts.false_negatives -= ties[i].positives;
    counts.false_positives += ties[i].negatives;
    counts.true_negatives -= ties[i].negatives;
    point(ties[i].score, i + 1 < ties.size() ? ties[i + 1].score : kBelowAll);
  }
  return frontier;
}

const FrontierPoint& Frontier::at(Micro threshold) const {
  // The last point all of whose alerts score at least the threshold.
  const auto after = std::find_if(points_.begin(), points_.end(),
                                  [&](const auto& point) { return point.lowest < threshold; });
  return after == points_.begin() ? points_.front() : *(after - 1);
}

const FrontierPoint& Frontier::cheapest() const {
  const FrontierPoint* best = &points_.front();
  for (const FrontierPoint& point : points_) {
    const bool finds_more = point.counts.true_positives > best->counts.true_positives;
    if (point.cost < best->cost || (point.cost == best->cost && finds_more)) best = &point;
  }
  return *best;
}

const FrontierPoint* Frontier::within_alerts(std::int64_t alerts) const {
  const FrontierPoint* best = nullptr;
  for (const FrontierPoint& point : points_) {
    if (point.counts.alerts() > alerts) break;
    if (best == nullptr || point.counts.true_positives > best->counts.true_positives) best = &point;
  }
  return best;
}

const FrontierPoint* Frontier::at_recall(Micro recall) const {
  if (totals_.positives == 0) return nullptr;
  // tp / positives >= recall, in whole numbers.
  const std::int64_t wanted = recall.value * totals_.positives;
  for (const FrontierPoint& point : points_) {
    if (point.counts.true_positives * Micro::kScale >= wanted) return &point;
  }
  return &points_.back();
}

}  // namespace financescr::evaluation
