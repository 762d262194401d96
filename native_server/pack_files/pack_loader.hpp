// Finds and loads the pack that --pack names: a pack root, one domain folder, or a .fpk.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/engine_set.hpp"
#include "native_server/files/files.hpp"

namespace financescr::pack_files {

// The files of a pack folder, with their bytes held.
struct PackFolder {
  std::vector<pack::DomainSource> domains;
  std::vector<std::string> paths;  // of the domain folders, in the same order
  std::vector<files::FileBytes> held;
};

// A pack root holds fincrime/<version> and credit/<version>; a domain folder holds the files
// themselves. Several versions of one domain are an error: name the domain folder then.
[[nodiscard]] Result<PackFolder> find_pack_folder(const std::string& path);

struct LoadedPack {
  replay::EngineSet engine;
  std::vector<std::string> warnings;
};

// A path that leads to no pack, or the faults of a pack.
using LoadFaults = std::variant<Error, pack::PackErrors>;
[[nodiscard]] tl::expected<LoadedPack, LoadFaults> read_pack(const std::string& path);

// The same; prints every fault to standard error. Returns nothing if there was one.
[[nodiscard]] std::optional<LoadedPack> load_pack(const std::string& path);

// The same without reading its policies and models: enough to look at rows.
[[nodiscard]] std::optional<pack::Pack> open_pack(const std::string& path);

// Compiles a folder to the bytes of a .fpk, showing progress; prints faults like load_pack.
[[nodiscard]] std::optional<pack::CompiledPack> compile_folder(const std::string& path);

// A sentence for each fault.
[[nodiscard]] std::vector<std::string> fault_lines(const LoadFaults& faults);

void print_faults(const LoadFaults& faults);
void print_errors(const pack::PackErrors& errors);
// Faults of a JSON file that somebody named, with their pointers.
void print_errors(const std::string& path, const Errors& errors);
void print_error(const Error& error);

}  // namespace financescr::pack_files
