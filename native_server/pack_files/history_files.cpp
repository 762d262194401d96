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

Result<void> add_found(HistorySource& source, const std::string& folder, std::string path) {
  auto file = files::read_packed_file_in(folder, path);
  if (!file) return tl::unexpected(file.error());
  source.paths.push_back(std::move(path));
  source.held.push_back(std::move(*file));
  return {};
}

Result<void> add_folder(HistorySource& source, const HistoryFormat& format,
                        const std::string& folder) {
  for (const std::string& name : files::files_in(folder)) {
    if (!format.holds_transactions(unpacked_name(name))) continue;
    auto added = add_found(source, folder, (fs::path(folder) / name).string());
    if (!added) return added;
  }
  if (!source.paths.empty()) return {};
  return fail(ErrorCode::kInvalid, folder + ": holds no file of transactions; " +
                                       std::string(format.name) + " reads " +
                                       std::string(format.help));
}

}  // namespace

HistoryFiles HistorySource::files() const {
  HistoryFiles files;
  for (std::size_t i = 0; i < held.size(); ++i) {
    auto& kind = i < transaction_count ? files.transactions : files.beside;
    kind.push_back({paths[i], held[i].view});
  }
  return files;
}

Result<HistorySource> open_history(const HistoryFormat& format, const std::string& in) {
  HistorySource source;
  const bool is_folder = files::is_folder(in);
  if (is_folder) {
    if (auto added = add_folder(source, format, in); !added) return tl::unexpected(added.error());
  } else {
    auto file = files::read_packed_file(in);
    if (!file) return tl::unexpected(file.error());
    source.paths.push_back(in);
    source.held.push_back(std::move(*file));
  }
  source.transaction_count = source.held.size();
  const std::string folder = is_folder ? in : fs::path(in).parent_path().string();
  for (const std::string_view name : format.beside) {
    for (const std::string_view ending : {std::string_view(), kGzipEnding}) {
      std::string path = (fs::path(folder) / name).string() + std::string(ending);
      if (!files::is_there(path)) continue;
      auto added = add_found(source, folder, std::move(path));
      if (!added) return tl::unexpected(added.error());
      break;
    }
  }
  return source;
}

}  // namespace financescr::pack_files
