// One JSON line in, one out: what a command line, a browser and a check of parity do with a line.
// Nothing is stored.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "engine/pack/id_hash.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::replay {

// What one line leads to.
struct LineResult {
  std::string answer;   // without a line feed; empty: nothing is written
  std::string bundle;   // likewise, all that a replay of the decision needs
  bool failed = false;  // the answer is an error object, or a replay that differs
};

// Turns a request as it came into one that the engine takes, and decides it.
using Decide = std::function<decision::Verdict(canonical::Json request)>;

// The decision with the request's id, or an error object with the number of the line.
[[nodiscard]] LineResult decide_line(std::size_t line, std::string_view text, const Decide& decide,
                                     bool keeps_bundle);

// What is wrong with a line of more than limits::kMaxLineBytes, and what it is answered with.
[[nodiscard]] Error too_long_error();
[[nodiscard]] LineResult too_long_line(std::size_t line);

// A query and a candidate; a number in the query is hashed by `scheme`.
[[nodiscard]] LineResult match_line(std::size_t line, std::string_view text,
                                    const screening::Screener& screener,
                                    const pack::IdHashScheme& scheme, std::string_view id_key);

// A bundle, made again.
[[nodiscard]] LineResult replay_line(std::size_t line, std::string_view text,
                                     const EngineSet& engines, decision::Workspace& workspace);

}  // namespace financescr::replay
