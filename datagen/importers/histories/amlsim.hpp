// AMLSim's transfers between accounts: the sample of 20,000 accounts (transactions.csv, nodes.csv)
// and the simulator's own output (transactions.csv, accounts.csv, alerts.csv).
#pragma once

#include "datagen/importers/histories/history_format.hpp"

namespace financescr::datagen::histories {

[[nodiscard]] RowReader open_amlsim(Header& header, const HistoryContext& context);

// accounts.csv, alerts.csv or nodes.csv, told apart by their columns.
[[nodiscard]] Result<void> read_beside_amlsim(ImportSession& session, const ListFile& file,
                                              AccountBook& accounts);

}  // namespace financescr::datagen::histories
