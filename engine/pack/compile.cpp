#include "engine/pack/compile.hpp"

#include <algorithm>
#include <map>

#include "engine/canonical/fields.hpp"
#include "engine/core/birth.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/container.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/pack/row_table.hpp"
#include "engine/pack/watchlist_builder.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;

constexpr std::size_t kProgressEvery = 10'000;

class DomainCompiler {
 public:
  DomainCompiler(const DomainSource& source, ContainerWriter& writer, PackErrors& errors,
                 std::vector<std::string>& warnings, const CompileProgress& progress)
      : source_(source),
        writer_(writer),
        errors_(errors),
        warnings_(warnings),
        progress_(progress) {}

  // The domain's part of the meta section.
  Json compile() {
    if (source_.files.empty()) {
      errors_.add(source_.label, 0,
                  {ErrorCode::kMissing, "the folder holds none of a pack's files", ""});
    }
    const Manifest manifest = read_manifest();
    canonical::ContentHasher hasher;
    Json row_counts = Json::object();
    for (const RowFile& file : spec_of(source_.domain).files) {
      if (file.storage == Storage::kWatchlist) {
        compile_watchlist(file, hasher, row_counts, manifest.as_of);
      } else {
        compile_rows(file, hasher, row_counts);
      }
    }
    report_ignored();
    return Json::object({{"label", source_.label},
                         {"manifest", manifest.to_json()},
                         {"policy", read_document("policy.json")},
                         {"model", read_document("model.json")},
                         {"rows", row_counts},
                         {"pack_hash", hasher.finish().to_string()}});
  }

 private:
  [[nodiscard]] std::string path(std::string_view file) const {
    return source_.label + "/" + std::string(file);
  }

  Json read_document(std::string_view name) {
    const SourceFile* file = source_.find(name);
    if (file == nullptr) return {};
    auto json = canonical::parse(file->bytes);
    if (json) return std::move(*json);
    errors_.add(path(name), 0, json.error());
    return {};
  }

  // Dates of birth that are kept in their rows and never compared.
  struct UnlikelyBirths {
    std::int64_t count = 0;
    std::string first;

    void add(const WatchlistRow& row, std::optional<Date> as_of) {
      for (const PartialDate& date : row.dates_of_birth) {
        if (!birth_fault(date, BirthSource::kList, as_of)) continue;
        if (count++ == 0) first = date.to_string() + " of " + row.entity_id;
      }
    }
  };

  void note_births(const RowFile& file, const UnlikelyBirths& births) {
    if (births.count == 0) return;
    warnings_.push_back(path(file.name) + ": " + std::to_string(births.count) +
                        " dates of birth are no one's and are not compared, the first of them " +
                        births.first);
  }

  Manifest read_manifest() {
    const SourceFile* file = source_.find("manifest.json");
    if (file == nullptr) {
      warnings_.push_back(source_.label + " has no manifest.json; it was computed from the files");
      return make_manifest(source_, {});
    }
    const auto json = canonical::parse(file->bytes);
    if (!json) {
      errors_.add(path("manifest.json"), 0, json.error());
      return {};
    }
    Errors faults;
    Manifest manifest = Manifest::read(*json, faults);
    const Manifest actual = make_manifest(source_, manifest);
    if (faults.empty()) check_files(manifest, actual, faults);
    errors_.add(path("manifest.json"), 0, faults);
    manifest.files = actual.files;
    return manifest;
  }

  static void check_files(const Manifest& manifest, const Manifest& actual, Errors& faults) {
    const std::map<std::string, canonical::ContentHash> named(manifest.files.begin(),
                                                              manifest.files.end());
    for (const auto& [name, hash] : actual.files) {
      if (named.contains(name)) continue;
      faults.push_back({ErrorCode::kCorrupt,
                        "does not name this file; if it belongs to the pack, run `financescr pack "
                        "manifest`",
                        canonical::pointer_append("/files", name)});
    }
    const std::map<std::string, canonical::ContentHash> found(actual.files.begin(),
                                                              actual.files.end());
    for (const auto& [name, hash] : manifest.files) {
      const std::string pointer = canonical::pointer_append("/files", name);
      const auto it = found.find(name);
      if (it == found.end()) {
        faults.push_back({ErrorCode::kMissing, "names a file that is not there", pointer});
      } else if (it->second != hash) {
        faults.push_back({ErrorCode::kCorrupt,
                          "the file has " + it->second.to_string() +
                              "; if the change is meant, run `financescr pack manifest`",
                          pointer});
      }
    }
  }

  // Calls use(json, errors, ignored) for every row and files what it reports.
  template <typename Use>
  void for_each_row(std::string_view name, Use&& use) {
    const SourceFile* file = source_.find(name);
    if (file == nullptr) return;
    for_each_line(file->bytes, [&](std::size_t number, std::string_view line) {
      const auto json = canonical::parse(line);
      if (!json) {
        errors_.add(path(name), number, json.error());
        return;
      }
      Errors faults;
      Pointers ignored;
      use(*json, faults, ignored);
      errors_.add(path(name), number, faults);
      for (const auto& pointer : ignored) ++ignored_[path(name) + " " + pointer];
      if (progress_ && ++row_count_ % kProgressEvery == 0) progress_(row_count_);
    });
  }

  void compile_watchlist(const RowFile& file, canonical::ContentHasher& hasher, Json& row_counts,
                         std::optional<Date> as_of) {
    const SourceFile* source = source_.find(file.name);
    if (source == nullptr) return;
    WatchlistBuilder builder;
    std::int64_t rows = 0;
    bool in_order = true;
    std::string last_id;
    std::string line;
    UnlikelyBirths births;
    const auto take = [&](const WatchlistRow& row) {
      births.add(row, as_of);
      line.clear();
      row.append_line(line);
      hasher.update(line);
      builder.add(row);
      if (builder.name_count() > limits::kMaxListedNames) {
        errors_.add(path(file.name), 0,
                    {ErrorCode::kInvalid, "holds more than 16,777,216 names", ""});
      }
    };
    for_each_row(file.name, [&](const Json& json, Errors& faults, auto& ignored) {
      const WatchlistRow row = WatchlistRow::read(json, faults, ignored);
      in_order = in_order && (rows == 0 || last_id < row.entity_id);
      ++rows;
      last_id = row.entity_id;
      if (in_order && errors_.empty() && faults.empty()) take(row);
    });
    if (!in_order) {
      hasher.restart();
      builder = {};
      births = {};
      take_in_order(file, source->bytes, take);
    }
    note_births(file, births);
    const std::int64_t unmatchable = builder.unmatchable_count();
    row_counts.set(file.table(), rows);
    row_counts.set(std::string(file.table()) + "_unmatchable", unmatchable);
    if (unmatchable > 0) {
      warnings_.push_back(path(file.name) + ": " + std::to_string(unmatchable) +
                          " entries have no name in a script that can be matched");
    }
    if (errors_.empty()) builder.write(writer_);
  }

  struct WatchlistLine {
    std::string id;
    std::string_view line;
  };

  // Reads rows that do not stand in order of their ids a second time, in that order. Only the ids
  // are kept.
  template <typename Take>
  void take_in_order(const RowFile& file, std::string_view bytes, Take&& take) {
    std::vector<WatchlistLine> lines;
    for_each_line(bytes, [&](std::size_t, std::string_view line) {
      const auto json = canonical::parse(line);
      const Json* member = json ? json->find(file.id_key) : nullptr;
      const std::string* id = member == nullptr ? nullptr : member->if_string();
      if (id != nullptr) lines.push_back({*id, line});
    });
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    std::vector<std::string> twice;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const bool again = lines[i].id == lines[i - 1].id;
      if (again && (twice.empty() || twice.back() != lines[i].id)) twice.push_back(lines[i].id);
    }
    report_duplicates(file, twice);
    for (const WatchlistLine& line : lines) {
      if (!errors_.empty()) return;
      Errors faults;
      Pointers ignored;
      take(WatchlistRow::read(*canonical::parse(line.line), faults, ignored));
    }
  }

  // Rows that are looked up by id: kept as canonical JSON.
  void compile_rows(const RowFile& file, canonical::ContentHasher& hasher, Json& row_counts) {
    RowTableBuilder builder;
    std::int64_t rows = 0;
    for_each_row(file.name, [&](const Json& json, Errors& faults, Pointers& ignored) {
      ++rows;
      const Json row = file.read == nullptr ? json : file.read(json, faults, ignored);
      Errors without_id;
      std::string id =
          canonical::Fields(json, "", without_id).required_text(file.id_key, limits::kMaxIdBytes);
      if (faults.empty()) faults = std::move(without_id);
      if (faults.empty()) builder.add(std::move(id), canonical::write(row));
    });
    report_duplicates(file, builder.sort());
    if (source_.find(file.name) == nullptr) return;
    row_counts.set(file.table(), rows);
    if (file.is_hashed) builder.hash_into(hasher);
    builder.write(writer_, file.offsets, file.rows);
  }

  // Reads the file once more to say where the ids stand.
  void report_duplicates(const RowFile& file, const std::vector<std::string>& ids) {
    const SourceFile* source = source_.find(file.name);
    if (ids.empty() || source == nullptr) return;
    std::map<std::string, std::size_t> first_line;
    for_each_line(source->bytes, [&](std::size_t number, std::string_view line) {
      const auto json = canonical::parse(line);
      const Json* member = json ? json->find(file.id_key) : nullptr;
      const std::string* id = member == nullptr ? nullptr : member->if_string();
      if (id == nullptr || !std::binary_search(ids.begin(), ids.end(), *id)) return;
      const auto [first, is_new] = first_line.try_emplace(*id, number);
      if (is_new) return;
      errors_.add(
          path(file.name), number,
          {ErrorCode::kInvalid,
           "the id \"" + *id + "\" stands on line " + std::to_string(first->second) + " already",
           canonical::pointer_append("", file.id_key)});
    });
  }

  void report_ignored() {
    for (const auto& [field, count] : ignored_) {
      warnings_.push_back(field + " is not a field of a pack and was ignored in " +
                          std::to_string(count) + " rows");
    }
  }

  const DomainSource& source_;
  ContainerWriter& writer_;
  PackErrors& errors_;
  std::vector<std::string>& warnings_;
  const CompileProgress& progress_;
  std::size_t row_count_ = 0;
  std::map<std::string, std::size_t> ignored_;
};

}  // namespace

Compilation compile(const std::vector<DomainSource>& sources, const CompileProgress& progress) {
  ContainerWriter writer;
  PackErrors errors;
  CompiledPack compiled;
  Json meta = Json::object();
  for (const DomainSource& source : sources) {
    DomainCompiler compiler(source, writer, errors, compiled.warnings, progress);
    meta.set(spec_of(source.domain).folder, compiler.compile());
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  writer.add(SectionId::kMeta, canonical::write(meta));
  compiled.bytes = writer.finish();
  return compiled;
}

}  // namespace financescr::pack
