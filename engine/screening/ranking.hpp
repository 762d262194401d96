// Ranking: the listed entities most likely to be the subject, each with its features, in order of
// log-odds and then of id.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/pack/watchlist.hpp"
#include "engine/screening/alignment.hpp"
#include "engine/screening/date_comparison.hpp"
#include "engine/screening/features.hpp"
#include "engine/screening/model.hpp"
#include "engine/screening/search.hpp"
#include "engine/screening/subject.hpp"
#include "engine/text/name.hpp"
#include "engine/text/name_readings.hpp"

namespace financescr::screening {

// What a list entry brings to a comparison, wherever it is stored.
struct EntryFacts {
  pack::EntityType entity_type = pack::EntityType::kUnknown;
  std::span<const PartialDate> dates;
  std::span<const Country> nationalities;
  std::span<const Country> residences;
  bool has_id_hashes = false;
  bool id_hash_matches = false;
  std::optional<pack::ListType> list_type;
};

// One name of an entry, in one of its readings.
struct EntryName {
  std::span<const text::Word> words;
  bool alias = false;
  bool weak = false;
  std::optional<text::HanPerson> han{};
};

// A subject made ready to be compared with many entries.
struct Query {
  const Subject& subject;
  const text::NameReadings& names;
};

struct NameComparison {
  FeatureVector features;
  Alignment alignment;
};

// All features that do not depend on the name; the others are 0.
[[nodiscard]] FeatureVector entry_features(const Subject& subject, const EntryFacts& facts);
// Those of `entry`, with the features of the name filled in.
[[nodiscard]] NameComparison compare_name(const text::Reading& query, const EntryName& name,
                                          const FeatureVector& entry);

[[nodiscard]] FeatureVector contributions(const Model& model, const FeatureVector& features);
[[nodiscard]] Micro log_odds(const Model& model, const FeatureVector& features);

struct RankedMatch {
  std::uint32_t entity = 0;
  std::uint32_t name = 0;    // the name that matched best, of equal ones ...
  std::uint8_t reading = 0;  // ... that of the query's first reading, then the first name
  FeatureVector features;
  Alignment alignment;  // with its pairs where `explained` matches were asked for
  Micro log_odds;
  Micro probability;
};

// The `top_k` best entities of which a name is_found() by a reading of the query, each with the
// name and the reading that bring the highest log-odds. An entity whose id hash is the subject's is
// considered whatever its names. The first `explained` of them have the pairs of their alignment
// and the features that compare whole names, also where the model does not weigh these. Complexity:
// the search, and alignments only of names that can still enter the result; all of it at most what
// the workspace allows: if that was too little (Workspace::was_cut), others may be missing.
[[nodiscard]] std::vector<RankedMatch> rank(const pack::Watchlist& watchlist, const Query& query,
                                            const Model& model, std::size_t top_k,
                                            std::size_t explained, Workspace& workspace);

// The same by comparing every name of every active entity: the oracle of rank(), for tests.
[[nodiscard]] std::vector<RankedMatch> rank_exhaustively(const pack::Watchlist& watchlist,
                                                         const Query& query, const Model& model,
                                                         std::size_t top_k);

// Facts of a compiled entity.
[[nodiscard]] EntryFacts facts_of(const pack::Watchlist& watchlist, std::uint32_t entity,
                                  const Subject& subject);

}  // namespace financescr::screening
