// LineReader: lines of a file or a pipe, in batches.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::terminal {

struct InputLine {
  std::size_t number = 0;
  std::string text;
  bool too_long = false;  // more than limits::kMaxLineBytes; the text is cut
};

// An over-long line is cut and marked, never held whole. A byte order mark before the first is
// passed over, as are blank lines, which are counted.
class LineReader {
 public:
  explicit LineReader(int fd);

  // At least one line unless the input has ended. Blocks only for the first.
  [[nodiscard]] std::vector<InputLine> next_batch();

  // Bytes read so far.
  [[nodiscard]] std::size_t byte_count() const { return byte_count_; }
  // Whether the input could not be read to its end; errno says why.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  bool fill();
  void take(std::string_view piece);
  void finish_line(std::vector<InputLine>& batch);

  int fd_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::size_t byte_count_ = 0;
  bool last_read_filled_ = false;
  bool open_ = false;
  InputLine line_;
  std::size_t number_ = 0;
  bool failed_ = false;
};

}  // namespace financescr::terminal
