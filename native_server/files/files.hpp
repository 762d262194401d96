// Files: the only place of the executable that opens them. Errors name the path and what the
// system said.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::files {

// A file mapped read-only, or read whole where it cannot be mapped (a pipe).
struct FileBytes {
  std::shared_ptr<const void> owner;
  std::string_view view;  // starts at a multiple of 8
};

// A file that somebody named; it may be a pipe.
[[nodiscard]] Result<FileBytes> read_file(const std::string& path);

// A file that was found in a folder which somebody named. Only a file: a pipe is not waited for and
// a device not opened. A link may lead to another place in the folder, and not out of it.
[[nodiscard]] Result<FileBytes> read_file_in(const std::string& folder, const std::string& path);

// The bytes of a file that is open; the descriptor need not stay so.
[[nodiscard]] Result<FileBytes> map_opened(const std::string& path, int fd);

// Who may read a file that is written: everybody whom the umask lets, or only its owner (0600), as
// what holds data of persons or the audit log.
enum class Readers : std::uint8_t { kEverybody, kOwner };

// Writes beside the target and renames, so that a reader sees the old file or the new one whole.
// Missing folders above it are made.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes,
                                      Readers readers = Readers::kEverybody);

// A stream that writes in place, for a file that grows while others wait for it. The file is its
// owner's alone, also if it was there before; a pipe or a device is left as it is.
struct CloseStream {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Stream = std::unique_ptr<std::FILE, CloseStream>;
[[nodiscard]] Result<Stream> open_private_stream(const std::string& path);

// A file or pipe to be read from its start in pieces. Errors: a folder.
struct InputFile {
  Stream stream;
  std::size_t byte_count = 0;  // 0: not known
};
[[nodiscard]] Result<InputFile> open_to_read(const std::string& path);

// A file written in pieces, under its path only once it is whole.
class FileWriter {
 public:
  // Missing folders above it are made.
  [[nodiscard]] static Result<std::unique_ptr<FileWriter>> open(
      const std::string& path, Readers readers = Readers::kEverybody);
  // Removes what was written unless finish() succeeded.
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  [[nodiscard]] Result<void> write(std::string_view bytes);
  [[nodiscard]] Result<void> finish();

 private:
  FileWriter(std::string path, std::string target, std::string temporary, int fd)
      : path_(std::move(path)),
        target_(std::move(target)),
        temporary_(std::move(temporary)),
        fd_(fd) {}

  std::string path_;  // that errors name
  std::string target_;
  std::string temporary_;  // empty: the target itself is written to
  int fd_;                 // -1: closed
};

[[nodiscard]] bool is_folder(const std::string& path);
[[nodiscard]] bool is_file(const std::string& path);
// Whether there is anything of that name, be it a link that leads nowhere.
[[nodiscard]] bool is_there(const std::string& path);
// Names of the folders directly inside, sorted.
[[nodiscard]] std::vector<std::string> folders_in(const std::string& path);
// Names of what else is directly inside, sorted.
[[nodiscard]] std::vector<std::string> files_in(const std::string& path);

}  // namespace financescr::files
