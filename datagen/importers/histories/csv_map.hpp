// CsvMap.
#pragma once

#include "datagen/importers/csv.hpp"

namespace financescr::datagen::histories {

struct CsvMap {
  CsvOptions csv;
};

}  // namespace financescr::datagen::histories
