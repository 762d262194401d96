#include "engine/pack/watchlist_builder.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "engine/pack/watchlist.hpp"
#include "engine/text/name.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::pack {
namespace {

// Strings with 16-bit lengths; equal strings are stored once.
class Strings {
 public:
  std::uint32_t add(std::string_view text) {
    const auto [it, inserted] =
        offsets_.try_emplace(std::string(text), static_cast<std::uint32_t>(bytes_.size()));
    if (inserted) {
      const auto length = static_cast<std::uint16_t>(text.size());
      bytes_ += static_cast<char>(length & 0xFFU);
      bytes_ += static_cast<char>(length >> 8U);
      bytes_ += text;
    }
    return it->second;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> offsets_;  // looked up, never iterated
};

class Compiler {
 public:
  void add(const WatchlistRow& row) {
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
    entity.list_type = static_cast<std::uint8_t>(row.list_type);
    entity.entity_type = static_cast<std::uint8_t>(row.entity_type);
    entity.active = row.active ? 1 : 0;
    add_name(row.primary_name, NameKind::kPrimary, row.active);
    for (const auto& alias : row.aliases) add_name(alias, NameKind::kAlias, row.active);
    for (const auto& alias : row.weak_aliases) add_name(alias, NameKind::kWeakAlias, row.active);
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
    entities_.push_back(entity);
  }

  void write(ContainerWriter& writer) {
    sort_words();
    std::stable_sort(id_hashes_.begin(), id_hashes_.end(), [](const auto& a, const auto& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.entity < b.entity;
    });
    write_index(writer);
    writer.add(SectionId::kEntities, entities_);
    writer.add(SectionId::kNames, names_);
    writer.add(SectionId::kNameWords, name_words_);
    writer.add(SectionId::kDates, dates_);
    writer.add(SectionId::kCountries, countries_);
    writer.add(SectionId::kEntityTexts, entity_texts_);
    writer.add(SectionId::kIdHashIndex, id_hashes_);
    writer.add(SectionId::kStrings, strings_.bytes());
  }

 private:
  template <typename T>
  static std::uint32_t size(const std::vector<T>& elements) {
    return static_cast<std::uint32_t>(elements.size());
  }
  static std::uint16_t small(std::size_t n) { return static_cast<std::uint16_t>(n); }

  void add_name(const std::string& raw, NameKind kind, bool indexed) {
    const text::Name name(raw);
    NameRecord record{};
    record.text = strings_.add(raw);
    record.entity = size(entities_);
    record.first_word = size(name_words_);
    record.kind = static_cast<std::uint8_t>(kind) & 3U;
    record.is_partial = name.is_whole() ? 0U : 1U;
    std::int32_t weight = 0;
    if (indexed) {
      for (const text::Word& word : name.words()) {
        name_words_.push_back(word_id(word));
        weight += word.weight_permille;
      }
    }
    record.word_count = static_cast<std::uint8_t>(name_words_.size() - record.first_word);
    record.weight = static_cast<std::uint16_t>(
        std::min<std::int32_t>(weight, std::numeric_limits<std::uint16_t>::max()));
    names_.push_back(record);
  }

  // A word is its letters and its phones: "bn" may be spelt so in Latin or be Arabic without
  // vowels.
  struct ListedWord {
    std::string letters;
    std::string phones;
    bool operator<(const ListedWord& other) const {
      return letters != other.letters ? letters < other.letters : phones < other.phones;
    }
  };

  std::uint32_t word_id(const text::Word& word) {
    std::string key = std::string(word.letters) + '\xff' + std::string(word.phones);
    const auto [it, inserted] =
        word_ids_.try_emplace(std::move(key), static_cast<std::uint32_t>(words_.size()));
    if (inserted) words_.push_back({std::string(word.letters), std::string(word.phones)});
    return it->second;
  }

  // Renumbers words in order of their letters, then of their phones.
  void sort_words() {
    std::vector<std::uint32_t> order(words_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return words_[a] < words_[b]; });
    std::vector<std::uint32_t> new_id(words_.size());
    std::vector<ListedWord> sorted(words_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      new_id[order[i]] = i;
      sorted[i] = std::move(words_[order[i]]);
    }
    words_ = std::move(sorted);
    for (auto& word : name_words_) word = new_id[word];
  }

  void write_index(ContainerWriter& writer) {
    std::vector<WordRecord> records;
    std::vector<KeyRecord> keys;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      const auto& [letters, phones] = words_[i];
      WordRecord record{};
      record.letters = strings_.add(letters);
      record.phones = strings_.add(phones);
      record.weight_permille = static_cast<std::uint16_t>(text::word_weight_permille(letters));
      record.word_class = static_cast<std::uint8_t>(text::word_class(letters));
      records.push_back(record);
      for (const std::uint32_t key : text::sound_keys(phones)) keys.push_back({key, i});
    }
    std::stable_sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> offsets;
    std::vector<std::uint32_t> postings;
    build_postings(offsets, postings);
    writer.add(SectionId::kWords, records);
    writer.add(SectionId::kKeys, keys);
    writer.add(SectionId::kPostingOffsets, offsets);
    writer.add(SectionId::kPostings, postings);
  }

  // A name that holds a word twice is posted once.
  void build_postings(std::vector<std::uint32_t>& offsets, std::vector<std::uint32_t>& postings) {
    constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    offsets.assign(words_.size() + 1, 0);
    std::vector<std::uint32_t> last(words_.size(), kNone);
    const auto visit = [&](auto&& use) {
      std::fill(last.begin(), last.end(), kNone);
      for (std::uint32_t n = 0; n < names_.size(); ++n) {
        for (std::uint32_t k = 0; k < names_[n].word_count; ++k) {
          const std::uint32_t word = name_words_[names_[n].first_word + k];
          if (last[word] == n) continue;
          last[word] = n;
          use(word, n);
        }
      }
    };
    visit([&](std::uint32_t word, std::uint32_t) { ++offsets[word + 1]; });
    for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
    postings.resize(offsets.back());
    std::vector<std::uint32_t> next(offsets.begin(), offsets.end() - 1);
    visit([&](std::uint32_t word, std::uint32_t n) { postings[next[word]++] = n; });
  }

  Strings strings_;
  std::vector<EntityRecord> entities_;
  std::vector<NameRecord> names_;
  std::vector<std::uint32_t> name_words_;
  std::vector<PartialDate> dates_;
  std::vector<Country> countries_;
  std::vector<std::uint32_t> entity_texts_;
  std::vector<IdHashRecord> id_hashes_;
  std::vector<ListedWord> words_;
  std::unordered_map<std::string, std::uint32_t> word_ids_;  // looked up, never iterated
};

}  // namespace

std::vector<std::string> WatchlistBuilder::sort() {
  std::stable_sort(rows_.begin(), rows_.end(), [](const WatchlistRow& a, const WatchlistRow& b) {
    return a.entity_id < b.entity_id;
  });
  std::vector<std::string> twice;
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    const bool again = rows_[i].entity_id == rows_[i - 1].entity_id;
    if (again && (twice.empty() || twice.back() != rows_[i].entity_id)) {
      twice.push_back(rows_[i].entity_id);
    }
  }
  return twice;
}

void WatchlistBuilder::hash_into(canonical::ContentHasher& hasher) const {
  for (const WatchlistRow& row : rows_) {
    hasher.update(canonical::write(row.to_json()));
    hasher.update("\n");
  }
}

void WatchlistBuilder::write(ContainerWriter& writer) const {
  Compiler compiler;
  for (const WatchlistRow& row : rows_) compiler.add(row);
  compiler.write(writer);
}

}  // namespace financescr::pack
