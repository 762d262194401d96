// What `screen` and `apply` share: options, and a stream of requests to a stream of decisions.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/replay/engine_set.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {

struct DecideOptions {
  std::string pack;
  std::string bundles;
  std::size_t threads = 1;
  bool strict = false;
};

void add_decide_options(Command command, DecideOptions& options);

// The pack, with what is odd about it noted on standard error, and the file for bundles if one is
// wanted. Faults are printed; returns nothing if there was one.
struct Opened {
  pack_files::LoadedPack pack;
  files::Stream bundles;
};
[[nodiscard]] std::optional<Opened> open_pack_and_bundles(const DecideOptions& options);

// Turns a request as it came into one that the engine takes, and decides it.
using Decide = std::function<decision::Verdict(const replay::EngineSet&, canonical::Json request,
                                               decision::Workspace&)>;

// Returns an exit code.
[[nodiscard]] int decide_lines(const DecideOptions& options, const Decide& decide);

}  // namespace financescr::commands
