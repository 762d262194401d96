// Importer of the UK's consolidated list of financial sanctions targets (OFSI, ConList.csv).
//
// Input: first line the list's date, second the column names, then one record per combination of a
// party's names, dates and addresses; columns are found by name, so that layouts of 2018 and later
// are read alike. Output: one row per Group ID, which is the entity_id. The name is Name 1 to 5 and
// then Name 6, the family or whole name; "Low quality" aliases are weak.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: kMalformed (no header with "Group ID" and "Name 6", or not one valid group).
[[nodiscard]] Result<ImportResult> import_uk_conlist(const ListFile& file,
                                                     const ImportOptions& options);

}  // namespace financescr::datagen
