#include "native_server/bench/list_sources.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "datagen/importers/merge_lists.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/import_formats.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::bench {
namespace {

namespace fs = std::filesystem;
using pack_files::ImportFormat;

struct Place {
  std::string_view folder;  // within lists/
  std::string_view format;
  std::string_view ending;  // of the file's name; empty: the folder itself is given
};

constexpr Place kPlaces[] = {{"ofac", "ofac-sdn-csv", ""},
                             {"un", "un-xml", ".xml"},
                             {"uk", "uk-conlist-csv", ".csv"},
                             {"eu", "eu-fsf-csv", ".csv"},
                             {"us_csl", "us-csl-csv", ".csv"}};

constexpr std::string_view kSetEnding = "_aka.dev.jsonl";

// Paths of the files directly in a folder that end so, packed or not, sorted.
std::vector<std::string> files_in(const fs::path& folder, std::string_view ending) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool packed = name.ends_with(".gz");
    const std::string_view plain = std::string_view(name).substr(0, name.size() - 3 * packed);
    if (plain.ends_with(ending)) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// The path to import; empty if the list is not there.
std::string path_of(const fs::path& lists, const Place& place) {
  const fs::path folder = lists / place.folder;
  if (place.ending.empty()) {
    return files::is_file((folder / "sdn.csv").string()) ? folder.string() : "";
  }
  const auto files = files_in(folder, place.ending);
  return files.empty() ? "" : files.front();
}

// Leaves out the US list's entries of parties that OFAC's list holds, of which it is a copy.
void leave_out_copies(std::vector<pack::WatchlistRow>& merged) {
  std::set<std::string> copies;
  for (const auto& row : merged) {
    const bool of_ofac = std::any_of(row.same_as.begin(), row.same_as.end(),
                                     [](const auto& id) { return id.starts_with("ofac:"); });
    if (of_ofac && row.entity_id.starts_with("csl:")) copies.insert(row.entity_id);
  }
  const auto is_copy = [&copies](const std::string& id) { return copies.contains(id); };
  std::erase_if(merged, [&](const auto& row) { return is_copy(row.entity_id); });
  for (auto& row : merged) std::erase_if(row.same_as, is_copy);
}

}  // namespace

Result<ListSources> read_lists(const std::string& folder) {
  const fs::path lists = fs::path(folder) / "lists";
  if (!files::is_folder(lists.string())) {
    return fail(ErrorCode::kNotFound,
                folder + ": has no folder lists/; see `financescr bench --help` for its layout");
  }
  ListSources sources;
  std::vector<datagen::ListToMerge> to_merge;
  for (const Place& place : kPlaces) {
    const std::string path = path_of(lists, place);
    if (path.empty()) continue;
    const ImportFormat* const format = pack_files::find_import_format(place.format);
    terminal::Progress progress("reading " + path + ", bytes");
    datagen::ImportOptions options;
    options.progress = [&progress](std::size_t done, std::size_t total) {
      progress.update(done, total);
    };
    auto imported = format->import(path, options);
    if (!imported) return tl::unexpected(imported.error());
    const std::string prefix(format->prefix);
    sources.lists.push_back({prefix, path, imported->rows, 0, 0});
    to_merge.push_back({prefix, path, std::move(*imported)});
  }
  if (to_merge.empty()) {
    return fail(ErrorCode::kNotFound,
                lists.string() + ": holds none of the lists that `financescr bench --help` names");
  }
  sources.merged = datagen::merge_lists(std::move(to_merge)).rows;
  leave_out_copies(sources.merged);
  for (SourceList& list : sources.lists) {
    for (const auto& row : sources.merged) {
      if (!row.entity_id.starts_with(list.prefix + ":")) continue;
      ++list.taken_entries;
      list.taken_names += 1 + row.aliases.size() + row.weak_aliases.size();
    }
  }
  return sources;
}

Result<std::vector<bench_sets::AliasSet>> read_alias_sets(const std::string& folder) {
  std::vector<bench_sets::AliasSet> sets;
  for (const std::string& path : files_in(fs::path(folder) / "screening", kSetEnding)) {
    const auto file = files::read_file(path);
    if (!file) return tl::unexpected(file.error());
    std::string name = fs::path(path).filename().string();
    name.resize(name.size() - kSetEnding.size());
    auto set = bench_sets::read_alias_set(std::move(name), file->view);
    if (!set) return fail(set.error().code, path + ": " + set.error().detail);
    sets.push_back(std::move(*set));
  }
  return sets;
}

}  // namespace financescr::bench
