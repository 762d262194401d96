// JSON lines from standard input to standard output, in order, by one or several threads.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/replay/lines.hpp"
#include "native_server/terminal/line_reader.hpp"

namespace financescr::terminal {

// Must be callable from several threads at once, each with a workspace of its own.
using LineHandler = std::function<replay::LineResult(std::size_t line, std::string_view text,
                                                     decision::Workspace&)>;

struct LineOptions {
  std::size_t threads = 1;
  bool strict = false;           // stop at the first line that failed
  std::FILE* bundles = nullptr;  // where bundles go
  std::string what = "lines";    // for progress on a terminal
};

// Answers lines that came together: one result each.
using BatchHandler = std::function<std::vector<replay::LineResult>(const std::vector<InputLine>&)>;

// Reads standard input to its end. Blank lines are passed over but counted.
// Returns an exit code (command_line/exit_code.hpp).
[[nodiscard]] int run_batches(const LineOptions& options, const BatchHandler& handle);

// The same, each line by itself.
[[nodiscard]] int run_lines(const LineOptions& options, const LineHandler& handle);

}  // namespace financescr::terminal
