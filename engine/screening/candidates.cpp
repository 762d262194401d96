#include "engine/screening/candidates.hpp"

#include <algorithm>
#include <string>

#include "engine/screening/alignment.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/token_similarity.hpp"

namespace financescr::screening {
namespace {

using pack::Watchlist;
using text::Word;
using text::WordClass;

constexpr std::int32_t kLeastRunSimilarity = 800;
constexpr std::int32_t kGoodCredit = 800;  // a word with such a match is not split
constexpr std::size_t kShortestSplitWord = 6;
constexpr std::size_t kShortestPart = 3;
constexpr std::size_t kShortWord = 3;
constexpr std::size_t kLongestRunLetters = 20;

// A listed word that answers a probe, and how well.
struct Expansion {
  std::uint32_t word;
  std::int32_t credit;
};

// Listed words that sound like `phones`, best first, ties by word.
std::vector<Expansion> expand(const Watchlist& watchlist, std::string_view phones,
                              std::int32_t least_similarity) {
  std::vector<std::uint32_t> words;
  for (const std::uint32_t key : text::sound_keys(phones)) {
    for (const auto& record : watchlist.words_with_key(key)) words.push_back(record.word);
  }
  std::stable_sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<Expansion> expansions;
  for (const std::uint32_t word : words) {
    const std::int32_t similarity =
        text::token_similarity_permille(phones, watchlist.word_phones(word));
    if (similarity >= least_similarity) {
      expansions.push_back({word, similarity_credit(similarity)});
    }
  }
  std::stable_sort(expansions.begin(), expansions.end(),
                   [](const Expansion& a, const Expansion& b) { return a.credit > b.credit; });
  return expansions;
}

}  // namespace

std::vector<Candidate> find_candidates(const Watchlist& watchlist, const text::Name& query,
                                       Workspace& workspace) {
  if (workspace.slots_.size() != watchlist.name_count() || ++workspace.query_ == 0) {
    workspace.slots_.assign(watchlist.name_count(), {});
    workspace.query_ = 1;
  }
  workspace.touched_.clear();
  std::uint32_t probe = 0;
  const auto count = [&](const std::vector<Expansion>& expansions, std::int32_t query_weight) {
    ++probe;
    for (const Expansion& expansion : expansions) {
      const std::int32_t query_gain = expansion.credit * query_weight / 1000;
      const std::int32_t candidate_gain =
          expansion.credit * watchlist.word_weight_permille(expansion.word) / 1000;
      for (const std::uint32_t name : watchlist.postings(expansion.word)) {
        Workspace::Slot& slot = workspace.slots_[name];
        if (slot.query != workspace.query_) {
          slot = {workspace.query_, 0, 0, 0};
          workspace.touched_.push_back(name);
        }
        slot.candidate_gain += candidate_gain;
        if (slot.probe == probe) continue;
        slot.probe = probe;
        slot.query_gain += query_gain;
      }
    }
  };

  const auto& words = query.words();
  std::int32_t query_weight = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    query_weight += word.weight_permille;
    const auto expansions = expand(watchlist, word.phones, kLeastSimilarity);
    count(expansions, word.weight_permille);
    const bool answered = !expansions.empty() && expansions.front().credit >= kGoodCredit;
    if (!answered && word.letters.size() >= kShortestSplitWord) {
      for (std::size_t cut = kShortestPart; cut + kShortestPart <= word.letters.size(); ++cut) {
        const auto left = watchlist.find_word(word.letters.substr(0, cut));
        const auto right = watchlist.find_word(word.letters.substr(cut));
        if (!left || !right) continue;
        const auto share = static_cast<std::int32_t>(cut) * word.weight_permille /
                           static_cast<std::int32_t>(word.letters.size());
        count({{*left, 1000}}, share);
        count({{*right, 1000}}, word.weight_permille - share);
      }
    }
  }
  std::string joined;
  for (std::size_t first = 0; first + 1 < words.size(); ++first) {
    joined.assign(words[first].phones);
    std::size_t letters = words[first].letters.size();
    std::int32_t weight = words[first].weight_permille;
    bool has_short = letters <= kShortWord;
    for (std::size_t last = first + 1; last < words.size() && last <= first + 2; ++last) {
      joined += words[last].phones;
      letters += words[last].letters.size();
      weight += words[last].weight_permille;
      has_short = has_short || words[last].letters.size() <= kShortWord;
      if (letters > kLongestRunLetters || (last > first + 1 && !has_short)) break;
      count(expand(watchlist, joined, kLeastRunSimilarity), weight);
    }
  }

  std::vector<Candidate> candidates;
  candidates.reserve(workspace.touched_.size());
  for (const std::uint32_t name : workspace.touched_) {
    const Workspace::Slot& slot = workspace.slots_[name];
    const auto bound = [](std::int32_t gain, std::int32_t whole) {
      if (whole == 0) return kMicroZero;
      return std::min(kMicroOne, Micro{std::int64_t{gain} * Micro::kScale / whole});
    };
    candidates.push_back({name, bound(slot.query_gain, query_weight),
                          bound(slot.candidate_gain, watchlist.name(name).weight)});
  }
  return candidates;
}

}  // namespace financescr::screening
