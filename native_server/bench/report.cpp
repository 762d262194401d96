#include "native_server/bench/report.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "native_server/bench/sections.hpp"
#include "native_server/files/files.hpp"

#ifndef FINANCESCR_BUILD_TYPE
#define FINANCESCR_BUILD_TYPE "not known"
#endif

namespace financescr::bench {
namespace {

using canonical::Json;
using explain::Align;
using explain::Document;
using explain::Table;

constexpr double kQuietMachine = 0.95;

std::string cpu_model() {
  const auto info = files::read_file("/proc/cpuinfo");
  if (!info) return "not known";
  const auto start = info->view.find("model name");
  if (start == std::string_view::npos) return "not known";
  const std::string_view line = info->view.substr(start, info->view.find('\n', start) - start);
  const auto colon = line.find(": ");
  return colon == std::string_view::npos ? "not known" : std::string(line.substr(colon + 2));
}

std::string compiler_name() {
#if defined(__clang__)
  return "clang++ " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string microseconds(std::int64_t ns) {
  return fmt::format("{:.1f}", static_cast<double>(ns) / 1000.0);
}

std::string milliseconds(std::int64_t ns) {
  return fmt::format("{:.1f} ms", static_cast<double>(ns) / 1e6);
}

// Calls `use(name, figures, listed)` for each kind that has queries, then for all of them.
template <typename Use>
void for_each_kind(const ScreenReport& report, const Use& use) {
  for (std::size_t i = 0; i < bench_sets::kQueryKindCount; ++i) {
    const auto kind = static_cast<bench_sets::QueryKind>(i);
    if (report.kinds[i].queries > 0) {
      use(std::string(to_string(kind)), report.kinds[i], kind != bench_sets::QueryKind::kNotListed);
    }
  }
  use(std::string("all"), report.all, false);
}

Table setting_table(const Report& report) {
  Table table{"", {{"what"}, {"figure"}}, {}, 0};
  const auto add = [&table](std::string what, std::string figure) {
    table.rows.push_back({std::move(what), std::move(figure)});
  };
  const LoadFigures& load = report.load;
  add("machine", fmt::format("{}, {} CPUs", report.machine.cpu, report.machine.cpus));
  add("build", fmt::format("financescr {}, {}, {}", report.version, report.machine.compiler,
                           report.machine.build_type));
  add("pack", report.pack_hash);
  if (load.from_folder) add("folder compiled in", milliseconds(load.compile_ns));
  if (report.build) {
    const BuildFigures& build = *report.build;
    add("pack built in", fmt::format("{}, {} of CPU time, from {:.1f} MB of watchlist.jsonl",
                                     milliseconds(build.build_ns), milliseconds(build.cpu_ns),
                                     static_cast<double>(build.input_bytes) / 1e6));
    add("peak memory by then", fmt::format("{:.1f} MB, the watchlist.jsonl included",
                                           static_cast<double>(build.peak_bytes) / 1e6));
  }
  add("pack opened in", milliseconds(load.open_ns));
  add("size of the .fpk", fmt::format("{} bytes", load.bytes));
  if (report.names > 0) {
    add("watchlist", fmt::format("{} entities, {} names, {} distinct words", report.entities,
                                 report.names, report.words));
    add("bytes a name",
        fmt::format("{:.0f} of the .fpk, of which {:.0f} are names and index",
                    share(load.bytes, report.names), share(load.watchlist_bytes, report.names)));
  }
  return table;
}

Table latency_table(const ScreenReport& report, std::string title,
                    Percentiles ScreenFigures::* which) {
  Table table{std::move(title),
              {{"queries"},
               {"number", Align::kRight},
               {"p50", Align::kRight},
               {"p90", Align::kRight},
               {"p99", Align::kRight},
               {"max", Align::kRight}},
              {},
              1};
  for_each_kind(report, [&](std::string name, const ScreenFigures& figures, bool) {
    const Percentiles& times = figures.*which;
    table.rows.push_back({std::move(name), std::to_string(figures.queries),
                          microseconds(times.p50_ns), microseconds(times.p90_ns),
                          microseconds(times.p99_ns), microseconds(times.max_ns)});
  });
  return table;
}

Table quality_table(const ScreenReport& report) {
  Table table{
      "Quality: the entity a query was made from is the best match, is among the ten best; "
      "decided REVIEW",
      {{"queries"},
       {"recall@1", Align::kRight},
       {"recall@10", Align::kRight},
       {"REVIEW", Align::kRight}},
      {},
      0};
  for_each_kind(report, [&](std::string name, const ScreenFigures& figures, bool listed) {
    if (name == "all") return;
    table.rows.push_back({std::move(name),
                          listed ? percent(figures.found_at_1, figures.queries) : "-",
                          listed ? percent(figures.found_at_10, figures.queries) : "-",
                          percent(figures.review, figures.queries)});
  });
  return table;
}

Json percentiles_json(const Percentiles& times) {
  return Json::object({{"p50_ns", times.p50_ns},
                       {"p90_ns", times.p90_ns},
                       {"p99_ns", times.p99_ns},
                       {"max_ns", times.max_ns}});
}

Json rate(double per_second) { return {Micro::from_double(per_second)}; }

Json quality_json(const ScreenFigures& figures, bool listed) {
  Json json =
      Json::object({{"queries", count(figures.queries)},
                    {"review_share", Micro::from_double(share(figures.review, figures.queries))}});
  if (listed) {
    json.set("recall_at_1", Micro::from_double(share(figures.found_at_1, figures.queries)));
    json.set("recall_at_10", Micro::from_double(share(figures.found_at_10, figures.queries)));
  }
  return json;
}

Json times_json(const ScreenReport& report) {
  Json kinds = Json::object();
  for_each_kind(report, [&kinds](const std::string& name, const ScreenFigures& figures, bool) {
    kinds.set(name, Json::object({{"decide", percentiles_json(figures.decide)},
                                  {"line", percentiles_json(figures.line)}}));
  });
  Json json = Json::object({{"kinds", std::move(kinds)},
                            {"lines_per_second", rate(report.decisions_per_second)},
                            {"cpu_ns_per_line", report.cpu_ns_per_line},
                            {"cpu_share", Micro::from_double(report.cpu_share)},
                            {"threads", count(report.threads)}});
  if (report.threads > 1) {
    json.set("threads_lines_per_second", rate(report.threads_decisions_per_second));
  }
  return json;
}

Json data_json(const Report& report) {
  Json json = Json::object({{"pack_hash", report.pack_hash},
                            {"bytes", count(report.load.bytes)},
                            {"watchlist_bytes", count(report.load.watchlist_bytes)},
                            {"entities", count(report.entities)},
                            {"names", count(report.names)},
                            {"words", count(report.words)},
                            {"sources", sources_json(report)}});
  if (report.screening) {
    Json kinds = Json::object();
    for_each_kind(*report.screening,
                  [&kinds](const std::string& name, const ScreenFigures& figures, bool listed) {
                    kinds.set(name, quality_json(figures, listed));
                  });
    json.set("queries", std::move(kinds));
  }
  return json;
}

Json measured_json(const Report& report) {
  Json json = Json::object({{"machine", Json::object({{"cpu", report.machine.cpu},
                                                      {"cpus", count(report.machine.cpus)},
                                                      {"compiler", report.machine.compiler},
                                                      {"build_type", report.machine.build_type}})},
                            {"load", Json::object({{"from_folder", report.load.from_folder},
                                                   {"compile_ns", report.load.compile_ns},
                                                   {"open_ns", report.load.open_ns}})}});
  if (report.build) {
    json.set("build", Json::object({{"build_ns", report.build->build_ns},
                                    {"cpu_ns", report.build->cpu_ns},
                                    {"input_bytes", count(report.build->input_bytes)},
                                    {"peak_bytes", count(report.build->peak_bytes)}}));
  }
  if (report.screening) json.set("screening", times_json(*report.screening));
  if (report.credit) {
    json.set("credit", Json::object({{"applications", count(report.credit->applications)},
                                     {"assess_per_second", rate(report.credit->assess_per_second)},
                                     {"apply_per_second", rate(report.credit->apply_per_second)}}));
  }
  if (report.frontier) {
    json.set("frontier", Json::object({{"rows", count(report.frontier->rows)},
                                       {"thresholds", count(report.frontier->thresholds)},
                                       {"sort_ns", report.frontier->sort_ns},
                                       {"frontier_ns", report.frontier->frontier_ns}}));
  }
  return json;
}

void append_screening(Document& document, const Report& report) {
  const ScreenReport& figures = *report.screening;
  document.emplace_back(explain::Paragraph{
      fmt::format("Screening: {} queries made from the pack's names, seed {}. One thread makes "
                  "{:.0f} decisions a second from text to text{}.",
                  figures.all.queries, report.seed, figures.decisions_per_second,
                  figures.threads > 1 ? fmt::format(", {} threads together {:.0f}", figures.threads,
                                                    figures.threads_decisions_per_second)
                                      : "")});
  document.emplace_back(explain::Paragraph{fmt::format(
      "A line takes {} microseconds of CPU time on average. The measuring thread had a CPU for "
      "{:.0f} % of the time{}.",
      microseconds(figures.cpu_ns_per_line), 100.0 * std::min(1.0, figures.cpu_share),
      figures.cpu_share < kQuietMachine
          ? ": other programs were running, so the latencies below say little of the engine"
          : "")});
  document.emplace_back(latency_table(
      figures, "Microseconds of a decision with its hashes (screening::Engine), one thread",
      &ScreenFigures::decide));
  document.emplace_back(latency_table(
      figures, "Microseconds of a line: reading the JSON, the decision, writing the JSON",
      &ScreenFigures::line));
  document.emplace_back(quality_table(figures));
}

}  // namespace

Machine this_machine() {
  return {cpu_model(), std::max<std::size_t>(1, std::thread::hardware_concurrency()),
          compiler_name(), FINANCESCR_BUILD_TYPE};
}

Document to_document(const Report& report) {
  Document document;
  document.emplace_back(explain::Heading{"financescr bench"});
  document.emplace_back(setting_table(report));
  append_sources(document, report);
  if (report.screening) append_screening(document, report);
  if (report.credit) {
    document.emplace_back(explain::Paragraph{fmt::format(
        "Credit: {} applications, again and again, one thread: {:.0f} decisions a second without "
        "JSON (credit::assess), {:.0f} with JSON and hashes (credit::Engine).",
        report.credit->applications, report.credit->assess_per_second,
        report.credit->apply_per_second)});
  }
  if (report.frontier) {
    document.emplace_back(explain::Paragraph{fmt::format(
        "Tuning: every threshold over {} made-up scores ({} thresholds), sorted in {} and weighed "
        "in {}, one thread.",
        report.frontier->rows, report.frontier->thresholds, milliseconds(report.frontier->sort_ns),
        milliseconds(report.frontier->frontier_ns))});
  }
  append_goals(document, report);
  return document;
}

Json to_json(const Report& report) {
  return Json::object({{"version", report.version},
                       {"seed", std::to_string(report.seed)},
                       {"data", data_json(report)},
                       {"measured", measured_json(report)},
                       {"goals", goals_json(report)}});
}

}  // namespace financescr::bench
