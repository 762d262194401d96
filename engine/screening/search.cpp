#include "engine/screening/search.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/text/given_names.hpp"
#include "engine/text/letter_edits.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::screening {
namespace {

using pack::Watchlist;
using text::Word;
using text::WordClass;

constexpr std::int32_t kFullCredit = 1000;
constexpr std::int32_t kEvidenceUnit = 100;  // parts of a letter, of a bit

std::uint16_t saturated(std::uint16_t sum, std::int64_t more) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(std::min(kMost, std::int64_t{sum} + more));
}

std::int64_t rounded_up(std::int64_t part, std::int64_t whole) {
  return (part + whole - 1) / whole;
}

// part / whole in Micro, at most 1; 1 of nothing.
Micro bounded_share(std::int64_t part, std::int64_t whole) {
  if (part >= whole) return kMicroOne;
  return Micro{rounded_up(part * Micro::kScale, whole)};
}

void make_distinct(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());  // total order
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

// Leaves of each word its best answer, and the best in need of support if that is better; best
// first, then by word.
template <typename Answers>
void keep_best(Answers& answers) {
  const auto before = [](const auto& a, const auto& b) {
    return std::make_tuple(a.word, a.needs_support, -a.credit) <
           std::make_tuple(b.word, b.needs_support, -b.credit);
  };
  std::sort(answers.begin(), answers.end(), before);  // total order
  std::size_t kept = 0;
  for (const auto& answer : answers) {
    const bool first = kept == 0 || answers[kept - 1].word != answer.word;
    const bool better = !first && answer.needs_support && !answers[kept - 1].needs_support &&
                        answer.credit > answers[kept - 1].credit;
    if (first || better) answers[kept++] = answer;
  }
  answers.resize(kept);
  std::stable_sort(answers.begin(), answers.end(),
                   [](const auto& a, const auto& b) { return a.credit > b.credit; });
}

}  // namespace

Search::Search(const Watchlist& watchlist, const text::Name& query, Workspace& workspace,
               SearchWork counted)
    : watchlist_(watchlist),
      words_(query.words()),
      workspace_(workspace),
      weights_(query.words()),
      searched_(searched_words(query.words())) {
  if (workspace_.slots_.size() != watchlist.name_count() || ++workspace_.query_ == 0) {
    workspace_.slots_.assign(watchlist.name_count(), {});
    workspace_.query_ = 1;
  }
  if (counted == SearchWork::kFirst) workspace_.work_ = 0;
  workspace_.touched_.clear();
  workspace_.answers_.clear();
  workspace_.run_answers_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    keys_.push_back(text::sound_keys(words_[i].phones));
    if (words_[i].word_class == WordClass::kInitial) {
      has_initial_ = true;
      initials_searched_ = initials_searched_ || searched_[i];
      ++initial_count_;
    }
    if (searched_[i]) continue;
    unsearched_weight_ += words_[i].weight_permille;
    unsearched_letters_ += weights_.telling_letters(i, 1);
    if (words_[i].word_class == WordClass::kHonorific) ++title_count_;
    unsearched_bits_ += weights_.rarity_bits(i, 1);
  }
  for (std::size_t i = 0; i < words_.size() && !workspace_.was_cut(); ++i) {
    if (words_[i].word_class == WordClass::kInitial) {
      probe_initial(i);
    } else {
      probe_word(i);
    }
  }
  probe_runs();
  count_supported();
  std::stable_sort(workspace_.answers_.begin(), workspace_.answers_.end(),
                   [](const auto& a, const auto& b) { return a.word < b.word; });
  std::stable_sort(workspace_.run_answers_.begin(), workspace_.run_answers_.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
}

void Search::probe_word(std::size_t i) {
  const text::TokenPattern pattern(words_[i].phones);
  expand(pattern, keys_[i], &words_[i]);
  expand_edits(words_[i]);
  expand_given_names(words_[i]);
  keep_best(workspace_.probe_answers_);
  keep_answers(i, 1);
  if (searched_[i]) count(i, 1);
  if (!workspace_.was_cut()) probe_listed_runs(i, pattern);
}

// Only searched where the query has nothing better; align() pairs initials by itself.
void Search::probe_initial(std::size_t i) {
  if (!searched_[i]) return;
  workspace_.probe_answers_.clear();
  std::uint32_t word = watchlist_.find_word(words_[i].letters).value_or(watchlist_.word_count());
  for (; word < watchlist_.word_count(); ++word) {
    if (watchlist_.word(word).letters != words_[i].letters) break;
    workspace_.probe_answers_.push_back({word, 0, 0, kFullCredit, false});
  }
  count(i, 1);
}

void Search::probe_runs() {
  for (const text::Run& run : text::runs_of(words_)) {
    if (workspace_.was_cut()) return;
    expand(text::TokenPattern(run.phones), text::run_keys(run.phones), nullptr);
    auto& answers = workspace_.probe_answers_;
    const text::LetterCount length = text::letter_count(run.letters, run.phones);
    const auto end = std::remove_if(answers.begin(), answers.end(), [&](const auto& answer) {
      return !text::comparable_lengths(length,
                                       text::letter_count(watchlist_.word_letter_count(answer.word),
                                                          watchlist_.word_phones(answer.word)));
    });
    answers.erase(end, answers.end());
    keep_best(answers);
    keep_answers(run.first, run.count);
    count(run.first, run.count);
  }
}

void Search::probe_listed_runs(std::size_t i, const text::TokenPattern& pattern) {
  ++probe_;
  auto& runs = workspace_.numbers_;
  runs.clear();
  for (const std::uint32_t key : keys_[i]) {
    const auto found = watchlist_.runs_with_key(key);
    runs.insert(runs.end(), found.begin(), found.end());
  }
  make_distinct(runs);
  for (const std::uint32_t packed : runs) {
    if (!spend(kComparisonWork)) return;
    const auto run = pack::RunPosting::of(packed);
    const pack::NameRecord& name = watchlist_.name(run.name);
    const auto words = watchlist_.name_words(name).subspan(run.first, run.count);
    const std::int32_t credit = run_credit(i, pattern, words, run.reversed);
    if (credit == 0) continue;
    workspace_.run_answers_.push_back(
        {run.name, {static_cast<std::uint8_t>(i), 1, run.first, run.count, credit, false, false}});
    std::int64_t weight = 0;
    for (const std::uint32_t word : words) weight += watchlist_.word_weight_permille(word);
    Workspace::Slot& slot = touch(run.name);
    slot.has_run = 1;
    slot.candidate_gain = saturated(slot.candidate_gain, rounded_up(credit * weight, kFullCredit));
    if (slot.probe == probe_) continue;
    slot.probe = probe_;
    slot.query_gain = saturated(slot.query_gain, weights_.weight(i, 1));
    slot.evidence = saturated(slot.evidence, weights_.telling_letters(i, 1) * kEvidenceUnit);
    slot.rarity = saturated(slot.rarity, weights_.rarity_bits(i, 1) * kEvidenceUnit);
  }
}

// What run_credit() of alignment.hpp gives, for a run that has one of the word's keys.
std::int32_t Search::run_credit(std::size_t i, const text::TokenPattern& pattern,
                                std::span<const std::uint32_t> run, bool reversed) const {
  std::size_t letters = 0;
  for (const std::uint32_t word : run) letters += watchlist_.word_letter_count(word);
  std::string phones;
  for (std::size_t k = 0; k < run.size(); ++k) {
    phones += watchlist_.word_phones(run[reversed ? run.size() - 1 - k : k]);
  }
  if (!text::comparable_lengths(text::letter_count(letters, phones),
                                text::letter_count(words_[i].letters.size(), words_[i].phones))) {
    return 0;
  }
  return similarity_credit(pattern.similarity_permille(phones, kLeastRunSimilarity));
}

// The listed words under any of the keys, each once.
void Search::collect_words(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>& words) {
  auto& seen = workspace_.seen_;
  if (seen.size() != watchlist_.word_count() || ++workspace_.collection_ == 0) {
    seen.assign(watchlist_.word_count(), 0);
    workspace_.collection_ = 1;
  }
  words.clear();
  for (const std::uint32_t key : keys) {
    for (const std::uint32_t word : watchlist_.words_with_key(key)) {
      if (seen[word] == workspace_.collection_) continue;
      seen[word] = workspace_.collection_;
      words.push_back(word);
    }
  }
}

// How much a listed word must sound like `single` to answer it; over 1000 if it never does. Words
// of the same letters answer each other whatever they are.
std::int32_t Search::needed_similarity(const Word& single, std::uint32_t listed) const {
  const WordClass listed_class = watchlist_.word_class(listed);
  if (listed_class == WordClass::kInitial) return kNeverSimilar;
  const std::int32_t needed =
      least_similarity(single.word_class, single.letters.size(), listed_class);
  if (needed == kLeastSimilarity || single.letters != watchlist_.word(listed).letters) {
    return needed;
  }
  return kLeastSimilarity;
}

// Fills probe_answers_ with the listed words that answer by their sound. `single` is the word that
// asks, or null for a run.
void Search::expand(const text::TokenPattern& pattern, std::span<const std::uint32_t> keys,
                    const Word* single) {
  auto& words = workspace_.numbers_;
  collect_words(keys, words);
  auto& answers = workspace_.probe_answers_;
  answers.clear();
  for (const std::uint32_t word : words) {
    if (!spend(kComparisonWork)) return;
    const std::int32_t needed =
        single == nullptr ? kLeastRunSimilarity : needed_similarity(*single, word);
    if (needed >= kNeverSimilar) continue;
    const std::int32_t similarity =
        pattern.similarity_permille(watchlist_.word_phones(word), needed);
    if (similarity == 0) continue;
    answers.push_back(
        {word, 0, 0, static_cast<std::int16_t>(similarity_credit(similarity)), false});
  }
}

// Adds to probe_answers_ the listed words that answer by their letters.
void Search::expand_edits(const Word& single) {
  if (text::is_filler(single.word_class)) return;
  auto& words = workspace_.similar_;
  collect_words(text::edit_probes(single.letters), words);
  for (const std::uint32_t word : words) {
    if (!spend(kEditWork)) return;
    const WordCredits credits = edit_credits(single, watchlist_.word(word));
    const std::int32_t credit = std::max(credits.plain, credits.supported);
    if (credit == 0) continue;
    workspace_.probe_answers_.push_back(
        {word, 0, 0, static_cast<std::int16_t>(credit), credits.plain == 0});
  }
}

// Adds to probe_answers_ the listed words that are forms of the same given name.
void Search::expand_given_names(const Word& single) {
  if (single.word_class != WordClass::kName) return;
  for (const std::uint16_t group : text::given_name_groups(single.letters)) {
    for (const std::uint32_t word : watchlist_.words_of_given_name(group)) {
      if (!spend(1)) return;
      workspace_.probe_answers_.push_back({word, 0, 0, kGivenNameCredit, true});
    }
  }
}

void Search::keep_answers(std::size_t first, std::size_t count) {
  for (auto answer : workspace_.probe_answers_) {
    answer.first = static_cast<std::uint8_t>(first);
    answer.count = static_cast<std::uint8_t>(count);
    workspace_.answers_.push_back(answer);
  }
}

Workspace::Slot& Search::touch(std::uint32_t name) {
  Workspace::Slot& slot = workspace_.slots_[name];
  if (slot.query != workspace_.query_) {
    slot = {};
    slot.query = workspace_.query_;
    workspace_.touched_.push_back(name);
  }
  return slot;
}

// Counts probe_answers_ for the words of the query that asked: the best answer on the query's side,
// all of them on the name's.
void Search::count(std::size_t first, std::size_t count) {
  ++probe_;
  const std::int64_t weight = weights_.weight(first, count);
  const std::int64_t letters = weights_.telling_letters(first, count);
  const std::int64_t bits = weights_.rarity_bits(first, count);
  for (const auto& answer : workspace_.probe_answers_) {
    if (answer.needs_support) continue;
    const std::int64_t more = surplus(first, count, answer);
    const std::int64_t query_gain = rounded_up(answer.credit * weight, kFullCredit) + more;
    const std::int64_t evidence = rounded_up(answer.credit * letters * kEvidenceUnit, kFullCredit);
    const std::int64_t rarity = rounded_up(answer.credit * bits * kEvidenceUnit, kFullCredit);
    const std::int64_t candidate_gain =
        rounded_up(answer.credit * watchlist_.word_weight_permille(answer.word), kFullCredit);
    const auto postings = watchlist_.postings(answer.word);
    if (!spend(static_cast<std::int64_t>(postings.size()))) return;
    for (const std::uint32_t name : postings) {
      Workspace::Slot& slot = touch(name);
      slot.candidate_gain = saturated(slot.candidate_gain, candidate_gain);
      if (slot.probe == probe_ && more == 0) continue;
      slot.probe = probe_;
      slot.query_gain = saturated(slot.query_gain, query_gain);
      slot.evidence = saturated(slot.evidence, evidence);
      slot.rarity = saturated(slot.rarity, rarity);
    }
  }
}

// What the share of the query gains at most because the word weighs less as a company word
// misspelt: what is missing of the word's weight, as if the surplus were answered.
std::int64_t Search::surplus(std::size_t first, std::size_t count,
                             const Workspace::Answer& answer) const {
  if (count > 1 || !weights_.tells(first) || !text::is_filler(watchlist_.word_class(answer.word))) {
    return 0;
  }
  const std::int64_t more =
      weights_.weight(first, 1) - watchlist_.word_weight_permille(answer.word);
  return more <= 0 ? 0 : rounded_up((kFullCredit - answer.credit) * more, kFullCredit);
}

// Counts the answers that need support, which only names have that something else found.
void Search::count_supported() {
  std::int32_t last = -1;
  for (const auto& answer : workspace_.answers_) {
    if (!answer.needs_support) continue;
    if (answer.first != last) ++probe_;
    last = answer.first;
    const std::int64_t more = surplus(answer.first, 1, answer);
    const std::int64_t query_gain =
        rounded_up(answer.credit * weights_.weight(answer.first, 1), kFullCredit) + more;
    const std::int64_t evidence = rounded_up(
        answer.credit * weights_.telling_letters(answer.first, 1) * kEvidenceUnit, kFullCredit);
    const std::int64_t rarity = rounded_up(
        answer.credit * weights_.rarity_bits(answer.first, 1) * kEvidenceUnit, kFullCredit);
    const std::int64_t candidate_gain =
        rounded_up(answer.credit * watchlist_.word_weight_permille(answer.word), kFullCredit);
    const auto postings = watchlist_.postings(answer.word);
    if (!spend(static_cast<std::int64_t>(postings.size()))) return;
    for (const std::uint32_t name : postings) {
      Workspace::Slot& slot = workspace_.slots_[name];
      if (slot.query != workspace_.query_) continue;
      slot.candidate_gain = saturated(slot.candidate_gain, candidate_gain);
      if (slot.probe == probe_ && more == 0) continue;
      slot.probe = probe_;
      slot.query_gain = saturated(slot.query_gain, query_gain);
      slot.evidence = saturated(slot.evidence, evidence);
      slot.rarity = saturated(slot.rarity, rarity);
    }
  }
}

NameBounds Search::bounds(std::uint32_t name) const {
  const Workspace::Slot& slot = workspace_.slots_[name];
  const pack::NameRecord& record = watchlist_.name(name);
  // What nothing answered may still be met by an initial of the other name, by kInitialCredit of
  // its weight. Initials that are not searched for are counted whole already, on their own side.
  const auto met = [](std::int64_t gain, std::int64_t whole, std::int64_t most) {
    const std::int64_t rest = std::max<std::int64_t>(0, whole - gain);
    return bounded_share(gain + std::min(rounded_up(rest * kInitialCredit, kFullCredit), most),
                         whole);
  };
  constexpr std::int64_t kHeaviestWord = 1000;
  const bool met_by_initials = record.has_initial != 0 || initials_searched_;
  const std::int64_t support = rounded_up(std::int64_t{record.weight} * record.support_share,
                                          pack::NameRecord::kSupportShareUnit);
  const Micro candidate =
      met(slot.candidate_gain + support + title_count_ * kHeaviestWord, record.weight,
          rounded_up(initial_count_ * kHeaviestWord * kInitialCredit, kFullCredit));
  Micro query = met(slot.query_gain + unsearched_weight_, weights_.whole(),
                    met_by_initials ? weights_.whole() : 0);
  if (candidate >= kContainedCandidate) query = std::max(query, kContainedCoverage);
  return {query, candidate,
          bounded_share(slot.evidence + unsearched_letters_ * kEvidenceUnit,
                        std::int64_t{kFullEvidenceLetters} * kEvidenceUnit),
          bounded_share(slot.rarity + unsearched_bits_ * kEvidenceUnit,
                        std::int64_t{kFullRarityBits} * kEvidenceUnit)};
}

Alignment Search::align(std::uint32_t name, bool keep_pairs) const {
  const pack::NameRecord& record = watchlist_.name(name);
  const auto words = watchlist_.name_words(record);
  if (workspace_.was_cut()) return align_words(words, keep_pairs);
  NameWeights weights;
  auto& links = workspace_.links_;
  links.clear();
  for (std::size_t j = 0; j < words.size(); ++j) {
    const std::uint32_t word = words[j];
    weights.add(watchlist_.word_weight_permille(word), watchlist_.word_class(word),
                watchlist_.word_letter_count(word), watchlist_.word_rarity_bits(word));
    const auto& answers = workspace_.answers_;
    auto it = std::lower_bound(answers.begin(), answers.end(), word,
                               [](const auto& answer, std::uint32_t w) { return answer.word < w; });
    for (; it != answers.end() && it->word == word; ++it) {
      links.push_back({it->first, it->count, static_cast<std::uint8_t>(j), 1, it->credit, false,
                       it->needs_support});
    }
  }
  if (has_initial_ || record.has_initial != 0) add_initial_links(words);
  const Workspace::Slot& slot = workspace_.slots_[name];
  if (slot.query == workspace_.query_ && slot.has_run != 0) {
    const auto& runs = workspace_.run_answers_;
    auto it = std::lower_bound(runs.begin(), runs.end(), name,
                               [](const auto& run, std::uint32_t n) { return run.name < n; });
    for (; it != runs.end() && it->name == name; ++it) links.push_back(it->link);
  }
  if (!weights_.descents().empty()) {
    std::vector<Word> listed;
    listed.reserve(words.size());
    for (const std::uint32_t word : words) listed.push_back(watchlist_.word(word));
    weights.set_descents(text::descents_of(listed));
  }
  return resolve(links, weights_, weights, keep_pairs);
}

// Without the index, which has not been asked for all of the query.
Alignment Search::align_words(std::span<const std::uint32_t> words, bool keep_pairs) const {
  std::vector<Word> listed;
  listed.reserve(words.size());
  for (const std::uint32_t word : words) listed.push_back(watchlist_.word(word));
  return resolve(find_links(words_, listed), weights_, NameWeights(listed), keep_pairs);
}

void Search::add_initial_links(std::span<const std::uint32_t> words) const {
  for (std::size_t j = 0; j < words.size(); ++j) {
    const Word listed = watchlist_.word(words[j]);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const bool initials =
          listed.word_class == WordClass::kInitial || words_[i].word_class == WordClass::kInitial;
      if (!initials) continue;
      bool by_initial = false;
      const std::int32_t credit = initial_credit(words_[i], listed, by_initial);
      if (credit == 0) continue;
      workspace_.links_.push_back({static_cast<std::uint8_t>(i), 1, static_cast<std::uint8_t>(j), 1,
                                   credit, by_initial, false});
    }
  }
}

}  // namespace financescr::screening
