// HistoryFormat: what the formats of transaction histories differ in, and the table of them.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "datagen/importers/histories/account_book.hpp"
#include "datagen/importers/histories/cells.hpp"
#include "datagen/importers/histories/csv_map.hpp"
#include "datagen/importers/histories/transaction.hpp"
#include "datagen/importers/import_session.hpp"
#include "engine/core/money.hpp"

namespace financescr::datagen::histories {

// The format that is read by a CsvMap.
inline constexpr std::string_view kMappedCsv = "csv";

// What a row is read by beside its cells.
struct HistoryContext {
  Currency currency;  // where the rows do not name one
  const AccountBook& accounts;
  const CsvMap& map;  // of the format csv
};

// Reads a row into a transaction that is as if new. Pure: the same cells give the same.
using RowReader = std::function<void(Cells&, Transaction&)>;

struct HistoryFormat {
  std::string_view name;          // on the command line, e.g. "paysim"
  std::string_view title;         // in reports
  std::string_view help;          // one line
  bool names_currencies = false;  // its rows name their currencies
  // Whether a file of a folder holds transactions, by its name without ".gz".
  bool (*holds_transactions)(std::string_view file_name) = nullptr;
  // Files beside these that say more, read if they are there.
  std::span<const std::string_view> beside = {};
  // Finds the columns. Requires: the context outlives the reader.
  RowReader (*open)(Header& header, const HistoryContext& context) = nullptr;
  // Reads one of the files beside. Errors: a column that nothing goes without, too many accounts.
  Result<void> (*read_beside)(ImportSession& session, const ListFile& file,
                              AccountBook& accounts) = nullptr;
};

[[nodiscard]] std::span<const HistoryFormat> history_formats();
// Returns: nullptr for a name that is none.
[[nodiscard]] const HistoryFormat* find_history_format(std::string_view name);

// "NAME does not have the columns A and B; FORMAT needs them".
[[nodiscard]] tl::unexpected<Error> columns_missing(std::string_view file_name,
                                                    const std::vector<std::string>& columns);

}  // namespace financescr::datagen::histories
