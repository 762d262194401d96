#include "native_server/bench/sections.hpp"

#include <fmt/format.h>

#include "native_server/bench/goals.hpp"

namespace financescr::bench {
namespace {

using canonical::Json;
using explain::Align;
using explain::Document;
using explain::Table;

Json count(std::size_t n) { return {static_cast<std::int64_t>(n)}; }

// Calls use(group, key, tally of A, tally of B) for every line of a set's table.
template <typename Use>
void for_each_tally(const Retrieval& retrieval, const Use& use) {
  const RecallTallies& a = retrieval.primary_only;
  const RecallTallies& b = retrieval.all_but_one;
  use("", "all", a.all, b.all);
  use("", "without unrelated", a.without_unrelated, b.without_unrelated);
  // Both protocols tally the same queries, and so hold the same keys.
  for (const auto& [key, tally] : a.by_bucket) use("bucket", key, tally, b.by_bucket.at(key));
  for (const auto& [key, tally] : a.by_script) use("script", key, tally, b.by_script.at(key));
  for (const auto& [key, tally] : a.by_type) use("type", key, tally, b.by_type.at(key));
  for (const auto& [key, tally] : a.by_script_and_type) {
    use("script and type", key, tally, b.by_script_and_type.at(key));
  }
}

Json tally_json(const RecallTally& tally) {
  return Json::object(
      {{"queries", count(tally.queries)},
       {"found_at_1", count(tally.found_at_1)},
       {"found_at_10", count(tally.found_at_10)},
       {"review", count(tally.review)},
       {"recall_at_1", Micro::from_double(share(tally.found_at_1, tally.queries))},
       {"recall_at_10", Micro::from_double(share(tally.found_at_10, tally.queries))},
       {"review_share", Micro::from_double(share(tally.review, tally.queries))}});
}

}  // namespace

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

void append_retrieval(Document& document, const Retrieval& retrieval) {
  Table table{
      fmt::format("Aliases of {}: {} parties, {} names. A: under their primary names only; B: "
                  "under all names but the queried one. Scripts and types without unrelated",
                  retrieval.set, retrieval.parties, retrieval.names),
      {{"aliases"},
       {"number", Align::kRight},
       {"A @1", Align::kRight},
       {"A @10", Align::kRight},
       {"A REVIEW", Align::kRight},
       {"B @1", Align::kRight},
       {"B @10", Align::kRight},
       {"B REVIEW", Align::kRight}},
      {},
      0};
  for_each_tally(retrieval, [&table](std::string_view, const std::string& key, const RecallTally& a,
                                     const RecallTally& b) {
    table.rows.push_back({key, std::to_string(a.queries), percent(a.found_at_1, a.queries),
                          percent(a.found_at_10, a.queries), percent(a.review, a.queries),
                          percent(b.found_at_1, b.queries), percent(b.found_at_10, b.queries),
                          percent(b.review, b.queries)});
  });
  document.emplace_back(std::move(table));
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

Json retrieval_json(const Retrieval& retrieval) {
  Json a = Json::object();
  Json b = Json::object();
  for_each_tally(retrieval, [&](std::string_view group, const std::string& key,
                                const RecallTally& tally_a, const RecallTally& tally_b) {
    const std::string name = group.empty() ? key : std::string(group) + ": " + key;
    a.set(name, tally_json(tally_a));
    b.set(name, tally_json(tally_b));
  });
  return Json::object({{"set", retrieval.set},
                       {"parties", count(retrieval.parties)},
                       {"names", count(retrieval.names)},
                       {"primary_names_only", std::move(a)},
                       {"all_names_but_one", std::move(b)}});
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
