#include "native_server/bench_sets/quality_rows.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::bench_sets {
namespace {

using canonical::Json;
using explain::Align;
using explain::Document;
using explain::Table;

std::string decimal(Micro value) { return fmt::format("{:.4f}", value.to_double()); }

bool same_name(const QualityRow& a, const QualityRow& b) {
  return a.section == b.section && a.what == b.what && a.figure == b.figure;
}

const QualityRow* find(const QualityRows* rows, const QualityRow& wanted) {
  if (rows == nullptr) return nullptr;
  const auto found = std::find_if(rows->begin(), rows->end(),
                                  [&](const QualityRow& row) { return same_name(row, wanted); });
  return found == rows->end() ? nullptr : &*found;
}

struct Columns {
  bool before = false;
  bool elsewhere = false;
  bool goal = false;
};

std::string elsewhere_of(const QualityRow& row) {
  if (row.peer) return decimal(*row.peer);
  const QualityGoal* goal = goal_of(row);
  return goal == nullptr ? "" : std::string(goal->elsewhere);
}

Table empty_table(const std::string& section, const Columns& columns) {
  Table table{section, {{"what"}, {"figure"}, {"number", Align::kRight}}, {}, 0};
  if (columns.before) {
    table.columns.push_back({"before", Align::kRight});
    table.columns.push_back({"change", Align::kRight});
  }
  table.columns.push_back({"now", Align::kRight});
  table.columns.push_back({"95 %", Align::kRight});
  if (columns.elsewhere) table.columns.push_back({"elsewhere", Align::kRight});
  if (columns.goal) {
    table.columns.push_back({"goal", Align::kRight});
    table.columns.push_back({"met"});
  }
  return table;
}

std::vector<std::string> cells_of(const QualityRow& row, const QualityRow* before,
                                  const Columns& columns) {
  const bool share = row.of > 0;
  std::vector<std::string> cells{row.what, row.figure,
                                 share ? fmt::format("{}/{}", row.count, row.of) : ""};
  if (columns.before) {
    const Micro now = row.estimate.value;
    cells.push_back(before == nullptr ? "" : decimal(before->estimate.value));
    cells.push_back(before == nullptr
                        ? "new"
                        : fmt::format("{:+.4f}", (now - before->estimate.value).to_double()));
  }
  cells.push_back(decimal(row.estimate.value));
  cells.push_back(share ? decimal(row.estimate.low) + "-" + decimal(row.estimate.high) : "");
  if (columns.elsewhere) cells.push_back(elsewhere_of(row));
  if (columns.goal) {
    const QualityGoal* goal = goal_of(row);
    cells.push_back(goal == nullptr
                        ? ""
                        : fmt::format("{} {}", goal->at_least ? ">=" : "<=", decimal(goal->value)));
    cells.push_back(goal == nullptr ? "" : reaches(row, *goal) ? "yes" : "no");
  }
  return cells;
}

// The rows from `first` on that are of its section.
Table table_of(QualityRows::const_iterator first, QualityRows::const_iterator end,
               const QualityRows* before) {
  Columns columns;
  columns.before = before != nullptr;
  columns.elsewhere =
      std::any_of(first, end, [](const auto& row) { return !elsewhere_of(row).empty(); });
  columns.goal = std::any_of(first, end, [](const auto& row) { return goal_of(row) != nullptr; });
  Table table = empty_table(first->section, columns);
  for (auto row = first; row != end; ++row) {
    table.rows.push_back(cells_of(*row, find(before, *row), columns));
  }
  return table;
}

constexpr std::string_view kExplanation =
    "Shares with Wilson's 95 % intervals, rows taken as independent. Aliases: A searches all "
    "parties under their primary names only, B under all names but the queried one; scripts and "
    "types are without `unrelated`. Name pairs are compared by name and type alone; a match is a "
    "score at or above the shipped threshold. Innocents, common names and misspelt listed names "
    "are screened against all lists merged. Thresholds other than the shipped one were looked for "
    "on these rows, so what is measured at them is in hindsight.";

constexpr std::string_view kNotComparable =
    "Elsewhere: on name pairs the best open matcher's own scores at its own threshold of 0.7, on "
    "those pairs that have one. The others come from other rows and cannot be compared line by "
    "line: aliases from the withheld split; common names alerting beside misspelt names caught "
    "from three engines in one run (0.042 beside 0.658, 0.162 beside 0.873, 0.404 beside 1); "
    "innocents from 100,000 synthetic ones, where 0.906 of the misspelt names were caught.";

Json row_json(const QualityRow& row) {
  Json json = Json::object({{"section", row.section},
                            {"what", row.what},
                            {"figure", row.figure},
                            {"count", row.count},
                            {"of", row.of},
                            {"value", row.estimate.value},
                            {"low", row.estimate.low},
                            {"high", row.estimate.high}});
  if (row.peer) json.set("peer", *row.peer);
  if (const QualityGoal* goal = goal_of(row)) {
    json.set("goal", goal->value);
    json.set("reached", reaches(row, *goal));
  }
  return json;
}

QualityRow read_row(const Json& json, const std::string& pointer, Errors& errors) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  canonical::Fields fields(json, pointer, errors);
  QualityRow row;
  row.section = fields.required_text("section", limits::kMaxNameBytes);
  row.what = fields.required_text("what", limits::kMaxNameBytes);
  row.figure = fields.required_text("figure", limits::kMaxNameBytes);
  row.count = fields.required_integer("count", 0, kMost);
  row.of = fields.required_integer("of", 0, kMost);
  const auto share = [&fields](std::string_view key) {
    return fields.required_number(key, kMicroZero, kMicroOne);
  };
  row.estimate = {share("value"), share("low"), share("high")};
  row.peer = fields.number("peer", kMicroZero, kMicroOne);
  return row;
}

}  // namespace

void add_share(QualityRows& rows, std::string section, std::string what, std::string figure,
               std::size_t count, std::size_t of) {
  const auto trials = static_cast<std::int64_t>(of);
  const auto successes = static_cast<std::int64_t>(count);
  const auto estimate = evaluation::proportion(successes, trials);
  if (!estimate) return;
  rows.push_back({std::move(section), std::move(what), std::move(figure), successes, trials,
                  *estimate, std::nullopt});
}

Document to_document(const QualityReport& report, const QualityRows* before) {
  Document document;
  document.emplace_back(explain::Heading{"financescr bench --quality"});
  document.emplace_back(explain::Paragraph{std::string(kExplanation)});
  document.emplace_back(explain::Paragraph{std::string(kNotComparable)});
  for (const std::string& file : report.missing) {
    document.emplace_back(
        explain::Paragraph{file + " is not there: what is measured on it is left out."});
  }
  for (auto row = report.rows.begin(); row != report.rows.end();) {
    const auto end = std::find_if(row, report.rows.end(),
                                  [&](const auto& other) { return other.section != row->section; });
    document.emplace_back(table_of(row, end, before));
    row = end;
  }
  return document;
}

Json to_json(const QualityReport& report) {
  Json missing = Json::array();
  for (const std::string& file : report.missing) missing.push_back(file);
  Json rows = Json::array();
  for (const QualityRow& row : report.rows) rows.push_back(row_json(row));
  return Json::object({{"version", report.version},
                       {"seed", std::to_string(report.seed)},
                       {"missing", std::move(missing)},
                       {"rows", std::move(rows)}});
}

Result<QualityRows> read_quality_rows(std::string_view text) {
  const auto json = canonical::parse(text);
  if (!json) return tl::unexpected(json.error());
  const Json* const listed = json->find("rows");
  const Json::Array* const array = listed == nullptr ? nullptr : listed->if_array();
  if (array == nullptr) return fail(ErrorCode::kInvalid, "is no file of `bench --quality --json`");
  Errors errors;
  QualityRows rows;
  for (std::size_t i = 0; i < array->size(); ++i) {
    rows.push_back(read_row((*array)[i], canonical::pointer_append("/rows", i), errors));
  }
  if (!errors.empty()) return tl::unexpected(errors.front());
  return rows;
}

}  // namespace financescr::bench_sets
