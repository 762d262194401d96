#include "engine/screening/search.hpp"

#include <algorithm>
#include <limits>

#include "engine/text/phonetic.hpp"

namespace financescr::screening {
namespace {

using pack::Watchlist;
using text::Word;
using text::WordClass;

constexpr std::int32_t kFullCredit = 1000;
constexpr std::int32_t kEvidenceUnit = 100;  // parts of a letter

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

}  // namespace

Search::Search(const Watchlist& watchlist, const text::Name& query, Workspace& workspace)
    : watchlist_(watchlist),
      words_(query.words()),
      workspace_(workspace),
      weights_(query.words()),
      searched_(searched_words(query.words())) {
  if (workspace_.slots_.size() != watchlist.name_count() || ++workspace_.query_ == 0) {
    workspace_.slots_.assign(watchlist.name_count(), {});
    workspace_.query_ = 1;
  }
  workspace_.work_ = 0;
  workspace_.touched_.clear();
  workspace_.answers_.clear();
  workspace_.run_answers_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    keys_.push_back(text::sound_keys(words_[i].phones));
    has_initial_ = has_initial_ || words_[i].word_class == WordClass::kInitial;
    if (searched_[i]) continue;
    unsearched_weight_ += words_[i].weight_permille;
    unsearched_letters_ += weights_.telling_letters(i, 1);
  }
  for (std::size_t i = 0; i < words_.size() && !workspace_.was_cut(); ++i) {
    if (words_[i].word_class == WordClass::kInitial) {
      probe_initial(i);
    } else {
      probe_word(i);
    }
  }
  probe_runs();
  std::stable_sort(workspace_.answers_.begin(), workspace_.answers_.end(),
                   [](const auto& a, const auto& b) { return a.word < b.word; });
  std::stable_sort(workspace_.run_answers_.begin(), workspace_.run_answers_.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
}

void Search::probe_word(std::size_t i) {
  const text::TokenPattern pattern(words_[i].phones);
  expand(pattern, keys_[i], kLeastSimilarity, &words_[i]);
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
    workspace_.probe_answers_.push_back({word, 0, 0, kFullCredit});
  }
  count(i, 1);
}

void Search::probe_runs() {
  for (const text::Run& run : text::runs_of(words_)) {
    if (workspace_.was_cut()) return;
    expand(text::TokenPattern(run.phones), text::run_keys(run.phones), kLeastRunSimilarity,
           nullptr);
    auto& answers = workspace_.probe_answers_;
    const auto end = std::remove_if(answers.begin(), answers.end(), [&](const auto& answer) {
      return !text::comparable_lengths(run.letters, watchlist_.word_letter_count(answer.word));
    });
    answers.erase(end, answers.end());
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
        {run.name, {static_cast<std::uint8_t>(i), 1, run.first, run.count, credit, false}});
    std::int64_t weight = 0;
    for (const std::uint32_t word : words) weight += watchlist_.word_weight_permille(word);
    Workspace::Slot& slot = touch(run.name);
    slot.has_run = 1;
    slot.candidate_gain = saturated(slot.candidate_gain, rounded_up(credit * weight, kFullCredit));
    if (slot.probe == probe_) continue;
    slot.probe = probe_;
    slot.query_gain = saturated(slot.query_gain, weights_.weight(i, 1));
    slot.evidence = saturated(slot.evidence, weights_.telling_letters(i, 1) * kEvidenceUnit);
  }
}

// What run_credit() of alignment.hpp gives, for a run that has one of the word's keys.
std::int32_t Search::run_credit(std::size_t i, const text::TokenPattern& pattern,
                                std::span<const std::uint32_t> run, bool reversed) const {
  std::size_t letters = 0;
  for (const std::uint32_t word : run) letters += watchlist_.word_letter_count(word);
  if (!text::comparable_lengths(letters, words_[i].letters.size())) return 0;
  std::string phones;
  for (std::size_t k = 0; k < run.size(); ++k) {
    phones += watchlist_.word_phones(run[reversed ? run.size() - 1 - k : k]);
  }
  return similarity_credit(pattern.similarity_permille(phones, kLeastRunSimilarity));
}

// Fills probe_answers_ with the listed words that answer, best first, then by word. `single` is the
// word that asks, or null for a run.
void Search::expand(const text::TokenPattern& pattern, std::span<const std::uint32_t> keys,
                    std::int32_t least, const Word* single) {
  auto& words = workspace_.numbers_;
  words.clear();
  for (const std::uint32_t key : keys) {
    const auto found = watchlist_.words_with_key(key);
    words.insert(words.end(), found.begin(), found.end());
  }
  make_distinct(words);
  auto& answers = workspace_.probe_answers_;
  answers.clear();
  for (const std::uint32_t word : words) {
    if (!spend(kComparisonWork)) return;
    const std::int32_t similarity =
        pattern.similarity_permille(watchlist_.word_phones(word), least);
    if (similarity == 0) continue;
    const WordClass listed = watchlist_.word_class(word);
    if (single != nullptr) {
      if (listed == WordClass::kInitial) continue;
      const std::int32_t needed =
          least_similarity(single->word_class, single->letters.size(), listed);
      if (similarity < needed && single->letters != watchlist_.word(word).letters) continue;
    }
    answers.push_back({word, 0, 0, static_cast<std::int16_t>(similarity_credit(similarity))});
  }
  std::stable_sort(answers.begin(), answers.end(),
                   [](const auto& a, const auto& b) { return a.credit > b.credit; });
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
  for (const auto& answer : workspace_.probe_answers_) {
    const std::int64_t query_gain = rounded_up(answer.credit * weight, kFullCredit);
    const std::int64_t evidence = rounded_up(answer.credit * letters * kEvidenceUnit, kFullCredit);
    const std::int64_t candidate_gain =
        rounded_up(answer.credit * watchlist_.word_weight_permille(answer.word), kFullCredit);
    const auto postings = watchlist_.postings(answer.word);
    if (!spend(static_cast<std::int64_t>(postings.size()))) return;
    for (const std::uint32_t name : postings) {
      Workspace::Slot& slot = touch(name);
      slot.candidate_gain = saturated(slot.candidate_gain, candidate_gain);
      if (slot.probe == probe_) continue;
      slot.probe = probe_;
      slot.query_gain = saturated(slot.query_gain, query_gain);
      slot.evidence = saturated(slot.evidence, evidence);
    }
  }
}

NameBounds Search::bounds(std::uint32_t name) const {
  const Workspace::Slot& slot = workspace_.slots_[name];
  const pack::NameRecord& record = watchlist_.name(name);
  // What nothing answered may still be met by an initial of the other name, at half its weight.
  const auto met = [](std::int64_t gain, std::int64_t whole, bool by_initials) {
    const std::int64_t rest = std::max<std::int64_t>(0, whole - gain);
    return bounded_share(gain + (by_initials ? rounded_up(rest, 2) : 0), whole);
  };
  const std::int64_t support = rounded_up(std::int64_t{record.weight} * record.support_share,
                                          pack::NameRecord::kSupportShareUnit);
  return {met(slot.query_gain + unsearched_weight_, weights_.whole(),
              has_initial_ || record.has_initial != 0),
          met(slot.candidate_gain + support, record.weight, has_initial_),
          bounded_share(slot.evidence + unsearched_letters_ * kEvidenceUnit,
                        std::int64_t{kFullEvidenceLetters} * kEvidenceUnit)};
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
                watchlist_.word_letter_count(word));
    const auto& answers = workspace_.answers_;
    auto it = std::lower_bound(answers.begin(), answers.end(), word,
                               [](const auto& answer, std::uint32_t w) { return answer.word < w; });
    for (; it != answers.end() && it->word == word; ++it) {
      links.push_back({it->first, it->count, static_cast<std::uint8_t>(j), 1, it->credit, false});
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
      workspace_.links_.push_back(
          {static_cast<std::uint8_t>(i), 1, static_cast<std::uint8_t>(j), 1, credit, by_initial});
    }
  }
}

}  // namespace financescr::screening
