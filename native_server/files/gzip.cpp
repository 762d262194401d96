#include "native_server/files/gzip.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <utility>

#include "engine/pack/pack.hpp"
#include "native_server/files/descriptor.hpp"

namespace financescr::files {
namespace {

constexpr std::string_view kMagic = "\x1F\x8B";
constexpr int kGzipOnly = 16 + MAX_WBITS;

class Inflater {
 public:
  Inflater() : ready_(::inflateInit2(&stream_, kGzipOnly) == Z_OK) {}
  ~Inflater() {
    if (ready_) ::inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // The next piece, at the start of `buffer`. Returns: zlib's status.
  int step(std::string_view& rest, std::string_view& piece, std::string& buffer) {
    piece = {};
    if (!ready_) return Z_MEM_ERROR;
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
    stream_.avail_in = static_cast<uInt>(std::min(rest.size(), kMost));
    const std::size_t given = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    rest.remove_prefix(given - stream_.avail_in);
    piece = std::string_view(buffer).substr(0, buffer.size() - stream_.avail_out);
    return status;
  }
  // For the next member of a file of several.
  int restart() { return ::inflateReset(&stream_); }

 private:
  z_stream stream_{};
  bool ready_;
};

bool is_gzip(const FileBytes& file) { return file.view.substr(0, kMagic.size()) == kMagic; }

// Hands the unpacked bytes over piece by piece.
Result<void> unpack(const std::string& path, std::string_view rest,
                    const std::function<Result<void>(std::string_view)>& take) {
  std::size_t unpacked_bytes = 0;
  std::string buffer(std::size_t{1} << 18U, '\0');
  std::string_view piece;
  Inflater inflater;
  while (true) {
    const int status = inflater.step(rest, piece, buffer);
    unpacked_bytes += piece.size();
    if (unpacked_bytes > kMaxUnpackedBytes) {
      return fail(ErrorCode::kTooLarge, path + ": unpacks to more than 2 GiB");
    }
    if (auto taken = take(piece); !taken) return taken;
    if (status == Z_STREAM_END) {
      // Zeros may follow, as on a tape, or a further member; anything else is one that is damaged.
      if (rest.find_first_not_of('\0') == std::string_view::npos) return {};
      if (rest.substr(0, kMagic.size()) != kMagic) {
        return fail(ErrorCode::kCorrupt, path + ": something that is no gzip follows its end");
      }
      inflater.restart();
    } else if (status != Z_OK) {
      return fail(ErrorCode::kCorrupt, path + ": damaged or cut short (gzip)");
    }
  }
}

Result<FileBytes> unpack_in_memory(const std::string& path, Result<FileBytes> file) {
  if (!file || !is_gzip(*file)) return file;
  std::string unpacked;
  const auto done = unpack(path, file->view, [&unpacked](std::string_view piece) -> Result<void> {
    unpacked += piece;
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  auto copy = pack::copy_aligned(unpacked);
  return FileBytes{std::move(copy.owner), copy.view};
}

}  // namespace

Result<FileBytes> read_packed_file(const std::string& path) {
  return unpack_in_memory(path, read_file(path));
}

Result<FileBytes> read_packed_file_in(const std::string& folder, const std::string& path) {
  return unpack_in_memory(path, read_file_in(folder, path));
}

Result<FileBytes> unpack_on_disk(const std::string& path, FileBytes file,
                                 const std::string& folder) {
  if (!is_gzip(file)) return file;
  std::string name = (folder.empty() ? "." : folder) + "/financescr-unpacked-XXXXXX";
  const Descriptor fd(::mkstemp(name.data()));
  if (!fd.ok()) return system_error(folder, "cannot be written");
  // Nobody else needs its name, and it goes when it is closed.
  ::unlink(name.c_str());
  const auto done = unpack(path, file.view, [&](std::string_view piece) -> Result<void> {
    if (!write_all(fd.get(), piece)) return system_error(folder, "cannot be written");
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return map_opened(path, fd.get());
}

}  // namespace financescr::files
