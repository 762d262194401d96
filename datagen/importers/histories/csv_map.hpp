// CsvMap: what the columns of any CSV file of transactions are to monitoring, as a person writes it
// down (docs/IMPORTERS.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagen/importers/csv.hpp"
#include "datagen/importers/histories/amount.hpp"
#include "datagen/importers/histories/time_format.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen::histories {

// Members of an event and their texts.
using MappedMembers = std::vector<std::pair<std::string, std::string>>;

enum class SignMeaning : std::uint8_t { kNone, kNegativeIsOut, kNegativeIsIn };

struct MappedLabel {
  std::string column;
  std::string typology_column;  // may be empty
  std::vector<std::string> fraud;
  std::vector<std::string> legitimate;  // empty: every other value
};

struct CsvMap {
  static constexpr std::string_view kAnyOther = "*";

  CsvOptions csv;
  std::vector<std::string> time_columns;  // their cells are joined by a blank
  std::vector<TimeFormat> time_formats;   // the first that fits counts
  std::int64_t ahead_us = 0;              // local time, of UTC
  std::string amount_column;
  AmountMarks marks;
  SignMeaning sign = SignMeaning::kNone;
  MappedMembers columns;    // member → column
  MappedMembers constants;  // member → text
  // Member with a column → cell → what it says.
  std::map<std::string, std::map<std::string, MappedMembers>> values;
  std::optional<MappedLabel> label;
  bool has_both_accounts = false;  // a transfer out is an event of the other account as well

  // Errors: all faults, at their pointers.
  [[nodiscard]] static std::optional<CsvMap> read(const canonical::Json& json, Errors& errors);
};

}  // namespace financescr::datagen::histories
