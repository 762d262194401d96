// Header and Cells: a history's columns by their names, and the cells of one row as typed values.
//
// A cell that cannot be used gives the row a reason to be skipped; the first reason counts, and
// what is read after it does not matter. Whoever reads the rows reports it with file and line.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/csv_table.hpp"
#include "datagen/importers/histories/amount.hpp"
#include "datagen/importers/histories/time_format.hpp"
#include "engine/core/money.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::datagen::histories {

struct Column {
  std::size_t index = CsvColumns::kNone;
  std::string name;  // that reports show

  [[nodiscard]] bool is_there() const { return index != CsvColumns::kNone; }
};

class Header {
 public:
  explicit Header(const CsvRecord& record) : columns_(record) {}

  // The first column from `from` on with one of these names. A required one that is not there is
  // noted as missing.
  [[nodiscard]] Column required(std::initializer_list<std::string_view> names,
                                std::size_t from = 0);
  [[nodiscard]] Column optional(std::initializer_list<std::string_view> names,
                                std::size_t from = 0) const;
  // Those that are missing: "A", "B or C".
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }

 private:
  CsvColumns columns_;
  std::vector<std::string> missing_;
};

// The names of a file's columns. Errors: kMalformed (it is empty, or its first record cannot be
// read), naming the file.
[[nodiscard]] Result<Header> read_header(const ListFile& file, const CsvOptions& options);

inline constexpr std::string_view kTimeNotUnderstood =
    "time not understood, or not of the years 1970 to 2100";

inline constexpr std::string_view kAmountBelowZero = "amount below zero";

// Why a row is skipped, or what somebody may want to look at.
struct Remark {
  std::string_view reason;  // a literal
  std::string detail;
};

class Cells {
 public:
  // `file`: its place among the files of the history. Requires: `record` outlives this.
  Cells(const CsvRecord& record, std::uint32_t file) : record_(record), file_(file) {}

  // Without blanks around; "" where there is no such column.
  [[nodiscard]] std::string_view text(const Column& column) const {
    return cell_of(record_, column.index);
  }
  // Neither empty nor longer than an id may be.
  [[nodiscard]] std::string id(const Column& column);
  // The same, but empty is nothing.
  [[nodiscard]] std::optional<std::string> optional_id(const Column& column);
  // For histories without ids: "tx-2" of line 2, "tx-2-7" of line 7 of the second file.
  [[nodiscard]] std::string id_of_line();
  // Above 0; a negative one is skipped.
  [[nodiscard]] Money amount(const Column& column, Currency currency, AmountMarks marks = {});
  // The same, and whether it was negative.
  [[nodiscard]] Money signed_amount(const Column& column, Currency currency, AmountMarks marks,
                                    bool& is_negative);
  [[nodiscard]] Timestamp time(const Column& column, const TimeFormat& format);
  // 1 or 0, true or false. Nothing where there is no such column or the cell is empty.
  [[nodiscard]] std::optional<bool> flag(const Column& column);

  void skip(std::string_view reason, std::string detail);
  void notice(std::string_view reason, std::string detail) {
    notices_.push_back({reason, std::move(detail)});
  }

  [[nodiscard]] bool ok() const { return !skipped_; }
  [[nodiscard]] const std::optional<Remark>& skipped() const { return skipped_; }
  [[nodiscard]] const std::vector<Remark>& notices() const { return notices_; }

 private:
  // `column`: "TX_AMOUNT: 12,x".
  [[nodiscard]] std::string shown(const Column& column) const;

  const CsvRecord& record_;
  std::uint32_t file_;
  std::optional<Remark> skipped_;
  std::vector<Remark> notices_;
};

}  // namespace financescr::datagen::histories
