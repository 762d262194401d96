#include "native_server/pack_files/history_files.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include "native_server/files/gzip.hpp"

namespace financescr::pack_files {
namespace {

namespace fs = std::filesystem;
using datagen::histories::HistoryFiles;
using datagen::histories::HistoryFormat;

constexpr std::string_view kGzipEnding = ".gz";

// "2018-04-01.csv" of "2018-04-01.csv.gz".
std::string_view unpacked_name(std::string_view name) {
  if (name.ends_with(kGzipEnding)) name.remove_suffix(kGzipEnding.size());
  return name;
}

// Reads files into a source.
class SourceReader {
 public:
  SourceReader(HistorySource& source, std::string scratch)
      : source_(source), scratch_(std::move(scratch)) {}

  Result<void> add_named(const std::string& path) { return add(path, files::read_file(path)); }

  Result<void> add_found(const std::string& folder, const std::string& path) {
    return add(path, files::read_file_in(folder, path));
  }

  // The files of transactions in a folder.
  Result<void> add_folder(const HistoryFormat& format, const std::string& folder) {
    for (const std::string& name : files::files_in(folder)) {
      if (!format.holds_transactions(unpacked_name(name))) continue;
      auto added = add_found(folder, (fs::path(folder) / name).string());
      if (!added) return added;
    }
    if (!source_.paths.empty()) return {};
    return fail(ErrorCode::kInvalid, folder + ": holds no file of transactions; " +
                                         std::string(format.name) + " reads " +
                                         std::string(format.help));
  }

 private:
  Result<void> add(const std::string& path, Result<files::FileBytes> file) {
    if (file) file = files::unpack_on_disk(path, *std::move(file), scratch_);
    if (!file) return tl::unexpected(file.error());
    source_.paths.push_back(path);
    source_.held.push_back(std::move(*file));
    return {};
  }

  HistorySource& source_;
  std::string scratch_;
};

}  // namespace

HistoryFiles HistorySource::files() const {
  HistoryFiles files;
  for (std::size_t i = 0; i < held.size(); ++i) {
    auto& kind = i < transaction_count ? files.transactions : files.beside;
    kind.push_back({paths[i], held[i].view});
  }
  return files;
}

Result<HistorySource> open_history(const HistoryFormat& format, const std::string& in,
                                   const std::string& scratch) {
  HistorySource source;
  SourceReader reader(source, scratch);
  const bool is_folder = files::is_folder(in);
  auto added = is_folder ? reader.add_folder(format, in) : reader.add_named(in);
  if (!added) return tl::unexpected(added.error());
  source.transaction_count = source.held.size();
  const std::string folder = is_folder ? in : fs::path(in).parent_path().string();
  for (const std::string_view name : format.beside) {
    for (const std::string_view ending : {std::string_view(), kGzipEnding}) {
      const std::string path = (fs::path(folder) / name).string() + std::string(ending);
      if (!files::is_there(path)) continue;
      added = reader.add_found(folder, path);
      if (!added) return tl::unexpected(added.error());
      break;
    }
  }
  return source;
}

}  // namespace financescr::pack_files
