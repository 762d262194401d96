#include "engine/pack/watchlist.hpp"

#include <algorithm>
#include <cstring>

#include "engine/canonical/content_hash.hpp"
#include "engine/core/limits.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::pack {
namespace {

template <typename T>
bool load(const ContainerView& container, SectionId id, std::span<const T>& out, Error& error) {
  auto elements = container.elements<T>(id);
  if (!elements) {
    error = elements.error();
    return false;
  }
  out = *elements;
  return true;
}

bool within(std::uint64_t first, std::uint64_t count, std::size_t size) {
  return first + count <= size;
}

}  // namespace

std::uint64_t id_hash_key(std::string_view id_hash) {
  const auto hash = canonical::content_hash(id_hash);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 8; ++i) key = (key << 8U) | hash.bytes[i];
  return key;
}

Result<Watchlist> Watchlist::open(const ContainerView& container) {
  Watchlist list;
  Error error;
  list.strings_ = container.bytes(SectionId::kStrings);
  const bool loaded = load(container, SectionId::kEntities, list.entities_, error) &&
                      load(container, SectionId::kNames, list.names_, error) &&
                      load(container, SectionId::kNameWords, list.name_words_, error) &&
                      load(container, SectionId::kWords, list.words_, error) &&
                      load(container, SectionId::kPostingOffsets, list.posting_offsets_, error) &&
                      load(container, SectionId::kPostings, list.postings_, error) &&
                      load(container, SectionId::kDates, list.dates_, error) &&
                      load(container, SectionId::kCountries, list.countries_, error) &&
                      load(container, SectionId::kEntityTexts, list.entity_texts_, error) &&
                      load(container, SectionId::kIdHashIndex, list.id_hashes_, error);
  if (!loaded) return tl::unexpected(error);
  auto word_keys = KeyIndex::open(container, kWordKeySections, list.words_.size());
  if (!word_keys) return tl::unexpected(word_keys.error());
  auto given_names = KeyIndex::open(container, kGivenNameSections, list.words_.size());
  if (!given_names) return tl::unexpected(given_names.error());
  list.given_names_ = *given_names;
  const std::size_t run_end = list.names_.size() << 8U;
  auto run_keys = KeyIndex::open(container, kRunKeySections, run_end);
  if (!run_keys) return tl::unexpected(run_keys.error());
  list.word_keys_ = *word_keys;
  list.run_keys_ = *run_keys;
  if (!list.entities_sound() || !list.names_sound() || !list.words_sound() || !list.index_sound()) {
    return fail(ErrorCode::kCorrupt, "compiled pack: the watchlist points outside itself");
  }
  return list;
}

bool Watchlist::is_text(std::uint32_t offset) const {
  if (!within(offset, 2, strings_.size())) return false;
  std::uint16_t length = 0;
  std::memcpy(&length, strings_.data() + offset, sizeof length);
  return within(std::uint64_t{offset} + 2, length, strings_.size());
}

bool Watchlist::entities_sound() const {
  std::uint32_t next_name = 0;
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    const EntityRecord& e = entities_[i];
    const bool sound =
        is_text(e.id) && is_text(e.source) && e.first_name == next_name && e.name_count > 0 &&
        within(e.first_name, e.name_count, names_.size()) && names_[e.first_name].reading == 0 &&
        within(e.first_date, e.date_count, dates_.size()) &&
        within(e.first_country, std::uint64_t{e.nationality_count} + e.residence_count,
               countries_.size()) &&
        within(e.first_text,
               std::uint64_t{e.id_hash_count} + e.program_count + e.has_subtype + e.same_as_count,
               entity_texts_.size()) &&
        e.list_type < list_type_names().size() && e.entity_type < entity_type_names().size() &&
        e.active <= 1 && e.has_subtype <= 1;
    if (!sound) return false;
    if (i > 0 && text(entities_[i - 1].id) >= text(e.id)) return false;
    next_name += e.name_count;
  }
  const bool texts = std::all_of(entity_texts_.begin(), entity_texts_.end(),
                                 [this](std::uint32_t offset) { return is_text(offset); });
  const bool dates = std::all_of(dates_.begin(), dates_.end(), [](const PartialDate& date) {
    return PartialDate::parse(date.to_string()) == date;
  });
  const bool ids = std::all_of(id_hashes_.begin(), id_hashes_.end(), [this](const auto& record) {
    return record.entity < entities_.size();
  });
  return next_name == names_.size() && texts && dates && ids;
}

bool Watchlist::names_sound() const {
  for (const NameRecord& name : names_) {
    const bool sound = is_text(name.text) && name.entity < entities_.size() &&
                       within(name.first_word, name.word_count, name_words_.size()) &&
                       name.word_count <= limits::kMaxNameTokens &&
                       name.kind <= static_cast<std::uint8_t>(NameKind::kWeakAlias) &&
                       name.reading <= static_cast<std::uint8_t>(ListedReading::kFurther);
    if (!sound) return false;
  }
  return std::all_of(name_words_.begin(), name_words_.end(),
                     [this](std::uint32_t word) { return word < words_.size(); });
}

bool Watchlist::words_sound() const {
  if (posting_offsets_.size() != words_.size() + 1 || posting_offsets_.front() != 0 ||
      posting_offsets_.back() != postings_.size()) {
    return false;
  }
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const WordRecord& word = words_[i];
    const bool sound = is_text(word.letters) && is_text(word.phones) &&
                       posting_offsets_[i] <= posting_offsets_[i + 1] &&
                       word.word_class <= static_cast<std::uint8_t>(text::WordClass::kNumber);
    if (!sound) return false;
    for (const char phone : text(word.phones)) {
      if (static_cast<unsigned char>(phone) >= text::kPhoneCount) return false;
    }
    if (text(word.phones).size() > limits::kMaxTokenBytes * 2) return false;
    if (text(word.letters).size() != word.letter_count) return false;
  }
  return true;
}

bool Watchlist::index_sound() const {
  const bool postings = std::all_of(postings_.begin(), postings_.end(),
                                    [this](std::uint32_t name) { return name < names_.size(); });
  const auto runs = run_keys_.values();
  return postings && std::all_of(runs.begin(), runs.end(), [this](std::uint32_t packed) {
           const RunPosting run = RunPosting::of(packed);
           return run.packed() == packed && run.first + run.count <= names_[run.name].word_count;
         });
}

text::Word Watchlist::word(std::uint32_t i) const {
  const WordRecord& record = words_[i];
  return {text(record.letters), text(record.phones), record.weight_permille,
          static_cast<text::WordClass>(record.word_class), record.rarity_bits};
}

std::optional<std::uint32_t> Watchlist::find_word(std::string_view letters) const {
  const auto it = std::lower_bound(words_.begin(), words_.end(), letters,
                                   [this](const WordRecord& record, std::string_view value) {
                                     return text(record.letters) < value;
                                   });
  if (it == words_.end() || text(it->letters) != letters) return std::nullopt;
  return count(static_cast<std::size_t>(it - words_.begin()));
}

std::vector<std::uint32_t> Watchlist::entities_with_id_hash(std::string_view id_hash) const {
  std::vector<std::uint32_t> found;
  const std::uint64_t key = id_hash_key(id_hash);
  auto it = std::lower_bound(
      id_hashes_.begin(), id_hashes_.end(), key,
      [](const IdHashRecord& record, std::uint64_t value) { return record.hash < value; });
  for (; it != id_hashes_.end() && it->hash == key; ++it) {
    const EntityRecord& candidate = entities_[it->entity];
    for (std::size_t i = 0; i < candidate.id_hash_count; ++i) {
      if (this->id_hash(candidate, i) == id_hash) {
        found.push_back(it->entity);
        break;
      }
    }
  }
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

WatchlistRow Watchlist::row(std::uint32_t i) const {
  const EntityRecord& record = entities_[i];
  WatchlistRow row;
  row.entity_id = text(record.id);
  row.list_type = static_cast<ListType>(record.list_type);
  row.entity_type = static_cast<EntityType>(record.entity_type);
  row.source = text(record.source);
  row.active = record.active != 0;
  for (std::uint32_t n = 0; n < record.name_count; ++n) {
    const std::uint32_t name_index = record.first_name + n;
    if (names_[name_index].reading != 0) continue;
    std::string name(name_text(name_index));
    switch (static_cast<NameKind>(names_[name_index].kind)) {
      case NameKind::kPrimary:
        row.primary_name = std::move(name);
        break;
      case NameKind::kAlias:
        row.aliases.push_back(std::move(name));
        break;
      case NameKind::kWeakAlias:
        row.weak_aliases.push_back(std::move(name));
        break;
    }
  }
  const auto dates = this->dates(record);
  const auto nationalities = this->nationalities(record);
  const auto residences = this->residences(record);
  row.dates_of_birth.assign(dates.begin(), dates.end());
  row.nationalities.assign(nationalities.begin(), nationalities.end());
  row.residence_countries.assign(residences.begin(), residences.end());
  for (std::uint32_t t = 0; t < record.id_hash_count; ++t) {
    row.id_hashes.emplace_back(text(entity_texts_[record.first_text + t]));
  }
  for (std::uint32_t t = 0; t < record.program_count; ++t) {
    row.programs.emplace_back(text(entity_texts_[record.first_text + record.id_hash_count + t]));
  }
  std::uint32_t next_text = record.first_text + record.id_hash_count + record.program_count;
  if (record.has_subtype != 0) row.list_subtype = text(entity_texts_[next_text++]);
  for (std::uint32_t t = 0; t < record.same_as_count; ++t) {
    row.same_as.emplace_back(text(entity_texts_[next_text + t]));
  }
  return row;
}

std::uint32_t Watchlist::listed_name_count() const {
  return count(static_cast<std::size_t>(std::count_if(
      names_.begin(), names_.end(), [](const NameRecord& name) { return name.reading == 0; })));
}

}  // namespace financescr::pack
