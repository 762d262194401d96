# Writes OUT, a C++ file that holds the SQL of FILES. Run with -P when one of them changes.
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND entries "    {\"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE "${OUT}" "#include \"native_server/sql/migration_files.hpp\"

namespace financescr::sql {

std::span<const MigrationFile> migration_files() {
  static constexpr MigrationFile kFiles[] = {
${entries}  };
  return kFiles;
}

}  // namespace financescr::sql
")
