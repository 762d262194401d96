// The JSON form of a decision's matches, written as text or made as a tree by the same code.
#include <algorithm>
#include <array>

#include "engine/canonical/json_text.hpp"
#include "engine/canonical/json_tree.hpp"
#include "engine/screening/decide.hpp"

namespace financescr::screening {
namespace {

constexpr std::size_t kUsualBytes = 1'536;  // of a match

// The features by their names, which is the order of keys.
const std::array<Feature, kFeatureCount>& sorted_features() {
  static const auto kFeatures = [] {
    std::array<Feature, kFeatureCount> features{};
    for (std::size_t i = 0; i < kFeatureCount; ++i) features[i] = feature_at(i);
    std::stable_sort(features.begin(), features.end(),
                     [](Feature a, Feature b) { return to_string(a) < to_string(b); });
    return features;
  }();
  return kFeatures;
}

std::string_view kind_name(pack::NameKind kind) {
  switch (kind) {
    case pack::NameKind::kPrimary:
      return "PRIMARY";
    case pack::NameKind::kAlias:
      return "ALIAS";
    case pack::NameKind::kWeakAlias:
      return "WEAK_ALIAS";
  }
  return "";
}

template <typename Letters>
std::string run_text(const Letters& letters, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i != first) text += ' ';
    text += letters[i];
  }
  return text;
}

// Out: JsonText or JsonTree.
template <typename Out>
class MatchWriter {
 public:
  MatchWriter(Out& out, const pack::Watchlist& watchlist, const Model& model)
      : out_(out), watchlist_(watchlist), model_(model) {}

  // Members in the order of their keys.
  void add(const RankedMatch& match, const text::Reading& query) {
    const pack::EntityRecord& entity = watchlist_.entity(match.entity);
    out_.begin_object();
    add("candidate_id", watchlist_.entity_id(match.entity));
    add("candidate_name", watchlist_.name_text(entity.first_name));
    out_.key("contributions");
    add_contributions(contributions(model_, match.features));
    out_.key("evidence");
    add_evidence(match, query);
    out_.key("features");
    add_features(match.features);
    add("list_type", pack::to_string(static_cast<pack::ListType>(entity.list_type)));
    out_.key("listed");
    add_listed(entity);
    add("log_odds", match.log_odds);
    out_.key("reasons");
    out_.begin_array();
    for (const ReasonCode code : reasons_of(match.features)) out_.string(to_string(code));
    out_.end_array();
    add("score", match.probability);
    out_.end_object();
  }

 private:
  void add(std::string_view key, std::string_view value) {
    out_.key(key);
    out_.string(value);
  }
  void add(std::string_view key, Micro value) {
    out_.key(key);
    out_.number(value);
  }

  // Those that are not 0, and the intercept among them.
  void add_contributions(const FeatureVector& values) {
    constexpr std::string_view kIntercept = "intercept";
    bool has_intercept = false;
    out_.begin_object();
    for (const Feature feature : sorted_features()) {
      const std::string_view name = to_string(feature);
      if (!has_intercept && kIntercept < name) {
        add(kIntercept, model_.intercept);
        has_intercept = true;
      }
      const Micro value = values[index_of(feature)];
      if (value != kMicroZero) add(name, value);
    }
    if (!has_intercept) add(kIntercept, model_.intercept);
    out_.end_object();
  }

  void add_features(const FeatureVector& values) {
    out_.begin_object();
    for (const Feature feature : sorted_features())
      add(to_string(feature), values[index_of(feature)]);
    out_.end_object();
  }

  void add_evidence(const RankedMatch& match, const text::Reading& query) {
    const pack::NameRecord& name = watchlist_.name(match.name);
    const auto asked = query.name.letters();
    std::vector<std::string_view> listed;
    for (const std::uint32_t word : watchlist_.name_words(name)) {
      listed.push_back(watchlist_.word(word).letters);
    }
    std::uint64_t asked_taken = 0;
    std::uint64_t listed_taken = 0;
    out_.begin_object();
    out_.key("aligned");
    out_.begin_array();
    for (const Link& w : match.alignment.pairs) {
      asked_taken |= ((std::uint64_t{1} << w.query_count) - 1) << w.query_first;
      listed_taken |= ((std::uint64_t{1} << w.candidate_count) - 1) << w.candidate_first;
      out_.begin_object();
      out_.key("by_initial");
      out_.boolean(w.by_initial);
      add("credit", Micro{std::int64_t{w.credit_permille} * 1000});
      add("listed", run_text(listed, w.candidate_first, w.candidate_count));
      add("query", run_text(asked, w.query_first, w.query_count));
      out_.end_object();
    }
    out_.end_array();
    add_words_left("listed_words_left", listed, listed_taken);
    add("matched_name", watchlist_.name_text(match.name));
    add("name_kind", kind_name(static_cast<pack::NameKind>(name.kind)));
    add_words_left("query_words_left", asked, asked_taken);
    if (!query.ways.none()) add_read_as(query);
    out_.end_object();
  }

  void add_words_left(std::string_view key, const std::vector<std::string_view>& letters,
                      std::uint64_t taken) {
    out_.key(key);
    out_.begin_array();
    for (std::size_t i = 0; i < letters.size(); ++i) {
      if ((taken >> i & 1U) == 0) out_.string(letters[i]);
    }
    out_.end_array();
  }

  void add_read_as(const text::Reading& reading) {
    out_.key("read_as");
    out_.begin_object();
    add("text", reading.text);
    out_.key("ways");
    out_.begin_array();
    for (std::size_t i = 0; i < text::kReadingWayCount; ++i) {
      const auto way = static_cast<text::ReadingWay>(i);
      if (reading.ways.has(way)) out_.string(text::to_string(way));
    }
    out_.end_array();
    out_.end_object();
  }

  // What the list says of an entity beside its names, as its row does.
  void add_listed(const pack::EntityRecord& entity) {
    out_.begin_object();
    add_spelt("dob", watchlist_.dates(entity));
    const auto type = static_cast<pack::EntityType>(entity.entity_type);
    if (type != pack::EntityType::kUnknown) add("entity_type", pack::to_string(type));
    add_spelt("nationalities", watchlist_.nationalities(entity));
    if (entity.program_count != 0) {
      out_.key("programs");
      out_.begin_array();
      for (std::size_t i = 0; i < entity.program_count; ++i) {
        out_.string(watchlist_.program(entity, i));
      }
      out_.end_array();
    }
    add_spelt("residence_countries", watchlist_.residences(entity));
    if (const auto source = watchlist_.source(entity); !source.empty()) add("source", source);
    out_.end_object();
  }

  template <typename Values>
  void add_spelt(std::string_view key, const Values& values) {
    out_.key(key);
    out_.begin_array();
    for (const auto& value : values) out_.string(value.to_string());
    out_.end_array();
  }

  Out& out_;
  const pack::Watchlist& watchlist_;
  const Model& model_;
};

template <typename Out>
void add_matches(Out& out, const Outcome& outcome, const pack::Watchlist& watchlist,
                 const Model& model) {
  MatchWriter<Out> writer(out, watchlist, model);
  const auto& readings = outcome.names->all();
  out.begin_array();
  for (const RankedMatch& match : outcome.matches) writer.add(match, readings[match.reading]);
  out.end_array();
}

}  // namespace

std::string matches_text(const Outcome& outcome, const pack::Watchlist& watchlist,
                         const Model& model) {
  canonical::JsonText out;
  out.reserve(outcome.matches.size() * kUsualBytes);
  add_matches(out, outcome, watchlist, model);
  return std::move(out).take();
}

canonical::Json matches_json(const Outcome& outcome, const pack::Watchlist& watchlist,
                             const Model& model) {
  canonical::JsonTree out;
  add_matches(out, outcome, watchlist, model);
  return std::move(out).take();
}

}  // namespace financescr::screening
