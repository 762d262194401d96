// financescr import: published lists to watchlist.jsonl, one at a time or merged into a pack, and
// published histories of transactions to events and labels.
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "datagen/importers/merge_lists.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/id_hash.hpp"
#include "engine/pack/pack.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/import_history.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/id_key.hpp"
#include "native_server/pack_files/import_formats.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::commands {
namespace {

namespace histories = datagen::histories;
using canonical::Json;
using pack::WatchlistRow;

struct Options {
  std::string format;
  HistoryCommand files;  // also those of a list
  std::string id_key_id;
  bool merge = false;
  std::vector<std::string> lists;  // FORMAT=PATH
};

// How identity numbers are hashed, and the key for it.
struct Hashing {
  pack::IdHashScheme scheme;
  std::string key;
};

struct NamedList {
  const pack_files::ImportFormat* format = nullptr;
  std::string path;
};

std::string footer() {
  std::string text = "Lists (a file may be gzip):\n";
  for (const pack_files::ImportFormat& format : pack_files::import_formats()) {
    text += fmt::format("  {:<18} {}\n", format.name, format.help);
  }
  text += "Histories of transactions (the same):\n";
  for (const histories::HistoryFormat& format : histories::history_formats()) {
    text += fmt::format("  {:<18} {}\n", format.name, format.help);
  }
  return text +
         "\nOne list:\n"
         "  financescr import --format un-xml --in consolidated.xml --out un/watchlist.jsonl\n"
         "Several lists as one pack folder, the same party linked across them (same_as):\n"
         "  financescr import --merge --out all ofac-sdn-csv=ofac un-xml=consolidated.xml\n"
         "  financescr screen --pack all\n"
         "In a merged pack every id has its list's prefix: ofac:36, un:QDi.001, uk:7877, eu:..., "
         "csl:...\n"
         "\n"
         "A history, to events in the order of time and labels in the order in which they are "
         "known:\n"
         "  financescr import --format fraud-handbook --in days --out events.jsonl --labels "
         "labels.jsonl\n"
         "docs/IMPORTERS.md says what becomes of each column, and how events and labels are "
         "monitored.\n"
         "\n"
         "Identity numbers of lists are kept as hashes only: with the reference's public salt, or "
         "with\n"
         "--id-key-id NAME keyed by FINANCESCR_ID_KEY_FILE or FINANCESCR_ID_KEY. The manifest.json "
         "of a\n"
         "merged pack names the scheme; for one list, name it in the pack's manifest.json "
         "yourself.\n"
         "What was skipped and why goes to standard error, or with --report to a file.";
}

Result<datagen::ImportResult> import_list(const NamedList& list, const Hashing& hashing) {
  terminal::Progress progress("reading " + list.path + ", bytes");
  datagen::ImportOptions options;
  options.hash_id = [&hashing](std::string_view number) {
    return pack::hash_id_number(hashing.scheme, hashing.key, number).value_or(std::string());
  };
  options.progress = [&progress](std::size_t done, std::size_t total) {
    progress.update(done, total);
  };
  return list.format->import(list.path, options);
}

std::string lines_of(const std::vector<WatchlistRow>& rows) {
  std::string lines;
  for (const WatchlistRow& row : rows) {
    canonical::append(lines, row.to_json());
    lines += '\n';
  }
  return lines;
}

int import_one(const Options& options, const Hashing& hashing) {
  const auto imported =
      import_list({pack_files::find_import_format(options.format), options.files.in}, hashing);
  if (!imported) return bad_input(imported.error());
  auto written = files::write_file(options.files.out, lines_of(imported->rows));
  if (written && !options.files.report.empty()) {
    written =
        files::write_file(options.files.report, canonical::pretty(imported->report.to_json()));
  }
  if (!written) return bad_input(written.error());
  std::fputs(imported->report.to_text().c_str(), stderr);
  fmt::print("wrote {} ({} entries)\n", options.files.out, imported->rows.size());
  return kOk;
}

// "un-xml=consolidated.xml"; prints what is wrong with it.
bool read_list_argument(const std::string& argument, NamedList& list) {
  const std::size_t equals = argument.find('=');
  const std::string name = argument.substr(0, equals);
  list.format = pack_files::find_import_format(name);
  if (histories::find_history_format(name) != nullptr) {
    (void)bad_usage("'" + argument + "': '" + name + "' is a history; only lists are merged");
    return false;
  }
  if (list.format == nullptr) {
    (void)bad_usage("'" + argument + "': '" + name +
                    "' is no format; see financescr import --help");
    return false;
  }
  if (equals == std::string::npos || equals + 1 == argument.size()) {
    (void)bad_usage("'" + argument + "': a list to merge is given as FORMAT=PATH");
    return false;
  }
  list.path = argument.substr(equals + 1);
  return true;
}

// watchlist.jsonl with the manifest that says how its numbers are hashed.
Result<void> write_pack(const std::string& folder, const std::string& lines,
                        const Hashing& hashing) {
  if (auto written = files::write_file(folder + "/watchlist.jsonl", lines); !written) {
    return written;
  }
  pack::DomainSource source;
  source.files.push_back({"watchlist.jsonl", lines});
  pack::Manifest manifest;
  manifest.id_hash = hashing.scheme;
  return files::write_file(folder + "/manifest.json",
                           canonical::pretty(pack::make_manifest(source, manifest).to_json()));
}

int import_merged(const Options& options, const Hashing& hashing) {
  std::vector<NamedList> lists;
  for (const std::string& argument : options.lists) {
    if (!read_list_argument(argument, lists.emplace_back())) return kUsage;
  }
  std::vector<datagen::ListToMerge> imported;
  std::map<std::string, int> used;
  Json reports = Json::array();
  for (const NamedList& list : lists) {
    auto result = import_list(list, hashing);
    if (!result) return bad_input(result.error());
    std::fputs((result->report.to_text() + "\n").c_str(), stderr);
    reports.push_back(result->report.to_json());
    std::string prefix(list.format->prefix);
    const int times = ++used[prefix];
    if (times > 1) prefix += std::to_string(times);
    imported.push_back({std::move(prefix), list.path, std::move(*result)});
  }
  const datagen::MergeResult merged = datagen::merge_lists(std::move(imported));
  auto written = write_pack(options.files.out, lines_of(merged.rows), hashing);
  if (written && !options.files.report.empty()) {
    const Json report =
        Json::object({{"merged", merged.report.to_json()}, {"lists", std::move(reports)}});
    written = files::write_file(options.files.report, canonical::pretty(report));
  }
  if (!written) return bad_input(written.error());
  std::fputs(merged.report.to_text().c_str(), stderr);
  fmt::print("wrote {0}/watchlist.jsonl and {0}/manifest.json ({1} entries of {2} lists)\n",
             options.files.out, merged.rows.size(), lists.size());
  return kOk;
}

int run(const Options& options) {
  const bool one = !options.format.empty() && !options.files.in.empty() && options.lists.empty();
  const bool several = options.format.empty() && options.files.in.empty() && !options.lists.empty();
  if (options.merge && !several) {
    return bad_usage("--merge takes lists as FORMAT=PATH, and neither --format nor --in");
  }
  if (!options.merge && !one) {
    return bad_usage(
        "import takes --format and --in for one list or history, or --merge and FORMAT=PATH ...");
  }
  if (const auto* history = histories::find_history_format(options.format)) {
    if (options.id_key_id.empty()) return import_history(*history, options.files);
    return bad_usage("--id-key-id is for lists: a history has no identity numbers");
  }
  if (options.files.has_options_of_histories()) {
    return bad_usage(
        "--labels, --map, --currency and --label-delay-days are for histories, not lists");
  }
  auto key = pack_files::id_key_from_environment();
  if (!key) return bad_input(key.error());
  Hashing hashing{{}, std::move(*key)};
  hashing.scheme.normalisation = pack::IdHashScheme::kLatestNormalisation;
  if (!options.id_key_id.empty()) {
    hashing.scheme.kind = pack::IdHashScheme::Kind::kHmacSha256;
    hashing.scheme.salt.clear();
    hashing.scheme.key_id = options.id_key_id;
    if (hashing.key.empty()) return bad_usage("--id-key-id wants a key in FINANCESCR_ID_KEY_FILE");
  }
  return options.merge ? import_merged(options, hashing) : import_one(options, hashing);
}

}  // namespace

void add_import(Command app, Action& chosen) {
  auto command = app.add_subcommand(
      "import", "Turn published lists into watchlist.jsonl, and histories into events.jsonl");
  command.footer(footer());
  auto options = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const pack_files::ImportFormat& format : pack_files::import_formats())
    names.emplace_back(format.name);
  for (const histories::HistoryFormat& format : histories::history_formats())
    names.emplace_back(format.name);
  command.add_option("--format", options->format, "The list's or history's format, see below")
      .one_of(names);
  command.add_option("--in", options->files.in,
                     "Its file (ofac-sdn-csv and histories: or its folder)");
  command
      .add_option("--out", options->files.out,
                  "The watchlist.jsonl or events.jsonl to write; with --merge the pack folder")
      .required();
  command.add_flag("--merge", options->merge, "Join several lists into one pack folder");
  command.add_option("LISTS", options->lists, "With --merge: FORMAT=PATH of each list");
  command.add_option("--report", options->files.report, "Write the whole report as JSON to FILE");
  command.add_option("--id-key-id", options->id_key_id,
                     "Hash identity numbers with the key of this name");
  add_history_options(command, options->files);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
