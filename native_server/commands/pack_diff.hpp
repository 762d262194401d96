// financescr pack diff, a subcommand of `financescr pack`.
#pragma once

#include "native_server/commands/command.hpp"

namespace financescr::commands {

void add_pack_diff(Command pack_command, Action& chosen);

}  // namespace financescr::commands
