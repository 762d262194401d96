// financescr bench: how fast this machine decides on a given pack, and what it finds.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/limits.hpp"
#include "native_server/bench/build.hpp"
#include "native_server/bench/list_sources.hpp"
#include "native_server/bench/measure.hpp"
#include "native_server/bench/quality.hpp"
#include "native_server/bench/report.hpp"
#include "native_server/bench_sets/generated_list.hpp"
#include "native_server/bench_sets/queries.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/explain/render.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::commands {
namespace {

constexpr std::size_t kLargeNames = 5'000'000;

struct Options {
  std::string pack;
  std::string lists;
  std::size_t names = 0;
  bool large = false;
  std::size_t queries = 20'000;
  std::uint64_t seed = 42;
  std::size_t threads = 1;
  std::size_t scores = 0;
  std::string json;
  std::string keep;
  bool quality = false;
  std::string compare;
};

constexpr const char* kFooter =
    "What is measured on, one of:\n"
    "  bench --pack PACK                   a pack of your own; credit too if it has applications\n"
    "  bench --lists DIR                   published lists, merged\n"
    "  bench --names 1000000               so many generated names; --large is 5,000,000\n"
    "  bench --lists DIR --names 1000000   the published lists, filled up with generated names\n"
    "  bench --lists DIR --quality         what is found and what alerts, see below\n"
    "\n"
    "DIR holds what you have of\n"
    "  lists/ofac/{sdn,alt,add}.csv  lists/un/*.xml  lists/uk/*.csv  lists/eu/*.csv\n"
    "  lists/us_csl/*.csv(.gz)\n"
    "and for --quality, one JSON object a line\n"
    "  screening/NAME_aka.dev.jsonl          id, type, primary, alias, script, bucket\n"
    "  screening/name_pairs.dev.jsonl        query, candidate, expected, group, peer_score\n"
    "  screening/innocents.dev.jsonl         source, name, dob, country\n"
    "  reports/screening_cases.dev.jsonl     kind, listed, subject, right\n"
    "--quality looks for every alias among all parties under their primary names only (A) and\n"
    "under all their names but that alias (B), compares the name pairs and the reported cases as\n"
    "`match` does, and screens innocents, 500 common names and 3,000 misspelt listed names\n"
    "against the lists. --compare FILE sets what an earlier run wrote with --json beside it.\n"
    "\n"
    "Queries are made from the pack's own names: in twenty, 4 exact, 2 with a letter inserted,\n"
    "2 deleted, 2 substituted, 2 transposed, 2 with the words reordered, 2 with a word left out "
    "and\n"
    "4 that are not on the list but made of its words. The same seed gives the same names and\n"
    "queries, and the same recall and REVIEW shares on every machine; times and memory are this\n"
    "machine's.";

void measure(const bench::Loaded& loaded, const Options& options, bench::Report& report) {
  const replay::EngineSet& engine = loaded.engine;
  report.load = loaded.figures;
  if (const auto* fincrime = engine.screening().rows()) {
    const pack::Watchlist& watchlist = fincrime->watchlist;
    report.pack_hash = engine.screening().provenance().pack_hash;
    report.entities = watchlist.entity_count();
    report.names = watchlist.listed_name_count();
    report.words = watchlist.word_count();
    const auto queries = bench_sets::make_queries(watchlist, options.queries, options.seed);
    if (!queries.empty()) {
      terminal::Progress progress("screening");
      report.screening = bench::measure_screening(engine, queries, options.threads, progress);
    }
  }
  if (engine.credit().rows() != nullptr) {
    const std::string& hash = engine.credit().provenance().pack_hash;
    report.pack_hash += (report.pack_hash.empty() ? "" : ", ") + hash;
    report.credit = bench::measure_credit(engine);
  }
  if (options.scores > 0) report.frontier = bench::measure_frontier(options.scores, options.seed);
}

// Adds the lists' entries, and the words of their names to `words`.
Result<void> add_lists(const bench::ListSources& sources, bench::PackBuilder& builder,
                       bench_sets::WordSource& words, bench::Report& report) {
  for (const bench::SourceList& list : sources.lists) {
    report.sources.push_back({list.prefix + " (" + list.path + ")", list.rows.size(),
                              list.taken_entries, list.taken_names});
  }
  for (const pack::WatchlistRow& row : sources.merged) {
    if (auto added = builder.add(row); !added) return added;
    words.take(row);
  }
  return {};
}

Result<void> add_generated(const bench_sets::WordSource& words, const Options& options,
                           bench::PackBuilder& builder, bench::Report& report) {
  const std::size_t before = builder.name_count();
  report.word_source_names = words.name_count();
  bench_sets::GeneratedList list(words, options.seed);
  terminal::Progress progress("generating names");
  while (builder.name_count() < options.names) {
    if (auto added = builder.add(list.next(options.names - builder.name_count())); !added) {
      return added;
    }
    ++report.generated_entries;
    progress.update(builder.name_count(), options.names);
  }
  report.generated_names = builder.name_count() - before;
  return {};
}

Result<void> keep_pack(const std::string& built, const std::string& path) {
  if (path.empty()) return {};
  const auto bytes = files::read_file(built);
  if (!bytes) return tl::unexpected(bytes.error());
  return files::write_file(path, bytes->view);
}

// Builds what --lists and --names ask for and puts into the report where it comes from.
Result<std::unique_ptr<bench::PackBuilder>> build(const Options& options,
                                                  const bench::ListSources& sources,
                                                  bench::Report& report) {
  auto builder = bench::PackBuilder::make();
  if (!builder) return builder;
  bench_sets::WordSource words;
  if (auto added = add_lists(sources, **builder, words, report); !added) {
    return tl::unexpected(added.error());
  }
  if (words.name_count() == 0) words = bench_sets::WordSource::from_name_pools();
  if (auto added = add_generated(words, options, **builder, report); !added) {
    return tl::unexpected(added.error());
  }
  const auto figures = (*builder)->build();
  if (!figures) return tl::unexpected(figures.error());
  report.build = *figures;
  if (auto kept = keep_pack((*builder)->fpk_path(), options.keep); !kept) {
    return tl::unexpected(kept.error());
  }
  return builder;
}

// Prints what went wrong and returns the exit code.
int measure_lists(const Options& options, bench::Report& report) {
  bench::ListSources sources;
  if (!options.lists.empty()) {
    auto lists = bench::read_lists(options.lists);
    if (!lists) return bad_input(lists.error());
    sources = std::move(*lists);
  }
  const auto builder = build(options, sources, report);
  if (!builder) return bad_input(builder.error());
  const auto loaded = bench::measure_load((*builder)->fpk_path());
  if (!loaded) return kBadInput;
  measure(*loaded, options, report);
  return kOk;
}

int measure_pack(const Options& options, bench::Report& report) {
  const auto loaded = bench::measure_load(options.pack);
  if (!loaded) return kBadInput;
  measure(*loaded, options, report);
  if (report.screening || report.credit) return kOk;
  return bad_input({ErrorCode::kUnsupported,
                    options.pack + ": has neither listed names nor applications to decide on", ""});
}

// Prints the report, and writes its JSON where that was asked for.
int show(const explain::Document& document, const canonical::Json& json, const Options& options) {
  const std::string text = explain::render(document, {});
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (options.json.empty()) return kOk;
  const auto written = files::write_file(options.json, canonical::write(json) + '\n');
  return written ? kOk : bad_input(written.error());
}

int run_quality(const Options& options) {
  std::optional<bench_sets::QualityRows> before;
  if (!options.compare.empty()) {
    const auto file = files::read_file(options.compare);
    if (!file) return bad_input(file.error());
    auto rows = bench_sets::read_quality_rows(file->view);
    if (!rows) {
      return bad_input({rows.error().code, options.compare + ": " + rows.error().detail, ""});
    }
    before = std::move(*rows);
  }
  auto report = bench::measure_quality({options.lists, options.seed, options.threads});
  if (!report) return bad_input(report.error());
  report->version = FINANCESCR_VERSION;
  return show(bench_sets::to_document(*report, before ? &*before : nullptr),
              bench_sets::to_json(*report), options);
}

int run(Options options) {
  if (options.quality) return run_quality(options);
  if (options.large) options.names = kLargeNames;
  const bool made = !options.lists.empty() || options.names > 0;
  if (options.pack.empty() != made) {
    return bad_usage("bench takes either --pack, or --lists, --names or --large");
  }
  bench::Report report;
  report.machine = bench::this_machine();
  report.version = FINANCESCR_VERSION;
  report.seed = options.seed;
  const int status = made ? measure_lists(options, report) : measure_pack(options, report);
  if (status != kOk) return status;
  return show(bench::to_document(report), bench::to_json(report), options);
}

}  // namespace

void add_bench(Command app, Action& chosen) {
  auto command = app.add_subcommand("bench", "Measure load time, latency, throughput and recall");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("--pack", options->pack, "Pack root, domain folder or .fpk");
  auto lists =
      command.add_option("--lists", options->lists, "Folder of published lists, see below");
  auto names =
      command
          .add_option("--names", options->names, "So many names, real ones first, then generated")
          .between(std::size_t{1}, limits::kMaxListedNames);
  command.add_flag("--large", options->large, "The same as --names 5000000").excludes(names);
  command.add_option("--queries", options->queries, "How many queries to make")
      .between(std::size_t{1}, std::size_t{10'000'000})
      .capture_default_str();
  command.add_option("--seed", options->seed, "Seed of the queries and of generated names")
      .capture_default_str();
  command.add_option("--threads", options->threads, "Measure throughput with so many threads too")
      .between(1, 256)
      .capture_default_str();
  command
      .add_option("--scores", options->scores,
                  "Measure tuning a threshold over so many made-up scores too")
      .between(std::size_t{1}, std::size_t{100'000'000});
  command.add_option("--json", options->json, "Write the figures as canonical JSON to FILE");
  command.add_option("--keep", options->keep, "Keep the pack that was built, as FILE")
      .excludes(command.option("--pack"));
  auto quality =
      command.add_flag("--quality", options->quality, "What is found and what alerts, see below")
          .needs(lists)
          .excludes(command.option("--pack"))
          .excludes(command.option("--large"))
          .excludes(names);
  command
      .add_option("--compare", options->compare,
                  "Show the figures of an earlier --quality --json FILE beside")
      .needs(quality);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
