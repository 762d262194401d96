#include "native_server/bench/sections.hpp"

#include <fmt/format.h>

#include "native_server/bench/goals.hpp"

namespace financescr::bench {

using canonical::Json;
using explain::Align;
using explain::Document;
using explain::Table;

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * share(part, whole));
}

void append_sources(Document& document, const Report& report) {
  if (report.sources.empty() && report.generated_names == 0) return;
  Table table{"Lists taken; of the US list, without the parties that OFAC's list holds",
              {{"list"},
               {"listed", Align::kRight},
               {"entries taken", Align::kRight},
               {"names", Align::kRight}},
              {},
              0};
  for (const SourceFigures& source : report.sources) {
    table.rows.push_back({source.name, std::to_string(source.listed),
                          std::to_string(source.entries), std::to_string(source.names)});
  }
  if (report.generated_names > 0) {
    table.rows.push_back({"generated", "-", std::to_string(report.generated_entries),
                          std::to_string(report.generated_names)});
  }
  document.emplace_back(std::move(table));
  if (report.generated_names > 0) {
    document.emplace_back(explain::Paragraph{fmt::format(
        "Generated names are the words of {} names of {}, recombined with seed {}: distinct words "
        "do not grow with the list as they do in real ones.",
        report.word_source_names,
        report.sources.empty() ? "the generator's name pools" : "the lists above", report.seed)});
  }
}

void append_goals(Document& document, const Report& report) {
  const auto goals = goals_of(report);
  if (goals.empty()) return;
  Table table{
      "Goals", {{"what"}, {"goal", Align::kRight}, {"now", Align::kRight}, {"reached"}}, {}, 0};
  for (const GoalLine& goal : goals) {
    table.rows.push_back({goal.what, goal.goal, goal.now, goal.reached ? "yes" : "no"});
  }
  document.emplace_back(std::move(table));
}

Json sources_json(const Report& report) {
  Json lists = Json::array();
  for (const SourceFigures& source : report.sources) {
    lists.push_back(Json::object({{"list", source.name},
                                  {"listed", count(source.listed)},
                                  {"entries", count(source.entries)},
                                  {"names", count(source.names)}}));
  }
  return Json::object({{"lists", std::move(lists)},
                       {"generated_entries", count(report.generated_entries)},
                       {"generated_names", count(report.generated_names)},
                       {"word_source_names", count(report.word_source_names)}});
}

Json goals_json(const Report& report) {
  Json lines = Json::array();
  for (const GoalLine& goal : goals_of(report)) {
    lines.push_back(Json::object(
        {{"what", goal.what}, {"goal", goal.goal}, {"now", goal.now}, {"reached", goal.reached}}));
  }
  return lines;
}

}  // namespace financescr::bench
