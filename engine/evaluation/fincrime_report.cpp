#include "engine/evaluation/fincrime_report.hpp"

#include <map>
#include <tuple>

namespace financescr::evaluation {
namespace {

// The oracle's truths in order of labels; rows that it does not mention are left out.
void add_oracle(const std::vector<OracleRow>& rows, FincrimeData& data) {
  std::map<std::string_view, const OracleRow*> by_scenario;
  for (const OracleRow& row : rows) by_scenario.emplace(row.scenario_id, &row);
  FincrimeData::View view{"oracle", {}};
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    const auto found = by_scenario.find(data.labels[i].scenario_id);
    if (found == by_scenario.end()) {
      view.truths.push_back({false, false, {}});
      data.oracle_log_odds.emplace_back();
      continue;
    }
    const OracleRow& row = *found->second;
    view.truths.push_back({can_be_screened(data, i), !row.entity_id.empty(), row.entity_id});
    data.oracle_log_odds.emplace_back(row.log_odds);
  }
  data.views.push_back(std::move(view));
}

// In the order in which a reader expects them.
struct SliceKey {
  std::size_t dimension = 0;
  int order = 0;
  std::string value;
  bool operator<(const SliceKey& other) const {
    return std::tie(dimension, order, value) < std::tie(other.dimension, other.order, other.value);
  }
};

constexpr std::string_view kDimensions[] = {"region",          "best list",   "name length",
                                            "country_missing", "dob_missing", "script"};

std::string yes_no(bool value) { return value ? "yes" : "no"; }

SliceKey length_slice(std::int64_t letters) {
  if (letters <= 8) return {2, 0, "name_len<=8"};
  if (letters <= 16) return {2, 1, "name_len 9-16"};
  return {2, 2, "name_len>16"};
}

std::vector<SliceKey> slices_of(const ScenarioOutcome& outcome) {
  SliceKey list{1, 3, "no match"};
  if (outcome.best_list) {
    list = {1, static_cast<int>(*outcome.best_list),
            std::string(pack::to_string(*outcome.best_list))};
  }
  return {
      {0, outcome.region.empty() ? 1 : 0, outcome.region.empty() ? "not known" : outcome.region},
      std::move(list),
      length_slice(outcome.name_letters),
      {3, 0, yes_no(outcome.country_missing)},
      {4, 0, yes_no(outcome.birth_missing)},
      {5, static_cast<int>(outcome.script), std::string(to_string(outcome.script))}};
}

std::vector<Slice> slices_over(const std::vector<Truth>& truths,
                               const std::vector<ScenarioOutcome>& outcomes) {
  std::map<SliceKey, Confusion> counts;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    if (!truths[i].usable) continue;
    for (const SliceKey& key : slices_of(outcomes[i])) {
      counts[key].add(outcomes[i].review, truths[i].match);
    }
  }
  std::vector<Slice> slices;
  for (const auto& [key, confusion] : counts) {
    slices.push_back(
        {std::string(kDimensions[key.dimension]), key.value, binary_metrics(confusion)});
  }
  return slices;
}

Result<ViewReport> report_view(const FincrimeData& data, std::size_t view_index,
                               const std::vector<ScenarioOutcome>& outcomes,
                               const AlertCosts& costs, Micro threshold) {
  const FincrimeData::View& view = data.views[view_index];
  ViewReport report;
  report.name = view.name;
  std::vector<Scored> scored;
  std::vector<Scored> decided;
  std::vector<Position> positions;
  std::vector<Position> reviewed;
  Confusion confusion;
  for (std::size_t i = 0; i < view.truths.size(); ++i) {
    const Truth& truth = view.truths[i];
    if (!truth.usable) {
      ++report.left_out;
      continue;
    }
    const ScenarioOutcome& outcome = outcomes[i];
    confusion.add(outcome.review, truth.match);
    scored.push_back({outcome.probability, truth.match});
    decided.push_back({outcome.decision_score(threshold), truth.match});
    if (truth.entity_id.empty()) continue;
    positions.push_back(outcome.positions[view_index]);
    if (outcome.review) reviewed.push_back(positions.back());
  }
  report.rows = confusion.count();
  report.at_policy = binary_metrics(confusion);
  report.ties = gather_ties(scored);
  report.auc = roc_area(report.ties);
  report.average_precision = average_precision(report.ties);
  for (const std::int64_t k : kRecallDepths) {
    if (const auto recall = recall_at(k, positions)) report.recall_at.push_back(*recall);
  }
  report.right_first =
      proportion(expected_within(1, reviewed), static_cast<std::int64_t>(positions.size()));
  report.slices = slices_over(view.truths, outcomes);
  if (report.rows == 0) return report;
  auto frontier = Frontier::over(gather_ties(decided), costs);
  if (!frontier) return tl::unexpected(frontier.error());
  report.expected_cost = cost_of(confusion, costs);
  report.expected_cost_per_row = {report.expected_cost.value / report.rows};
  report.frontier = std::move(*frontier);
  return report;
}

Result<std::optional<OracleReport>> report_oracle(const FincrimeData& data,
                                                  const FincrimeReport& report) {
  if (data.oracle_log_odds.empty()) return std::nullopt;
  const ViewReport& view = report.best_view();
  const std::vector<Truth>& truths = data.views.back().truths;
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    if (truths[i].usable) scored.push_back({*data.oracle_log_odds[i], truths[i].match});
  }
  OracleReport oracle;
  oracle.ties = gather_ties(scored);
  if (oracle.ties.empty()) return std::nullopt;
  const Micro highest = oracle.ties.front().score + kMicroOne;
  const auto frontier = Frontier::over(oracle.ties, report.costs, highest);
  if (!frontier) return tl::unexpected(frontier.error());
  oracle.auc = roc_area(oracle.ties);
  oracle.average_precision = average_precision(oracle.ties);
  oracle.cheapest = frontier->cheapest();
  oracle.our_cheapest = view.frontier->cheapest();
  oracle.our_cost = view.expected_cost;
  return oracle;
}

}  // namespace

bool can_be_screened(const FincrimeData& data, std::size_t row) {
  return data.views.front().truths[row].usable;
}

std::vector<std::string> entities_asked(const FincrimeData& data, std::size_t row) {
  std::vector<std::string> ids;
  for (const auto& view : data.views) ids.push_back(view.truths[row].entity_id);
  return ids;
}

tl::expected<FincrimeData, pack::PackErrors> read_fincrime_data(const pack::DomainPack& pack) {
  auto labels = scenario_labels(pack);
  if (!labels) return tl::unexpected(labels.error());
  auto oracle = oracle_rows(pack);
  if (!oracle) return tl::unexpected(oracle.error());
  if (labels->empty()) {
    pack::PackErrors errors;
    errors.add(pack.meta.label + "/labels.jsonl", 0,
               {ErrorCode::kUnsupported, "there is no labelled scenario to evaluate on", ""});
    return tl::unexpected(std::move(errors));
  }
  FincrimeData data;
  data.labels = std::move(*labels);
  data.noise = NoiseFinder(pack).find(data.labels, data.labels);
  data.views.push_back({"given", truths_as_given(data.labels, data.noise)});
  data.views.push_back({"corrected", truths_corrected(data.labels, data.noise)});
  if (!oracle->empty()) add_oracle(*oracle, data);
  return data;
}

Result<FincrimeReport> evaluate_fincrime(const replay::EngineSet& engine, const FincrimeData& data,
                                         const std::vector<ScenarioOutcome>& outcomes) {
  const screening::Screener& screener = engine.screening().screener();
  FincrimeReport report;
  report.pack_label = engine.screening().rows()->meta.label;
  report.provenance = engine.screening().provenance();
  report.model = screener.model.name + " " + screener.model.version;
  report.version = screener.policy.version;
  report.threshold = screener.policy.threshold;
  report.costs = {screener.policy.cost_fp, screener.policy.cost_fn};
  report.recall_target = screener.policy.recall_target;
  report.scenarios = static_cast<std::int64_t>(data.labels.size());
  report.labels = data.labels;
  report.noise = data.noise;
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    if (data.labels[i].match) continue;
    ++report.no_match;
    report.contradicted_no_match += data.views[1].truths[i].match ? 1 : 0;
  }
  for (std::size_t i = 0; i < data.views.size(); ++i) {
    auto view = report_view(data, i, outcomes, report.costs, report.threshold);
    if (!view) return tl::unexpected(view.error());
    report.views.push_back(std::move(*view));
  }
  auto oracle = report_oracle(data, report);
  if (!oracle) return tl::unexpected(oracle.error());
  report.oracle = std::move(*oracle);
  return report;
}

std::vector<std::int64_t> noise_counts(const std::vector<Noise>& noise) {
  std::vector<std::int64_t> counts(kNoiseKindCount, 0);
  for (const Noise& found : noise) ++counts[static_cast<std::size_t>(found.kind)];
  return counts;
}

}  // namespace financescr::evaluation
