#include "native_server/bench/alerts.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "engine/screening/decide.hpp"
#include "native_server/bench/list_engine.hpp"
#include "native_server/bench_sets/misspelling.hpp"
#include "native_server/terminal/parallel.hpp"

namespace financescr::bench {
namespace {

constexpr std::int64_t kAskedAlerts = 20;
constexpr const char* kAlert = "alert, shipped";
constexpr const char* kAlertAtRecall = "alert, 99 % caught";
constexpr const char* kCaught = "caught, shipped";
constexpr const char* kCaughtAtAlerts = "caught, .3 % alert";

using Scores = std::vector<Micro>;

struct Screened {
  Micro score;           // of the best match, 0 of none
  bool guarded = false;  // reviewed though no match reaches the threshold: a name not comparable
  Micro party_score;     // of the party the name was made from
};

bool is_party(const pack::WatchlistRow& party, std::string_view id) {
  return party.entity_id == id ||
         std::find(party.same_as.begin(), party.same_as.end(), id) != party.same_as.end();
}

// `party`: the row that the name was made from, or null.
Screened screen(const replay::EngineSet& engine, screening::Subject subject,
                const pack::WatchlistRow* party, decision::Workspace& workspace) {
  const pack::DomainPack& pack = *engine.screening().rows();
  screening::ScreenRequest request;
  request.subject = std::move(subject);
  request.top_k = kAskedAlerts;
  const auto outcome = screening::decide(request, pack, engine.screening().screener(),
                                         workspace.part<screening::Workspace>());
  Screened screened;
  if (!outcome) return screened;
  if (!outcome->matches.empty()) screened.score = outcome->matches.front().probability;
  screened.guarded = outcome->decision == screening::Decision::kReview &&
                     screened.score < engine.screening().screener().policy.threshold;
  for (const screening::RankedMatch& match : outcome->matches) {
    if (party == nullptr || !is_party(*party, pack.watchlist.entity_id(match.entity))) continue;
    screened.party_score = std::max(screened.party_score, match.probability);
  }
  return screened;
}

screening::Subject named(std::string name) {
  screening::Subject subject;
  subject.name = std::move(name);
  return subject;
}

std::size_t reaching(const Scores& scores, Micro threshold) {
  return static_cast<std::size_t>(std::count_if(
      scores.begin(), scores.end(), [threshold](Micro score) { return score >= threshold; }));
}

// The lowest threshold that at most `permille` of the scores reach.
Micro threshold_of_alerts(Scores scores, std::size_t permille) {
  if (scores.empty()) return kMicroOne;
  std::sort(scores.begin(), scores.end(), [](Micro a, Micro b) { return a > b; });
  const Micro first_silent = scores[scores.size() * permille / 1000];
  return std::min(kMicroOne, first_silent + Micro{1});
}

// The highest threshold that at least 99 in 100 of the scores reach.
Micro threshold_of_recall(Scores scores) {
  if (scores.empty()) return kMicroZero;
  std::sort(scores.begin(), scores.end(), [](Micro a, Micro b) { return a > b; });
  return scores[(scores.size() * 99 + 99) / 100 - 1];
}

struct InnocentScores {
  Scores name_alone;
  Scores all_fields;
  std::map<std::string, Scores> by_source;  // all fields
  std::size_t guarded = 0;                  // by name alone
};

InnocentScores screen_innocents(const replay::EngineSet& engine,
                                const std::vector<bench_sets::Innocent>& innocents,
                                std::size_t threads) {
  std::vector<Screened> alone(innocents.size());
  std::vector<Screened> full(innocents.size());
  terminal::for_each_index(innocents.size(), threads, "innocents",
                           [&](std::size_t i, decision::Workspace& workspace) {
                             const screening::Subject& subject = innocents[i].subject;
                             alone[i] = screen(engine, named(subject.name), nullptr, workspace);
                             full[i] = screen(engine, subject, nullptr, workspace);
                           });
  InnocentScores scores;
  for (std::size_t i = 0; i < innocents.size(); ++i) {
    scores.name_alone.push_back(alone[i].score);
    scores.all_fields.push_back(full[i].score);
    scores.by_source[innocents[i].source].push_back(full[i].score);
    scores.guarded += alone[i].guarded ? 1U : 0U;
  }
  return scores;
}

Scores screen_names(const replay::EngineSet& engine, const std::vector<std::string>& names,
                    std::size_t threads) {
  Scores scores(names.size());
  terminal::for_each_index(names.size(), threads, "common names",
                           [&](std::size_t i, decision::Workspace& workspace) {
                             scores[i] = screen(engine, named(names[i]), nullptr, workspace).score;
                           });
  return scores;
}

struct MisspeltScores {
  Scores name_alone;
  Scores all_fields;
  std::map<std::string, Scores> groups;  // by name alone; by type of entry and by misspelling
};

// With the first date of birth and the first nationality of the entry.
screening::Subject with_all_fields(const std::string& name, const pack::WatchlistRow& row) {
  screening::Subject subject = named(name);
  subject.entity_type = row.entity_type;
  if (!row.dates_of_birth.empty()) subject.date_of_birth = row.dates_of_birth.front();
  if (!row.nationalities.empty()) subject.nationality = row.nationalities.front();
  return subject;
}

std::string plural_of(pack::EntityType type) {
  switch (type) {
    case pack::EntityType::kPerson:
      return "persons";
    case pack::EntityType::kOrganisation:
      return "organisations";
    case pack::EntityType::kVessel:
      return "vessels";
    case pack::EntityType::kAircraft:
      return "aircraft";
    case pack::EntityType::kUnknown:
      return "type not said";
  }
  return "";
}

MisspeltScores screen_misspelt(const replay::EngineSet& engine,
                               const std::vector<pack::WatchlistRow>& list,
                               const AlertOptions& options) {
  const auto names = bench_sets::misspelt_names(list, options.misspelt, options.seed);
  MisspeltScores scores;
  scores.name_alone.resize(names.size());
  scores.all_fields.resize(names.size());
  terminal::for_each_index(
      names.size(), options.threads, "misspelt names",
      [&](std::size_t i, decision::Workspace& workspace) {
        const std::string& name = names[i].name;
        const pack::WatchlistRow& row = list[names[i].row];
        scores.name_alone[i] = screen(engine, named(name), &row, workspace).party_score;
        scores.all_fields[i] =
            screen(engine, with_all_fields(name, row), &row, workspace).party_score;
      });
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Micro score = scores.name_alone[i];
    scores.groups[plural_of(list[names[i].row].entity_type)].push_back(score);
    scores.groups[std::string(to_string(names[i].kind))].push_back(score);
  }
  return scores;
}

void add_threshold(bench_sets::QualityRows& rows, std::string what, Micro threshold) {
  rows.push_back({"thresholds",
                  std::move(what),
                  "threshold",
                  0,
                  0,
                  {threshold, threshold, threshold},
                  std::nullopt});
}

}  // namespace

Result<bench_sets::QualityRows> measure_alerts(const std::vector<pack::WatchlistRow>& list,
                                               const std::vector<bench_sets::Innocent>& innocents,
                                               const AlertOptions& options) {
  const auto engine = engine_over(list);
  if (!engine) return tl::unexpected(engine.error());
  const InnocentScores innocent = screen_innocents(*engine, innocents, options.threads);
  const Scores common = screen_names(
      *engine, bench_sets::common_names(innocents, options.common, options.seed), options.threads);
  const MisspeltScores misspelt = screen_misspelt(*engine, list, options);
  const Micro shipped = engine->screening().screener().policy.threshold;
  const Micro at_alerts = threshold_of_alerts(innocent.all_fields, 3);
  const Micro at_recall_alone = threshold_of_recall(misspelt.name_alone);
  const Micro at_recall_full = threshold_of_recall(misspelt.all_fields);

  bench_sets::QualityRows rows;
  const auto add = [&rows](const char* section, const std::string& what, const char* figure,
                           const Scores& scores, Micro threshold) {
    bench_sets::add_share(rows, section, what, figure, reaching(scores, threshold), scores.size());
  };
  const bool misspelt_any = !misspelt.name_alone.empty();
  add_threshold(rows, "shipped", shipped);
  if (!innocents.empty()) add_threshold(rows, ".3 % of innocents alert, all fields", at_alerts);
  if (misspelt_any)
    add_threshold(rows, "99 % of misspelt names caught, all fields", at_recall_full);
  if (misspelt_any) add_threshold(rows, "99 % of misspelt names caught, alone", at_recall_alone);
  add("innocents", "name alone", kAlert, innocent.name_alone, shipped);
  add("innocents", "all fields", kAlert, innocent.all_fields, shipped);
  for (const auto& [source, scores] : innocent.by_source) {
    add("innocents", source, kAlert, scores, shipped);
  }
  bench_sets::add_share(rows, "innocents", "name alone", "not comparable", innocent.guarded,
                        innocents.size());
  if (misspelt_any) {
    add("innocents", "name alone", kAlertAtRecall, innocent.name_alone, at_recall_alone);
    add("innocents", "all fields", kAlertAtRecall, innocent.all_fields, at_recall_full);
  }
  add("common names", "name alone", kAlert, common, shipped);
  if (misspelt_any) add("common names", "name alone", kAlertAtRecall, common, at_recall_alone);
  add("misspelt names", "name alone", kCaught, misspelt.name_alone, shipped);
  add("misspelt names", "all fields", kCaught, misspelt.all_fields, shipped);
  if (!innocents.empty()) {
    add("misspelt names", "name alone", kCaughtAtAlerts, misspelt.name_alone, at_alerts);
    add("misspelt names", "all fields", kCaughtAtAlerts, misspelt.all_fields, at_alerts);
  }
  for (const auto& [group, scores] : misspelt.groups) {
    add("misspelt names", group, kCaught, scores, shipped);
  }
  return rows;
}

}  // namespace financescr::bench
