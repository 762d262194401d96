#include "native_server/terminal/line_stream.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "engine/core/limits.hpp"
#include "native_server/command_line/exit_code.hpp"
#include "native_server/terminal/crew.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::terminal {
namespace {

using canonical::Json;

constexpr std::size_t kBatchLines = 512;
constexpr std::size_t kReadBytes = 1U << 16U;

// Reads lines from a descriptor; an over-long line is cut and marked, never held whole. A byte
// order mark before the first is passed over.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd), buffer_(kReadBytes, '\0') {}

  // At least one line unless the input has ended. Blocks only for the first.
  std::vector<InputLine> next_batch() {
    std::vector<InputLine> batch;
    while (batch.size() < kBatchLines) {
      if (at_ == filled_) {
        if (!batch.empty() && !ready_without_blocking()) break;
        if (!fill()) {
          if (open_) finish_line(batch);
          break;
        }
      }
      const char* start = buffer_.data() + at_;
      const auto* end = static_cast<const char*>(std::memchr(start, '\n', filled_ - at_));
      const std::size_t length =
          end == nullptr ? filled_ - at_ : static_cast<std::size_t>(end - start);
      take({start, length});
      at_ += length;
      if (end != nullptr) {
        ++at_;
        finish_line(batch);
      }
    }
    return batch;
  }

  // Whether the input could not be read to its end; errno says why.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  [[nodiscard]] bool ready_without_blocking() const { return last_read_filled_; }

  bool fill() {
    while (true) {
      const ssize_t n = ::read(fd_, buffer_.data(), buffer_.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) failed_ = true;
      at_ = 0;
      filled_ = n > 0 ? static_cast<std::size_t>(n) : 0;
      last_read_filled_ = filled_ == buffer_.size();
      return n > 0;
    }
  }

  void take(std::string_view piece) {
    open_ = true;
    const std::size_t room =
        limits::kMaxLineBytes + 1 - std::min(line_.text.size(), limits::kMaxLineBytes + 1);
    line_.text.append(piece.substr(0, room));
    if (piece.size() > room) line_.too_long = true;
  }

  void finish_line(std::vector<InputLine>& batch) {
    open_ = false;
    line_.number = ++number_;
    if (number_ == 1 && line_.text.starts_with("\xEF\xBB\xBF")) line_.text.erase(0, 3);
    if (!line_.text.empty() && line_.text.back() == '\r') line_.text.pop_back();
    line_.too_long = line_.too_long || line_.text.size() > limits::kMaxLineBytes;
    const bool blank = line_.text.find_first_not_of(" \t") == std::string::npos;
    if (line_.too_long || !blank) batch.push_back(std::move(line_));
    line_ = {};
  }

  int fd_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  bool last_read_filled_ = false;
  bool open_ = false;
  InputLine line_;
  std::size_t number_ = 0;
  bool failed_ = false;
};

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
