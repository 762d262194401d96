// Importer of FollowTheMoney entities, one JSON object per line, as OpenSanctions publishes them
// (entities.ftm.json, also with the targets only).
//
// Taken: Person, Organization, Company, LegalEntity, PublicBody, Vessel and Airplane whose topics
// say why they are listed: "sanction..." is SANCTIONS, "role.pep" and "role.rca" are PEP,
// "crime...", "wanted" and the like are ADVERSE_MEDIA; the first of these that applies decides.
// Passport and Identification entities give their number to the holder. Other entities are counted.
// entity_id is the entity's id, `source` its first dataset, programs all its topics.
#pragma once

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Errors: kMalformed (not one entity that can be listed).
[[nodiscard]] Result<ImportResult> import_ftm_jsonl(const ListFile& file,
                                                    const ImportOptions& options);

}  // namespace financescr::datagen
