// The files of migrations/, and the schema that they make (schema.*.txt), as they were when this
// was built; made by cmake/EmbedMigrations.cmake.
#pragma once

#include <span>
#include <string_view>

namespace financescr::sql {

struct MigrationFile {
  std::string_view name;
  std::string_view text;
};

// In order of name.
[[nodiscard]] std::span<const MigrationFile> migration_files();

}  // namespace financescr::sql
