// financescr backtest: a history of events through one policy, or two, and what each would have
// caught and cost.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "native_server/commands/command.hpp"
#include "native_server/commands/evaluate.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/history.hpp"
#include "native_server/files/files.hpp"
#include "native_server/report/pages.hpp"

namespace financescr::commands {
namespace {

using backtest::DecidedEvent;
using backtest::Verdict;
using canonical::Json;

constexpr const char* kFooter =
    "Decisions are those of `financescr monitor`, event by event. Labels only judge them. An "
    "event\n"
    "without a label counts as legitimate. The report holds no clock, machine or thread count: "
    "the\n"
    "same input gives the same bytes. docs/EVALUATION.md has its paths and formulas.\n"
    "\n"
    "  financescr backtest --pack bank --events events.jsonl --labels labels.jsonl\n"
    "  financescr backtest --pack bank --events events.jsonl --labels labels.jsonl \\\n"
    "    --policy pack --against draft.json --html report.html";

struct BacktestCommand {
  EvaluateOptions common;
  HistoryOptions history;
  std::string policy = "pack";
  std::string against;
  std::string from;
  std::string until;
  std::vector<std::string> budgets = {"0.005", "0.01", "0.02", "0.05"};
  std::string decisions;
  std::string oracle;
};

Check is_share() {
  return {"above 0, up to 1", [](const std::string& text) {
            const auto share = Micro::parse(text);
            const bool is_valid = share && *share > kMicroZero && *share <= kMicroOne;
            return is_valid ? std::string() : "must be a share of all events, above 0 and up to 1";
          }};
}

Json verdict_json(const Verdict& verdict) {
  Json rules = Json::array();
  for (const backtest::Fired& fired : verdict.fired) {
    rules.push_back(Json(backtest::source_name(fired.source)));
  }
  return Json::object({{"decision", verdict.is_alert ? "ALERT" : "PASS"},
                       {"risk_score", verdict.score},
                       {"rules", std::move(rules)}});
}

// A file of decisions, one JSON object a line.
class DecisionRows {
 public:
  explicit DecisionRows(std::unique_ptr<files::FileWriter> file) : file_(std::move(file)) {}

  Result<void> add(const DecidedEvent& event);
  Result<void> finish() {
    auto written = flush();
    return written ? file_->finish() : written;
  }

 private:
  static constexpr std::size_t kFlushFrom_bytes = 1U << 16U;

  Result<void> flush() {
    auto written = file_->write(rows_);
    rows_.clear();
    return written;
  }

  std::unique_ptr<files::FileWriter> file_;
  std::string rows_;
};

Result<void> DecisionRows::add(const DecidedEvent& event) {
  Json row = verdict_json(event.first);
  row.set("event_id", event.event_id);
  row.set("late", event.is_late);
  if (event.is_refused) row.set("decision", "REFUSED");
  row.set("is_fraud", event.is_fraud ? Json(*event.is_fraud) : Json());
  if (event.second != nullptr) row.set("against", verdict_json(*event.second));
  canonical::append(rows_, row);
  rows_ += '\n';
  return rows_.size() < kFlushFrom_bytes ? Result<void>() : flush();
}

backtest::BacktestOptions options_of(const BacktestCommand& command) {
  backtest::BacktestOptions options;
  if (!command.from.empty()) options.period.from = Date::parse(command.from);
  if (!command.until.empty()) options.period.until = Date::parse(command.until);
  for (const std::string& share : command.budgets) options.budgets.push_back(*Micro::parse(share));
  std::sort(options.budgets.begin(), options.budgets.end());
  options.budgets.erase(std::unique(options.budgets.begin(), options.budgets.end()),
                        options.budgets.end());
  return options;
}

int run_backtest(const BacktestCommand& command) {
  const auto clash =
      path_clash({{"--events", command.history.events},
                  {"--labels", command.history.labels},
                  {"--oracle", command.oracle},
                  {"--policy", command.policy},
                  {"--against", command.against}},
                 {{"--html", command.common.html}, {"--decisions", command.decisions}});
  if (!clash.empty()) return bad_usage(clash);
  if (!command.from.empty() && !command.until.empty() && command.until < command.from) {
    return bad_usage("--from lies after --until");
  }
  const auto loaded = load_noting(command.common.pack);
  if (!loaded) return kBadInput;
  auto first_policy = history_policy(loaded->engine, command.policy);
  if (!first_policy) return kBadInput;
  auto first = policy_run(loaded->engine, *std::move(first_policy), command.policy);
  std::unique_ptr<backtest::PolicyRun> second;
  if (!command.against.empty()) {
    auto policy = history_policy(loaded->engine, command.against);
    if (!policy) return kBadInput;
    second = policy_run(loaded->engine, *std::move(policy), command.against);
  }
  const auto truth = read_truth(command.history.labels);
  if (!truth) return kBadInput;
  std::optional<DecisionRows> rows;
  if (!command.decisions.empty()) {
    auto opened = files::FileWriter::open(command.decisions, files::Readers::kOwner);
    if (!opened) return bad_input(opened.error());
    rows.emplace(*std::move(opened));
  }
  UseDecided use;
  if (rows) use = [&rows](const DecidedEvent& event) { return rows->add(event); };
  auto options = options_of(command);
  std::optional<backtest::Oracle> oracle;
  if (!command.oracle.empty()) {
    oracle = read_oracle(command.oracle);
    if (!oracle) return kBadInput;
    options.oracle = &*oracle;
  }
  backtest::Backtest run(*truth, std::move(options), std::move(first), std::move(second));
  terminal::Crew crew(command.common.threads);
  const int code = run_history(command.history.events, run, crew, use);
  if (code != kOk && code != kSomeFailed) return code;
  const backtest::Report report = run.report();
  if (report.input.counted == 0) {
    return bad_input({ErrorCode::kInvalid,
                      command.history.events + (report.input.events == 0
                                                    ? ": holds no event that can be decided"
                                                    : ": no event lies within --from and --until"),
                      ""});
  }
  if (rows) {
    if (auto finished = rows->finish(); !finished) return bad_input(finished.error());
  }
  const std::int64_t labels = report.event_labels.count();
  if (labels > report.input.matched) {
    fmt::print(stderr,
               "financescr: note: {} of {} labels of events name no event of this history\n",
               labels - report.input.matched, labels);
  }
  if (report.input.labels > 0) {
    fmt::print(stderr,
               "financescr: note: {} lines of {} are labels; only those of --labels judge\n",
               report.input.labels, command.history.events);
  }
  const int put = put_out(command.common, report::page_of(report), to_json(report));
  return put == kOk ? code : put;
}

}  // namespace

void add_backtest(Command app, Action& chosen) {
  auto command = app.add_subcommand("backtest", "Replay a history of events through a policy");
  command.footer(kFooter);
  auto options = std::make_shared<BacktestCommand>();
  add_evaluate_options(command, options->common);
  add_history_options(command, options->history);
  command
      .add_option("--policy", options->policy,
                  "A policy.json, pack, default, reference-mvp or reference-head")
      .capture_default_str();
  command.add_option("--against", options->against,
                     "Another policy, likewise: what it would change");
  command
      .add_option("--from", options->from,
                  "Count events from this day on; earlier ones are part of the past")
      .check(is_day());
  command.add_option("--until", options->until, "Count events up to this day").check(is_day());
  command
      .add_option("--budgets", options->budgets,
                  "Alerts that could be made, as shares of all events")
      .delimiter(',')
      .check(is_share())
      .capture_default_str();
  command.add_option("--oracle", options->oracle,
                     "The oracle.jsonl of a generated history, to stand beside the figures");
  command.add_option("--decisions", options->decisions,
                     "Also write each decision as a JSON line to FILE (mode 0600)");
  command.callback([options, &chosen] { chosen = [options] { return run_backtest(*options); }; });
}

}  // namespace financescr::commands
