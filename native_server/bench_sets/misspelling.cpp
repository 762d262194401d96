#include "native_server/bench_sets/misspelling.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace financescr::bench_sets {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kAttempts = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

struct Place {
  std::size_t at;
  std::size_t length;
};

// The words that can be misspelt, by spaces.
std::vector<Place> places_in(std::string_view name) {
  std::vector<Place> places;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (can_be_misspelt(name.substr(at, end - at))) places.push_back({at, end - at});
    at = end + 1;
  }
  return places;
}

std::optional<std::string> one_misspelt(const std::string& name, const std::vector<Place>& places,
                                        Misspelling kind, SplitMix64& random) {
  for (std::size_t attempt = 0; attempt < kAttempts; ++attempt) {
    const auto [at, length] = places[random.below(places.size())];
    const std::string word = name.substr(at, length);
    const std::string changed = misspelt(word, kind, random);
    if (same_letters(changed, word)) continue;
    return name.substr(0, at) + changed + name.substr(at + length);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Misspelling kind) {
  switch (kind) {
    case Misspelling::kInserted:
      return "letter inserted";
    case Misspelling::kDeleted:
      return "letter deleted";
    case Misspelling::kSubstituted:
      return "letter substituted";
    case Misspelling::kTransposed:
      return "letters transposed";
  }
  return "";
}

bool can_be_misspelt(std::string_view word) {
  return word.size() >= kShortest && std::all_of(word.begin(), word.end(), is_letter);
}

std::string misspelt(std::string word, Misspelling kind, SplitMix64& random) {
  const char letter = static_cast<char>('a' + static_cast<int>(random.below(26)));
  const std::size_t at = random.below(word.size());
  switch (kind) {
    case Misspelling::kInserted:
      word.insert(at, 1, letter);
      break;
    case Misspelling::kDeleted:
      word.erase(at, 1);
      break;
    case Misspelling::kSubstituted:
      word[at] = letter;
      break;
    case Misspelling::kTransposed:
      if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
      break;
  }
  return word;
}

std::vector<MisspeltName> misspelt_names(const std::vector<pack::WatchlistRow>& rows,
                                         std::size_t count, std::uint64_t seed) {
  std::vector<std::pair<std::size_t, std::vector<Place>>> sources;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto places = places_in(rows[i].primary_name);
    if (rows[i].active && !places.empty()) sources.emplace_back(i, std::move(places));
  }
  std::vector<MisspeltName> names;
  if (sources.empty()) return names;
  SplitMix64 random(seed);
  for (std::size_t tries = 0; names.size() < count && tries < kAttempts * count; ++tries) {
    const auto& [row, places] = sources[random.below(sources.size())];
    const Misspelling kind = kMisspellings[names.size() % kMisspellings.size()];
    auto name = one_misspelt(rows[row].primary_name, places, kind, random);
    if (name) names.push_back({std::move(*name), kind, row});
  }
  return names;
}

}  // namespace financescr::bench_sets
