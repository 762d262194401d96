// IBM's AMLworld (Altman et al., 2023): transfers between accounts of many banks, in currencies
// that it names in words.
#pragma once

#include "datagen/importers/histories/history_format.hpp"

namespace financescr::datagen::histories {

[[nodiscard]] RowReader open_ibm_aml(Header& header, const HistoryContext& context);

// The blocks "BEGIN LAUNDERING ATTEMPT - FAN-OUT: ..." of rows as they stand in the transactions.
[[nodiscard]] Result<void> read_beside_ibm_aml(ImportSession& session, const ListFile& file,
                                               AccountBook& accounts);

}  // namespace financescr::datagen::histories
