// Importer of the EU's consolidated financial sanctions list (FSF) in CSV, separated by semicolons.
//
// Input: a header and one record per name, address, birth date, document or citizenship of a party.
// Columns are found by name: those of the full file ("Entity_LogicalId", "NameAlias_WholeName",
// ...) and of the older layout ("Entity_logical_id", "Naal_wholename", ...), also where a program
// has wrapped each whole line in quotes. Output: one row per logical id, entity_id the EU reference
// number ("EU.36.64"). The list names no main name: the first one in Latin letters is the primary
// name.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: kMalformed (the columns of the id and of the names are not there, or no valid party).
[[nodiscard]] Result<ImportResult> import_eu_fsf(const ListFile& file,
                                                 const ImportOptions& options);

}  // namespace financescr::datagen
