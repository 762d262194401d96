#include "engine/screening/alignment.hpp"

#include <algorithm>
#include <string>

#include "engine/text/token_similarity.hpp"

namespace financescr::screening {
namespace {

using text::Word;
using text::WordClass;

constexpr std::int32_t kInitialCredit = 500;
constexpr std::size_t kLongestRun = 3;
constexpr std::size_t kRunLengthSlack = 2;  // letters by which a joined run may miss a word

struct Edge {
  AlignedWords words;
  std::int64_t gain;  // credit times the lighter side's weight
};

std::int64_t weight_of(std::span<const Word> words, std::size_t first, std::size_t count) {
  std::int64_t weight = 0;
  for (std::size_t i = first; i < first + count; ++i) weight += words[i].weight_permille;
  return weight;
}

// Credit of two single words; sets `by_initial` when only a first letter agrees.
std::int32_t pair_credit(const Word& a, const Word& b, bool& by_initial) {
  by_initial = false;
  const bool a_initial = a.word_class == WordClass::kInitial;
  const bool b_initial = b.word_class == WordClass::kInitial;
  if (a_initial || b_initial) {
    if (a.letters == b.letters) return 1000;
    const Word& word = a_initial ? b : a;
    const bool fits = word.word_class == WordClass::kName && a.letters[0] == b.letters[0];
    by_initial = fits;
    return fits ? kInitialCredit : 0;
  }
  if (is_filler(a) != is_filler(b) && a.letters != b.letters) return 0;
  return similarity_credit(text::token_similarity_permille(a.phones, b.phones, kLeastSimilarity));
}

class Aligner {
 public:
  Aligner(std::span<const Word> query, std::span<const Word> candidate)
      : query_(query), candidate_(candidate) {}

  Alignment run() {
    add_pairs();
    add_runs(query_, candidate_, false);
    add_runs(candidate_, query_, true);
    std::stable_sort(edges_.begin(), edges_.end(),
                     [](const Edge& a, const Edge& b) { return a.gain > b.gain; });
    return take_edges();
  }

 private:
  void add(AlignedWords words) {
    const std::int64_t lighter =
        std::min(weight_of(query_, words.query_first, words.query_count),
                 weight_of(candidate_, words.candidate_first, words.candidate_count));
    edges_.push_back({words, words.credit_permille * lighter});
  }

  void add_pairs() {
    for (std::size_t i = 0; i < query_.size(); ++i) {
      for (std::size_t j = 0; j < candidate_.size(); ++j) {
        bool by_initial = false;
        const std::int32_t credit = pair_credit(query_[i], candidate_[j], by_initial);
        if (credit == 0) continue;
        add({static_cast<std::uint8_t>(i), 1, static_cast<std::uint8_t>(j), 1, credit, by_initial});
      }
    }
  }

  // Runs of words of one name against single words of the other; two words in either order.
  void add_runs(std::span<const Word> runs, std::span<const Word> singles, bool swapped) {
    std::string phones;
    std::string reversed;
    for (std::size_t first = 0; first + 1 < runs.size(); ++first) {
      phones.assign(runs[first].phones);
      std::size_t letters = runs[first].letters.size();
      const std::size_t longest = std::min(kLongestRun, runs.size() - first);
      for (std::size_t count = 2; count <= longest; ++count) {
        const Word& next = runs[first + count - 1];
        reversed.assign(next.phones).append(phones);
        phones += next.phones;
        letters += next.letters.size();
        for (std::size_t k = 0; k < singles.size(); ++k) {
          const std::size_t length = singles[k].letters.size();
          if (length + kRunLengthSlack < letters || length > letters + kRunLengthSlack) continue;
          std::int32_t similarity =
              text::token_similarity_permille(phones, singles[k].phones, kLeastRunSimilarity);
          if (count == 2) {
            similarity = std::max(
                similarity,
                text::token_similarity_permille(reversed, singles[k].phones, kLeastRunSimilarity));
          }
          if (similarity > 0) add_run(first, count, k, similarity, swapped);
        }
      }
    }
  }

  void add_run(std::size_t first, std::size_t count, std::size_t single, std::int32_t similarity,
               bool swapped) {
    const auto f = static_cast<std::uint8_t>(first);
    const auto n = static_cast<std::uint8_t>(count);
    const auto s = static_cast<std::uint8_t>(single);
    const std::int32_t credit = similarity_credit(similarity);
    add(swapped ? AlignedWords{s, 1, f, n, credit, false}
                : AlignedWords{f, n, s, 1, credit, false});
  }

  Alignment take_edges() {
    Alignment alignment;
    std::uint64_t query_taken = 0;
    std::uint64_t candidate_taken = 0;
    std::int64_t query_gain = 0;
    std::int64_t candidate_gain = 0;
    std::int64_t letters = 0;
    std::int64_t initial_weight = 0;
    for (const Edge& edge : edges_) {
      const AlignedWords& w = edge.words;
      const std::uint64_t q = mask(w.query_first, w.query_count);
      const std::uint64_t c = mask(w.candidate_first, w.candidate_count);
      if ((query_taken & q) != 0 || (candidate_taken & c) != 0) continue;
      query_taken |= q;
      candidate_taken |= c;
      const std::int64_t q_weight = weight_of(query_, w.query_first, w.query_count);
      query_gain += w.credit_permille * q_weight;
      candidate_gain +=
          w.credit_permille * weight_of(candidate_, w.candidate_first, w.candidate_count);
      if (w.by_initial) {
        initial_weight += q_weight;
      } else {
        letters += std::min(telling_letters(query_, w.query_first, w.query_count),
                            telling_letters(candidate_, w.candidate_first, w.candidate_count)) *
                   w.credit_permille;
      }
      alignment.pairs.push_back(w);
    }
    std::stable_sort(alignment.pairs.begin(), alignment.pairs.end(),
                     [](const auto& a, const auto& b) { return a.query_first < b.query_first; });
    const std::int64_t query_weight = weight_of(query_, 0, query_.size());
    alignment.query_coverage = share(query_gain, query_weight * 1000);
    alignment.candidate_coverage =
        share(candidate_gain, weight_of(candidate_, 0, candidate_.size()) * 1000);
    alignment.evidence =
        std::min(kMicroOne, share(letters, std::int64_t{kFullEvidenceLetters} * 1000));
    alignment.initials = share(initial_weight, query_weight);
    return alignment;
  }

  static std::uint64_t mask(std::uint8_t first, std::uint8_t count) {
    return ((std::uint64_t{1} << count) - 1) << first;
  }

  static std::int64_t telling_letters(std::span<const Word> words, std::size_t first,
                                      std::size_t count) {
    std::int64_t letters = 0;
    for (std::size_t i = first; i < first + count; ++i) {
      if (!is_filler(words[i])) letters += static_cast<std::int64_t>(words[i].letters.size());
    }
    return letters;
  }

  // part / whole in Micro, rounded down; 0 of nothing.
  static Micro share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? kMicroZero : Micro{part * Micro::kScale / whole};
  }

  std::span<const Word> query_;
  std::span<const Word> candidate_;
  std::vector<Edge> edges_;
};

}  // namespace

bool is_filler(const Word& word) {
  switch (word.word_class) {
    case WordClass::kParticle:
    case WordClass::kHonorific:
    case WordClass::kLegalForm:
    case WordClass::kGeneric:
      return true;
    case WordClass::kName:
    case WordClass::kInitial:
    case WordClass::kNumber:
      return false;
  }
  return false;
}

Alignment align(std::span<const Word> query, std::span<const Word> candidate) {
  return Aligner(query, candidate).run();
}

}  // namespace financescr::screening
