#include "engine/screening/alignment.hpp"

#include <algorithm>
#include <tuple>

#include "engine/text/phonetic.hpp"
#include "engine/text/runs.hpp"
#include "engine/text/token_similarity.hpp"

namespace financescr::screening {
namespace {

using text::Word;
using text::WordClass;

constexpr std::int32_t kInitialCredit = 500;

bool is_initial(const Word& word) { return word.word_class == WordClass::kInitial; }

// Heaviest first: credit times the lighter side's weight. Equal ones single words first, then by
// place.
struct WeighedLink {
  std::int64_t gain;
  Link link;

  bool operator<(const WeighedLink& other) const {
    const auto rank = [](const WeighedLink& w) {
      return std::make_tuple(-w.gain, w.link.query_count + w.link.candidate_count,
                             w.link.query_first, w.link.candidate_first, w.link.query_count,
                             w.link.candidate_count);
    };
    return rank(*this) < rank(other);
  }
};

std::uint64_t mask(std::uint8_t first, std::uint8_t count) {
  return ((std::uint64_t{1} << count) - 1) << first;
}

// part / whole in Micro, rounded down; 0 of nothing.
Micro share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kMicroZero : Micro{part * Micro::kScale / whole};
}

std::uint8_t small(std::size_t i) { return static_cast<std::uint8_t>(i); }

}  // namespace

NameWeights::NameWeights(std::span<const Word> words) {
  for (const Word& word : words) add(word.weight_permille, word.word_class, word.letters.size());
}

void NameWeights::add(std::int32_t weight_permille, WordClass word_class, std::size_t letters) {
  weights_[count_] = static_cast<std::uint16_t>(weight_permille);
  telling_[count_] = text::is_filler(word_class) ? 0 : small(letters);
  ++count_;
  whole_ += weight_permille;
}

std::int64_t NameWeights::weight(std::size_t first, std::size_t count) const {
  std::int64_t sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += weights_[i];
  return sum;
}

std::int64_t NameWeights::telling_letters(std::size_t first, std::size_t count) const {
  std::int64_t sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += telling_[i];
  return sum;
}

std::int32_t least_similarity(WordClass query, std::size_t query_letters, WordClass candidate) {
  constexpr std::int32_t kNever = 1001;
  if (text::is_filler(query) == text::is_filler(candidate)) return kLeastSimilarity;
  const bool misspelt = query == WordClass::kName && candidate == WordClass::kGeneric &&
                        query_letters >= kLeastMisspeltLetters;
  return misspelt ? kLeastMisspeltSimilarity : kNever;
}

std::int32_t word_credit(const Word& query, const Word& candidate) {
  const std::int32_t similarity =
      text::token_similarity_permille(query.phones, candidate.phones, kLeastSimilarity);
  if (similarity == 0 || !text::share_sound_key(query.phones, candidate.phones)) return 0;
  const std::int32_t least =
      least_similarity(query.word_class, query.letters.size(), candidate.word_class);
  if (similarity < least && query.letters != candidate.letters) return 0;
  return similarity_credit(similarity);
}

std::int32_t run_credit(std::string_view run_phones, const Word& word) {
  const std::int32_t similarity =
      text::token_similarity_permille(run_phones, word.phones, kLeastRunSimilarity);
  if (similarity == 0) return 0;
  return text::run_meets_word(run_phones, word.phones) ? similarity_credit(similarity) : 0;
}

std::int32_t initial_credit(const Word& a, const Word& b, bool& by_initial) {
  by_initial = false;
  if (a.letters == b.letters) return 1000;
  const Word& word = is_initial(a) ? b : a;
  by_initial = word.word_class == WordClass::kName && a.letters[0] == b.letters[0];
  return by_initial ? kInitialCredit : 0;
}

std::vector<Link> find_links(std::span<const Word> query, std::span<const Word> candidate) {
  std::vector<Link> links;
  for (std::size_t i = 0; i < query.size(); ++i) {
    for (std::size_t j = 0; j < candidate.size(); ++j) {
      bool by_initial = false;
      const bool initials = is_initial(query[i]) || is_initial(candidate[j]);
      const std::int32_t credit = initials ? initial_credit(query[i], candidate[j], by_initial)
                                           : word_credit(query[i], candidate[j]);
      if (credit > 0) links.push_back({small(i), 1, small(j), 1, credit, by_initial});
    }
  }
  for (const text::Run& run : text::runs_of(query)) {
    for (std::size_t j = 0; j < candidate.size(); ++j) {
      if (!text::comparable_lengths(run.letters, candidate[j].letters.size())) continue;
      const std::int32_t credit = run_credit(run.phones, candidate[j]);
      if (credit > 0) links.push_back({run.first, run.count, small(j), 1, credit, false});
    }
  }
  for (const text::Run& run : text::runs_of(candidate)) {
    for (std::size_t i = 0; i < query.size(); ++i) {
      if (!text::comparable_lengths(run.letters, query[i].letters.size())) continue;
      const std::int32_t credit = run_credit(run.phones, query[i]);
      if (credit > 0) links.push_back({small(i), 1, run.first, run.count, credit, false});
    }
  }
  return links;
}

std::vector<bool> searched_words(std::span<const Word> query) {
  std::vector<bool> searched;
  for (const Word& word : query) searched.push_back(text::is_searched(word.word_class));
  const bool any = std::find(searched.begin(), searched.end(), true) != searched.end();
  if (!any) searched.assign(query.size(), true);
  return searched;
}

bool is_found(std::span<const Word> query, std::span<const Link> links) {
  const auto searched = searched_words(query);
  return std::any_of(links.begin(), links.end(), [&searched](const Link& link) {
    const bool run = link.query_count > 1 || link.candidate_count > 1;
    return run || (searched[link.query_first] && !link.by_initial);
  });
}

Alignment resolve(std::span<const Link> links, const NameWeights& query,
                  const NameWeights& candidate, bool keep_pairs) {
  Alignment alignment;
  std::array<WeighedLink, 16> few;
  std::vector<WeighedLink> many;
  if (links.size() > few.size()) many.resize(links.size());
  const std::span<WeighedLink> weighed =
      many.empty() ? std::span(few).first(links.size()) : std::span(many);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    const std::int64_t lighter =
        std::min(query.weight(link.query_first, link.query_count),
                 candidate.weight(link.candidate_first, link.candidate_count));
    weighed[i] = {link.credit_permille * lighter, link};
  }
  std::sort(weighed.begin(), weighed.end());  // total order
  std::uint64_t query_taken = 0;
  std::uint64_t candidate_taken = 0;
  std::int64_t query_gain = 0;
  std::int64_t candidate_gain = 0;
  std::int64_t letters = 0;
  std::int64_t initial_weight = 0;
  for (const auto& [gain, link] : weighed) {
    const std::uint64_t q = mask(link.query_first, link.query_count);
    const std::uint64_t c = mask(link.candidate_first, link.candidate_count);
    if ((query_taken & q) != 0 || (candidate_taken & c) != 0) continue;
    query_taken |= q;
    candidate_taken |= c;
    const std::int64_t q_weight = query.weight(link.query_first, link.query_count);
    query_gain += link.credit_permille * q_weight;
    candidate_gain +=
        link.credit_permille * candidate.weight(link.candidate_first, link.candidate_count);
    if (link.by_initial) {
      initial_weight += q_weight;
    } else {
      letters += std::min(query.telling_letters(link.query_first, link.query_count),
                          candidate.telling_letters(link.candidate_first, link.candidate_count)) *
                 link.credit_permille;
    }
    if (keep_pairs) alignment.pairs.push_back(link);
  }
  std::stable_sort(alignment.pairs.begin(), alignment.pairs.end(),
                   [](const Link& a, const Link& b) { return a.query_first < b.query_first; });
  alignment.query_coverage = share(query_gain, query.whole() * 1000);
  alignment.candidate_coverage = share(candidate_gain, candidate.whole() * 1000);
  alignment.evidence =
      std::min(kMicroOne, share(letters, std::int64_t{kFullEvidenceLetters} * 1000));
  alignment.initials = share(initial_weight, query.whole());
  return alignment;
}

Alignment align(std::span<const Word> query, std::span<const Word> candidate) {
  return resolve(find_links(query, candidate), NameWeights(query), NameWeights(candidate), true);
}

}  // namespace financescr::screening
