#include "engine/evaluation/what_if_screening.hpp"

#include <algorithm>

#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/fincrime_report.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;

constexpr std::size_t kHistogramBars = 50;

Result<FincrimeData> labels_of(const replay::Engine& engine) {
  const auto* fincrime = engine.pack().fincrime();
  if (fincrime == nullptr || fincrime->watchlist.entity_count() == 0) {
    return fail(ErrorCode::kUnsupported, "the pack holds no watchlist to screen against");
  }
  const auto fits = fits_one_request(fincrime->labels, "fincrime");
  if (!fits) return tl::unexpected(fits.error());
  auto data = read_fincrime_data(*fincrime);
  if (!data) return fail(ErrorCode::kInvalid, data.error().first.front().to_string());
  return std::move(*data);
}

ThresholdPoint point_at(const std::vector<Tie>& ties, const AlertPolicy& policy) {
  const Confusion counts = decided_at(ties, policy.threshold);
  return {policy.threshold, counts, cost_of(counts, policy.costs)};
}

ThresholdPoint point_of(const FrontierPoint& point) {
  return {point.threshold(), point.counts, point.cost};
}

Json value_of(const std::optional<Estimate>& share) { return share ? Json(share->value) : Json(); }

Json shares_json(const ThresholdPoint& point) {
  const BinaryMetrics metrics = binary_metrics(point.counts);
  return Json::object({{"threshold", point.threshold},
                       {"alerts", point.counts.alerts()},
                       {"recall", value_of(metrics.recall)},
                       {"precision", value_of(metrics.precision)},
                       {"cost", point.cost}});
}

Json point_json(const ThresholdPoint& point) {
  Json json = shares_json(point);
  json.set("alert_rate", value_of(proportion(point.counts.alerts(), point.counts.count())));
  json.set("true_positives", point.counts.true_positives);
  json.set("false_positives", point.counts.false_positives);
  json.set("missed", point.counts.false_negatives);
  return json;
}

}  // namespace

Result<ScreeningScores> score_labelled(const replay::Engine& engine,
                                       screening::Workspace& workspace) {
  const auto data = labels_of(engine);
  if (!data) return tl::unexpected(data.error());
  const auto& fincrime = *engine.pack().fincrime();
  const FincrimeData::View& view = data->views.back();
  std::vector<Scored> scored;
  std::vector<Scored> probabilities;
  for (std::size_t i = 0; i < view.truths.size(); ++i) {
    if (!view.truths[i].usable) continue;
    screening::ScreenRequest request;
    request.customer_id = data->labels[i].customer_id;
    // What the highest threshold reviews, every threshold does.
    request.threshold = kMicroOne;
    const auto outcome = screening::decide(request, fincrime, engine.screener(), workspace);
    if (!outcome) {
      return fail(outcome.error().code,
                  outcome.error().detail + " (row \"" + data->labels[i].scenario_id + "\")");
    }
    const bool always = outcome->decision == screening::Decision::kReview;
    scored.push_back({always ? kMicroOne : outcome->probability, view.truths[i].match});
    probabilities.push_back({outcome->probability, view.truths[i].match});
  }
  if (scored.empty()) {
    return fail(ErrorCode::kUnsupported, "there is no labelled scenario that can be screened");
  }
  return ScreeningScores{view.name, gather_ties(scored),
                         histogram_of(gather_ties(probabilities), kHistogramBars)};
}

Result<ScreeningWhatIf> what_if_screening(const ScreeningScores& scores, const AlertPolicy& current,
                                          const AlertPolicy& changed) {
  const auto frontier = Frontier::over(scores.ties, changed.costs);
  if (!frontier) return tl::unexpected(frontier.error());
  ScreeningWhatIf what_if;
  what_if.current = point_at(scores.ties, current);
  what_if.changed = point_at(scores.ties, changed);
  // A lower threshold reviews all that a higher one does.
  const std::int64_t more = what_if.changed.counts.alerts() - what_if.current.counts.alerts();
  what_if.to_review = std::max<std::int64_t>(more, 0);
  what_if.to_clear = std::max<std::int64_t>(-more, 0);
  what_if.cheapest = point_of(frontier->cheapest());
  const auto points = thinned(frontier->points(), kMaxFrontierPoints);
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    what_if.frontier.push_back(point_of(*point));
  }
  return what_if;
}

Json to_json(const ScreeningWhatIf& what_if, const ScreeningScores& scores) {
  Json::Array frontier;
  for (const ThresholdPoint& point : what_if.frontier) frontier.push_back(shares_json(point));
  return Json::object({{"labels", scores.labels},
                       {"rows", what_if.current.counts.count()},
                       {"current", point_json(what_if.current)},
                       {"changed", point_json(what_if.changed)},
                       {"to_review", what_if.to_review},
                       {"to_clear", what_if.to_clear},
                       {"cheapest", point_json(what_if.cheapest)},
                       {"frontier", Json(std::move(frontier))},
                       {"scores", to_json(scores.histogram)}});
}

}  // namespace financescr::evaluation
