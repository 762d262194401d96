#include "engine/pack/watchlist_builder.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/pack/key_index.hpp"
#include "engine/text/given_names.hpp"
#include "engine/text/letter_edits.hpp"
#include "engine/text/name.hpp"
#include "engine/text/name_frequency.hpp"
#include "engine/text/name_readings.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/runs.hpp"
#include "engine/text/word_class.hpp"

namespace financescr::pack {
namespace {

template <typename T>
std::uint32_t size(const std::vector<T>& elements) {
  return static_cast<std::uint32_t>(elements.size());
}

std::uint16_t small(std::size_t n) { return static_cast<std::uint16_t>(n); }

// A word is its letters, its class and its phones: "bn" may be spelt so in Latin or be Arabic
// without vowels, and a company word may also be read as a surname. Words are in order of their
// letters, since a zero is less than any letter.
std::string listed_word(const text::Word& word) {
  std::string text(word.letters);
  text += '\0';
  text += static_cast<char>(word.word_class);
  text += word.phones;
  return text;
}

// Requires: the text of listed_word(). Views into it.
text::Word word_of(std::string_view listed) {
  const std::string_view letters = listed.substr(0, listed.find('\0'));
  const auto of_word = static_cast<text::WordClass>(listed[letters.size() + 1]);
  return {letters, listed.substr(letters.size() + 2), text::word_weight_permille(letters, of_word),
          of_word, text::word_bits(letters, of_word)};
}

}  // namespace

void WatchlistBuilder::add(const WatchlistRow& row) {
  EntityRecord entity{};
  entity.id = strings_.add(row.entity_id);
  entity.source = strings_.add(row.source);
  entity.first_name = size(names_);
  entity.first_date = size(dates_);
  entity.first_country = size(countries_);
  entity.first_text = size(entity_texts_);
  entity.date_count = small(row.dates_of_birth.size());
  entity.nationality_count = small(row.nationalities.size());
  entity.residence_count = small(row.residence_countries.size());
  entity.id_hash_count = small(row.id_hashes.size());
  entity.program_count = small(row.programs.size());
  entity.same_as_count = small(row.same_as.size());
  entity.list_type = static_cast<std::uint8_t>(row.list_type);
  entity.entity_type = static_cast<std::uint8_t>(row.entity_type);
  entity.active = row.active ? 1 : 0;
  entity.has_subtype = row.list_subtype.empty() ? 0 : 1;
  bool matchable = add_name(row.primary_name, NameKind::kPrimary, row.active);
  const auto add_all = [&](const std::vector<std::string>& names, NameKind kind) {
    for (const auto& name : names) matchable = add_name(name, kind, row.active) || matchable;
  };
  add_all(row.aliases, NameKind::kAlias);
  add_all(row.weak_aliases, NameKind::kWeakAlias);
  if (!matchable) ++unmatchable_count_;
  entity.name_count = small(names_.size() - entity.first_name);
  dates_.insert(dates_.end(), row.dates_of_birth.begin(), row.dates_of_birth.end());
  countries_.insert(countries_.end(), row.nationalities.begin(), row.nationalities.end());
  countries_.insert(countries_.end(), row.residence_countries.begin(),
                    row.residence_countries.end());
  for (const auto& id_hash : row.id_hashes) {
    entity_texts_.push_back(strings_.add(id_hash));
    if (row.active) id_hashes_.push_back({id_hash_key(id_hash), size(entities_), 0});
  }
  for (const auto& program : row.programs) entity_texts_.push_back(strings_.add(program));
  if (!row.list_subtype.empty()) entity_texts_.push_back(strings_.add(row.list_subtype));
  for (const auto& id : row.same_as) entity_texts_.push_back(strings_.add(id));
  entities_.push_back(entity);
}

bool WatchlistBuilder::add_name(std::string_view raw, NameKind kind, bool indexed) {
  if (!indexed) {
    const text::Name name(raw);
    add_reading(raw, kind, name, ListedReading::kPlain, indexed);
    return !name.words().empty();
  }
  const text::NameReadings readings(raw, text::NameSide::kListed);
  ListedReading kind_of_reading = ListedReading::kPlain;
  bool has_word = false;
  for (const text::Reading& reading : readings.all()) {
    add_reading(raw, kind, reading.name, kind_of_reading, indexed);
    has_word = has_word || !reading.name.words().empty();
    kind_of_reading = ListedReading::kFurther;
  }
  return has_word;
}

void WatchlistBuilder::add_reading(std::string_view raw, NameKind kind, const text::Name& name,
                                   ListedReading reading, bool indexed) {
  NameRecord record{};
  record.text = strings_.add(raw);
  record.entity = size(entities_);
  record.first_word = size(name_words_);
  record.kind = static_cast<std::uint8_t>(kind) & 3U;
  record.reading = static_cast<std::uint8_t>(reading) & 3U;
  record.is_partial = name.is_whole() ? 0U : 1U;
  std::int64_t weight = 0;
  std::int64_t support_weight = 0;
  if (indexed) {
    for (const text::Word& word : name.words()) {
      const std::size_t known = words_.size();
      name_words_.push_back(words_.add(listed_word(word)));
      if (words_.size() > known) distinct_words_.push_back(name_words_.back());
      weight += word.weight_permille;
      if (!text::is_searched(word.word_class)) support_weight += word.weight_permille;
      if (word.word_class == text::WordClass::kInitial) record.has_initial = 1;
    }
  }
  record.word_count = static_cast<std::uint8_t>(name_words_.size() - record.first_word) & 63U;
  record.weight = static_cast<std::uint16_t>(
      std::min<std::int64_t>(weight, std::numeric_limits<std::uint16_t>::max()));
  if (weight > 0) {
    const std::int64_t share =
        (support_weight * NameRecord::kSupportShareUnit + weight - 1) / weight;
    record.support_share = static_cast<std::uint8_t>(share) & 15U;
  }
  names_.push_back(record);
}

void WatchlistBuilder::write(ContainerWriter& writer) {
  sort_words();
  write_words(writer);
  write_postings(writer);
  write_runs(writer);
  word_records_ = {};
  std::stable_sort(id_hashes_.begin(), id_hashes_.end(), [](const auto& a, const auto& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.entity < b.entity;
  });
  writer.add(SectionId::kEntities, std::exchange(entities_, {}));
  writer.add(SectionId::kNames, std::exchange(names_, {}));
  writer.add(SectionId::kNameWords, std::exchange(name_words_, {}));
  writer.add(SectionId::kDates, std::exchange(dates_, {}));
  writer.add(SectionId::kCountries, std::exchange(countries_, {}));
  writer.add(SectionId::kEntityTexts, std::exchange(entity_texts_, {}));
  writer.add(SectionId::kIdHashIndex, std::exchange(id_hashes_, {}));
  writer.add(SectionId::kStrings, strings_.take());
}

// Numbers the words in order of their letters, then of their class and phones.
void WatchlistBuilder::sort_words() {
  std::stable_sort(
      distinct_words_.begin(), distinct_words_.end(),
      [this](std::uint32_t a, std::uint32_t b) { return words_.text(a) < words_.text(b); });
  std::uint32_t end = 0;
  for (const std::uint32_t place : distinct_words_) end = std::max(end, place + 1);
  std::vector<std::uint32_t> numbers(end);
  for (std::uint32_t i = 0; i < distinct_words_.size(); ++i) numbers[distinct_words_[i]] = i;
  for (auto& word : name_words_) word = numbers[word];
}

// Of each word, how many entities have it in a name.
std::vector<std::uint32_t> WatchlistBuilder::entities_with_words() const {
  std::vector<std::uint32_t> counts(distinct_words_.size(), 0);
  std::vector<std::uint32_t> last(distinct_words_.size(), size(entities_));
  for (const NameRecord& name : names_) {
    for (std::uint32_t i = 0; i < name.word_count; ++i) {
      const std::uint32_t word = name_words_[name.first_word + i];
      if (std::exchange(last[word], name.entity) != name.entity) ++counts[word];
    }
  }
  return counts;
}

void WatchlistBuilder::write_words(ContainerWriter& writer) {
  const std::vector<std::uint32_t> having = entities_with_words();
  word_records_.reserve(distinct_words_.size());
  KeyIndexBuilder keys;
  KeyIndexBuilder given_names;
  for (std::uint32_t i = 0; i < distinct_words_.size(); ++i) {
    const text::Word word = word_of(words_.text(distinct_words_[i]));
    WordRecord record{};
    record.letters = strings_.add(word.letters);
    record.phones = strings_.add(word.phones);
    record.weight_permille = static_cast<std::uint16_t>(word.weight_permille);
    record.word_class = static_cast<std::uint8_t>(word.word_class) & 15U;
    const std::int32_t bits =
        std::min(word.rarity_bits, text::listed_word_bits(having[i], entities_.size()));
    record.rarity_bits = static_cast<std::uint8_t>(bits) & 15U;
    record.letter_count = static_cast<std::uint8_t>(word.letters.size());
    word_records_.push_back(record);
    for (const std::uint32_t key : text::sound_keys(word.phones)) keys.add(key, i);
    if (text::is_compared_by_letters(word.letters, word.phones)) {
      for (const std::uint32_t key : text::edit_keys(word.letters)) keys.add(key, i);
    }
    if (word.word_class == text::WordClass::kName) {
      for (const auto group : text::given_name_groups(word.letters)) {
        given_names.add(group, i);
      }
    }
  }
  distinct_words_ = {};
  static_cast<void>(words_.take());
  writer.add(SectionId::kWords, word_records_);
  keys.write(writer, kWordKeySections);
  given_names.write(writer, kGivenNameSections);
}

// Calls use(word, name) in order of names; a name that holds a word twice is posted once.
template <typename Use>
void WatchlistBuilder::for_each_posting(Use&& use) const {
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    const std::uint32_t* const first = name_words_.data() + names_[n].first_word;
    for (const auto* word = first; word != first + names_[n].word_count; ++word) {
      if (std::find(first, word, *word) == word) use(*word, n);
    }
  }
}

void WatchlistBuilder::write_postings(ContainerWriter& writer) {
  std::uint32_t word_end = 0;
  for (const std::uint32_t word : name_words_) word_end = std::max(word_end, word + 1);
  std::vector<std::uint32_t> offsets(word_end + 1, 0);
  for_each_posting([&](std::uint32_t word, std::uint32_t) { ++offsets[word + 1]; });
  for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
  std::vector<std::uint32_t> postings(offsets.back());
  std::vector<std::uint32_t> next(offsets.begin(), offsets.end() - 1);
  for_each_posting([&](std::uint32_t word, std::uint32_t n) { postings[next[word]++] = n; });
  writer.add(SectionId::kPostingOffsets, std::move(offsets));
  writer.add(SectionId::kPostings, std::move(postings));
}

void WatchlistBuilder::write_runs(ContainerWriter& writer) {
  KeyIndexBuilder keys;
  std::vector<text::Word> words;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    if (names_[n].word_count < 2) continue;
    words.clear();
    const std::uint32_t* const first = name_words_.data() + names_[n].first_word;
    for (const auto* word = first; word != first + names_[n].word_count; ++word) {
      const WordRecord& record = word_records_[*word];
      words.push_back({strings_.text(record.letters), strings_.text(record.phones),
                       record.weight_permille, static_cast<text::WordClass>(record.word_class)});
    }
    for (const text::Run& run : text::runs_of(words)) {
      const RunPosting posting{n, run.first, run.count, run.reversed};
      for (const auto key : text::run_keys(run.phones)) keys.add(key, posting.packed());
    }
  }
  keys.write(writer, kRunKeySections);
}

}  // namespace financescr::pack
