// financescr monitor: a stream of transactions to monitoring decisions.
#include <cstdio>
#include <memory>
#include <random>

#include "engine/replay/monitor_lines.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/decide_lines.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/policy_file.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/crew.hpp"
#include "native_server/terminal/line_stream.hpp"

namespace financescr::commands {
namespace {

constexpr const char* kFooter =
    "Event:    {\"event_id\",\"occurred_at\",\"account_id\",\"client_id\",\"type\",\"amount\",\n"
    "          \"currency\",...}, in the order in which events were ingested; docs/MONITORING.md\n"
    "          has all fields. {\"event_id\",\"type\":\"tick\",\"occurred_at\"} moves the clock.\n"
    "Decision: ALERT or PASS with risk_score, risk_level, the rules that fired and why, the "
    "events\n"
    "          they saw, and hashes. An event that comes again gets its first decision.";

struct MonitorCommand {
  DecideOptions decide;
  std::string policy;
  std::string state;
  std::string features;
};

using replay::MonitorLines;

// Whether the state was loaded; a file that is not there is an empty state.
bool load_state(const std::string& path, monitoring::Monitor& monitor) {
  if (path.empty() || !files::is_there(path)) return true;
  const auto file = files::read_file(path);
  if (!file) {
    pack_files::print_error(file.error());
    return false;
  }
  auto loaded = monitor.load(file->view);
  if (loaded) return true;
  loaded.error().detail = path + ": " + loaded.error().detail;
  pack_files::print_error(loaded.error());
  return false;
}

// What a person at the terminal should know of the whole stream.
struct Counts {
  std::size_t late = 0;
};

std::vector<replay::LineResult> answer(const std::vector<terminal::InputLine>& batch,
                                       MonitorLines& lines, terminal::Crew& crew, Counts& counts) {
  std::vector<MonitorLines::Line> under_way(batch.size());
  crew.for_each(batch.size(), [&](std::size_t i, decision::Workspace&) {
    under_way[i] = batch[i].too_long ? MonitorLines::too_long(batch[i].number)
                                     : MonitorLines::read(batch[i].number, batch[i].text);
  });
  for (auto& line : under_way) lines.take(line);
  crew.for_each(batch.size(), [&](std::size_t i, decision::Workspace& workspace) {
    lines.decide(under_way[i], workspace);
  });
  std::vector<replay::LineResult> results;
  results.reserve(batch.size());
  for (auto& line : under_way) {
    const auto* decided = std::get_if<monitoring::ToDecide>(&line.step);
    if (decided != nullptr && decided->request.is_late) ++counts.late;
    lines.settle(line);
    results.push_back(std::move(line.result));
  }
  return results;
}

int monitor(const MonitorCommand& options) {
  const auto opened = open_pack_and_bundles(options.decide);
  if (!opened) return kBadInput;
  replay::MonitorOptions how;
  const monitoring::Engine* engine = &opened->pack.engine.monitoring();
  std::shared_ptr<const monitoring::Engine> own;
  if (monitoring::find_builtin_policy(options.policy) != nullptr) {
    how.builtin_policy = options.policy;
  } else if (!options.policy.empty()) {
    auto policy = load_policy(options.policy);
    if (!policy) return kBadInput;
    own = engine->with_policy(*std::move(policy));
    engine = own.get();
  }
  how.table_seed = std::random_device()();  // of tables in memory: no answer depends on it
  if (!options.features.empty()) how.features = monitoring::feature_set_of(options.features);
  how.keeps_bundles = opened->bundles != nullptr;
  MonitorLines lines(*engine, how);
  if (!load_state(options.state, lines.monitor())) return kBadInput;
  terminal::Crew crew(options.decide.threads);
  terminal::LineOptions stream;
  stream.strict = options.decide.strict;
  stream.bundles = opened->bundles.get();
  stream.what = "events";
  Counts counts;
  const int code = terminal::run_batches(
      stream, [&](const auto& batch) { return answer(batch, lines, crew, counts); });
  if (counts.late > 0) {
    std::fprintf(stderr,
                 "financescr: note: %zu events came later than max_lateness, so what they were "
                 "compared with may be incomplete; if that is most of them, an earlier event has "
                 "a date that is too late\n",
                 counts.late);
  }
  if (options.state.empty() || (code != kOk && code != kSomeFailed)) return code;
  const auto written =
      files::write_file(options.state, lines.monitor().save(), files::Readers::kOwner);
  if (written) return code;
  return bad_input(written.error());
}

}  // namespace

void add_monitor(Command app, Action& chosen) {
  auto command = app.add_subcommand("monitor", "Decide a stream of transactions");
  command.footer(kFooter);
  auto options = std::make_shared<MonitorCommand>();
  add_decide_options(command, options->decide);
  command.add_option("--policy", options->policy,
                     "A policy.json, or default, reference-mvp or reference-head; the pack's "
                     "without it, or default where the pack has none");
  command.add_option("--state", options->state,
                     "Go on from FILE if it is there, and save the past to it (mode 0600)");
  command.add_option("--features", options->features, "Write features beside the decisions")
      .one_of({"mvp", "head", "ours"});
  command.callback([options, &chosen] { chosen = [options] { return monitor(*options); }; });
}

}  // namespace financescr::commands
