// Importer of the UN Security Council's consolidated list in XML.
//
// Output: one row per INDIVIDUAL and ENTITY. entity_id is the permanent reference number
// ("QDi.001"), the name is its parts in the list's order, names in the original script are aliases,
// aliases of "Low" quality are weak. Designations, titles, places of birth and comments are
// counted.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: those of read_xml, with the file's name; kMalformed if there is not one valid entry.
[[nodiscard]] Result<ImportResult> import_un_xml(const ListFile& file,
                                                 const ImportOptions& options);

}  // namespace financescr::datagen
