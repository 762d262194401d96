// The quality table: shares and thresholds with their intervals, the project's goals and what
// others reach, for people and for programs.
//
// In: counts. Out: rows, their text and their JSON, from which a later run reads what was before.
// Never: a clock, I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"
#include "engine/evaluation/estimate.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::bench_sets {

// Section, what and figure together name a row.
struct QualityRow {
  std::string section;  // "aliases ofac, A"
  std::string what;     // "near_shared"
  std::string figure;   // "recall@10"
  std::int64_t count = 0;
  std::int64_t of = 0;  // 0: the value is no share of anything
  evaluation::Estimate estimate;
  std::optional<Micro> peer;  // of the best open matcher, on the same rows
};

using QualityRows = std::vector<QualityRow>;

// count / of with Wilson's 95 % interval. Nothing is added where `of` is 0.
void add_share(QualityRows& rows, std::string section, std::string what, std::string figure,
               std::size_t count, std::size_t of);

// A goal of the project, with the best figure found elsewhere.
struct QualityGoal {
  std::string_view section;
  std::string_view what;
  std::string_view figure;
  bool at_least;
  Micro value;
  std::string_view elsewhere;  // empty: nothing is known
};
[[nodiscard]] const QualityGoal* goal_of(const QualityRow& row);
[[nodiscard]] bool reaches(const QualityRow& row, const QualityGoal& goal);

struct QualityReport {
  std::string version;  // of the executable
  std::uint64_t seed = 0;
  std::vector<std::string> missing;  // files that were not there, and so have no rows
  QualityRows rows;                  // of one section together
};

// `before` are rows of another run, shown beside those of the same name.
[[nodiscard]] explain::Document to_document(const QualityReport& report, const QualityRows* before);
[[nodiscard]] canonical::Json to_json(const QualityReport& report);
// The rows of to_json(). Errors: the first fault of a file that is none.
[[nodiscard]] Result<QualityRows> read_quality_rows(std::string_view json);

}  // namespace financescr::bench_sets
