// Files: the only place of the executable that opens them. Errors name the path and what the
// system said.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
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

// A file written in pieces, under its path only once it is whole.
class FileWriter {
 public:
  // Missing folders above it are made.
  [[nodiscard]] static Result<std::unique_ptr<FileWriter>> open(const std::string& path);
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
// Names of the folders directly inside, sorted.
[[nodiscard]] std::vector<std::string> folders_in(const std::string& path);

}  // namespace financescr::host
