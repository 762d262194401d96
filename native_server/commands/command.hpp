// The subcommands of `financescr`. Each adds itself to the command line and leaves what to do when
// it is chosen.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace financescr::commands {

// Exit codes, the same for every subcommand.
inline constexpr int kOk = 0;
inline constexpr int kSomeFailed = 1;       // finished: a line was bad, a replay or packs differed
inline constexpr int kUsage = 2;            // the command line cannot be understood
inline constexpr int kBadInput = 3;         // a pack or file is missing, invalid or damaged
inline constexpr int kStoppedByStrict = 4;  // --strict met a bad line

// Returns the exit code.
using Action = std::function<int()>;

void add_apply(CLI::App& app, Action& chosen);
void add_bench(CLI::App& app, Action& chosen);
void add_datagen(CLI::App& app, Action& chosen);
void add_eval(CLI::App& app, Action& chosen);
void add_explain(CLI::App& app, Action& chosen);
void add_health(CLI::App& app, Action& chosen);
void add_import(CLI::App& app, Action& chosen);
void add_lambda(CLI::App& app, Action& chosen);
void add_match(CLI::App& app, Action& chosen);
void add_migrate(CLI::App& app, Action& chosen);
void add_pack(CLI::App& app, Action& chosen);
void add_replay(CLI::App& app, Action& chosen);
void add_screen(CLI::App& app, Action& chosen);
void add_serve(CLI::App& app, Action& chosen);
void add_tune(CLI::App& app, Action& chosen);

}  // namespace financescr::commands
