// The subcommands of `financescr`. Each adds itself to the command line and leaves what to do when
// it is chosen.
#pragma once

#include <functional>

#include "native_server/command_line/command_line.hpp"
#include "native_server/command_line/exit_code.hpp"

namespace financescr::commands {

using command_line::Check;
using command_line::Command;
using command_line::kBadInput;
using command_line::kOk;
using command_line::kSomeFailed;
using command_line::kStoppedByStrict;
using command_line::kUsage;
using command_line::Option;

// What a chosen command does. Returns: an exit code (command_line/exit_code.hpp).
using Action = std::function<int()>;

void add_admin(Command app, Action& chosen);
void add_apply(Command app, Action& chosen);
void add_audit(Command app, Action& chosen);
void add_backtest(Command app, Action& chosen);
void add_bench(Command app, Action& chosen);
void add_datagen(Command app, Action& chosen);
void add_eval(Command app, Action& chosen);
void add_explain(Command app, Action& chosen);
void add_health(Command app, Action& chosen);
void add_import(Command app, Action& chosen);
void add_lambda(Command app, Action& chosen);
void add_match(Command app, Action& chosen);
void add_migrate(Command app, Action& chosen);
void add_monitor(Command app, Action& chosen);
void add_pack(Command app, Action& chosen);
void add_policy(Command app, Action& chosen);
void add_replay(Command app, Action& chosen);
void add_screen(Command app, Action& chosen);
void add_serve(Command app, Action& chosen);
void add_tune(Command app, Action& chosen);

}  // namespace financescr::commands
