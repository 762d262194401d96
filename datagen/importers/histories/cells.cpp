#include "datagen/importers/histories/cells.hpp"

#include <utility>

#include "datagen/importers/encoding.hpp"
#include "datagen/importers/text_scan.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen::histories {

Column Header::optional(std::initializer_list<std::string_view> names, std::size_t from) const {
  for (const std::string_view name : names) {
    const std::size_t index = columns_.find({name}, from);
    if (index != CsvColumns::kNone) return {index, std::string(name)};
  }
  return {};
}

Column Header::required(std::initializer_list<std::string_view> names, std::size_t from) {
  Column column = optional(names, from);
  if (column.is_there()) return column;
  std::string alternatives;
  for (const std::string_view name : names) {
    alternatives.append(alternatives.empty() ? "" : " or ").append(name);
  }
  missing_.push_back(std::move(alternatives));
  return column;
}

Result<Header> read_header(const ListFile& file, const CsvOptions& options) {
  CsvReader reader(file.text, options);
  CsvRecord record;
  const Result<bool> more = reader.next(record);
  const std::string name(file.name);
  if (!more) {
    return fail(ErrorCode::kMalformed,
                name + ": line " + std::to_string(record.line) + ": " + more.error().detail);
  }
  if (!*more) return fail(ErrorCode::kMalformed, name + ": is empty");
  for (std::string& field : record.fields) make_utf8(field);
  return Header(record);
}

std::string Cells::shown(const Column& column) const {
  return column.name + ": " + std::string(text(column));
}

void Cells::skip(std::string_view reason, std::string detail) {
  if (!skipped_) skipped_ = Remark{reason, std::move(detail)};
}

std::string Cells::id(const Column& column) {
  auto id = optional_id(column);
  if (!id) skip("no id", column.name + " is empty");
  return std::move(id).value_or(std::string());
}

std::optional<std::string> Cells::optional_id(const Column& column) {
  const std::string_view id = text(column);
  if (id.empty()) return std::nullopt;
  if (id.size() > limits::kMaxIdBytes) skip("id too long", shown(column));
  return std::string(id);
}

std::string Cells::id_of_line() {
  std::string id = "tx-";
  if (file_ > 0) id += std::to_string(file_ + 1) + '-';
  return id + std::to_string(record_.line);
}

Money Cells::signed_amount(const Column& column, Currency currency, AmountMarks marks,
                           bool& is_negative) {
  const ReadAmount amount = read_amount(text(column), currency, marks);
  is_negative = amount.is_negative;
  if (amount.fault == AmountFault::kNoNumber) {
    skip("amount not understood", shown(column));
  } else if (amount.fault == AmountFault::kTooLarge) {
    skip("amount above a thousand million", shown(column));
  } else if (amount.minor == 0) {
    skip("amount of zero", shown(column));
  } else if (amount.is_rounded) {
    notice("amount rounded to the decimals of its currency", shown(column));
  }
  return {amount.minor, currency};
}

Money Cells::amount(const Column& column, Currency currency, AmountMarks marks) {
  bool is_negative = false;
  const Money amount = signed_amount(column, currency, marks, is_negative);
  if (is_negative) skip(kAmountBelowZero, shown(column));
  return amount;
}

Timestamp Cells::time(const Column& column, const TimeFormat& format) {
  const auto at = format.read(text(column));
  if (!at) skip(kTimeNotUnderstood, shown(column));
  return at.value_or(Timestamp{});
}

std::optional<bool> Cells::flag(const Column& column) {
  const std::string_view word = text(column);
  if (word == "1" || equal_ignoring_case(word, "true")) return true;
  if (word == "0" || equal_ignoring_case(word, "false")) return false;
  if (!word.empty()) skip("label not understood", shown(column));
  return std::nullopt;
}

}  // namespace financescr::datagen::histories
