// Measuring: how long a pack takes to load and decisions take to make, and how often a misspelt
// name finds its entity. Times are of the steady clock, in nanoseconds; quality figures depend on
// the pack, the queries and the engine only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/replay/engine_set.hpp"
#include "native_server/bench_sets/queries.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::bench {

struct LoadFigures {
  bool from_folder = false;
  std::int64_t compile_ns = 0;      // reading, validating and compiling a folder; 0 for a .fpk
  std::int64_t open_ns = 0;         // mapping or copying, checking, reading policies and models
  std::size_t bytes = 0;            // of the .fpk
  std::size_t watchlist_bytes = 0;  // of these, names, entities and index
};

struct Loaded {
  replay::EngineSet engine;
  LoadFigures figures;
};

// Prints faults like pack_files::load_pack. Returns nothing if there was one.
[[nodiscard]] std::optional<Loaded> measure_load(const std::string& path);

struct Percentiles {
  std::int64_t p50_ns = 0;
  std::int64_t p90_ns = 0;
  std::int64_t p99_ns = 0;
  std::int64_t max_ns = 0;
};

// By nearest rank; zeros if there are no values.
[[nodiscard]] Percentiles percentiles_of(std::vector<std::int64_t> values_ns);

// Of one kind of queries, or of all.
struct ScreenFigures {
  std::size_t queries = 0;
  Percentiles decide;      // screening::Engine: parsed request to decision, with its hashes
  Percentiles line;        // text of the request to text of the decision
  std::size_t review = 0;  // decided REVIEW
  // The entity the query was made from, or one that the list says is the same party, is the best
  // match; is among the ten best.
  std::size_t found_at_1 = 0;
  std::size_t found_at_10 = 0;
};

struct ScreenReport {
  std::array<ScreenFigures, bench_sets::kQueryKindCount> kinds;
  ScreenFigures all;
  double decisions_per_second = 0;  // text to text, one thread
  // Mean CPU time of a line, and its share of the time that passed. Other programs that run at the
  // same time lengthen the latencies and lower the share; they hardly change the CPU time.
  std::int64_t cpu_ns_per_line = 0;
  double cpu_share = 0;
  std::size_t threads = 1;
  double threads_decisions_per_second = 0;  // the same with `threads`; 0 if that is one
};

// Requires: the pack has a watchlist, and the queries were made from it.
[[nodiscard]] ScreenReport measure_screening(const replay::EngineSet& engine,
                                             const std::vector<bench_sets::BenchQuery>& queries,
                                             std::size_t threads, terminal::Progress& progress);

struct CreditReport {
  std::size_t applications = 0;
  double assess_per_second = 0;  // credit::assess, nothing written
  double apply_per_second = 0;   // credit::Engine by application_id, with JSON and hashes
};

// Returns nothing if the pack has no applications.
[[nodiscard]] std::optional<CreditReport> measure_credit(const replay::EngineSet& engine);

}  // namespace financescr::bench
