#include "native_server/terminal/line_stream.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "engine/core/limits.hpp"
#include "native_server/command_line/exit_code.hpp"
#include "native_server/terminal/crew.hpp"
#include "native_server/terminal/line_reader.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::terminal {
namespace {

using canonical::Json;

bool write_line(std::FILE* out, const std::string& line) {
  if (line.empty()) return true;
  return std::fwrite(line.data(), 1, line.size(), out) == line.size() &&
         std::fputc('\n', out) != EOF;
}

int cannot(const char* what) {
  std::fprintf(stderr, "financescr: cannot %s: %s\n", what, std::strerror(errno));
  return command_line::kBadInput;
}

replay::LineResult handle_line(const InputLine& line, const LineHandler& handle,
                               decision::Workspace& workspace) {
  if (line.too_long) return replay::too_long_line(line.number);
  return handle(line.number, line.text, workspace);
}

}  // namespace

int run_batches(const LineOptions& options, const BatchHandler& handle) {
  LineReader reader(STDIN_FILENO);
  Progress progress(options.what);
  bool any_failed = false;
  std::size_t done = 0;
  while (true) {
    const auto batch = reader.next_batch();
    if (batch.empty()) break;
    const auto results = handle(batch);
    for (const replay::LineResult& result : results) {
      if (!write_line(stdout, result.answer) ||
          (options.bundles != nullptr && !write_line(options.bundles, result.bundle))) {
        return cannot("write");
      }
      any_failed = any_failed || result.failed;
      if (result.failed && options.strict) {
        return std::fflush(stdout) == 0 ? command_line::kStoppedByStrict : cannot("write");
      }
    }
    if (std::fflush(stdout) != 0) return cannot("write");
    done += batch.size();
    progress.update(done);
  }
  if (reader.failed()) return cannot("read standard input");
  if (options.bundles != nullptr && std::fflush(options.bundles) != 0) return cannot("write");
  return any_failed ? command_line::kSomeFailed : command_line::kOk;
}

int run_lines(const LineOptions& options, const LineHandler& handle) {
  Crew crew(options.threads);
  return run_batches(options, [&](const std::vector<InputLine>& batch) {
    std::vector<replay::LineResult> results(batch.size());
    crew.for_each(batch.size(), [&](std::size_t i, decision::Workspace& workspace) {
      results[i] = handle_line(batch[i], handle, workspace);
    });
    return results;
  });
}

}  // namespace financescr::terminal
