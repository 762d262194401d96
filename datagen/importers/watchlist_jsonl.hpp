// Importer of watchlists that are JSON lines already, in either of two layouts, line by line:
//
//  * our own watchlist.jsonl (docs/PACKS.md): rows that are valid are taken as they are;
//  * the reference's older fixtures: {candidate_id, entity_type, names{primary, aliases[]},
//    attributes{dob, countries[]}, identifiers{national_id, passport}, list{list_name, list_type,
//    source}}. Its countries are taken as nationalities, INTERNAL_WATCH as ADVERSE_MEDIA.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: kMalformed (not one valid row).
[[nodiscard]] Result<ImportResult> import_watchlist_jsonl(const ListFile& file,
                                                          const ImportOptions& options);

}  // namespace financescr::datagen
