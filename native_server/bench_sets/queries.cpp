#include "native_server/bench_sets/queries.hpp"

#include <algorithm>

namespace financescr::bench_sets {
namespace {

using pack::Watchlist;

constexpr int kTries = 64;

constexpr std::array<QueryKind, 20> kMix{
    QueryKind::kExact,       QueryKind::kInserted,    QueryKind::kNotListed,
    QueryKind::kReordered,   QueryKind::kDeleted,     QueryKind::kExact,
    QueryKind::kSubstituted, QueryKind::kWordLeftOut, QueryKind::kNotListed,
    QueryKind::kTransposed,  QueryKind::kExact,       QueryKind::kInserted,
    QueryKind::kNotListed,   QueryKind::kReordered,   QueryKind::kDeleted,
    QueryKind::kExact,       QueryKind::kSubstituted, QueryKind::kWordLeftOut,
    QueryKind::kNotListed,   QueryKind::kTransposed};

using Words = std::vector<std::string>;

Words words_of(const Watchlist& watchlist, std::uint32_t name) {
  Words words;
  for (const std::uint32_t word : watchlist.name_words(watchlist.name(name))) {
    words.emplace_back(watchlist.word(word).letters);
  }
  return words;
}

// Requires: is_misspelt(kind).
Misspelling misspelling_of(QueryKind kind) {
  return kMisspellings[index_of(kind) - index_of(QueryKind::kInserted)];
}

// The words with one change. Returns nothing if this try changed nothing.
std::optional<Words> changed(Words words, QueryKind kind, SplitMix64& random) {
  const Words before = words;
  if (is_misspelt(kind)) {
    std::string& word = words[random.below(words.size())];
    if (can_be_misspelt(word)) word = misspelt(word, misspelling_of(kind), random);
  } else if (kind == QueryKind::kReordered) {
    for (std::size_t i = words.size() - 1; i > 0; --i) {
      std::swap(words[i], words[random.below(i + 1)]);
    }
  } else if (kind == QueryKind::kWordLeftOut) {
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(random.below(words.size())));
  }
  if (words == before) return std::nullopt;
  return words;
}

class QueryMaker {
 public:
  QueryMaker(const Watchlist& watchlist, std::uint64_t seed) : list_(watchlist), random_(seed) {
    for (std::uint32_t name = 0; name < list_.name_count(); ++name) add_sources(name);
  }

  std::optional<BenchQuery> make(QueryKind kind) {
    if (kind == QueryKind::kNotListed) return not_listed();
    const auto& sources = sources_[index_of(kind)];
    if (sources.empty()) return std::nullopt;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const std::uint32_t name = sources[random_.below(sources.size())];
      const std::uint32_t entity = list_.name(name).entity;
      if (kind == QueryKind::kExact) {
        return BenchQuery{kind, std::string(list_.name_text(name)), entity};
      }
      const auto words = changed(words_of(list_, name), kind, random_);
      if (words) return BenchQuery{kind, joined(*words), entity};
    }
    return std::nullopt;
  }

 private:
  void add_sources(std::uint32_t name) {
    const pack::NameRecord& record = list_.name(name);
    const bool weak = static_cast<pack::NameKind>(record.kind) == pack::NameKind::kWeakAlias;
    if (list_.entity(record.entity).active == 0 || weak || record.word_count == 0) return;
    const Words words = words_of(list_, name);
    const bool long_word = std::any_of(words.begin(), words.end(), can_be_misspelt);
    const bool orders = std::any_of(words.begin(), words.end(),
                                    [&words](const auto& word) { return word != words.front(); });
    const auto add = [&](bool suits, QueryKind kind) {
      if (suits) sources_[index_of(kind)].push_back(name);
    };
    add(record.is_partial == 0, QueryKind::kExact);
    for (const QueryKind kind : {QueryKind::kInserted, QueryKind::kDeleted, QueryKind::kSubstituted,
                                 QueryKind::kTransposed}) {
      add(long_word, kind);
    }
    add(orders, QueryKind::kReordered);
    add(words.size() >= 3, QueryKind::kWordLeftOut);
    add(!telling_words(name).empty(), QueryKind::kNotListed);
  }

  // Those that are part of a name, and no title, legal form or the like, as the list has them.
  [[nodiscard]] std::vector<std::uint32_t> telling_words(std::uint32_t name) const {
    std::vector<std::uint32_t> telling;
    for (const std::uint32_t word : list_.name_words(list_.name(name))) {
      if (list_.word(word).word_class == text::WordClass::kName) telling.push_back(word);
    }
    return telling;
  }

  // Requires: there is one.
  std::uint32_t any_telling_word(std::uint32_t name) {
    const auto telling = telling_words(name);
    return telling[random_.below(telling.size())];
  }

  [[nodiscard]] bool one_name_holds_all(const std::vector<std::uint32_t>& words) const {
    const auto first = list_.postings(words.front());
    return std::any_of(first.begin(), first.end(), [&](std::uint32_t name) {
      return std::all_of(words.begin(), words.end(), [&](std::uint32_t word) {
        const auto names = list_.postings(word);
        return std::binary_search(names.begin(), names.end(), name);
      });
    });
  }

  std::optional<BenchQuery> not_listed() {
    const auto& sources = sources_[index_of(QueryKind::kNotListed)];
    if (sources.empty()) return std::nullopt;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const std::uint32_t first = sources[random_.below(sources.size())];
      const std::uint8_t type = list_.entity(list_.name(first).entity).entity_type;
      std::vector<std::uint32_t> words{any_telling_word(first)};
      std::vector<std::uint32_t> entities{list_.name(first).entity};
      const std::size_t wanted = 2 + random_.below(2);
      for (int draw = 0; draw < kTries && words.size() < wanted; ++draw) {
        const std::uint32_t name = sources[random_.below(sources.size())];
        const std::uint32_t entity = list_.name(name).entity;
        const bool used = std::find(entities.begin(), entities.end(), entity) != entities.end();
        if (used || list_.entity(entity).entity_type != type) continue;
        entities.push_back(entity);
        words.push_back(any_telling_word(name));
      }
      if (words.size() < wanted || one_name_holds_all(words)) continue;
      Words letters;
      for (const std::uint32_t word : words) letters.emplace_back(list_.word(word).letters);
      return BenchQuery{QueryKind::kNotListed, joined(letters), std::nullopt};
    }
    return std::nullopt;
  }

  const Watchlist& list_;
  SplitMix64 random_;
  std::array<std::vector<std::uint32_t>, kQueryKindCount> sources_;  // names that suit a kind
};

}  // namespace

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string_view to_string(QueryKind kind) {
  switch (kind) {
    case QueryKind::kExact:
      return "exact";
    case QueryKind::kInserted:
      return "letter inserted";
    case QueryKind::kDeleted:
      return "letter deleted";
    case QueryKind::kSubstituted:
      return "letter substituted";
    case QueryKind::kTransposed:
      return "letters transposed";
    case QueryKind::kReordered:
      return "words reordered";
    case QueryKind::kWordLeftOut:
      return "word left out";
    case QueryKind::kNotListed:
      return "not listed";
  }
  return "";
}

std::vector<BenchQuery> make_queries(const Watchlist& watchlist, std::size_t count,
                                     std::uint64_t seed) {
  QueryMaker maker(watchlist, seed);
  std::vector<BenchQuery> queries;
  queries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (auto query = maker.make(kMix[i % kMix.size()])) queries.push_back(std::move(*query));
  }
  return queries;
}

}  // namespace financescr::bench_sets
