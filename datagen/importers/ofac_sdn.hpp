// Importer of OFAC's SDN list: sdn.csv with alt.csv (aliases) and add.csv (addresses).
//
// Input: the files' bytes, in the published layout (no header; "-0-" is null):
//   sdn  ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT,
//        Vess_flag, Vess_owner, Remarks
//   alt  ent_num, alt_num, alt_type (aka, fka, nka), alt_name, alt_remarks
//   add  ent_num, add_num, address, city/state/zip, country, add_remarks
// Output: one watchlist row per party, in the order of sdn.csv, and a report of everything that
// was left out. entity_id is ent_num as text. No file, clock or network is touched.
#pragma once

#include <string_view>

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// The bytes of the files; `alt` and `add` may be empty, which the report then says.
struct OfacSources {
  std::string_view sdn;
  std::string_view alt;
  std::string_view add;
};

// Reads the list. Malformed rows (wrong number of columns, no name, ent_num twice or unknown, ...)
// are reported with their line and skipped.
// Errors: kMissing (sdn.csv is empty), kMalformed (not one valid row in sdn.csv).
[[nodiscard]] Result<ImportResult> import_ofac_sdn(const OfacSources& sources,
                                                   const ImportOptions& options);

}  // namespace financescr::datagen
