// financescr tune: thresholds from costs, alert budgets or a recall, found on the labelled rows.
#include <cstdio>
#include <memory>

#include "engine/backtest/tuning.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/evaluation/credit_tuning.hpp"
#include "engine/evaluation/fincrime_tuning.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/evaluate.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/history.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/pack_files/policy_file.hpp"
#include "native_server/report/pages.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct FincrimeOptions {
  EvaluateOptions common;
  std::string goal = "cost";
  std::string labels;
  std::string cost_fp;
  std::string cost_fn;
  std::int64_t max_alerts = -1;
  std::string max_alert_rate;
  std::string recall;
  bool write = false;
};

struct CreditOptions {
  EvaluateOptions common;
  std::string default_loss;
  std::string lost_good;
  std::string manual_review;
  std::string method;
  bool write = false;
};

constexpr const char* kFooter =
    "All distinct thresholds are tried, exactly. The figures on rows not seen are by five folds\n"
    "of customers. --write changes policy.json and manifest.json of the folder; golden decisions\n"
    "change with them.";

constexpr const char* kMonitoringFooter =
    "All distinct values of alert_from are tried, exactly, for each combination of the values to\n"
    "vary. They are chosen on the earlier part of the history, by the labels that were known at "
    "its\n"
    "end, and measured on the later part. What does worse there than the current policy is not\n"
    "proposed.\n"
    "\n"
    "  financescr tune monitoring --pack bank --events events.jsonl --labels labels.jsonl \\\n"
    "    --goal alerts --max-alert-rate 0.01 --vary /limits/maximum/USD=8000,10000,12000 \\\n"
    "    --vary /rules/unusual_hours/on=true,false --out draft.json";

Check number_between(Micro low, Micro high) {
  return {low.to_string() + " to " + high.to_string(), [low, high](const std::string& text) {
            const auto value = Micro::parse(text);
            if (value && *value >= low && *value <= high) return std::string();
            return "must be a number from " + low.to_string() + " to " + high.to_string();
          }};
}

// A number that was checked on the command line, or what the policy says.
Micro given_or(const std::string& text, Micro otherwise) {
  return text.empty() ? otherwise : *Micro::parse(text);
}

int write_policy(const std::string& path, Domain domain, const Json& whole,
                 const std::vector<Json::Member>& members) {
  const auto written = pack_files::change_policy(path, domain, whole, members);
  if (!written) return bad_input(written.error());
  for (const auto& file : *written) std::fprintf(stderr, "financescr: wrote %s\n", file.c_str());
  return kOk;
}

const evaluation::FincrimeData::View* view_of(const evaluation::FincrimeData& data,
                                              const std::string& name) {
  if (name.empty()) return &data.views.back();
  for (const auto& view : data.views) {
    if (view.name == name) return &view;
  }
  pack_files::print_error({ErrorCode::kUnsupported, "the pack has no labels \"" + name + "\"", ""});
  return nullptr;
}

int tune_fincrime(const FincrimeOptions& options) {
  const auto loaded = load_noting(options.common.pack);
  if (!loaded) return kBadInput;
  const auto run = screen_labelled(loaded->engine, options.common.threads);
  if (!run) return kBadInput;
  const auto* view = view_of(run->data, options.labels);
  if (view == nullptr) return kBadInput;
  const screening::Policy& policy = loaded->engine.screening().screener().policy;
  const auto rows = evaluation::tuning_rows(run->data, *view, run->outcomes, policy.threshold);
  evaluation::TuningGoal goal;
  goal.costs = {given_or(options.cost_fp, policy.cost_fp),
                given_or(options.cost_fn, policy.cost_fn)};
  goal.recall = given_or(options.recall, policy.recall_target);
  const auto count = static_cast<std::int64_t>(rows.size());
  goal.max_alerts = options.max_alerts >= 0
                        ? options.max_alerts
                        : given_or(options.max_alert_rate, kMicroOne).value * count / Micro::kScale;
  if (options.goal == "alerts") goal.goal = evaluation::Goal::kAlerts;
  if (options.goal == "recall") goal.goal = evaluation::Goal::kRecall;
  auto tuning = evaluation::tune_fincrime(rows, goal, policy.threshold);
  if (!tuning) return bad_input(tuning.error());
  tuning->view = view->name;
  const int code = put_out(options.common, report::page_of(*tuning), to_json(*tuning));
  if (code != kOk || !options.write) return code;
  return write_policy(options.common.pack, Domain::kScreening, policy.to_json(),
                      {{"threshold", tuning->chosen.threshold()}});
}

int tune_credit(const CreditOptions& options) {
  const auto loaded = load_noting(options.common.pack);
  if (!loaded) return kBadInput;
  const auto run = decide_labelled(loaded->engine, options.common.threads);
  if (!run) return kBadInput;
  const credit::Policy& policy = loaded->engine.credit().underwriter().policy;
  const auto stated = credit::costs_of(policy);
  const credit::DecisionCosts costs{given_or(options.default_loss, stated.default_loss),
                                    given_or(options.lost_good, stated.lost_good),
                                    given_or(options.manual_review, stated.manual_review)};
  auto tuning = evaluation::tune_credit(run->outcomes, costs, policy.thresholds);
  if (!tuning) return bad_input(tuning.error());
  if (options.method == "costs") tuning->method = evaluation::ThresholdMethod::kCosts;
  if (options.method == "labels") tuning->method = evaluation::ThresholdMethod::kLabels;
  const int code = put_out(options.common, report::page_of(*tuning), to_json(*tuning));
  if (code != kOk || !options.write) return code;
  const auto& chosen = tuning->chosen().thresholds;
  return write_policy(options.common.pack, Domain::kCredit, policy.to_json(),
                      {{"pd_threshold_approve", chosen.approve},
                       {"pd_threshold_refer", chosen.refer},
                       {"costs", Json::object({{"default_loss", costs.default_loss},
                                               {"lost_good", costs.lost_good},
                                               {"manual_review", costs.manual_review}})}});
}

// Policies of a tuning of monitoring, and where the history is.
struct MonitoringOptions {
  EvaluateOptions common;
  HistoryOptions history;
  std::string policy = "pack";
  std::string goal = "cost";
  std::string cost_fp = "1";
  std::string cost_fn = "100";
  std::string max_alert_rate = "0.02";
  std::string recall = "0.8";
  std::vector<std::string> vary;
  std::string split;
  std::string out;
  bool write = false;
};

backtest::TuningOptions tuning_options(const MonitoringOptions& options) {
  backtest::TuningOptions tuning;
  tuning.goal.costs = {*Micro::parse(options.cost_fp), *Micro::parse(options.cost_fn)};
  tuning.goal.recall = *Micro::parse(options.recall);
  if (options.goal == "alerts") tuning.goal.goal = evaluation::Goal::kAlerts;
  if (options.goal == "recall") tuning.goal.goal = evaluation::Goal::kRecall;
  tuning.max_alert_rate = *Micro::parse(options.max_alert_rate);
  if (!options.split.empty()) tuning.split = Date::parse(options.split);
  return tuning;
}

Result<std::vector<backtest::Variant>> read_variants(const MonitoringOptions& options,
                                                     const monitoring::Policy& policy) {
  std::vector<backtest::Vary> vary;
  for (const std::string& text : options.vary) {
    auto parsed = backtest::parse_vary(text);
    if (!parsed) return tl::unexpected(parsed.error());
    vary.push_back(*std::move(parsed));
  }
  return backtest::variants_of(policy, vary);
}

// The scores of the history under each variant. Nothing: what is wrong was printed.
std::optional<std::vector<backtest::DayScores>> scores_of(
    const MonitoringOptions& options, const replay::EngineSet& engines,
    const std::vector<backtest::Variant>& variants) {
  const auto truth = read_truth(options.history.labels);
  if (!truth) return std::nullopt;
  std::vector<backtest::DayScores> scores(variants.size());
  terminal::Crew crew(options.common.threads);
  for (std::size_t i = 0; i < variants.size(); ++i) {
    backtest::Backtest run(*truth, {}, policy_run(engines, variants[i].policy, options.policy));
    const int code = run_history(
        options.history.events, run, crew,
        [&](const backtest::DecidedEvent& event) -> Result<void> {
          scores[i].add(event);
          return {};
        },
        i == 0);
    if (code != kOk && code != kSomeFailed) return std::nullopt;
  }
  return scores;
}

int keep_tuned_policy(const MonitoringOptions& options, const backtest::Tuning& tuning) {
  const backtest::Tuned& chosen = tuning.best[tuning.chosen];
  monitoring::Policy policy = tuning.variants[chosen.variant].policy;
  policy.alert_from = chosen.threshold;
  const Json json = policy.to_json();
  if (!options.out.empty()) {
    if (auto written = files::write_file(options.out, canonical::pretty(json)); !written) {
      return bad_input(written.error());
    }
    std::fprintf(stderr, "financescr: wrote %s%s\n", options.out.c_str(),
                 tuning.is_proposed ? "" : ", which is not proposed");
  }
  if (!options.write) return kOk;
  if (!tuning.is_proposed) {
    std::fputs(
        "financescr: the pack is left as it is: after the split the current policy serves "
        "the goal better\n",
        stderr);
    return kSomeFailed;
  }
  return write_policy(options.common.pack, Domain::kMonitoring, json, *json.if_object());
}

int tune_monitoring(const MonitoringOptions& options) {
  const auto clash = path_clash({{"--events", options.history.events},
                                 {"--labels", options.history.labels},
                                 {"--policy", options.policy}},
                                {{"--html", options.common.html}, {"--out", options.out}});
  if (!clash.empty()) return bad_usage(clash);
  const auto loaded = load_noting(options.common.pack);
  if (!loaded) return kBadInput;
  const auto policy = history_policy(loaded->engine, options.policy);
  if (!policy) return kBadInput;
  auto variants = read_variants(options, *policy);
  if (!variants) {
    Error error = variants.error();
    error.detail += " (in what --vary asks for)";
    pack_files::print_error(error);
    return kUsage;
  }
  if (variants->size() > 1 && !files::is_file(options.history.events)) {
    return bad_usage("--vary reads the history once for each policy: --events must be a file");
  }
  const auto scores = scores_of(options, loaded->engine, *variants);
  if (!scores) return kBadInput;
  const auto tuning = backtest::tune(tuning_options(options), *std::move(variants), *scores);
  if (!tuning) return bad_input(tuning.error());
  const int code = put_out(options.common, report::page_of(*tuning), to_json(*tuning));
  return code == kOk ? keep_tuned_policy(options, *tuning) : code;
}

void add_fincrime(Command parent, Action& chosen) {
  auto command = parent.add_subcommand("fincrime", "The screening threshold");
  command.footer(kFooter);
  auto options = std::make_shared<FincrimeOptions>();
  add_evaluate_options(command, options->common);
  const Micro most = Micro::from_int(1'000'000);
  command
      .add_option("--goal", options->goal,
                  "cost: least cost; alerts: most found within a "
                  "budget; recall: fewest reviews at a recall")
      .one_of({"cost", "alerts", "recall"})
      .capture_default_str();
  command
      .add_option("--labels", options->labels,
                  "Labels to tune on (default: oracle if the pack has one, else corrected)")
      .one_of({"given", "corrected", "oracle"});
  command.add_option("--cost-fp", options->cost_fp, "Cost of a false review (default: policy)")
      .check(number_between(kMicroZero, most));
  command.add_option("--cost-fn", options->cost_fn, "Cost of a miss (default: policy)")
      .check(number_between(kMicroZero, most));
  auto alerts = command.add_option("--max-alerts", options->max_alerts,
                                   "Alert budget: at most so many reviews of all scenarios");
  alerts.between(std::int64_t{0}, std::int64_t{1'000'000'000});
  command.add_option("--max-alert-rate", options->max_alert_rate, "Alert budget as a share")
      .check(number_between(kMicroZero, kMicroOne))
      .excludes(alerts);
  command.add_option("--recall", options->recall, "Recall to reach (default: policy)")
      .check(number_between(kMicroZero, kMicroOne));
  command.add_flag("--write", options->write, "Write the threshold into the folder's policy.json");
  command.callback([options, &chosen] { chosen = [options] { return tune_fincrime(*options); }; });
}

void add_credit(Command parent, Action& chosen) {
  auto command = parent.add_subcommand("credit", "The two PD thresholds, from stated costs");
  command.footer(kFooter);
  auto options = std::make_shared<CreditOptions>();
  add_evaluate_options(command, options->common);
  const Micro most = Micro::from_int(1'000'000);
  const auto cost = [&](const char* name, std::string& value, const char* what) {
    command.add_option(name, value, what).check(number_between(Micro{1}, most));
  };
  cost("--default-loss", options->default_loss, "Cost of a default (default: policy)");
  cost("--lost-good", options->lost_good, "Cost of a good customer declined (default: policy)");
  cost("--manual-review", options->manual_review, "Cost of a review (default: policy)");
  command
      .add_option("--method", options->method,
                  "costs: trust the PD; labels: cheapest pair on the labels (default: the "
                  "cheaper one on rows not seen)")
      .one_of({"costs", "labels"});
  command.add_flag("--write", options->write,
                   "Write thresholds and costs into the folder's policy.json");
  command.callback([options, &chosen] { chosen = [options] { return tune_credit(*options); }; });
}

void add_monitoring(Command parent, Action& chosen) {
  auto command = parent.add_subcommand("monitoring", "alert_from, limits and parameters of rules");
  command.footer(kMonitoringFooter);
  auto options = std::make_shared<MonitoringOptions>();
  add_evaluate_options(command, options->common);
  add_history_options(command, options->history);
  command.option("--labels").required();
  command
      .add_option("--policy", options->policy,
                  "Start from a policy.json, pack, default, reference-mvp or reference-head")
      .capture_default_str();
  command
      .add_option("--goal", options->goal,
                  "cost: least cost; alerts: most found within a budget; recall: fewest alerts at "
                  "a recall")
      .one_of({"cost", "alerts", "recall"})
      .capture_default_str();
  const Micro most = Micro::from_int(1'000'000);
  const auto number = [&](const char* name, std::string& value, Micro highest, const char* what) {
    command.add_option(name, value, what)
        .check(number_between(kMicroZero, highest))
        .capture_default_str();
  };
  number("--cost-fp", options->cost_fp, most, "Cost of an alert on nothing");
  number("--cost-fn", options->cost_fn, most, "Cost of fraud without an alert");
  number("--max-alert-rate", options->max_alert_rate, kMicroOne,
         "With --goal alerts: the budget, as a share of all events");
  number("--recall", options->recall, kMicroOne, "With --goal recall: the recall to reach");
  command.add_option("--vary", options->vary,
                     "Also try values of the policy: POINTER=VALUE,VALUE,...; may be repeated");
  command
      .add_option("--split", options->split,
                  "Choose on the days before this one, measure from it on (default: where two "
                  "thirds of the fraud lie before)")
      .check(is_day());
  command.add_option("--out", options->out, "Write the chosen policy to FILE");
  command.add_flag("--write", options->write,
                   "Write it into the folder's policy.json, if it is proposed");
  command.callback(
      [options, &chosen] { chosen = [options] { return tune_monitoring(*options); }; });
}

}  // namespace

void add_tune(Command app, Action& chosen) {
  auto command = app.add_subcommand("tune", "Find thresholds on labelled rows");
  command.require_subcommand();
  command.footer(kFooter);
  add_fincrime(command, chosen);
  add_credit(command, chosen);
  add_monitoring(command, chosen);
}

}  // namespace financescr::commands
