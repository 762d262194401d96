// A file descriptor with an owner, and what every writer of files does with one.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/core/result.hpp"

namespace financescr::files {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// Whether all bytes were written; errno says why not.
[[nodiscard]] bool write_all(int fd, std::string_view bytes);

// "PATH: WHAT: reason", the reason being errno's.
[[nodiscard]] tl::unexpected<Error> system_error(const std::string& path, std::string_view what);

}  // namespace financescr::files
