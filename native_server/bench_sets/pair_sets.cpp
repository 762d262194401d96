#include "native_server/bench_sets/pair_sets.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/limits.hpp"
#include "engine/evaluation/discrimination.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/replay/lines.hpp"

namespace financescr::bench_sets {
namespace {

using canonical::Json;
using evaluation::Confusion;

constexpr std::int64_t kSmallestGroup = 10;
constexpr std::string_view kSmallGroups = "groups of fewer than ten";

struct Answer {
  Micro score;
  std::string decision;       // "REVIEW", "CLEAR"; empty: refused
  bool refused_date = false;  // for a date of birth
};

// What `match` says of a query and a candidate.
Answer ask(const Json& query, const Json& candidate, const screening::Screener& screener) {
  const Json request = Json::object({{"query", query}, {"candidate", candidate}});
  const auto result = replay::match_line(1, canonical::write(request), screener, {}, {});
  const auto json = canonical::parse(result.answer);
  Answer answer;
  if (!json) return answer;
  if (const Json* score = json->find("score")) answer.score = score->number();
  const Json* decision = json->find("decision");
  if (decision != nullptr && decision->if_string()) answer.decision = *decision->if_string();
  answer.refused_date = result.failed && result.answer.find("/dob") != std::string::npos;
  return answer;
}

// Calls use(line) for every line. Errors: use()'s, with the number of the line.
template <typename Use>
Result<void> for_each_json(std::string_view lines, const Use& use) {
  std::optional<Error> fault;
  pack::for_each_line(lines, [&](std::size_t number, std::string_view line) {
    if (fault) return;
    const auto json = canonical::parse(line);
    Errors errors;
    if (!json) {
      errors.push_back(json.error());
    } else {
      use(*json, errors);
    }
    if (errors.empty()) return;
    fault = errors.front();
    fault->detail = "line " + std::to_string(number) + ": " + fault->detail;
  });
  if (fault) return tl::unexpected(*fault);
  return {};
}

// A side of a name pair as `match` takes it.
Json side_of(canonical::Fields& pair, std::string_view key, Errors& errors) {
  Json side = Json::object();
  const Json* given = pair.find(key);
  if (given == nullptr) {
    pair.reject(key, ErrorCode::kMissing, "is required");
    return side;
  }
  canonical::Fields fields(*given, pair.pointer_to(key), errors);
  const std::string name = fields.required_text("name", limits::kMaxNameBytes);
  side.set(key == "query" ? "name" : "primary_name", name);
  const std::string schema = fields.text("schema", limits::kMaxIdBytes).value_or("");
  if (schema == "Person") side.set("entity_type", "PERSON");
  if (schema == "Vessel") side.set("entity_type", "VESSEL");
  if (schema == "Company" || schema == "Organization" || schema == "PublicBody") {
    side.set("entity_type", "ORGANISATION");
  }
  return side;
}

// Of pairs that a peer scored: what it and we say of them.
struct Compared {
  Confusion ours;
  Confusion peers;
};

struct PairTallies {
  Confusion all;
  std::map<std::string, Confusion> groups;
  std::map<std::string, Compared> by_peer;
};

void read_pair(const Json& json, const screening::Screener& screener, PairTallies& tallies,
               Errors& errors) {
  canonical::Fields fields(json, "", errors);
  const std::string expected = fields.text("expected", limits::kMaxIdBytes).value_or("");
  if (expected != "match" && expected != "no_match") return;
  const bool same = expected == "match";
  const Json query = side_of(fields, "query", errors);
  const Json candidate = side_of(fields, "candidate", errors);
  const std::string group = fields.text("group", limits::kMaxNameBytes).value_or("");
  if (!errors.empty()) return;
  const bool alert = ask(query, candidate, screener).score >= screener.policy.threshold;
  tallies.all.add(alert, same);
  tallies.groups[group.empty() ? "no group" : group].add(alert, same);
  const Json* peers = fields.find("peer_score");
  const Json::Object* scores = peers == nullptr ? nullptr : peers->if_object();
  if (scores == nullptr) return;
  for (const auto& [peer, score] : *scores) {
    if (!score.is_number()) continue;
    Compared& compared = tallies.by_peer[peer];
    compared.ours.add(alert, same);
    compared.peers.add(score.number() >= kPeerThreshold, same);
  }
}

void add_confusion(QualityRows& rows, const std::string& section, const std::string& what,
                   const Confusion& ours, const Confusion* peers) {
  const auto metrics = evaluation::binary_metrics(ours);
  const auto theirs = evaluation::binary_metrics(peers == nullptr ? Confusion{} : *peers);
  const auto add = [&](const char* figure, const std::optional<evaluation::Estimate>& estimate,
                       const std::optional<evaluation::Estimate>& peer, std::int64_t of) {
    if (!estimate) return;
    rows.push_back({section, what, figure, ours.true_positives, of, *estimate, std::nullopt});
    if (peer) rows.back().peer = peer->value;
  };
  add("precision", metrics.precision, theirs.precision, ours.alerts());
  add("recall", metrics.recall, theirs.recall, ours.positives());
  add("F1", metrics.f1, theirs.f1,
      ours.true_positives + ours.false_positives + ours.false_negatives);
}

void add_to(Confusion& sum, const Confusion& part) {
  sum.true_positives += part.true_positives;
  sum.false_positives += part.false_positives;
  sum.true_negatives += part.true_negatives;
  sum.false_negatives += part.false_negatives;
}

// "A joined" of "A joined space".
std::string two_words_of(const std::string& kind) {
  const auto first = kind.find(' ');
  return first == std::string::npos ? kind : kind.substr(0, kind.find(' ', first + 1));
}

struct Right {
  std::size_t right = 0;
  std::size_t all = 0;
  void add(bool is_right) {
    ++all;
    right += is_right ? 1U : 0U;
  }
};

}  // namespace

Result<QualityRows> measure_name_pairs(std::string_view lines,
                                       const screening::Screener& screener) {
  PairTallies tallies;
  auto read = for_each_json(
      lines, [&](const Json& json, Errors& errors) { read_pair(json, screener, tallies, errors); });
  if (!read) return tl::unexpected(read.error());
  QualityRows rows;
  add_confusion(rows, "name pairs", "all", tallies.all, nullptr);
  for (const auto& [peer, compared] : tallies.by_peer) {
    add_confusion(rows, "name pairs", "scored by " + peer, compared.ours, &compared.peers);
  }
  Confusion small;
  for (const auto& [group, confusion] : tallies.groups) {
    if (confusion.count() < kSmallestGroup) {
      add_to(small, confusion);
    } else {
      add_confusion(rows, "name pairs", group, confusion, nullptr);
    }
  }
  if (small.count() > 0) {
    add_confusion(rows, "name pairs", std::string(kSmallGroups), small, nullptr);
  }
  return rows;
}

Result<QualityRows> measure_reported_cases(std::string_view lines,
                                           const screening::Screener& screener) {
  std::map<std::string, Right> kinds;
  std::map<bool, Right> by_review;
  auto read = for_each_json(lines, [&](const Json& json, Errors& errors) {
    canonical::Fields fields(json, "", errors);
    const std::string kind = fields.required_text("kind", limits::kMaxNameBytes);
    const std::string right = fields.required_text("right", limits::kMaxIdBytes);
    const Json* listed = fields.find("listed");
    const Json* subject = fields.find("subject");
    if (listed == nullptr) fields.reject("listed", ErrorCode::kMissing, "is required");
    if (subject == nullptr) fields.reject("subject", ErrorCode::kMissing, "is required");
    if (!errors.empty()) return;
    const bool review = right == "REVIEW";
    const Answer answer = ask(*subject, *listed, screener);
    const bool is_right = answer.decision == right || (review && answer.refused_date);
    kinds[two_words_of(kind)].add(is_right);
    by_review[review].add(is_right);
  });
  if (!read) return tl::unexpected(read.error());
  QualityRows rows;
  const auto add = [&rows](const std::string& what, const Right& right) {
    add_share(rows, "reported cases", what, "right", right.right, right.all);
  };
  add("all",
      {by_review[true].right + by_review[false].right, by_review[true].all + by_review[false].all});
  add("to be reviewed", by_review[true]);
  add("to be clear", by_review[false]);
  for (const auto& [kind, right] : kinds) add("kind " + kind, right);
  return rows;
}

}  // namespace financescr::bench_sets
