// What is published compressed: a file that starts as gzip does is unpacked, in memory or on disk.
#pragma once

#include "engine/core/result.hpp"
#include "native_server/files/files.hpp"

namespace financescr::files {

inline constexpr std::size_t kMaxUnpackedBytes = std::size_t{2} << 30U;

// The file's bytes, unpacked if they are gzip (whatever the file is called).
// Errors: those of read_file; kCorrupt (damaged or cut short), kTooLarge (beyond
// kMaxUnpackedBytes); each names the path.
[[nodiscard]] Result<FileBytes> read_packed_file(const std::string& path);
// The same of a file that was found in a folder. Errors: also those of read_file_in.
[[nodiscard]] Result<FileBytes> read_packed_file_in(const std::string& folder,
                                                    const std::string& path);

// The bytes that `path` was read to, unpacked into a file in `folder` that has no name any more and
// is mapped, for what would be too much memory. Errors: the same, and `folder` cannot be written.
[[nodiscard]] Result<FileBytes> unpack_on_disk(const std::string& path, FileBytes file,
                                               const std::string& folder);

}  // namespace financescr::files
