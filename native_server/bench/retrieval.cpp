#include "native_server/bench/retrieval.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/pack/compile.hpp"
#include "engine/replay/engine.hpp"
#include "engine/screening/decide.hpp"
#include "native_server/host/progress.hpp"

namespace financescr::bench {
namespace {

constexpr std::string_view kStandsAlone = "eu";
constexpr std::int64_t kBest = 10;

Result<replay::Engine> engine_over(const std::string& lines) {
  pack::DomainSource source;
  source.label = "alias retrieval";
  source.files.push_back({"watchlist.jsonl", lines});
  const auto compiled = pack::compile({source});
  if (!compiled) {
    return fail(ErrorCode::kInvalid, compiled.error().first.front().to_string());
  }
  auto copy = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(copy.view, copy.owner);
  if (!opened) return tl::unexpected(opened.error());
  auto engine = replay::Engine::create(std::move(*opened));
  if (!engine) return fail(ErrorCode::kInvalid, engine.error().first.front().to_string());
  return std::move(*engine);
}

void run_query(const replay::Engine& engine, const AliasQuery& query,
               screening::Workspace& workspace, RecallTallies& tallies) {
  const pack::FincrimePack& list = *engine.pack().fincrime();
  screening::ScreenRequest request;
  request.subject.emplace();
  request.subject->name = query.alias;
  request.top_k = kBest;
  const auto outcome = screening::decide(request, list, engine.screener(), workspace);
  std::optional<std::size_t> place;
  bool review = false;
  if (outcome) {
    review = outcome->decision == screening::Decision::kReview;
    for (std::size_t i = 0; i < outcome->matches.size() && !place; ++i) {
      const std::uint32_t entity = outcome->matches[i].entity;
      if (list.watchlist.entity_id(entity) == query.party) place = i;
    }
  }
  tallies.add(query, place, review);
}

Result<Retrieval> measure_set(AliasSet set, const std::vector<pack::WatchlistRow>& list) {
  const auto parties = parties_of(set, list);
  Retrieval retrieval;
  retrieval.set = set.name;
  retrieval.parties = parties.size();
  retrieval.names = count_names(parties);
  host::Progress progress("aliases of " + set.name);
  const std::size_t total = 2 * set.queries.size();
  std::size_t done = 0;
  screening::Workspace workspace;
  const auto primary = engine_over(primary_names_only(parties));
  if (!primary) return tl::unexpected(primary.error());
  for (const AliasQuery& query : set.queries) {
    run_query(*primary, query, workspace, retrieval.primary_only);
    progress.update(++done, total);
  }
  for (std::size_t round = 0; round < set.rounds; ++round) {
    const auto others = engine_over(all_names_but(parties, set, round));
    if (!others) return tl::unexpected(others.error());
    for (const AliasQuery& query : set.queries) {
      if (query.round != round) continue;
      run_query(*others, query, workspace, retrieval.all_but_one);
      progress.update(++done, total);
    }
  }
  return retrieval;
}

}  // namespace

Result<std::vector<Retrieval>> measure_retrieval(std::vector<AliasSet> sets,
                                                 const ListSources& sources) {
  std::vector<Retrieval> retrievals;
  for (AliasSet& set : sets) {
    const auto list = std::find_if(sources.lists.begin(), sources.lists.end(),
                                   [&set](const auto& one) { return one.prefix == set.name; });
    const bool alone = list == sources.lists.end() || set.name == kStandsAlone;
    static const std::vector<pack::WatchlistRow> none;
    auto retrieval = measure_set(std::move(set), alone ? none : list->rows);
    if (!retrieval) return tl::unexpected(retrieval.error());
    retrievals.push_back(std::move(*retrieval));
  }
  return retrievals;
}

}  // namespace financescr::bench
