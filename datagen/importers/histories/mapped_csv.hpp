// Any CSV file of transactions, read by a CsvMap.
#pragma once

#include "datagen/importers/histories/history_format.hpp"

namespace financescr::datagen::histories {

[[nodiscard]] RowReader open_mapped_csv(Header& header, const HistoryContext& context);

}  // namespace financescr::datagen::histories
