// The simulated card payments of the Fraud Detection Handbook (Le Borgne et al., 2022): a customer
// pays at a terminal.
#pragma once

#include "datagen/importers/histories/history_format.hpp"

namespace financescr::datagen::histories {

[[nodiscard]] RowReader open_fraud_handbook(Header& header, const HistoryContext& context);

}  // namespace financescr::datagen::histories
