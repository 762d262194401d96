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

constexpr std::int32_t kFullCredit = 1000;
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

std::int32_t telling_letters(const Word& word) {
  return is_filler(word) ? 0 : static_cast<std::int32_t>(word.letters.size());
}

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
        text::token_similarity_permille(phones, watchlist.word_phones(word), least_similarity);
    if (similarity > 0) {
      expansions.push_back({word, similarity_credit(similarity)});
    }
  }
  std::stable_sort(expansions.begin(), expansions.end(),
                   [](const Expansion& a, const Expansion& b) { return a.credit > b.credit; });
  return expansions;
}

// One search. Every probe (a word of the query, a run of words joined, a part of a word) adds the
// gain of the listed words that answer it to the names that hold them, once a probe and name.
class Search {
 public:
  Search(const Watchlist& watchlist, const text::Name& query, std::vector<Workspace::Slot>& slots,
         std::vector<std::uint32_t>& touched, std::uint32_t number)
      : watchlist_(watchlist),
        words_(query.words()),
        slots_(slots),
        touched_(touched),
        number_(number) {}

  void probe_words() {
    for (const Word& word : words_) {
      const auto expansions = expand(watchlist_, word.phones, kLeastSimilarity);
      count(expansions, word.weight_permille, telling_letters(word));
      const bool answered = !expansions.empty() && expansions.front().credit >= kGoodCredit;
      if (!answered && word.letters.size() >= kShortestSplitWord) probe_parts(word);
    }
  }

  // "SarahWalker" against "Sarah Walker": both parts must be listed words.
  void probe_parts(const Word& word) {
    const std::size_t length = word.letters.size();
    for (std::size_t cut = kShortestPart; cut + kShortestPart <= length; ++cut) {
      const auto left = watchlist_.find_word(word.letters.substr(0, cut));
      const auto right = watchlist_.find_word(word.letters.substr(cut));
      if (!left || !right) continue;
      const auto share =
          static_cast<std::int32_t>(cut) * word.weight_permille / static_cast<std::int32_t>(length);
      count({{*left, kFullCredit}}, share, static_cast<std::int32_t>(cut));
      count({{*right, kFullCredit}}, word.weight_permille - share,
            static_cast<std::int32_t>(length - cut));
    }
  }

  // "Zhen Rong" against "Zhenrong", "Abd al Rahman" against "Abdulrahman", "Walker Sarah" against
  // "SarahWalker".
  void probe_runs() {
    std::string joined;
    std::string reversed;
    for (std::size_t first = 0; first + 1 < words_.size(); ++first) {
      joined.assign(words_[first].phones);
      std::size_t letters = words_[first].letters.size();
      std::int32_t weight = words_[first].weight_permille;
      bool has_short = letters <= kShortWord;
      for (std::size_t last = first + 1; last < words_.size() && last <= first + 2; ++last) {
        reversed.assign(words_[last].phones).append(joined);
        joined += words_[last].phones;
        letters += words_[last].letters.size();
        weight += words_[last].weight_permille;
        has_short = has_short || words_[last].letters.size() <= kShortWord;
        if (letters > kLongestRunLetters || (last > first + 1 && !has_short)) break;
        const auto telling = static_cast<std::int32_t>(letters);
        count(expand(watchlist_, joined, kLeastRunSimilarity), weight, telling);
        if (last == first + 1) {
          count(expand(watchlist_, reversed, kLeastRunSimilarity), weight, telling);
        }
      }
    }
  }

  [[nodiscard]] std::vector<Candidate> collect() const {
    std::int32_t query_weight = 0;
    for (const Word& word : words_) query_weight += word.weight_permille;
    const auto bound = [](std::int32_t gain, std::int32_t whole) {
      if (whole == 0) return kMicroZero;
      return std::min(kMicroOne, Micro{std::int64_t{gain} * Micro::kScale / whole});
    };
    std::vector<Candidate> candidates;
    candidates.reserve(touched_.size());
    for (const std::uint32_t name : touched_) {
      const Workspace::Slot& slot = slots_[name];
      candidates.push_back({name, bound(slot.query_gain, query_weight),
                            bound(slot.candidate_gain, watchlist_.name(name).weight),
                            bound(slot.evidence, kFullEvidenceLetters * kFullCredit)});
    }
    return candidates;
  }

 private:
  // `letters` are the telling letters of the probe.
  void count(const std::vector<Expansion>& expansions, std::int32_t query_weight,
             std::int32_t letters) {
    ++probe_;
    for (const Expansion& expansion : expansions) {
      const std::int32_t evidence = expansion.credit * letters;
      const std::int32_t query_gain = expansion.credit * query_weight / kFullCredit;
      const std::int32_t candidate_gain =
          expansion.credit * watchlist_.word_weight_permille(expansion.word) / kFullCredit;
      for (const std::uint32_t name : watchlist_.postings(expansion.word)) {
        Workspace::Slot& slot = slots_[name];
        if (slot.query != number_) {
          slot = {number_, 0, 0, 0, 0};
          touched_.push_back(name);
        }
        slot.candidate_gain += candidate_gain;
        if (slot.probe == probe_) continue;
        slot.probe = probe_;
        slot.query_gain += query_gain;
        slot.evidence += evidence;
      }
    }
  }

  const Watchlist& watchlist_;
  const std::vector<Word>& words_;
  std::vector<Workspace::Slot>& slots_;
  std::vector<std::uint32_t>& touched_;
  std::uint32_t number_;
  std::uint32_t probe_ = 0;
};

}  // namespace

std::vector<Candidate> find_candidates(const Watchlist& watchlist, const text::Name& query,
                                       Workspace& workspace) {
  if (workspace.slots_.size() != watchlist.name_count() || ++workspace.query_ == 0) {
    workspace.slots_.assign(watchlist.name_count(), {});
    workspace.query_ = 1;
  }
  workspace.touched_.clear();
  Search search(watchlist, query, workspace.slots_, workspace.touched_, workspace.query_);
  search.probe_words();
  search.probe_runs();
  return search.collect();
}

}  // namespace financescr::screening
