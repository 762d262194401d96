// CsvReader: streaming reader of RFC 4180 text, one record at a time.
//
// Input: the whole file as bytes (any encoding in which ASCII is ASCII; fields are not decoded).
// Understood: quoted fields, doubled quotes and line breaks inside them, LF and CRLF, another
// separator or quote, a UTF-8 byte order mark, a trailing DOS end-of-file mark (0x1A). Empty lines
// are skipped. A quote inside an unquoted field is an ordinary character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::datagen {

inline constexpr std::size_t kMaxCsvFields = 10'000;  // of one record

struct CsvOptions {
  char separator = ',';
  char quote = '"';
};

struct CsvRecord {
  std::size_t line = 0;    // where the record starts, counted from 1
  std::size_t offset = 0;  // the same in bytes, as CsvReader::seek() takes it
  std::vector<std::string> fields;
};

class CsvReader {
 public:
  // Requires: `text` outlives the reader.
  explicit CsvReader(std::string_view text, CsvOptions options = {});

  // Reads the next record into `record`, whose `line` is set in case of an error too.
  // Returns: false at the end of the text.
  // Errors: kMalformed (a quote that is never closed, text after a closing quote), kTooLarge (a
  // record beyond limits::kMaxLineBytes or kMaxCsvFields). The next call then continues on the line
  // after the one where the bad record started, so that one bad record costs no other.
  [[nodiscard]] Result<bool> next(CsvRecord& record);

  // Goes on at a record that was read before, by its offset and line.
  void seek(std::size_t offset, std::size_t line) {
    position_ = offset;
    line_ = line;
  }

  // Bytes consumed so far.
  [[nodiscard]] std::size_t offset() const { return position_; }

 private:
  void skip_empty_lines();
  [[nodiscard]] bool at_line_break() const;
  void consume_line_break();
  [[nodiscard]] Result<void> read_record(CsvRecord& record);
  [[nodiscard]] Result<void> read_quoted(std::string& field, std::size_t field_number);
  void read_plain(std::string& field);

  std::string_view text_;
  CsvOptions options_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

}  // namespace financescr::datagen
