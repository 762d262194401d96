// PaySim (Lopez-Rojas et al., 2016): mobile money, one step an hour.
#pragma once

#include "datagen/importers/histories/history_format.hpp"

namespace financescr::datagen::histories {

[[nodiscard]] RowReader open_paysim(Header& header, const HistoryContext& context);

}  // namespace financescr::datagen::histories
