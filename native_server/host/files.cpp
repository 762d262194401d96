#include "native_server/host/files.hpp"

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
#include "native_server/host/descriptor.hpp"

namespace financescr::host {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

Result<FileBytes> read_file(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.ok()) return system_error(path, "cannot be opened");
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return system_error(path, "cannot be read");
  if (S_ISDIR(info.st_mode)) return fail(ErrorCode::kInvalid, path + ": is a folder, not a file");
  const auto size = static_cast<std::size_t>(info.st_size);
  if (!S_ISREG(info.st_mode) || size == 0) return read_stream(path, fd.get());
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (memory == MAP_FAILED) return read_stream(path, fd.get());
  std::shared_ptr<const void> owner(
      memory, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
  return FileBytes{std::move(owner), {static_cast<const char*>(memory), size}};
}

Result<std::unique_ptr<FileWriter>> FileWriter::open(const std::string& path) {
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
  const int fd = ::open(name.c_str(), flags, 0644);
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

Result<void> write_file(const std::string& path, std::string_view bytes) {
  auto file = FileWriter::open(path);
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

std::vector<std::string> folders_in(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (entry.is_directory(error)) names.push_back(entry.path().filename().string());
  }
  std::stable_sort(names.begin(), names.end());
  return names;
}

}  // namespace financescr::host
