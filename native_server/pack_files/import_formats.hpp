// The formats of lists that `financescr import` reads: their names, and how files become rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::pack_files {

struct ImportFormat {
  std::string_view name;    // on the command line, e.g. "un-xml"
  std::string_view prefix;  // of entity ids in a merged pack, e.g. "un"
  std::string_view help;    // one line
  // Reads the file (or, for ofac-sdn-csv, the folder) and imports it.
  Result<datagen::ImportResult> (*import)(const std::string& path,
                                          const datagen::ImportOptions& options);
};

[[nodiscard]] const std::vector<ImportFormat>& import_formats();
// Returns: nullptr for a name that is none.
[[nodiscard]] const ImportFormat* find_import_format(std::string_view name);

}  // namespace financescr::pack_files
