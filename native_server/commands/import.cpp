// financescr import: a published list to watchlist.jsonl.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "datagen/importers/ofac_sdn.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/pack/id_hash.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/host/files.hpp"
#include "native_server/host/id_key.hpp"
#include "native_server/host/pack_loader.hpp"
#include "native_server/host/progress.hpp"

namespace financescr::commands {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string format;
  std::string in;
  std::string out;
  std::string report;
  std::string id_key_id;
};

constexpr const char* kFooter =
    "ofac-sdn-csv: sdn.csv with alt.csv and add.csv beside it, as OFAC publishes them.\n"
    "Identity numbers of the list are kept as hashes only: with the reference's public salt, or "
    "with\n"
    "--id-key-id NAME keyed by FINANCESCR_ID_KEY_FILE or FINANCESCR_ID_KEY. Name the same scheme "
    "in\n"
    "the pack's manifest.json.\n"
    "What was skipped and why goes to standard error, or with --report to a file.";

struct OfacFiles {
  host::FileBytes sdn;
  host::FileBytes alt;
  host::FileBytes add;
};

Result<OfacFiles> read_ofac(const std::string& in) {
  const fs::path folder = host::is_folder(in) ? fs::path(in) : fs::path(in).parent_path();
  const fs::path sdn = host::is_folder(in) ? folder / "sdn.csv" : fs::path(in);
  auto main_file = host::read_file(sdn.string());
  if (!main_file) return tl::unexpected(main_file.error());
  OfacFiles files{std::move(*main_file), {}, {}};
  for (auto [name, target] : {std::pair{"alt.csv", &files.alt}, std::pair{"add.csv", &files.add}}) {
    const std::string path = (folder / name).string();
    if (!host::is_file(path)) continue;
    auto file = host::read_file(path);
    if (!file) return tl::unexpected(file.error());
    *target = std::move(*file);
  }
  return files;
}

int run(const Options& options) {
  const auto key = host::id_key_from_environment();
  if (!key) {
    host::print_error(key.error());
    return kBadInput;
  }
  pack::IdHashScheme scheme;
  if (!options.id_key_id.empty()) {
    scheme = {pack::IdHashScheme::Kind::kHmacSha256, "", options.id_key_id};
    if (key->empty()) {
      std::fputs("financescr: --id-key-id wants a key in FINANCESCR_ID_KEY_FILE\n", stderr);
      return kUsage;
    }
  }
  const auto files = read_ofac(options.in);
  if (!files) {
    host::print_error(files.error());
    return kBadInput;
  }
  host::Progress progress("reading " + options.in + ", bytes");
  datagen::ImportOptions import_options;
  import_options.hash_id = [&](std::string_view number) {
    return pack::hash_id_number(scheme, *key, number).value_or(std::string());
  };
  import_options.progress = [&progress](std::size_t done, std::size_t total) {
    progress.update(done, total);
  };
  const auto imported =
      datagen::import_ofac_sdn({files->sdn.view, files->alt.view, files->add.view}, import_options);
  if (!imported) {
    host::print_error(imported.error());
    return kBadInput;
  }
  std::string lines;
  for (const auto& row : imported->rows) {
    canonical::append(lines, row.to_json());
    lines += '\n';
  }
  auto written = host::write_file(options.out, lines);
  if (written && !options.report.empty()) {
    written = host::write_file(options.report, canonical::pretty(imported->report.to_json()));
  }
  if (!written) {
    host::print_error(written.error());
    return kBadInput;
  }
  std::fputs(imported->report.to_text().c_str(), stderr);
  fmt::print("wrote {} ({} entries)\n", options.out, imported->rows.size());
  return kOk;
}

}  // namespace

void add_import(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("import", "Turn a published list into watchlist.jsonl");
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("--format", options->format, "The list's format")
      ->required()
      ->check(CLI::IsMember({"ofac-sdn-csv"}));
  command->add_option("--in", options->in, "The list's main file, or the folder it lies in")
      ->required();
  command->add_option("--out", options->out, "The watchlist.jsonl to write")->required();
  command->add_option("--report", options->report, "Write the whole report as JSON to FILE");
  command->add_option("--id-key-id", options->id_key_id,
                      "Hash identity numbers with the key of this name");
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
