#include "native_server/bench/quality.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "native_server/bench/alerts.hpp"
#include "native_server/bench/list_sources.hpp"
#include "native_server/bench/retrieval.hpp"
#include "native_server/bench_sets/innocents.hpp"
#include "native_server/bench_sets/pair_sets.hpp"
#include "native_server/files/files.hpp"

namespace financescr::bench {
namespace {

constexpr const char* kNamePairs = "screening/name_pairs.dev.jsonl";
constexpr const char* kReportedCases = "reports/screening_cases.dev.jsonl";
constexpr const char* kInnocents = "screening/innocents.dev.jsonl";

class Measurement {
 public:
  explicit Measurement(const QualityOptions& options) : options_(options) {
    report_.seed = options.seed;
  }

  Result<void> aliases(const ListSources& sources) {
    auto sets = read_alias_sets(options_.folder);
    if (!sets) return tl::unexpected(sets.error());
    if (sets->empty()) report_.missing.emplace_back("screening/*_aka.dev.jsonl");
    return add(measure_retrieval(std::move(*sets), sources, options_.threads));
  }

  Result<void> pairs() {
    screening::Screener screener;
    screener.model = screening::builtin_model();
    for (const auto& [path, measure] :
         {std::pair{kNamePairs, &bench_sets::measure_name_pairs},
          std::pair{kReportedCases, &bench_sets::measure_reported_cases}}) {
      const auto file = open(path);
      if (!file) continue;
      if (auto added = named(path, add(measure(file->view, screener))); !added) return added;
    }
    return {};
  }

  Result<void> alerts(const ListSources& sources) {
    std::vector<bench_sets::Innocent> innocents;
    if (const auto file = open(kInnocents)) {
      auto read = bench_sets::read_innocents(file->view);
      if (!read) return named(kInnocents, tl::unexpected(read.error()));
      innocents = std::move(*read);
    }
    AlertOptions options;
    options.seed = options_.seed;
    options.threads = options_.threads;
    return add(measure_alerts(sources.merged, innocents, options));
  }

  [[nodiscard]] bench_sets::QualityReport take() { return std::move(report_); }

 private:
  // Nothing, and the file is missing, if it cannot be read.
  std::optional<files::FileBytes> open(const char* path) {
    auto file = files::read_file(options_.folder + "/" + path);
    if (file) return std::move(*file);
    report_.missing.emplace_back(path);
    return std::nullopt;
  }

  static Result<void> named(const char* path, Result<void> result) {
    if (result) return result;
    return fail(result.error().code, std::string(path) + ": " + result.error().detail);
  }

  Result<void> add(Result<bench_sets::QualityRows> rows) {
    if (!rows) return tl::unexpected(rows.error());
    report_.rows.insert(report_.rows.end(), rows->begin(), rows->end());
    return {};
  }

  const QualityOptions& options_;
  bench_sets::QualityReport report_;
};

}  // namespace

Result<bench_sets::QualityReport> measure_quality(const QualityOptions& options) {
  const auto sources = read_lists(options.folder);
  if (!sources) return tl::unexpected(sources.error());
  Measurement measurement(options);
  for (const auto& result :
       {measurement.aliases(*sources), measurement.pairs(), measurement.alerts(*sources)}) {
    if (!result) return tl::unexpected(result.error());
  }
  return measurement.take();
}

}  // namespace financescr::bench
