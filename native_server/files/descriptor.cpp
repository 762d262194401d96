#include "native_server/files/descriptor.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace financescr::files {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

tl::unexpected<Error> system_error(const std::string& path, std::string_view what) {
  return fail(ErrorCode::kInvalid, path + ": " + std::string(what) + ": " + std::strerror(errno));
}

}  // namespace financescr::files
