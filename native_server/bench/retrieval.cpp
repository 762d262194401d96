#include "native_server/bench/retrieval.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/screening/decide.hpp"
#include "native_server/bench/list_engine.hpp"
#include "native_server/terminal/parallel.hpp"

namespace financescr::bench {
namespace {

constexpr std::string_view kStandsAlone = "eu";
constexpr std::int64_t kAskedCandidates = 10;

struct Found {
  std::optional<std::size_t> place;  // of the query's party, from 0
  bool review = false;
};

Found find(const replay::EngineSet& engine, const bench_sets::AliasQuery& query,
           decision::Workspace& workspace) {
  const pack::DomainPack& list = *engine.screening().rows();
  screening::ScreenRequest request;
  request.subject.emplace();
  request.subject->name = query.alias;
  request.top_k = kAskedCandidates;
  const auto outcome = screening::decide(request, list, engine.screening().screener(),
                                         workspace.part<screening::Workspace>());
  Found found;
  if (!outcome) return found;
  found.review = outcome->decision == screening::Decision::kReview;
  for (std::size_t i = 0; i < outcome->matches.size() && !found.place; ++i) {
    const std::uint32_t entity = outcome->matches[i].entity;
    if (list.watchlist.entity_id(entity) == query.party) found.place = i;
  }
  return found;
}

using Queries = std::vector<const bench_sets::AliasQuery*>;

Result<void> run(const std::string& what, const std::string& lines, const Queries& queries,
                 std::size_t threads, bench_sets::RecallTallies& tallies) {
  const auto engine = engine_over(lines);
  if (!engine) return tl::unexpected(engine.error());
  std::vector<Found> found(queries.size());
  terminal::for_each_index(queries.size(), threads, what,
                           [&](std::size_t i, decision::Workspace& workspace) {
                             found[i] = find(*engine, *queries[i], workspace);
                           });
  for (std::size_t i = 0; i < queries.size(); ++i) {
    tallies.add(*queries[i], found[i].place, found[i].review);
  }
  return {};
}

void add_tally(bench_sets::QualityRows& rows, const std::string& section, const std::string& what,
               const bench_sets::RecallTally& tally) {
  bench_sets::add_share(rows, section, what, "recall@10", tally.found_at_10, tally.queries);
}

void add_tallies(bench_sets::QualityRows& rows, const std::string& section,
                 const bench_sets::RecallTallies& tallies) {
  for (const auto& [what, tally] :
       {std::pair{"without unrelated", &tallies.without_unrelated}, {"all", &tallies.all}}) {
    add_tally(rows, section, what, *tally);
    bench_sets::add_share(rows, section, what, "recall@1", tally->found_at_1, tally->queries);
    bench_sets::add_share(rows, section, what, "decided REVIEW", tally->review, tally->queries);
  }
  for (const auto* table : {&tallies.by_bucket, &tallies.by_script, &tallies.by_type}) {
    for (const auto& [key, tally] : *table) add_tally(rows, section, key, tally);
  }
  if (tallies.by_script.size() < 2) return;
  for (const auto& [key, tally] : tallies.by_script_and_type) {
    add_tally(rows, section, key, tally);
  }
}

Result<void> measure_set(bench_sets::AliasSet set, const std::vector<pack::WatchlistRow>& list,
                         std::size_t threads, bench_sets::QualityRows& rows) {
  const auto parties = bench_sets::parties_of(set, list);
  const std::string name = "aliases " + set.name;
  Queries all;
  std::map<std::size_t, Queries> rounds;
  for (const bench_sets::AliasQuery& query : set.queries) {
    all.push_back(&query);
    rounds[query.round].push_back(&query);
  }
  bench_sets::RecallTallies primary_only;
  bench_sets::RecallTallies all_but_one;
  auto done =
      run(name + ", A", bench_sets::primary_names_only(parties), all, threads, primary_only);
  if (!done) return done;
  for (const auto& [round, queries] : rounds) {
    done = run(name + ", B", bench_sets::all_names_but(parties, set, round), queries, threads,
               all_but_one);
    if (!done) return done;
  }
  add_tallies(rows, name + ", A", primary_only);
  add_tallies(rows, name + ", B", all_but_one);
  return {};
}

}  // namespace

Result<bench_sets::QualityRows> measure_retrieval(std::vector<bench_sets::AliasSet> sets,
                                                  const ListSources& sources, std::size_t threads) {
  bench_sets::QualityRows rows;
  for (bench_sets::AliasSet& set : sets) {
    const auto list = std::find_if(sources.lists.begin(), sources.lists.end(),
                                   [&set](const auto& one) { return one.prefix == set.name; });
    const bool alone = list == sources.lists.end() || set.name == kStandsAlone;
    static const std::vector<pack::WatchlistRow> none;
    auto measured = measure_set(std::move(set), alone ? none : list->rows, threads, rows);
    if (!measured) return tl::unexpected(measured.error());
  }
  return rows;
}

}  // namespace financescr::bench
