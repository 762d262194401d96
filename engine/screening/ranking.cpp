#include "engine/screening/ranking.hpp"

#include <algorithm>

#include "engine/text/name_similarity.hpp"

namespace financescr::screening {
namespace {

using pack::Watchlist;

// How many candidates, best name bound first, are looked at more closely.
constexpr std::size_t kShortlist = 1024;

// What a name may gain beyond its bound, because the index found only some of its words: the others
// share no sound key with the query although they are alike, or are initials.
constexpr Micro kBoundSlack{500'000};

Micro flag(bool value) { return value ? kMicroOne : kMicroZero; }

Micro overlap(const std::optional<Country>& subject, std::span<const Country> listed) {
  if (!subject || listed.empty()) return kMissing;
  return flag(std::find(listed.begin(), listed.end(), *subject) != listed.end());
}

std::size_t letter_count(std::span<const text::Word> words) {
  std::size_t count = 0;
  for (const text::Word& word : words) count += word.letters.size();
  return count;
}

Micro ratio(std::size_t shorter, std::size_t longer) {
  if (longer == 0) return kMicroZero;
  return Micro{static_cast<std::int64_t>(shorter) * Micro::kScale /
               static_cast<std::int64_t>(longer)};
}

std::vector<text::Word> words_of(const Watchlist& watchlist, const pack::NameRecord& name) {
  std::vector<text::Word> words;
  words.reserve(name.word_count);
  for (const std::uint32_t word : watchlist.name_words(name)) words.push_back(watchlist.word(word));
  return words;
}

// A bound of the contributions that depend on the name.
Micro name_bound(const Model& model, const Candidate& candidate) {
  Micro bound =
      model.weight(Feature::kQueryCoverage).largest(candidate.query_coverage_bound) +
      model.weight(Feature::kCandidateCoverage).largest(candidate.candidate_coverage_bound) +
      model.weight(Feature::kNameEvidence).largest(candidate.evidence_bound) + kBoundSlack;
  for (const Feature feature :
       {Feature::kNameJw, Feature::kNameTokenJaccard, Feature::kNameLengthRatio,
        Feature::kInitialsShare, Feature::kAliasHit, Feature::kWeakAliasHit}) {
    bound += model.weight(feature).largest(kMicroOne);
  }
  return bound;
}

bool weighs_whole_names(const Model& model) {
  const auto weighs = [&model](Feature feature) {
    const FeatureWeight& weight = model.weight(feature);
    return weight.at_zero != kMicroZero || weight.slope != kMicroZero;
  };
  return weighs(Feature::kNameJw) || weighs(Feature::kNameTokenJaccard) ||
         weighs(Feature::kNameLengthRatio);
}

// name_jw, name_token_jaccard and name_length_ratio, which cost more than all the others.
void add_whole_name_features(const Query& query, std::span<const text::Word> words,
                             FeatureVector& features) {
  std::vector<std::string_view> listed;
  listed.reserve(words.size());
  for (const text::Word& word : words) listed.push_back(word.letters);
  const auto asked = query.name.letters();
  features[index_of(Feature::kNameJw)] =
      Micro::from_double(text::name_similarity_jw(asked, listed));
  features[index_of(Feature::kNameTokenJaccard)] =
      Micro::from_double(text::token_jaccard(asked, listed));
  const std::size_t a = letter_count(query.name.words());
  const std::size_t b = letter_count(words);
  features[index_of(Feature::kNameLengthRatio)] = ratio(std::min(a, b), std::max(a, b));
}

NameComparison align_name(const Query& query, const EntryName& name, const FeatureVector& entry) {
  NameComparison result{entry, align(query.name.words(), name.words)};
  const auto set = [&result](Feature feature, Micro value) {
    result.features[index_of(feature)] = value;
  };
  set(Feature::kAliasHit, flag(name.alias));
  set(Feature::kWeakAliasHit, flag(name.weak));
  set(Feature::kQueryCoverage, result.alignment.query_coverage);
  set(Feature::kCandidateCoverage, result.alignment.candidate_coverage);
  set(Feature::kNameEvidence, result.alignment.evidence);
  set(Feature::kInitialsShare, result.alignment.initials);
  return result;
}

bool depends_on_name(std::size_t feature) {
  switch (feature_at(feature)) {
    case Feature::kNameJw:
    case Feature::kNameTokenJaccard:
    case Feature::kNameLengthRatio:
    case Feature::kAliasHit:
    case Feature::kWeakAliasHit:
    case Feature::kQueryCoverage:
    case Feature::kCandidateCoverage:
    case Feature::kNameEvidence:
    case Feature::kInitialsShare:
      return true;
    case Feature::kDobExact:
    case Feature::kDobYearMatch:
    case Feature::kNationalityOverlap:
    case Feature::kResidenceOverlap:
    case Feature::kIdNumberMatch:
    case Feature::kListSanctions:
    case Feature::kListPep:
    case Feature::kListAdverseMedia:
    case Feature::kDobPartial:
    case Feature::kDobDayMonthSwap:
    case Feature::kDobConflict:
    case Feature::kEntityTypeMatch:
      return false;
  }
  return false;
}

Micro entry_part(const Model& model, const FeatureVector& features) {
  Micro sum = model.intercept;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (!depends_on_name(i)) sum += model.weights[i].contribution(features[i]);
  }
  return sum;
}

bool better(const RankedMatch& a, const RankedMatch& b) {
  if (a.log_odds != b.log_odds) return a.log_odds > b.log_odds;
  return a.entity < b.entity;
}

// Keeps the best `capacity` matches, one an entity.
class Best {
 public:
  explicit Best(std::size_t capacity) : capacity_(capacity) {}

  // Whether a match with these log-odds could still be kept.
  [[nodiscard]] bool could_enter(Micro bound) const {
    return matches_.size() < capacity_ || bound >= matches_.back().log_odds;
  }

  void offer(RankedMatch match) {
    const auto same = std::find_if(matches_.begin(), matches_.end(),
                                   [&](const RankedMatch& m) { return m.entity == match.entity; });
    if (same != matches_.end()) {
      const bool wins = match.log_odds > same->log_odds ||
                        (match.log_odds == same->log_odds && match.name < same->name);
      if (!wins) return;
      matches_.erase(same);
    }
    const auto place = std::upper_bound(matches_.begin(), matches_.end(), match, better);
    matches_.insert(place, std::move(match));
    if (matches_.size() > capacity_) matches_.pop_back();
  }

  [[nodiscard]] std::vector<RankedMatch> take() {
    for (RankedMatch& match : matches_) match.probability = probability_of(match.log_odds);
    return std::move(matches_);
  }

 private:
  std::size_t capacity_;
  std::vector<RankedMatch> matches_;
};

class Ranker {
 public:
  Ranker(const Watchlist& watchlist, const Query& query, const Model& model, std::size_t top_k)
      : watchlist_(watchlist),
        query_(query),
        model_(model),
        weighs_whole_names_(weighs_whole_names(model)),
        best_(top_k) {}

  void compare(std::uint32_t name_index, const FeatureVector& entry) {
    const pack::NameRecord& record = watchlist_.name(name_index);
    const auto words = words_of(watchlist_, record);
    const auto kind = static_cast<pack::NameKind>(record.kind);
    const EntryName name{words, kind != pack::NameKind::kPrimary,
                         kind == pack::NameKind::kWeakAlias};
    NameComparison comparison =
        weighs_whole_names_ ? compare_name(query_, name, entry) : align_name(query_, name, entry);
    const Micro odds = log_odds(model_, comparison.features);
    best_.offer({record.entity,
                 name_index,
                 comparison.features,
                 std::move(comparison.alignment),
                 odds,
                 {}});
  }

  void compare_all_names(std::uint32_t entity) {
    const FeatureVector features =
        entry_features(query_.subject, facts_of(watchlist_, entity, query_.subject));
    const pack::EntityRecord& record = watchlist_.entity(entity);
    for (std::uint32_t n = 0; n < record.name_count; ++n) compare(record.first_name + n, features);
  }

  [[nodiscard]] bool could_enter(Micro bound) const { return best_.could_enter(bound); }

  // The best matches with all their features.
  [[nodiscard]] std::vector<RankedMatch> take() {
    auto matches = best_.take();
    for (RankedMatch& match : matches) {
      const auto words = words_of(watchlist_, watchlist_.name(match.name));
      add_whole_name_features(query_, words, match.features);
    }
    return matches;
  }

 private:
  const Watchlist& watchlist_;
  const Query& query_;
  const Model& model_;
  bool weighs_whole_names_;
  Best best_;
};

}  // namespace

EntryFacts facts_of(const Watchlist& watchlist, std::uint32_t entity, const Subject& subject) {
  const pack::EntityRecord& record = watchlist.entity(entity);
  EntryFacts facts;
  facts.entity_type = static_cast<pack::EntityType>(record.entity_type);
  facts.dates = watchlist.dates(record);
  facts.nationalities = watchlist.nationalities(record);
  facts.residences = watchlist.residences(record);
  facts.list_type = static_cast<pack::ListType>(record.list_type);
  facts.has_id_hashes = record.id_hash_count > 0;
  for (std::size_t i = 0; i < record.id_hash_count && !subject.id_hash.empty(); ++i) {
    facts.id_hash_matches =
        facts.id_hash_matches || watchlist.id_hash(record, i) == subject.id_hash;
  }
  return facts;
}

FeatureVector entry_features(const Subject& subject, const EntryFacts& facts) {
  FeatureVector features{};
  const auto set = [&features](Feature feature, Micro value) {
    features[index_of(feature)] = value;
  };
  const DateComparison dates = compare_dates(subject.date_of_birth, facts.dates);
  set(Feature::kDobExact, dates.exact);
  set(Feature::kDobYearMatch, dates.year_match);
  set(Feature::kDobPartial, dates.partial);
  set(Feature::kDobDayMonthSwap, dates.day_month_swap);
  set(Feature::kDobConflict, dates.conflict);
  set(Feature::kNationalityOverlap, overlap(subject.nationality, facts.nationalities));
  set(Feature::kResidenceOverlap, overlap(subject.residence_country, facts.residences));
  const bool ids = !subject.id_hash.empty() && facts.has_id_hashes;
  set(Feature::kIdNumberMatch, ids ? flag(facts.id_hash_matches) : kMissing);
  const auto list = [&facts](pack::ListType type) {
    return facts.list_type ? flag(*facts.list_type == type) : kMissing;
  };
  set(Feature::kListSanctions, list(pack::ListType::kSanctions));
  set(Feature::kListPep, list(pack::ListType::kPep));
  set(Feature::kListAdverseMedia, list(pack::ListType::kAdverseMedia));
  const bool types = subject.entity_type != pack::EntityType::kUnknown &&
                     facts.entity_type != pack::EntityType::kUnknown;
  set(Feature::kEntityTypeMatch, types ? flag(subject.entity_type == facts.entity_type) : kMissing);
  return features;
}

NameComparison compare_name(const Query& query, const EntryName& name, const FeatureVector& entry) {
  NameComparison result = align_name(query, name, entry);
  add_whole_name_features(query, name.words, result.features);
  return result;
}

FeatureVector contributions(const Model& model, const FeatureVector& features) {
  FeatureVector out;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    out[i] = model.weights[i].contribution(features[i]);
  }
  return out;
}

Micro log_odds(const Model& model, const FeatureVector& features) {
  Micro sum = model.intercept;
  for (const Micro contribution : contributions(model, features)) sum += contribution;
  return sum;
}

std::vector<RankedMatch> rank(const Watchlist& watchlist, const Query& query, const Model& model,
                              std::size_t top_k, Workspace& workspace) {
  struct Bounded {
    Micro bound;
    std::uint32_t name;
    bool operator<(const Bounded& other) const {
      return bound != other.bound ? bound > other.bound : name < other.name;
    }
  };
  std::vector<Bounded> shortlist;
  for (const Candidate& candidate : find_candidates(watchlist, query.name, workspace)) {
    shortlist.push_back({name_bound(model, candidate), candidate.name});
  }
  if (shortlist.size() > kShortlist) {
    const auto end = shortlist.begin() + static_cast<std::ptrdiff_t>(kShortlist);
    std::nth_element(shortlist.begin(), end, shortlist.end());  // total order
    shortlist.erase(end, shortlist.end());
  }
  std::vector<FeatureVector> entries(shortlist.size());
  for (std::size_t i = 0; i < shortlist.size(); ++i) {
    const std::uint32_t entity = watchlist.name(shortlist[i].name).entity;
    entries[i] = entry_features(query.subject, facts_of(watchlist, entity, query.subject));
    shortlist[i].bound += entry_part(model, entries[i]);
  }
  std::vector<std::uint32_t> order(shortlist.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return shortlist[a] < shortlist[b]; });
  Ranker ranker(watchlist, query, model, top_k);
  if (!query.subject.id_hash.empty()) {
    for (const auto entity : watchlist.entities_with_id_hash(query.subject.id_hash)) {
      ranker.compare_all_names(entity);
    }
  }
  for (const std::uint32_t i : order) {
    if (!ranker.could_enter(shortlist[i].bound)) break;
    ranker.compare(shortlist[i].name, entries[i]);
  }
  return ranker.take();
}

std::vector<RankedMatch> rank_exhaustively(const Watchlist& watchlist, const Query& query,
                                           const Model& model, std::size_t top_k) {
  Ranker ranker(watchlist, query, model, top_k);
  for (std::uint32_t entity = 0; entity < watchlist.entity_count(); ++entity) {
    if (watchlist.entity(entity).active != 0) ranker.compare_all_names(entity);
  }
  return ranker.take();
}

}  // namespace financescr::screening
