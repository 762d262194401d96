#include "native_server/bench_sets/alias_set.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::bench_sets {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

std::string type_of(std::string_view listed) {
  if (listed == "individual") return "person";
  if (listed == "entity") return "organisation";
  return listed == "unknown" || listed.empty() ? "not said" : "other";
}

std::string type_of(EntityType type) {
  switch (type) {
    case EntityType::kUnknown:
      return "not said";
    case EntityType::kPerson:
      return "person";
    case EntityType::kOrganisation:
      return "organisation";
    case EntityType::kVessel:
    case EntityType::kAircraft:
      return "other";
  }
  return "not said";
}

// The normalised words in one order.
std::string words_of(std::string_view name) {
  const std::string normalised = text::normalise(name);
  std::vector<std::string_view> words = text::split_words(normalised);
  std::stable_sort(words.begin(), words.end());
  std::string joined;
  for (const auto word : words) joined.append(word).append(" ");
  return joined;
}

Result<AliasQuery> read_query(std::string_view line, std::string& primary) {
  const auto json = canonical::parse(line);
  if (!json) return tl::unexpected(json.error());
  Errors errors;
  canonical::Fields fields(*json, "", errors);
  AliasQuery query;
  query.party = fields.required_text("id", limits::kMaxIdBytes);
  query.alias = fields.required_text("alias", limits::kMaxNameBytes);
  query.script = fields.required_text("script", limits::kMaxIdBytes);
  query.bucket = fields.required_text("bucket", limits::kMaxIdBytes);
  query.type = type_of(fields.text("type", limits::kMaxIdBytes).value_or(""));
  primary = fields.required_text("primary", limits::kMaxNameBytes);
  if (!errors.empty()) return tl::unexpected(errors.front());
  return query;
}

// Deals queries into as many rounds as the party with the most aliases needs. Parties start in
// different rounds, so that rounds are of much the same size.
void deal_rounds(AliasSet& set) {
  std::map<std::string_view, std::size_t> aliases;
  for (const AliasQuery& query : set.queries) {
    set.rounds = std::max(set.rounds, ++aliases[query.party]);
  }
  std::map<std::string_view, std::size_t> next;
  for (const auto& party : aliases) next.emplace(party.first, next.size());
  for (AliasQuery& query : set.queries) query.round = next[query.party]++ % set.rounds;
}

void add_name(WatchlistRow& row, const std::string& name) {
  const auto holds = [&name](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (name == row.primary_name || holds(row.aliases) || holds(row.weak_aliases)) return;
  row.aliases.push_back(name);
}

WatchlistRow with_primary_name_only(const WatchlistRow& row) {
  WatchlistRow plain;
  plain.entity_id = row.entity_id;
  plain.entity_type = row.entity_type;
  plain.primary_name = row.primary_name;
  return plain;
}

void add(RecallTally& tally, std::optional<std::size_t> place, bool review) {
  ++tally.queries;
  tally.found_at_1 += place == std::size_t{0} ? 1U : 0U;
  tally.found_at_10 += place && *place < 10 ? 1U : 0U;
  tally.review += review ? 1U : 0U;
}

}  // namespace

Result<AliasSet> read_alias_set(std::string name, std::string_view lines) {
  AliasSet set;
  set.name = std::move(name);
  std::optional<Error> fault;
  pack::for_each_line(lines, [&](std::size_t number, std::string_view line) {
    if (fault) return;
    std::string primary;
    auto query = read_query(line, primary);
    if (!query) {
      fault = query.error();
      fault->detail = "line " + std::to_string(number) + ": " + fault->detail;
      return;
    }
    set.primaries.emplace(query->party, std::move(primary));
    set.queries.push_back(std::move(*query));
  });
  if (fault) return tl::unexpected(*fault);
  deal_rounds(set);
  return set;
}

std::vector<WatchlistRow> parties_of(AliasSet& set, const std::vector<WatchlistRow>& list) {
  std::map<std::string, WatchlistRow> parties;
  std::map<std::string, std::string> by_words;
  for (const auto& [id, primary] : set.primaries) {
    WatchlistRow& row = parties[id];
    row.entity_id = id;
    row.primary_name = primary;
    by_words.emplace(words_of(primary), id);
  }
  for (const WatchlistRow& entry : list) {
    const auto named = by_words.find(words_of(entry.primary_name));
    const bool by_name = !set.primaries.contains(entry.entity_id) && named != by_words.end();
    const std::string& id = by_name ? named->second : entry.entity_id;
    WatchlistRow& row = parties.try_emplace(id, with_primary_name_only(entry)).first->second;
    row.entity_id = id;
    row.entity_type = entry.entity_type;
    row.weak_aliases.insert(row.weak_aliases.end(), entry.weak_aliases.begin(),
                            entry.weak_aliases.end());
    add_name(row, entry.primary_name);
    for (const std::string& alias : entry.aliases) add_name(row, alias);
  }
  for (AliasQuery& query : set.queries) {
    WatchlistRow& row = parties[query.party];
    add_name(row, query.alias);
    if (query.type == type_of(EntityType::kUnknown)) query.type = type_of(row.entity_type);
  }
  std::vector<WatchlistRow> rows;
  for (auto& [id, row] : parties) rows.push_back(std::move(row));
  return rows;
}

std::string primary_names_only(const std::vector<WatchlistRow>& parties) {
  std::string lines;
  for (const WatchlistRow& row : parties) with_primary_name_only(row).append_line(lines);
  return lines;
}

std::string all_names_but(const std::vector<WatchlistRow>& parties, const AliasSet& set,
                          std::size_t round) {
  std::map<std::string_view, std::string_view> left_out;
  for (const AliasQuery& query : set.queries) {
    if (query.round == round) left_out.emplace(query.party, query.alias);
  }
  std::string lines;
  for (const WatchlistRow& party : parties) {
    WatchlistRow row = with_primary_name_only(party);
    row.aliases = party.aliases;
    row.weak_aliases = party.weak_aliases;
    const auto alias = left_out.find(party.entity_id);
    if (alias != left_out.end()) {
      std::erase(row.aliases, alias->second);
      std::erase(row.weak_aliases, alias->second);
    }
    row.append_line(lines);
  }
  return lines;
}

void RecallTallies::add(const AliasQuery& query, std::optional<std::size_t> place, bool review) {
  bench_sets::add(all, place, review);
  bench_sets::add(by_bucket[query.bucket], place, review);
  if (query.bucket == kUnrelated) return;
  bench_sets::add(without_unrelated, place, review);
  bench_sets::add(by_script[query.script], place, review);
  bench_sets::add(by_type[query.type], place, review);
  bench_sets::add(by_script_and_type[query.script + ", " + query.type], place, review);
}

}  // namespace financescr::bench_sets
