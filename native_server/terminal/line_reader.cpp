#include "native_server/terminal/line_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/core/limits.hpp"

namespace financescr::terminal {
namespace {

constexpr std::size_t kBatchLines = 512;
constexpr std::size_t kReadBytes = 1U << 16U;

}  // namespace

LineReader::LineReader(int fd) : fd_(fd), buffer_(kReadBytes, '\0') {}

std::vector<InputLine> LineReader::next_batch() {
  std::vector<InputLine> batch;
  while (batch.size() < kBatchLines) {
    if (at_ == filled_) {
      if (!batch.empty() && !last_read_filled_) break;
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

bool LineReader::fill() {
  while (true) {
    const ssize_t n = ::read(fd_, buffer_.data(), buffer_.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) failed_ = true;
    at_ = 0;
    filled_ = n > 0 ? static_cast<std::size_t>(n) : 0;
    byte_count_ += filled_;
    last_read_filled_ = filled_ == buffer_.size();
    return n > 0;
  }
}

void LineReader::take(std::string_view piece) {
  open_ = true;
  const std::size_t room =
      limits::kMaxLineBytes + 1 - std::min(line_.text.size(), limits::kMaxLineBytes + 1);
  line_.text.append(piece.substr(0, room));
  if (piece.size() > room) line_.too_long = true;
}

void LineReader::finish_line(std::vector<InputLine>& batch) {
  open_ = false;
  line_.number = ++number_;
  if (number_ == 1 && line_.text.starts_with("\xEF\xBB\xBF")) line_.text.erase(0, 3);
  if (!line_.text.empty() && line_.text.back() == '\r') line_.text.pop_back();
  line_.too_long = line_.too_long || line_.text.size() > limits::kMaxLineBytes;
  const bool blank = line_.text.find_first_not_of(" \t") == std::string::npos;
  if (line_.too_long || !blank) batch.push_back(std::move(line_));
  line_ = {};
}

}  // namespace financescr::terminal
