#include "native_server/files/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "native_server/files/descriptor.hpp"

namespace financescr::files {
namespace {

namespace fs = std::filesystem;

constexpr off_t kMaxSecretBytes = off_t{64} * 1024;
constexpr mode_t kForbiddenMode = S_IWGRP | S_IRWXO;

fs::path folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

Result<void> make_folder(const std::string& path) {
  const fs::path folder = folder_of(path);
  std::error_code error;
  if (fs::exists(folder, error)) return {};
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return fail(ErrorCode::kInvalid, folder.string() + ": " + error.message());
  return {};
}

// A name in a folder outlives a power cut once the folder is synchronised.
bool sync_folder(const std::string& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.get() >= 0 && ::fsync(folder.get()) == 0;
}

// Cuts off what follows the last line feed.
bool cut_unfinished_line(int fd) {
  off_t end = ::lseek(fd, 0, SEEK_END);
  while (end > 0) {
    char last = 0;
    if (::pread(fd, &last, 1, end - 1) != 1) return false;
    if (last == '\n') break;
    --end;
  }
  return end >= 0 && ::ftruncate(fd, end) == 0;
}

}  // namespace

Result<std::optional<std::string>> read_private(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0 && errno == ENOENT) return std::optional<std::string>();
  if (fd.get() < 0) return system_error(path, "cannot be opened");
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be read");
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::kInvalid, path + ": is no file");
  if ((info.st_mode & kForbiddenMode) != 0) {
    return fail(ErrorCode::kInvalid,
                path +
                    ": others may read or write this secret; chmod 600 it, and make a new one "
                    "if it is not certain that nobody has read it");
  }
  if (info.st_size > kMaxSecretBytes) return fail(ErrorCode::kTooLarge, path + ": is no secret");
  std::string text(static_cast<std::size_t>(info.st_size), '\0');
  const ssize_t n = ::read(fd.get(), text.data(), text.size());
  if (n != info.st_size) return system_error(path, "cannot be read");
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return std::optional(std::move(text));
}

Result<bool> create_private(const std::string& path, std::string_view bytes) {
  if (auto made = make_folder(path); !made) return tl::unexpected(made.error());
  // Written beside and linked, so that nobody finds half of it, and of two that start together one
  // wins.
  const std::string beside = path + "." + std::to_string(::getpid());
  {
    const Descriptor fd(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (fd.get() < 0) return system_error(beside, "cannot be made");
    if (!write_all(fd.get(), bytes) || ::fsync(fd.get()) != 0) {
      ::unlink(beside.c_str());
      return system_error(beside, "cannot be written");
    }
  }
  const int linked = ::link(beside.c_str(), path.c_str());
  const int reason = errno;
  ::unlink(beside.c_str());
  errno = reason;
  if (linked != 0 && errno == EEXIST) return false;
  if (linked != 0 || !sync_folder(path)) return system_error(path, "cannot be made");
  return true;
}

Result<LineFile> LineFile::open(const std::string& path) {
  if (auto made = make_folder(path); !made) return tl::unexpected(made.error());
  Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (fd.get() < 0) return system_error(path, "cannot be opened");
  if (!cut_unfinished_line(fd.get())) return system_error(path, "cannot be written");
  if (!sync_folder(path)) return system_error(path, "cannot be written");
  return LineFile(path, fd.release());
}

LineFile::~LineFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> LineFile::append(std::string_view line) {
  const std::string whole = std::string(line) + "\n";
  const off_t before = ::lseek(fd_, 0, SEEK_END);
  if (write_all(fd_, whole) && ::fdatasync(fd_) == 0) return {};
  auto error = system_error(path_, "cannot be written");
  // The next line must not continue half of this one.
  if (before >= 0 && ::ftruncate(fd_, before) != 0) return system_error(path_, "cannot be mended");
  return error;
}

}  // namespace financescr::files
