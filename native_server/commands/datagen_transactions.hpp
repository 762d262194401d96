// financescr datagen transactions: a stream of transactions to monitor.
#pragma once

#include "native_server/commands/command.hpp"

namespace financescr::commands {

void add_datagen_transactions(Command datagen, Action& chosen);

}  // namespace financescr::commands
