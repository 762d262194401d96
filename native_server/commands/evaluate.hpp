// What `eval` and `tune` share: options, the decisions on all labelled rows, and how a report is
// put out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/evaluation/credit_report.hpp"
#include "engine/evaluation/fincrime_report.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/report/page.hpp"

namespace financescr::commands {

struct EvaluateOptions {
  std::string pack;
  std::string html;
  bool json = false;
  std::size_t threads = 1;
};

void add_evaluate_options(Command command, EvaluateOptions& options);

// The pack, with its warnings on standard error. Prints what is wrong and returns nothing.
[[nodiscard]] std::optional<pack_files::LoadedPack> load_noting(const std::string& path);

// Each prints what is wrong and returns nothing. The outcomes are in order of labels.
struct FincrimeRun {
  evaluation::FincrimeData data;
  std::vector<evaluation::ScenarioOutcome> outcomes;
};
[[nodiscard]] std::optional<FincrimeRun> screen_labelled(const replay::EngineSet& engine,
                                                         std::size_t threads);
struct CreditRun {
  evaluation::CreditData data;
  std::vector<evaluation::CreditOutcome> outcomes;
};
[[nodiscard]] std::optional<CreditRun> decide_labelled(const replay::EngineSet& engine,
                                                       std::size_t threads);

// Text or JSON to standard output, and the HTML file if one is asked for. Returns an exit code.
[[nodiscard]] int put_out(const EvaluateOptions& options, const report::Page& page,
                          const canonical::Json& json);

}  // namespace financescr::commands
