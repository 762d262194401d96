#include "native_server/files/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "engine/pack/pack.hpp"
#include "native_server/files/descriptor.hpp"

namespace financescr::files {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerMode = 0600;
constexpr mode_t kUsualMode = 0644;

Result<FileBytes> read_stream(const std::string& path, int fd) {
  std::string bytes;
  std::string buffer(1U << 16U, '\0');
  while (true) {
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(path, "cannot be read");
    if (n == 0) break;
    bytes.append(buffer, 0, static_cast<std::size_t>(n));
  }
  auto copy = pack::copy_aligned(bytes);
  return FileBytes{std::move(copy.owner), copy.view};
}

Result<FileBytes> read_opened(const std::string& path, int fd, const struct stat& info) {
  const auto size = static_cast<std::size_t>(info.st_size);
  if (!S_ISREG(info.st_mode) || size == 0) return read_stream(path, fd);
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (memory == MAP_FAILED) return read_stream(path, fd);
  std::shared_ptr<const void> owner(
      memory, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
  return FileBytes{std::move(owner), {static_cast<const char*>(memory), size}};
}

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

tl::unexpected<Error> no_file(const std::string& path, mode_t mode) {
  return fail(ErrorCode::kInvalid, path + ": is " + std::string(kind_of(mode)) + ", not a file");
}

bool lies_in(const fs::path& folder, const fs::path& path) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() && rest != path.end();
}

std::vector<std::string> names_in(const std::string& path, bool folders) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (entry.is_directory(error) == folders) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());  // total order
  return names;
}

}  // namespace

Result<FileBytes> read_file(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.ok()) return system_error(path, "cannot be opened");
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be read");
  if (S_ISDIR(info.st_mode)) return no_file(path, info.st_mode);
  return read_opened(path, fd.get(), info);
}

Result<FileBytes> map_opened(const std::string& path, int fd) {
  struct stat info{};
  if (::fstat(fd, &info) != 0) return system_error(path, "cannot be read");
  return read_opened(path, fd, info);
}

Result<FileBytes> read_file_in(const std::string& folder, const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(folder.empty() ? "." : folder, error);
  if (error) return fail(ErrorCode::kInvalid, folder + ": " + error.message());
  const fs::path whole = fs::canonical(path, error);
  if (error) return fail(ErrorCode::kInvalid, path + ": " + error.message());
  if (!lies_in(root, whole)) {
    return fail(ErrorCode::kInvalid,
                path + ": is a link that leads out of " + folder + "; put the file itself there");
  }
  struct stat info{};
  if (::lstat(whole.c_str(), &info) != 0) return system_error(path, "cannot be read");
  if (!S_ISREG(info.st_mode)) return no_file(path, info.st_mode);
  // What stands there may have changed since: nothing is waited for, and no link followed.
  const Descriptor fd(::open(whole.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!fd.ok()) return system_error(path, "cannot be opened");
  if (::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be read");
  if (!S_ISREG(info.st_mode)) return no_file(path, info.st_mode);
  return read_opened(path, fd.get(), info);
}

Result<Stream> open_private_stream(const std::string& path) {
  Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerMode));
  if (!fd.ok()) return system_error(path, "cannot be written");
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be written");
  const bool is_shared = S_ISREG(info.st_mode) && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0;
  if (is_shared && ::fchmod(fd.get(), kOwnerMode) != 0) {
    return system_error(path, "cannot be kept from others");
  }
  Stream stream(::fdopen(fd.get(), "wb"));
  if (stream == nullptr) return system_error(path, "cannot be written");
  static_cast<void>(fd.release());
  return stream;
}

Result<InputFile> open_to_read(const std::string& path) {
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info{};
  if (!fd.ok() || ::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be read");
  if (S_ISDIR(info.st_mode)) return fail(ErrorCode::kInvalid, path + ": is a folder");
  InputFile file;
  if (S_ISREG(info.st_mode)) file.byte_count = static_cast<std::size_t>(info.st_size);
  file.stream = Stream(::fdopen(fd.get(), "rb"));
  if (file.stream == nullptr) return system_error(path, "cannot be read");
  static_cast<void>(fd.release());
  return file;
}

Result<std::unique_ptr<FileWriter>> FileWriter::open(const std::string& path, Readers readers) {
  std::error_code error;
  fs::path target(path);
  const bool linked = fs::is_symlink(target, error);
  error.clear();  // a file that is not there yet is no error
  if (linked) target = fs::weakly_canonical(target, error);
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
  if (error) return fail(ErrorCode::kInvalid, path + ": " + error.message());
  // A pipe or a device is written to; only a file is replaced.
  const bool in_place = fs::exists(target, error) && !fs::is_regular_file(target, error);
  const std::string temporary =
      in_place ? std::string() : target.string() + ".tmp" + std::to_string(::getpid());
  const std::string name = in_place ? target.string() : temporary;
  const int flags = in_place ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  const mode_t mode = readers == Readers::kOwner ? kOwnerMode : kUsualMode;
  // What a run that was killed left under the temporary name has modes of its own.
  if (!in_place) ::unlink(name.c_str());
  const int fd = ::open(name.c_str(), flags, mode);
  if (fd < 0) return system_error(path, "cannot be written");
  return std::unique_ptr<FileWriter>(new FileWriter(path, target.string(), temporary, fd));
}

FileWriter::~FileWriter() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> FileWriter::write(std::string_view bytes) {
  if (!write_all(fd_, bytes)) return system_error(path_, "cannot be written");
  return {};
}

Result<void> FileWriter::finish() {
  const int closed = ::close(std::exchange(fd_, -1));
  if (closed != 0) return system_error(path_, "cannot be written");
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    return system_error(path_, "cannot be written");
  }
  temporary_.clear();
  return {};
}

Result<void> write_file(const std::string& path, std::string_view bytes, Readers readers) {
  auto file = FileWriter::open(path, readers);
  if (!file) return tl::unexpected(file.error());
  if (auto written = (*file)->write(bytes); !written) return written;
  return (*file)->finish();
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_file(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error) && !fs::is_directory(path, error);
}

bool is_there(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

std::vector<std::string> folders_in(const std::string& path) { return names_in(path, true); }

std::vector<std::string> files_in(const std::string& path) { return names_in(path, false); }

}  // namespace financescr::files
