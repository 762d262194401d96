// What `screen` and `apply` share: options, and a stream of requests to a stream of decisions.
#pragma once

#include <functional>
#include <string>

#include "engine/replay/engine_set.hpp"
#include "native_server/commands/command.hpp"

namespace financescr::commands {

struct DecideOptions {
  std::string pack;
  std::string bundles;
  std::size_t threads = 1;
  bool strict = false;
};

void add_decide_options(Command command, DecideOptions& options);

// Turns a request as it came into one that the engine takes, and decides it.
using Decide = std::function<decision::Verdict(const replay::EngineSet&, canonical::Json request,
                                               decision::Workspace&)>;

// Returns an exit code.
[[nodiscard]] int decide_lines(const DecideOptions& options, const Decide& decide);

}  // namespace financescr::commands
