#include "engine/screening/ranking.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/name_similarity.hpp"

namespace financescr::screening {
namespace {

using pack::Watchlist;

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

EntryName entry_name(const pack::NameRecord& record) {
  const auto kind = static_cast<pack::NameKind>(record.kind);
  return {{}, kind != pack::NameKind::kPrimary, kind == pack::NameKind::kWeakAlias};
}

// Bounds of the contributions that depend on the name.
class NameBound {
 public:
  explicit NameBound(const Model& model)
      : query_(model.weight(Feature::kQueryCoverage)),
        candidate_(model.weight(Feature::kCandidateCoverage)),
        evidence_(model.weight(Feature::kNameEvidence)),
        rarity_(model.weight(Feature::kNameRarity)) {
    for (const Feature feature :
         {Feature::kNameJw, Feature::kNameTokenJaccard, Feature::kNameLengthRatio,
          Feature::kInitialsShare, Feature::kAliasHit, Feature::kWeakAliasHit,
          Feature::kNameOrderConflict, Feature::kNumberConflict}) {
      others_ += model.weight(feature).largest(kMicroOne);
    }
  }

  [[nodiscard]] Micro operator()(const NameBounds& bounds) const {
    return others_ + query_.largest(bounds.query_coverage) +
           candidate_.largest(bounds.candidate_coverage) + evidence_.largest(bounds.evidence) +
           rarity_.largest(bounds.rarity);
  }

 private:
  FeatureWeight query_;
  FeatureWeight candidate_;
  FeatureWeight evidence_;
  FeatureWeight rarity_;
  Micro others_;
};

bool weighs_whole_names(const Model& model) {
  const auto weighs = [&model](Feature feature) {
    const FeatureWeight& weight = model.weight(feature);
    return weight.at_zero != kMicroZero || weight.slope != kMicroZero;
  };
  return weighs(Feature::kNameJw) || weighs(Feature::kNameTokenJaccard) ||
         weighs(Feature::kNameLengthRatio);
}

// name_jw, name_token_jaccard and name_length_ratio, which cost more than all the others.
void add_whole_name_features(const text::Name& query, std::span<const text::Word> words,
                             FeatureVector& features) {
  std::vector<std::string_view> listed;
  listed.reserve(words.size());
  for (const text::Word& word : words) listed.push_back(word.letters);
  const auto asked = query.letters();
  features[index_of(Feature::kNameJw)] =
      Micro::from_double(text::name_similarity_jw(asked, listed));
  features[index_of(Feature::kNameTokenJaccard)] =
      Micro::from_double(text::token_jaccard(asked, listed));
  const std::size_t a = letter_count(query.words());
  const std::size_t b = letter_count(words);
  features[index_of(Feature::kNameLengthRatio)] = ratio(std::min(a, b), std::max(a, b));
}

// With what is not answered counted as often as the query's script asks.
Micro with_lack(Micro coverage, std::int32_t lack_permille) {
  const Micro lack{(kMicroOne - coverage).value * lack_permille / 1000};
  return lack >= kMicroOne ? kMicroZero : kMicroOne - lack;
}

void add_name_features(const Alignment& alignment, const text::Reading& query,
                       const EntryName& name, FeatureVector& features) {
  const auto set = [&features](Feature feature, Micro value) {
    features[index_of(feature)] = value;
  };
  set(Feature::kAliasHit, flag(name.alias));
  set(Feature::kWeakAliasHit, flag(name.weak));
  // What two names in Han characters have in common is no more than their characters say.
  const Micro most = query.han && name.han
                         ? Micro{text::han_agreement_permille(*query.han, *name.han) * 1000}
                         : kMicroOne;
  const std::int32_t lack = query.han && name.han ? 1000 : query.lack_permille;
  set(Feature::kQueryCoverage, std::min(most, with_lack(alignment.query_coverage, lack)));
  set(Feature::kCandidateCoverage, std::min(most, with_lack(alignment.candidate_coverage, lack)));
  set(Feature::kNameEvidence, alignment.evidence);
  set(Feature::kNameRarity, alignment.rarity);
  set(Feature::kInitialsShare, alignment.initials);
  set(Feature::kNameOrderConflict, flag(alignment.order_conflict));
  set(Feature::kNumberConflict, alignment.number_conflict);
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
    case Feature::kNameOrderConflict:
    case Feature::kNameRarity:
    case Feature::kNumberConflict:
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
    if (matches_.size() == capacity_ && better(matches_.back(), match)) return;
    const auto same = std::find_if(matches_.begin(), matches_.end(),
                                   [&](const RankedMatch& m) { return m.entity == match.entity; });
    if (same != matches_.end()) {
      const auto place = [](const RankedMatch& m) { return std::make_pair(m.reading, m.name); };
      const bool wins = match.log_odds > same->log_odds ||
                        (match.log_odds == same->log_odds && place(match) < place(*same));
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

// Whether nothing can be compared because the subject leaves the field out.
bool leaves_out(const Subject& subject, std::size_t feature) {
  const bool no_date = !subject.date_of_birth.has_value();
  const std::array<std::pair<Feature, bool>, 9> left_out{
      {{Feature::kDobExact, no_date},
       {Feature::kDobYearMatch, no_date},
       {Feature::kDobPartial, no_date},
       {Feature::kDobDayMonthSwap, no_date},
       {Feature::kDobConflict, no_date},
       {Feature::kNationalityOverlap, !subject.nationality.has_value()},
       {Feature::kResidenceOverlap, !subject.residence_country.has_value()},
       {Feature::kIdNumberMatch, subject.id_hashes.empty()},
       {Feature::kEntityTypeMatch, subject.entity_type == pack::EntityType::kUnknown}}};
  return std::any_of(left_out.begin(), left_out.end(), [feature](const auto& entry) {
    return index_of(entry.first) == feature && entry.second;
  });
}

// The most that an entry's facts can bring to this subject.
Micro entry_bound(const Model& model, const Subject& subject) {
  Micro sum = model.intercept;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (depends_on_name(i)) continue;
    const FeatureWeight& weight = model.weights[i];
    sum += leaves_out(subject, i) ? weight.missing
                                  : std::max(weight.missing, weight.largest(kMicroOne));
  }
  return sum;
}

class Ranker {
 public:
  Ranker(const Watchlist& watchlist, const Query& query, const Model& model, std::size_t top_k)
      : watchlist_(watchlist),
        query_(query),
        model_(model),
        weighs_whole_names_(weighs_whole_names(model)),
        best_(top_k) {}

  [[nodiscard]] FeatureVector features_of(std::uint32_t entity) const {
    return entry_features(query_.subject, facts_of(watchlist_, entity, query_.subject));
  }

  // Requires: a reading of the query, as a place among them.
  void offer(std::size_t reading, std::uint32_t name_index, const Alignment& alignment,
             const FeatureVector& entry) {
    const pack::NameRecord& record = watchlist_.name(name_index);
    const text::Reading& query = query_.names.all()[reading];
    RankedMatch match{
        record.entity, name_index, static_cast<std::uint8_t>(reading), entry, alignment, {}, {}};
    EntryName name = entry_name(record);
    if (query.han) name.han = text::han_person(watchlist_.name_text(name_index));
    add_name_features(alignment, query, name, match.features);
    if (weighs_whole_names_) {
      add_whole_name_features(query.name, words_of(watchlist_, record), match.features);
    }
    match.log_odds = log_odds(model_, match.features);
    best_.offer(std::move(match));
  }

  // All names of an entity.
  void offer_all(std::size_t reading, std::uint32_t entity, const Search& search) {
    const FeatureVector features = features_of(entity);
    const pack::EntityRecord& record = watchlist_.entity(entity);
    for (std::uint32_t n = record.first_name; n < record.first_name + record.name_count; ++n) {
      offer(reading, n, search.align(n, false), features);
    }
  }

  [[nodiscard]] bool could_enter(Micro bound) const { return best_.could_enter(bound); }

  // The best matches, of the first `explained` of them all features.
  [[nodiscard]] std::vector<RankedMatch> take(std::size_t explained) {
    auto matches = best_.take();
    for (std::size_t i = 0; i < std::min(explained, matches.size()); ++i) {
      const auto words = words_of(watchlist_, watchlist_.name(matches[i].name));
      const text::Name& asked = query_.names.all()[matches[i].reading].name;
      add_whole_name_features(asked, words, matches[i].features);
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

// Aligns the names that the search found, best bound first, until none left can enter or the query
// may cost no more.
void offer_found(const Search& search, std::size_t reading, const Watchlist& watchlist,
                 const Query& query, const Model& model, Ranker& ranker) {
  struct Bounded {
    Micro bound;
    std::uint32_t name;
    bool operator<(const Bounded& other) const {
      return bound != other.bound ? bound < other.bound : name > other.name;
    }
  };
  const NameBound name_bound(model);
  const Micro entry = entry_bound(model, query.subject);
  std::vector<Bounded> heap;
  heap.reserve(search.names().size());
  for (const std::uint32_t name : search.names()) {
    heap.push_back({entry + name_bound(search.bounds(name)), name});
  }
  std::make_heap(heap.begin(), heap.end());
  for (; !heap.empty() && ranker.could_enter(heap.front().bound); heap.pop_back()) {
    std::pop_heap(heap.begin(), heap.end());
    const auto [bound, name] = heap.back();
    if (!search.spend_on_bounds()) return;
    const FeatureVector features = ranker.features_of(watchlist.name(name).entity);
    if (!ranker.could_enter(entry_part(model, features) + (bound - entry))) continue;
    if (!search.spend_on_alignment()) return;
    ranker.offer(reading, name, search.align(name, false), features);
  }
}

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
  for (std::size_t i = 0; i < record.id_hash_count && !subject.id_hashes.empty(); ++i) {
    facts.id_hash_matches =
        facts.id_hash_matches || subject.has_id_hash(watchlist.id_hash(record, i));
  }
  return facts;
}

FeatureVector entry_features(const Subject& subject, const EntryFacts& facts) {
  FeatureVector features{};
  const auto set = [&features](Feature feature, Micro value) {
    features[index_of(feature)] = value;
  };
  const DateComparison dates = compare_dates(subject.date_of_birth, facts.dates, subject.as_of);
  set(Feature::kDobExact, dates.exact);
  set(Feature::kDobYearMatch, dates.year_match);
  set(Feature::kDobPartial, dates.partial);
  set(Feature::kDobDayMonthSwap, dates.day_month_swap);
  set(Feature::kDobConflict, dates.conflict);
  set(Feature::kNationalityOverlap, overlap(subject.nationality, facts.nationalities));
  set(Feature::kResidenceOverlap, overlap(subject.residence_country, facts.residences));
  const bool ids = !subject.id_hashes.empty() && facts.has_id_hashes;
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

NameComparison compare_name(const text::Reading& query, const EntryName& name,
                            const FeatureVector& entry) {
  NameComparison result{entry, align(query.name.words(), name.words)};
  add_name_features(result.alignment, query, name, result.features);
  add_whole_name_features(query.name, name.words, result.features);
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
                              std::size_t top_k, std::size_t explained, Workspace& workspace) {
  Ranker ranker(watchlist, query, model, top_k);
  const auto& readings = query.names.all();
  std::vector<std::uint32_t> same_id;
  for (const std::string& id_hash : query.subject.id_hashes) {
    const auto found = watchlist.entities_with_id_hash(id_hash);
    same_id.insert(same_id.end(), found.begin(), found.end());
  }
  for (std::size_t r = 0;; ++r) {
    const Search search(watchlist, readings[r].name, workspace,
                        r == 0 ? SearchWork::kFirst : SearchWork::kContinued);
    for (const auto entity : same_id) ranker.offer_all(r, entity, search);
    offer_found(search, r, watchlist, query, model, ranker);
    if (r + 1 < readings.size() && !workspace.was_cut()) continue;
    auto matches = ranker.take(explained);
    for (std::size_t i = 0; i < std::min(explained, matches.size()); ++i) {
      RankedMatch& match = matches[i];
      match.alignment = match.reading == r ? search.align(match.name, true)
                                           : align(readings[match.reading].name.words(),
                                                   words_of(watchlist, watchlist.name(match.name)));
    }
    return matches;
  }
}

std::vector<RankedMatch> rank_exhaustively(const Watchlist& watchlist, const Query& query,
                                           const Model& model, std::size_t top_k) {
  Ranker ranker(watchlist, query, model, top_k);
  const auto& readings = query.names.all();
  for (std::uint32_t entity = 0; entity < watchlist.entity_count(); ++entity) {
    const pack::EntityRecord& record = watchlist.entity(entity);
    if (record.active == 0) continue;
    const EntryFacts facts = facts_of(watchlist, entity, query.subject);
    const FeatureVector features = entry_features(query.subject, facts);
    for (std::uint32_t n = record.first_name; n < record.first_name + record.name_count; ++n) {
      const auto words = words_of(watchlist, watchlist.name(n));
      for (std::size_t r = 0; r < readings.size(); ++r) {
        const auto& asked = readings[r].name.words();
        const auto links = find_links(asked, words);
        if (!facts.id_hash_matches && !is_found(asked, links)) continue;
        ranker.offer(r, n, resolve(links, NameWeights(asked), NameWeights(words), true), features);
      }
    }
  }
  return ranker.take(top_k);
}

}  // namespace financescr::screening
