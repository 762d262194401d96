// financescr bench: how fast this machine decides on a given pack, and what it finds.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "native_server/bench/measure.hpp"
#include "native_server/bench/queries.hpp"
#include "native_server/bench/report.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/explain/render.hpp"
#include "native_server/host/files.hpp"
#include "native_server/host/pack_loader.hpp"
#include "native_server/host/progress.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string pack;
  std::size_t queries = 20'000;
  std::uint64_t seed = 42;
  std::size_t threads = 1;
  std::size_t scores = 0;
  std::string json;
};

constexpr const char* kFooter =
    "Queries are made from the pack's own names: in twenty, 4 exact, 2 with a letter inserted,\n"
    "2 deleted, 2 substituted, 2 transposed, 2 with the words reordered, 2 with a word left out "
    "and\n"
    "4 that are not on the list but made of its words. The same seed gives the same queries, and\n"
    "on the same pack the same recall and REVIEW shares on every machine; times are this "
    "machine's.";

bench::Report measure(const bench::Loaded& loaded, const Options& options) {
  const replay::Engine& engine = loaded.engine;
  bench::Report report;
  report.machine = bench::this_machine();
  report.version = FINANCESCR_VERSION;
  report.seed = options.seed;
  report.load = loaded.figures;
  if (const auto* fincrime = engine.pack().fincrime()) {
    const pack::Watchlist& watchlist = fincrime->watchlist;
    report.pack_hash = engine.screening_provenance().pack_hash;
    report.entities = watchlist.entity_count();
    report.names = watchlist.name_count();
    report.words = watchlist.word_count();
    const auto queries = bench::make_queries(watchlist, options.queries, options.seed);
    if (!queries.empty()) {
      host::Progress progress("screening");
      report.screening = bench::measure_screening(engine, queries, options.threads, progress);
    }
  }
  if (engine.pack().credit() != nullptr) {
    const std::string& hash = engine.credit_provenance().pack_hash;
    report.pack_hash += (report.pack_hash.empty() ? "" : ", ") + hash;
    report.credit = bench::measure_credit(engine);
  }
  if (options.scores > 0) report.frontier = bench::measure_frontier(options.scores, options.seed);
  return report;
}

int run(const Options& options) {
  const auto loaded = bench::measure_load(options.pack);
  if (!loaded) return kBadInput;
  const bench::Report report = measure(*loaded, options);
  if (!report.screening && !report.credit) {
    host::print_error({ErrorCode::kUnsupported,
                       options.pack + ": has neither listed names nor applications to decide on",
                       ""});
    return kBadInput;
  }
  const std::string text = explain::render(bench::to_document(report), {});
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (options.json.empty()) return kOk;
  const std::string json = canonical::write(bench::to_json(report)) + '\n';
  if (const auto written = host::write_file(options.json, json); !written) {
    host::print_error(written.error());
    return kBadInput;
  }
  return kOk;
}

}  // namespace

void add_bench(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("bench", "Measure load time, latency, throughput and recall");
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("--pack", options->pack, "Pack root, domain folder or .fpk")->required();
  command->add_option("--queries", options->queries, "How many queries to make")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of the queries")->capture_default_str();
  command->add_option("--threads", options->threads, "Measure throughput with so many threads too")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      ->add_option("--scores", options->scores,
                   "Measure tuning a threshold over so many made-up scores too")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}));
  command->add_option("--json", options->json, "Write the figures as canonical JSON to FILE");
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
