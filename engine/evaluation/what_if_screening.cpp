#include "engine/evaluation/what_if_screening.hpp"

#include <algorithm>
#include <map>

#include "engine/core/limits.hpp"
#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/fincrime_report.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;

constexpr std::size_t kHistogramBars = 50;

Result<FincrimeData> labels_of(const replay::EngineSet& engine) {
  const auto* fincrime = engine.screening().rows();
  if (fincrime == nullptr || fincrime->watchlist.entity_count() == 0) {
    return fail(ErrorCode::kUnsupported, "the pack holds no watchlist to screen against");
  }
  const auto fits = fits_one_request(fincrime->rows(pack::files::kLabels), "fincrime");
  if (!fits) return tl::unexpected(fits.error());
  auto data = read_fincrime_data(*fincrime);
  if (!data) return fail(ErrorCode::kInvalid, data.error().first.front().to_string());
  return std::move(*data);
}

struct BestMatch {
  Micro probability;
  Micro score;  // the same, or 1 where every threshold reviews
};

// Screens each customer once, however often he is asked for.
class Screenings {
 public:
  Screenings(const screening::Engine& engine, decision::Workspace& workspace)
      : engine_(engine), workspace_(workspace.part<screening::Workspace>()) {}

  Result<BestMatch> of(const std::string& customer_id) {
    const auto known = known_.find(customer_id);
    if (known != known_.end()) return known->second;
    screening::ScreenRequest request;
    request.customer_id = customer_id;
    // What the highest threshold reviews, every threshold does.
    request.threshold = kMicroOne;
    const auto outcome =
        screening::decide(request, *engine_.rows(), engine_.screener(), workspace_);
    if (!outcome) return tl::unexpected(outcome.error());
    const bool always = outcome->decision == screening::Decision::kReview;
    const BestMatch best{outcome->probability, always ? kMicroOne : outcome->probability};
    known_.emplace(customer_id, best);
    return best;
  }

 private:
  const screening::Engine& engine_;
  screening::Workspace& workspace_;
  std::map<std::string, BestMatch> known_;
};

// Nothing where they are more than one request may screen.
Result<std::optional<std::vector<Micro>>> score_customers(const pack::RowTable& customers,
                                                          Screenings& screenings) {
  std::optional<std::vector<Micro>> scores;
  if (customers.size() > limits::kMaxWhatIfRows) return scores;
  scores.emplace();
  for (std::size_t i = 0; i < customers.size(); ++i) {
    const auto best = screenings.of(std::string(customers.id(i)));
    if (!best) return tl::unexpected(best.error());
    scores->push_back(best->score);
  }
  std::sort(scores->begin(), scores->end());  // total order
  return scores;
}

CustomerAlerts alerts_on(const std::vector<Micro>& scores, Micro current, Micro changed) {
  const auto reviewed = [&scores](Micro threshold) {
    return std::int64_t{scores.end() - std::lower_bound(scores.begin(), scores.end(), threshold)};
  };
  return {static_cast<std::int64_t>(scores.size()), reviewed(current), reviewed(changed)};
}

Json customers_json(const std::optional<CustomerAlerts>& alerts) {
  if (!alerts) return {};
  return Json::object(
      {{"count", alerts->count}, {"current", alerts->current}, {"changed", alerts->changed}});
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

Result<ScreeningScores> score_labelled(const replay::EngineSet& engine,
                                       decision::Workspace& workspace) {
  const auto data = labels_of(engine);
  if (!data) return tl::unexpected(data.error());
  Screenings screenings(engine.screening(), workspace);
  ScreeningScores scores;
  auto customers =
      score_customers(engine.screening().rows()->rows(pack::files::kCustomers), screenings);
  if (!customers) return tl::unexpected(customers.error());
  scores.customers = *std::move(customers);
  const FincrimeData::View& view = data->views.back();
  std::vector<Scored> scored;
  std::vector<Scored> probabilities;
  for (std::size_t i = 0; i < view.truths.size(); ++i) {
    if (!view.truths[i].usable) continue;
    const auto best = screenings.of(data->labels[i].customer_id);
    if (!best) {
      return fail(best.error().code,
                  best.error().detail + " (row \"" + data->labels[i].scenario_id + "\")");
    }
    scored.push_back({best->score, view.truths[i].match});
    probabilities.push_back({best->probability, view.truths[i].match});
  }
  if (scored.empty()) {
    return fail(ErrorCode::kUnsupported, "there is no labelled scenario that can be screened");
  }
  scores.labels = view.name;
  scores.ties = gather_ties(scored);
  scores.histogram = histogram_of(gather_ties(probabilities), kHistogramBars);
  return scores;
}

Result<ScreeningWhatIf> what_if_screening(const ScreeningScores& scores, const AlertPolicy& current,
                                          const AlertPolicy& changed) {
  const auto frontier = Frontier::over(scores.ties, changed.costs);
  if (!frontier) return tl::unexpected(frontier.error());
  ScreeningWhatIf what_if;
  if (scores.customers) {
    what_if.customers = alerts_on(*scores.customers, current.threshold, changed.threshold);
  }
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
  return Json::object({{"customers", customers_json(what_if.customers)},
                       {"labels", scores.labels},
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
