#include "native_server/files/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/pack/pack.hpp"

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

  // Appends the next piece to `out`. Returns: zlib's status.
  int step(std::string_view& rest, std::string& out, std::string& buffer) {
    if (!ready_) return Z_MEM_ERROR;
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
    stream_.avail_in = static_cast<uInt>(std::min(rest.size(), kMost));
    const std::size_t given = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    rest.remove_prefix(given - stream_.avail_in);
    out.append(buffer, 0, buffer.size() - stream_.avail_out);
    return status;
  }
  // For the next member of a file of several.
  int restart() { return ::inflateReset(&stream_); }

 private:
  z_stream stream_{};
  bool ready_;
};

Result<FileBytes> unpack(const std::string& path, Result<FileBytes> file) {
  if (!file || file->view.substr(0, kMagic.size()) != kMagic) return file;
  std::string_view rest = file->view;
  std::string unpacked;
  std::string buffer(std::size_t{1} << 18U, '\0');
  Inflater inflater;
  while (true) {
    const int status = inflater.step(rest, unpacked, buffer);
    if (unpacked.size() > kMaxUnpackedBytes) {
      return fail(ErrorCode::kTooLarge, path + ": unpacks to more than 2 GiB");
    }
    if (status == Z_STREAM_END) {
      if (rest.substr(0, kMagic.size()) != kMagic) break;
      inflater.restart();
    } else if (status != Z_OK) {
      return fail(ErrorCode::kCorrupt, path + ": damaged or cut short (gzip)");
    }
  }
  auto copy = pack::copy_aligned(unpacked);
  return FileBytes{std::move(copy.owner), copy.view};
}

}  // namespace

Result<FileBytes> read_packed_file(const std::string& path) {
  return unpack(path, read_file(path));
}

Result<FileBytes> read_packed_file_in(const std::string& folder, const std::string& path) {
  return unpack(path, read_file_in(folder, path));
}

}  // namespace financescr::files
