// Importer of OFAC's lists in the Advanced Sanctions XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML).
//
// The file names everything by number and explains the numbers in its ReferenceValueSets; they are
// resolved while the file streams past, and memory is bounded by the largest party. Output: one row
// per DistinctParty, entity_id its FixedRef, which is the ent_num of sdn.csv. The primary name is
// the main alias in Latin script, other scripts are aliases, LowQuality aliases are weak.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: those of read_xml, with the file's name; kMalformed if there is not one valid party.
[[nodiscard]] Result<ImportResult> import_ofac_advanced(const ListFile& file,
                                                        const ImportOptions& options);

}  // namespace financescr::datagen
