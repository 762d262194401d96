#include "datagen/importers/csv.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr char kDosEndOfFile = '\x1A';

tl::unexpected<Error> too_long() {
  return fail(ErrorCode::kTooLarge,
              "a record is longer than " + std::to_string(limits::kMaxLineBytes) + " bytes");
}

std::string_view without_marks(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  const std::size_t last = text.find_last_not_of("\r\n");
  if (last != std::string_view::npos && text[last] == kDosEndOfFile) text = text.substr(0, last);
  return text;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, CsvOptions options)
    : text_(without_marks(text)), options_(options) {}

bool CsvReader::at_line_break() const {
  if (position_ >= text_.size()) return false;
  if (text_[position_] == '\n') return true;
  return text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n';
}

void CsvReader::consume_line_break() {
  position_ += text_[position_] == '\r' ? 2U : 1U;
  ++line_;
}

void CsvReader::skip_empty_lines() {
  while (at_line_break()) consume_line_break();
}

Result<bool> CsvReader::next(CsvRecord& record) {
  skip_empty_lines();
  record.fields.clear();
  record.line = line_;
  record.offset = position_;
  if (position_ >= text_.size()) return false;
  const std::size_t start = position_;
  Result<void> read = read_record(record);
  if (read) return true;
  record.fields.clear();
  const std::size_t line_end = text_.find('\n', start);
  position_ = line_end == std::string_view::npos ? text_.size() : line_end + 1;
  line_ = record.line + 1;
  return tl::unexpected<Error>(std::move(read).error());
}

Result<void> CsvReader::read_record(CsvRecord& record) {
  const std::size_t start = position_;
  while (true) {
    if (record.fields.size() == kMaxCsvFields) {
      return fail(ErrorCode::kTooLarge,
                  "a record has more than " + std::to_string(kMaxCsvFields) + " fields");
    }
    std::string& field = record.fields.emplace_back();
    if (position_ < text_.size() && text_[position_] == options_.quote) {
      Result<void> quoted = read_quoted(field, record.fields.size());
      if (!quoted) return quoted;
    } else {
      read_plain(field);
    }
    if (position_ - start > limits::kMaxLineBytes) return too_long();
    if (position_ >= text_.size()) return {};
    if (at_line_break()) {
      consume_line_break();
      return {};
    }
    ++position_;  // the separator
  }
}

// Leaves the position on a separator, a line break, the end, or beyond the limit.
void CsvReader::read_plain(std::string& field) {
  const std::size_t start = position_;
  const std::size_t end = std::min(text_.size(), start + limits::kMaxLineBytes + 1);
  while (position_ < end && text_[position_] != options_.separator && !at_line_break()) {
    ++position_;
  }
  field.assign(text_.substr(start, position_ - start));
}

Result<void> CsvReader::read_quoted(std::string& field, std::size_t field_number) {
  const std::size_t opening_line = line_;
  ++position_;
  while (position_ < text_.size()) {
    const char c = text_[position_++];
    if (c == options_.quote) {
      const bool doubled = position_ < text_.size() && text_[position_] == options_.quote;
      if (!doubled) {
        const bool ends =
            position_ >= text_.size() || at_line_break() || text_[position_] == options_.separator;
        if (ends) return {};
        return fail(ErrorCode::kMalformed,
                    "field " + std::to_string(field_number) + " has text after its closing quote");
      }
      ++position_;
    } else if (c == '\n') {
      ++line_;
    }
    if (field.size() > limits::kMaxLineBytes) return too_long();
    field.push_back(c);
  }
  return fail(ErrorCode::kMalformed, "field " + std::to_string(field_number) +
                                         " opens a quote on line " + std::to_string(opening_line) +
                                         " that is never closed");
}

}  // namespace financescr::datagen
