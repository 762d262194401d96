#include "native_server/commands/evaluate.hpp"

#include <unistd.h>

#include <cstdio>

#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/files/files.hpp"
#include "native_server/terminal/parallel.hpp"

namespace financescr::commands {
namespace {

// The first fault of a row that could not be decided, with the row's id.
bool report_fault(const std::vector<Errors>& faults, const auto& labels, const auto& id_of) {
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].empty()) continue;
    Error error = faults[i].front();
    error.detail += " (row \"" + id_of(labels[i]) + "\")";
    pack_files::print_error(error);
    return true;
  }
  return false;
}

}  // namespace

void add_evaluate_options(Command command, EvaluateOptions& options) {
  command.add_option("--pack", options.pack, "Pack root, domain folder or .fpk").required();
  command.add_flag("--json", options.json, "Canonical JSON instead of text");
  command.add_option("--html", options.html,
                     "Also write one self-contained HTML page to FILE (mode 0600)");
  command.add_option("--threads", options.threads, "Decide with this many threads; same output")
      .between(1, 256);
}

std::optional<pack_files::LoadedPack> load_noting(const std::string& path) {
  auto loaded = pack_files::load_pack(path);
  if (!loaded) return loaded;
  for (const auto& warning : loaded->warnings) {
    std::fprintf(stderr, "financescr: note: %s\n", warning.c_str());
  }
  return loaded;
}

std::optional<FincrimeRun> screen_labelled(const replay::EngineSet& engine, std::size_t threads) {
  const auto* fincrime = engine.screening().rows();
  if (fincrime == nullptr) {
    pack_files::print_error({ErrorCode::kUnsupported, "the pack has no fincrime domain", ""});
    return std::nullopt;
  }
  auto data = evaluation::read_fincrime_data(*fincrime);
  if (!data) {
    for (const auto& error : data.error().first) {
      std::fprintf(stderr, "financescr: %s\n", error.to_string().c_str());
    }
    return std::nullopt;
  }
  FincrimeRun run{std::move(*data), {}};
  run.outcomes.resize(run.data.labels.size());
  std::vector<Errors> faults(run.data.labels.size());
  terminal::for_each_index(run.data.labels.size(), threads, "scenarios screened",
                           [&](std::size_t i, decision::Workspace& workspace) {
                             if (!evaluation::can_be_screened(run.data, i)) return;
                             auto outcome = evaluation::screen_scenario(
                                 engine, run.data.labels[i].customer_id,
                                 evaluation::entities_asked(run.data, i), workspace);
                             if (outcome) {
                               run.outcomes[i] = std::move(*outcome);
                             } else {
                               faults[i] = outcome.error();
                             }
                           });
  if (report_fault(faults, run.data.labels, [](const auto& label) { return label.scenario_id; })) {
    return std::nullopt;
  }
  return run;
}

std::optional<CreditRun> decide_labelled(const replay::EngineSet& engine, std::size_t threads) {
  const auto* credit = engine.credit().rows();
  if (credit == nullptr) {
    pack_files::print_error({ErrorCode::kUnsupported, "the pack has no credit domain", ""});
    return std::nullopt;
  }
  auto data = evaluation::read_credit_data(*credit);
  if (!data) {
    for (const auto& error : data.error().first) {
      std::fprintf(stderr, "financescr: %s\n", error.to_string().c_str());
    }
    return std::nullopt;
  }
  CreditRun run{std::move(*data), {}};
  run.outcomes.resize(run.data.labels.size());
  std::vector<Errors> faults(run.data.labels.size());
  terminal::for_each_index(run.data.labels.size(), threads, "applications decided",
                           [&](std::size_t i, decision::Workspace&) {
                             auto outcome = evaluation::decide_labelled(engine, run.data.labels[i]);
                             if (outcome) {
                               run.outcomes[i] = std::move(*outcome);
                             } else {
                               faults[i] = outcome.error();
                             }
                           });
  if (report_fault(faults, run.data.labels,
                   [](const auto& label) { return label.application_id; })) {
    return std::nullopt;
  }
  return run;
}

int put_out(const EvaluateOptions& options, const report::Page& page, const canonical::Json& json) {
  const std::string text = options.json ? canonical::write(json) + '\n'
                                        : report::to_text(page, ::isatty(STDOUT_FILENO) == 1);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    std::fputs("financescr: cannot write to standard output\n", stderr);
    return kBadInput;
  }
  if (options.html.empty()) return kOk;
  const auto written =
      files::write_file(options.html, report::to_html(page), files::Readers::kOwner);
  if (!written) return bad_input(written.error());
  return kOk;
}

}  // namespace financescr::commands
