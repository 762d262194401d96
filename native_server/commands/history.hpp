// What `backtest` and `tune monitoring` share: a history in files, through policies.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/backtest/backtest.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/crew.hpp"

namespace financescr::commands {

struct HistoryOptions {
  std::string events;
  std::string labels;
};
void add_history_options(Command command, HistoryOptions& options);

// "2026-11-30", for an option that names a day.
[[nodiscard]] Check is_day();

// The labels of a file; none without a path. Prints what is wrong and returns nothing.
[[nodiscard]] std::optional<backtest::Truth> read_truth(const std::string& path);

// An oracle's file, likewise.
[[nodiscard]] std::optional<backtest::Oracle> read_oracle(const std::string& path);

// A policy that somebody names; "pack": the one that the pack has. Prints what is wrong and returns
// nothing.
[[nodiscard]] std::optional<monitoring::Policy> history_policy(const replay::EngineSet& engines,
                                                               const std::string& name);
[[nodiscard]] std::unique_ptr<backtest::PolicyRun> policy_run(const replay::EngineSet& engines,
                                                              monitoring::Policy policy,
                                                              const std::string& name);

// All lines of a file of events, in order; the first that cannot be read are noted on standard
// error. `use` is called for each event that was decided. Returns: an exit code.
using UseDecided = std::function<Result<void>(const backtest::DecidedEvent&)>;
[[nodiscard]] int run_history(const std::string& path, backtest::Backtest& backtest,
                              terminal::Crew& crew, const UseDecided& use,
                              bool notes_faults = true);

}  // namespace financescr::commands
