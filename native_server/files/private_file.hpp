// Files that nobody else may read, and lines that must be on the disk before they are relied on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace financescr::files {

// A secret of a file, without the line feed at its end; nothing if there is no such file.
// Errors: cannot be read, is larger than 64 KiB, or others than its owner (and the owner's group,
// as containers mount secrets) may read it, or others than its owner write it.
[[nodiscard]] Result<std::optional<std::string>> read_private(const std::string& path);

// Writes a new file of mode 0600, durable when it returns; missing folders above it are made with
// mode 0700. Returns: false if the file was there already, which is left as it is.
[[nodiscard]] Result<bool> create_private(const std::string& path, std::string_view bytes);

// A file that lines are added to. Each is on the disk when append() returns.
class LineFile {
 public:
  // Makes the file with mode 0600 if there is none. A last line without its end, of a process that
  // was stopped while it wrote, is cut off.
  [[nodiscard]] static Result<LineFile> open(const std::string& path);
  ~LineFile();
  LineFile(LineFile&& other) noexcept : path_(std::move(other.path_)), fd_(other.fd_) {
    other.fd_ = -1;
  }
  LineFile& operator=(LineFile&&) = delete;

  [[nodiscard]] Result<void> append(std::string_view line);

 private:
  LineFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_;
};

}  // namespace financescr::files
