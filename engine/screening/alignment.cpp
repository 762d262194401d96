#include "engine/screening/alignment.hpp"

#include <algorithm>
#include <tuple>

#include "engine/text/given_names.hpp"
#include "engine/text/letter_edits.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/runs.hpp"
#include "engine/text/token_similarity.hpp"

namespace financescr::screening {
namespace {

using text::Word;
using text::WordClass;

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
                             w.link.candidate_count, w.link.needs_support);
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

// Whether words of two classes may answer each other by their letters.
enum class EditUse : std::uint8_t {
  kNone,
  kNames,
  kMisspelt,   // a company word
  kSupported,  // a legal form or a title
};

EditUse edit_use(WordClass query, WordClass candidate) {
  if (!text::is_filler(query) && !text::is_filler(candidate)) return EditUse::kNames;
  if (query != WordClass::kName) return EditUse::kNone;
  if (candidate == WordClass::kGeneric) return EditUse::kMisspelt;
  const bool supports = candidate == WordClass::kLegalForm || candidate == WordClass::kHonorific;
  return supports ? EditUse::kSupported : EditUse::kNone;
}

std::int32_t sound_credit(const Word& query, const Word& candidate) {
  const std::int32_t similarity =
      text::token_similarity_permille(query.phones, candidate.phones, kLeastSimilarity);
  if (similarity == 0 || !text::share_sound_key(query.phones, candidate.phones)) return 0;
  const std::int32_t least =
      least_similarity(query.word_class, query.letters.size(), candidate.word_class);
  if (similarity < least && query.letters != candidate.letters) return 0;
  return similarity_credit(similarity);
}

bool shares_words(const Link& a, const Link& b) {
  return (mask(a.query_first, a.query_count) & mask(b.query_first, b.query_count)) != 0 ||
         (mask(a.candidate_first, a.candidate_count) &
          mask(b.candidate_first, b.candidate_count)) != 0;
}

// Whether a link that needs support has it.
bool is_supported(const Link& link, std::span<const Link> links, const NameWeights& query,
                  const NameWeights& candidate) {
  return std::any_of(links.begin(), links.end(), [&](const Link& other) {
    return !other.needs_support && !other.by_initial && !shares_words(link, other) &&
           query.telling_letters(other.query_first, other.query_count) > 0 &&
           candidate.telling_letters(other.candidate_first, other.candidate_count) > 0;
  });
}

// What a query's word weighs beyond the company word that it answers misspelt: it then says no more
// than that.
std::int64_t misspelt_surplus(const Link& link, const NameWeights& query,
                              const NameWeights& candidate) {
  if (link.query_count > 1 || link.candidate_count > 1 || !query.tells(link.query_first) ||
      candidate.tells(link.candidate_first)) {
    return 0;
  }
  return std::max<std::int64_t>(
      0, query.weight(link.query_first, 1) - candidate.weight(link.candidate_first, 1));
}

// Whether one of the links answers a word by a word.
bool links_words(std::span<const Link> links, std::uint8_t query, std::uint8_t candidate) {
  return std::any_of(links.begin(), links.end(), [&](const Link& link) {
    return !link.by_initial && (mask(link.query_first, link.query_count) & mask(query, 1)) != 0 &&
           (mask(link.candidate_first, link.candidate_count) & mask(candidate, 1)) != 0;
  });
}

// Whether the child of one name is the parent of the other, and no pair stands as it should.
bool is_order_conflict(std::span<const Link> taken, const std::vector<text::Descent>& query,
                       const std::vector<text::Descent>& candidate) {
  bool conflict = false;
  for (const text::Descent& q : query) {
    for (const text::Descent& c : candidate) {
      if (links_words(taken, q.child, c.child) && links_words(taken, q.parent, c.parent)) {
        return false;
      }
      conflict = conflict ||
                 (links_words(taken, q.child, c.parent) && links_words(taken, q.parent, c.child));
    }
  }
  return conflict;
}

void lift_if_contained(std::size_t told_words, Alignment& alignment) {
  if (told_words >= kContainedWords && alignment.candidate_coverage >= kContainedCandidate &&
      alignment.evidence >= kContainedEvidence) {
    alignment.query_coverage = std::max(alignment.query_coverage, kContainedCoverage);
  }
}

// `asked` and `listed`: the numbers of each name that nothing answers, as bits.
Micro number_conflict(std::uint64_t asked, std::uint64_t listed) {
  if (asked == 0 && listed == 0) return kMicroZero;
  return asked != 0 && listed != 0 ? kMicroOne : kOneSidedConflict;
}

}  // namespace

NameWeights::NameWeights(std::span<const Word> words) {
  for (const Word& word : words) {
    add(word.weight_permille, word.word_class, word.letters.size(), word.rarity_bits);
  }
  descents_ = text::descents_of(words);
}

void NameWeights::add(std::int32_t weight_permille, WordClass word_class, std::size_t letters,
                      std::int32_t rarity_bits) {
  weights_[count_] = static_cast<std::uint16_t>(weight_permille);
  telling_[count_] = text::is_filler(word_class) ? 0 : small(letters);
  rarity_[count_] = static_cast<std::uint8_t>(rarity_bits);
  if (word_class == WordClass::kNumber && letters <= kLongestNumber) {
    numbers_ |= std::uint64_t{1} << count_;
  }
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

std::int64_t NameWeights::rarity_bits(std::size_t first, std::size_t count) const {
  std::int64_t sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += rarity_[i];
  return sum;
}

std::int32_t least_similarity(WordClass query, std::size_t query_letters, WordClass candidate) {
  if (query == WordClass::kNumber && candidate == WordClass::kNumber) return kNeverSimilar;
  if (text::is_filler(query) == text::is_filler(candidate)) return kLeastSimilarity;
  const bool title = (query == WordClass::kHonorific || candidate == WordClass::kHonorific) &&
                     (query == WordClass::kName || candidate == WordClass::kName);
  if (title) return kLeastTitleSimilarity;
  const bool misspelt = query == WordClass::kName && candidate == WordClass::kGeneric &&
                        query_letters >= kLeastMisspeltLetters;
  return misspelt ? kLeastMisspeltSimilarity : kNeverSimilar;
}

WordCredits edit_credits(const Word& query, const Word& candidate) {
  const EditUse use = edit_use(query.word_class, candidate.word_class);
  if (use == EditUse::kNone || !text::is_compared_by_letters(query.letters, query.phones) ||
      !text::is_compared_by_letters(candidate.letters, candidate.phones)) {
    return {};
  }
  const text::EditMatch match = text::edit_match(query.letters, candidate.letters);
  const std::int32_t credit = similarity_credit(match.similarity_permille);
  if (match.needs_support && use != EditUse::kNames &&
      candidate.letters.size() < kLeastMisspeltLetters) {
    return {};
  }
  if (match.needs_support || use == EditUse::kSupported) return {0, credit};
  return {credit, 0};
}

WordCredits word_credits(const Word& query, const Word& candidate) {
  WordCredits credits = edit_credits(query, candidate);
  credits.plain = std::max(credits.plain, sound_credit(query, candidate));
  if (credits.plain < kGivenNameCredit && query.word_class == WordClass::kName &&
      candidate.word_class == WordClass::kName &&
      text::share_given_name(query.letters, candidate.letters)) {
    credits.supported = std::max(credits.supported, kGivenNameCredit);
  }
  if (credits.supported <= credits.plain) credits.supported = 0;
  return credits;
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
      if (is_initial(query[i]) || is_initial(candidate[j])) {
        bool by_initial = false;
        const std::int32_t credit = initial_credit(query[i], candidate[j], by_initial);
        if (credit > 0) links.push_back({small(i), 1, small(j), 1, credit, by_initial, false});
        continue;
      }
      const WordCredits credits = word_credits(query[i], candidate[j]);
      if (credits.plain > 0) {
        links.push_back({small(i), 1, small(j), 1, credits.plain, false, false});
      }
      if (credits.supported > 0) {
        links.push_back({small(i), 1, small(j), 1, credits.supported, false, true});
      }
    }
  }
  for (const text::Run& run : text::runs_of(query)) {
    const text::LetterCount length = text::letter_count(run.letters, run.phones);
    for (std::size_t j = 0; j < candidate.size(); ++j) {
      if (!text::comparable_lengths(
              length, text::letter_count(candidate[j].letters.size(), candidate[j].phones)))
        continue;
      const std::int32_t credit = run_credit(run.phones, candidate[j]);
      if (credit > 0) links.push_back({run.first, run.count, small(j), 1, credit, false, false});
    }
  }
  for (const text::Run& run : text::runs_of(candidate)) {
    const text::LetterCount length = text::letter_count(run.letters, run.phones);
    for (std::size_t i = 0; i < query.size(); ++i) {
      if (!text::comparable_lengths(length,
                                    text::letter_count(query[i].letters.size(), query[i].phones)))
        continue;
      const std::int32_t credit = run_credit(run.phones, query[i]);
      if (credit > 0) links.push_back({small(i), 1, run.first, run.count, credit, false, false});
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
    return run || (searched[link.query_first] && !link.by_initial && !link.needs_support);
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
  std::int64_t query_whole = query.whole();
  std::int64_t query_gain = 0;
  std::int64_t candidate_gain = 0;
  std::int64_t letters = 0;
  std::int64_t bits = 0;
  std::int64_t initial_weight = 0;
  const bool descend = !query.descents().empty() && !candidate.descents().empty();
  std::vector<Link> taken;
  std::size_t told_words = 0;
  for (const auto& [gain, link] : weighed) {
    const std::uint64_t q = mask(link.query_first, link.query_count);
    const std::uint64_t c = mask(link.candidate_first, link.candidate_count);
    if ((query_taken & q) != 0 || (candidate_taken & c) != 0) continue;
    if (link.needs_support && !is_supported(link, links, query, candidate)) continue;
    query_taken |= q;
    candidate_taken |= c;
    const std::int64_t q_weight = query.weight(link.query_first, link.query_count);
    const std::int64_t surplus = misspelt_surplus(link, query, candidate);
    query_whole -= surplus;
    query_gain += link.credit_permille * (q_weight - surplus);
    candidate_gain +=
        link.credit_permille * candidate.weight(link.candidate_first, link.candidate_count);
    if (link.by_initial) {
      initial_weight += q_weight;
    } else {
      if (candidate.telling_letters(link.candidate_first, link.candidate_count) > 0) ++told_words;
      letters += std::min(query.telling_letters(link.query_first, link.query_count),
                          candidate.telling_letters(link.candidate_first, link.candidate_count)) *
                 link.credit_permille;
      bits += std::min(query.rarity_bits(link.query_first, link.query_count),
                       candidate.rarity_bits(link.candidate_first, link.candidate_count)) *
              link.credit_permille;
    }
    if (keep_pairs) alignment.pairs.push_back(link);
    if (descend) taken.push_back(link);
  }
  std::stable_sort(alignment.pairs.begin(), alignment.pairs.end(),
                   [](const Link& a, const Link& b) { return a.query_first < b.query_first; });
  alignment.query_coverage = share(query_gain, query_whole * 1000);
  alignment.candidate_coverage = share(candidate_gain, candidate.whole() * 1000);
  alignment.evidence =
      std::min(kMicroOne, share(letters, std::int64_t{kFullEvidenceLetters} * 1000));
  if (descend) {
    alignment.order_conflict = is_order_conflict(taken, query.descents(), candidate.descents());
  }
  alignment.rarity = std::min(kMicroOne, share(bits, std::int64_t{kFullRarityBits} * 1000));
  alignment.initials = share(initial_weight, query.whole());
  lift_if_contained(told_words, alignment);
  alignment.number_conflict =
      number_conflict(query.numbers() & ~query_taken, candidate.numbers() & ~candidate_taken);
  return alignment;
}

Alignment align(std::span<const Word> query, std::span<const Word> candidate) {
  return resolve(find_links(query, candidate), NameWeights(query), NameWeights(candidate), true);
}

}  // namespace financescr::screening
