// JSON lines from standard input to standard output, in order, by one or several threads.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/screening/search.hpp"

namespace financescr::host {

// What one line leads to.
struct LineResult {
  std::string answer;   // without a line feed; empty: nothing is written
  std::string bundle;   // likewise, for the bundle file
  bool failed = false;  // the answer is an error object, or a replay that differs
};

// Must be callable from several threads at once, each with a workspace of its own.
using LineHandler =
    std::function<LineResult(std::size_t line, std::string_view text, screening::Workspace&)>;

struct LineOptions {
  std::size_t threads = 1;
  bool strict = false;           // stop at the first line that failed
  std::FILE* bundles = nullptr;  // where bundles go
  std::string what = "lines";    // for progress on a terminal
};

// Reads standard input to its end. Blank lines are passed over but counted.
// Returns an exit code (commands/command.hpp).
[[nodiscard]] int run_lines(const LineOptions& options, const LineHandler& handle);

// {"request_id","error":{"code","detail","pointer","line"}}, with "errors" where there are several.
[[nodiscard]] std::string error_line(std::size_t line, const canonical::Json& request_id,
                                     const Errors& errors);

// Adds "ignored_fields" to an answer if there are any.
void add_ignored_fields(canonical::Json& answer, const std::vector<std::string>& pointers);

// The request's id as it stands, null if it has none.
[[nodiscard]] canonical::Json request_id_of(const canonical::Json& request);

}  // namespace financescr::host
