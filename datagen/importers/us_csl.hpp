// Importer of the US Consolidated Screening List in CSV: 13 lists of Treasury, Commerce and State.
//
// Output: one row per record. entity_id is the list's abbreviation and the record's _id
// ("SDN-21944"), `source` the full name of the list it comes from. Names that the lists call weak
// are not marked in this file, so all alternative names are aliases.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: kMalformed (no header with "_id", "source" and "name", or not one valid record).
[[nodiscard]] Result<ImportResult> import_us_csl(const ListFile& file,
                                                 const ImportOptions& options);

}  // namespace financescr::datagen
