#include "native_server/commands/import_history.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "datagen/importers/histories/import_history.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/core/currency.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/history_files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::commands {
namespace {

using datagen::ImportReport;
using datagen::histories::CsvMap;
using datagen::histories::HistoryFormat;
using datagen::histories::HistoryOptions;
using datagen::histories::Sink;

constexpr std::string_view kUsualCurrency = "USD";
constexpr std::int64_t kMaxDelayDays = 3'650;

// What is wrong with the options; empty if nothing is.
std::string fault_of(const HistoryFormat& format, const HistoryCommand& options) {
  const std::string name(format.name);
  if (!options.labels) return name + " is a history: it needs --labels";
  const std::string clash = path_clash(
      {{"--in", options.in}, {"--map", options.map.value_or("")}},
      {{"--out", options.out}, {"--labels", *options.labels}, {"--report", options.report}});
  if (!clash.empty()) return clash;
  if (options.currency && format.names_currencies) {
    return name + " names the currency of every row: --currency is not for it";
  }
  if (options.currency && !parse_currency(*options.currency)) {
    return "--currency: '" + *options.currency + "' is not three capital letters (ISO 4217)";
  }
  const bool is_mapped = format.name == datagen::histories::kMappedCsv;
  if (is_mapped && !options.map) return name + " needs --map FILE, which says what its columns are";
  if (!is_mapped && options.map) return "--map is for the format csv; " + name + " has its own";
  return {};
}

// Prints what is wrong with the file.
std::optional<CsvMap> load_map(const std::string& path) {
  const auto file = files::read_file(path);
  if (!file) {
    pack_files::print_error(file.error());
    return std::nullopt;
  }
  const auto json = canonical::parse(file->view);
  Errors errors;
  auto map = json ? CsvMap::read(*json, errors) : std::nullopt;
  if (!json) errors.push_back(json.error());
  pack_files::print_errors(path, errors);
  return map;
}

// Where what is compressed is unpacked: there must be room for more than that anyway.
std::string scratch_folder(const std::string& out) {
  std::filesystem::path folder = std::filesystem::path(out).parent_path();
  while (!folder.empty() && !files::is_folder(folder.string())) folder = folder.parent_path();
  return folder.empty() ? "." : folder.string();
}

Sink sink_of(files::FileWriter& writer) {
  return [&writer](std::string_view bytes) { return writer.write(bytes); };
}

Result<ImportReport> write_history(const HistoryFormat& format, const HistoryCommand& command,
                                   HistoryOptions options) {
  const auto source = pack_files::open_history(format, command.in, scratch_folder(command.out));
  if (!source) return tl::unexpected(source.error());
  const auto events = files::FileWriter::open(command.out, files::Readers::kOwner);
  if (!events) return tl::unexpected(events.error());
  const auto labels = files::FileWriter::open(*command.labels, files::Readers::kOwner);
  if (!labels) return tl::unexpected(labels.error());
  terminal::Progress progress("reading " + command.in + ", bytes");
  options.progress = [&progress](std::size_t done, std::size_t total) {
    progress.update(done, total);
  };
  auto report = datagen::histories::import_history(format, source->files(), options,
                                                   {sink_of(**events), sink_of(**labels)});
  if (!report) return report;
  auto written = (*events)->finish();
  if (written) written = (*labels)->finish();
  if (!written) return tl::unexpected(written.error());
  return report;
}

}  // namespace

void add_history_options(Command import, HistoryCommand& options) {
  import.add_option("--labels", options.labels, "History: the labels.jsonl to write");
  import.add_option("--map", options.map, "History csv: the file that says what its columns are");
  import.add_option("--currency", options.currency,
                    "History: its currency where rows do not name one, USD without it");
  import
      .add_option("--label-delay-days", options.label_delay_days,
                  "History: how long after an event its label is known, 7 without it")
      .between(std::int64_t{0}, kMaxDelayDays);
}

int import_history(const HistoryFormat& format, const HistoryCommand& command) {
  const std::string fault = fault_of(format, command);
  if (!fault.empty()) return bad_usage(fault);
  HistoryOptions options;
  options.currency = parse_currency(command.currency.value_or(std::string(kUsualCurrency))).value();
  if (command.label_delay_days) {
    options.label_delay_us = *command.label_delay_days * Timestamp::kDay;
  }
  if (command.map) {
    auto map = load_map(*command.map);
    if (!map) return kBadInput;
    options.map = *std::move(map);
  }
  const auto report = write_history(format, command, std::move(options));
  if (!report) return bad_input(report.error());
  if (!command.report.empty()) {
    const auto written = files::write_file(command.report, canonical::pretty(report->to_json()));
    if (!written) return bad_input(written.error());
  }
  std::fputs(report->to_text().c_str(), stderr);
  std::int64_t skipped = 0;
  for (const auto& [reason, finding] : report->findings) {
    if (finding.kind == datagen::FindingKind::kSkippedRow) skipped += finding.count;
  }
  fmt::print("wrote {} ({} events) and {} ({} labels); rows skipped: {}\n", command.out,
             report->group_total("events"), *command.labels,
             report->group_total("labels of events") + report->group_total("labels of accounts"),
             skipped);
  return kOk;
}

}  // namespace financescr::commands
