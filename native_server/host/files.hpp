// Files: the only place of the executable that opens them. Errors name the path and what the
// system said.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::host {

// A file mapped read-only, or read whole where it cannot be mapped (a pipe).
struct FileBytes {
  std::shared_ptr<const void> owner;
  std::string_view view;  // starts at a multiple of 8
};

[[nodiscard]] Result<FileBytes> read_file(const std::string& path);

// Writes beside the target and renames, so that a reader sees the old file or the new one whole.
// Missing folders above it are made.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

[[nodiscard]] bool is_folder(const std::string& path);
[[nodiscard]] bool is_file(const std::string& path);
// Names of the folders directly inside, sorted.
[[nodiscard]] std::vector<std::string> folders_in(const std::string& path);

}  // namespace financescr::host
