// The subcommands of `financescr`. Each adds itself to the command line and leaves what to do when
// it is chosen.
#pragma once

#include <functional>

#include "native_server/command_line/command_line.hpp"

namespace financescr::commands {

using command_line::Check;
using command_line::Command;
using command_line::Option;

// Exit codes, the same for every subcommand.
inline constexpr int kOk = 0;
inline constexpr int kSomeFailed = 1;       // finished: a line was bad, a replay or packs differed
inline constexpr int kUsage = 2;            // the command line cannot be understood
inline constexpr int kBadInput = 3;         // a pack or file is missing, invalid or damaged
inline constexpr int kStoppedByStrict = 4;  // --strict met a bad line

// Returns the exit code.
using Action = std::function<int()>;

void add_admin(Command app, Action& chosen);
void add_apply(Command app, Action& chosen);
void add_audit(Command app, Action& chosen);
void add_bench(Command app, Action& chosen);
void add_datagen(Command app, Action& chosen);
void add_eval(Command app, Action& chosen);
void add_explain(Command app, Action& chosen);
void add_health(Command app, Action& chosen);
void add_import(Command app, Action& chosen);
void add_lambda(Command app, Action& chosen);
void add_match(Command app, Action& chosen);
void add_migrate(Command app, Action& chosen);
void add_pack(Command app, Action& chosen);
void add_replay(Command app, Action& chosen);
void add_screen(Command app, Action& chosen);
void add_serve(Command app, Action& chosen);
void add_tune(Command app, Action& chosen);

}  // namespace financescr::commands
