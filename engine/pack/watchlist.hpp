// Watchlist: the compiled list entries and the index over all their names, as views into a pack.
//
// Entities are sorted by id, so a smaller index is a smaller id. A name is one record for each way
// in which it may be read, so that "name" below is one reading of a name. Names of inactive
// entities are kept but not indexed. Words are the distinct normalised words of all indexed names;
// each knows the names that hold it (postings) and is found by its sound keys (text/phonetic.hpp);
// a name is also found by the keys of the runs of its words (text/runs.hpp).
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/container.hpp"
#include "engine/pack/key_index.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "engine/text/name.hpp"

namespace financescr::pack {

// Offsets of strings point at a 16-bit length followed by that many bytes.
struct EntityRecord {
  std::uint32_t id;
  std::uint32_t source;
  std::uint32_t first_name;  // the primary name, then aliases, then weak aliases; each in all its
                             // readings
  std::uint32_t first_date;
  std::uint32_t first_country;  // nationalities, then countries of residence
  std::uint32_t first_text;     // id hashes, programs, the list subtype, ids of the same party
  std::uint16_t name_count;
  std::uint16_t date_count;
  std::uint16_t nationality_count;
  std::uint16_t residence_count;
  std::uint16_t id_hash_count;
  std::uint16_t program_count;
  std::uint16_t same_as_count;
  std::uint16_t zero_count;
  std::uint8_t list_type;
  std::uint8_t entity_type;
  std::uint8_t active;
  std::uint8_t has_subtype;
};

enum class NameKind : std::uint8_t { kPrimary, kAlias, kWeakAlias };

// Which reading of a listed name a record is (text/name_readings.hpp). The further readings of a
// name follow its plain one and have its text and kind.
enum class ListedReading : std::uint8_t { kPlain, kFurther };

struct NameRecord {
  std::uint32_t text;
  std::uint32_t entity;
  std::uint32_t first_word;
  std::uint16_t weight;  // sum of the words' weights, per mille, saturated
  std::uint8_t word_count : 6;
  std::uint8_t reading : 2;
  std::uint8_t kind : 2;
  std::uint8_t is_partial : 1;  // not every letter of the name is in a word
  std::uint8_t has_initial : 1;
  std::uint8_t support_share : 4;  // of `weight` in words not searched, in fifteenths, rounded up

  static constexpr std::int64_t kSupportShareUnit = 15;
};

struct WordRecord {
  std::uint32_t letters;
  std::uint32_t phones;
  std::uint16_t weight_permille;
  std::uint8_t word_class : 4;
  std::uint8_t rarity_bits : 4;  // the fewer of word_bits() and listed_word_bits()
  std::uint8_t letter_count;
};

struct IdHashRecord {
  std::uint64_t hash;  // first eight bytes of the content hash of the id hash
  std::uint32_t entity;
  std::uint32_t zero;
};

// A run of words of a name, as a value of the index of runs.
struct RunPosting {
  std::uint32_t name;
  std::uint8_t first;
  std::uint8_t count;
  bool reversed;

  [[nodiscard]] std::uint32_t packed() const {
    const std::uint32_t kind = count == 3 ? 2U : (reversed ? 1U : 0U);
    return (name << 8U) | (std::uint32_t{first} << 2U) | kind;
  }
  [[nodiscard]] static RunPosting of(std::uint32_t packed) {
    const std::uint32_t kind = packed & 3U;
    return {packed >> 8U, static_cast<std::uint8_t>((packed >> 2U) & 63U),
            static_cast<std::uint8_t>(kind == 2 ? 3 : 2), kind == 1};
  }
};

class Watchlist {
 public:
  // Errors: kCorrupt if any reference points outside its section.
  [[nodiscard]] static Result<Watchlist> open(const ContainerView& container);

  [[nodiscard]] std::uint32_t entity_count() const { return count(entities_.size()); }
  [[nodiscard]] std::uint32_t name_count() const { return count(names_.size()); }
  // Names as they are listed, without their further readings. Complexity: linear in name_count().
  [[nodiscard]] std::uint32_t listed_name_count() const;
  [[nodiscard]] std::uint32_t word_count() const { return count(words_.size()); }

  [[nodiscard]] const EntityRecord& entity(std::uint32_t i) const { return entities_[i]; }
  [[nodiscard]] std::string_view entity_id(std::uint32_t i) const { return text(entities_[i].id); }
  [[nodiscard]] std::span<const PartialDate> dates(const EntityRecord& entity) const {
    return dates_.subspan(entity.first_date, entity.date_count);
  }
  [[nodiscard]] std::span<const Country> nationalities(const EntityRecord& entity) const {
    return countries_.subspan(entity.first_country, entity.nationality_count);
  }
  [[nodiscard]] std::span<const Country> residences(const EntityRecord& entity) const {
    return countries_.subspan(entity.first_country + entity.nationality_count,
                              entity.residence_count);
  }
  [[nodiscard]] std::string_view id_hash(const EntityRecord& entity, std::size_t i) const {
    return text(entity_texts_[entity.first_text + i]);
  }

  [[nodiscard]] std::string_view program(const EntityRecord& entity, std::size_t i) const {
    return text(entity_texts_[entity.first_text + entity.id_hash_count + i]);
  }
  // Empty if the row names none.
  [[nodiscard]] std::string_view source(const EntityRecord& entity) const {
    return text(entity.source);
  }

  [[nodiscard]] const NameRecord& name(std::uint32_t i) const { return names_[i]; }
  [[nodiscard]] std::string_view name_text(std::uint32_t i) const { return text(names_[i].text); }
  [[nodiscard]] std::span<const std::uint32_t> name_words(const NameRecord& name) const {
    return name_words_.subspan(name.first_word, name.word_count);
  }
  [[nodiscard]] text::Word word(std::uint32_t i) const;
  [[nodiscard]] std::int32_t word_weight_permille(std::uint32_t i) const {
    return words_[i].weight_permille;
  }
  [[nodiscard]] std::string_view word_phones(std::uint32_t i) const {
    return text(words_[i].phones);
  }
  [[nodiscard]] text::WordClass word_class(std::uint32_t i) const {
    return static_cast<text::WordClass>(words_[i].word_class);
  }
  [[nodiscard]] std::int32_t word_rarity_bits(std::uint32_t i) const {
    return words_[i].rarity_bits;
  }
  [[nodiscard]] std::size_t word_letter_count(std::uint32_t i) const {
    return words_[i].letter_count;
  }

  // Names that hold the word, ascending.
  [[nodiscard]] std::span<const std::uint32_t> postings(std::uint32_t word) const {
    return postings_.subspan(posting_offsets_[word],
                             posting_offsets_[word + 1] - posting_offsets_[word]);
  }
  // Words filed under a sound key, ascending.
  [[nodiscard]] std::span<const std::uint32_t> words_with_key(std::uint32_t key) const {
    return word_keys_.find(key);
  }
  // Words of a group of given names, ascending.
  [[nodiscard]] std::span<const std::uint32_t> words_of_given_name(std::uint32_t group) const {
    return given_names_.find(group);
  }
  // Runs of words that have the key, each a RunPosting, ascending.
  [[nodiscard]] std::span<const std::uint32_t> runs_with_key(std::uint32_t key) const {
    return run_keys_.find(key);
  }
  // The first word with these letters, if any name has one; those that sound otherwise follow.
  [[nodiscard]] std::optional<std::uint32_t> find_word(std::string_view letters) const;
  // Active entities that carry the id hash, ascending.
  [[nodiscard]] std::vector<std::uint32_t> entities_with_id_hash(std::string_view id_hash) const;

  // The row an entity was compiled from.
  [[nodiscard]] WatchlistRow row(std::uint32_t entity) const;

 private:
  [[nodiscard]] static std::uint32_t count(std::size_t n) { return static_cast<std::uint32_t>(n); }
  // Requires: is_text(offset).
  [[nodiscard]] std::string_view text(std::uint32_t offset) const {
    std::uint16_t length = 0;
    std::memcpy(&length, strings_.data() + offset, sizeof length);
    return {strings_.data() + offset + 2, length};
  }
  [[nodiscard]] bool is_text(std::uint32_t offset) const;
  [[nodiscard]] bool entities_sound() const;
  [[nodiscard]] bool names_sound() const;
  [[nodiscard]] bool words_sound() const;
  [[nodiscard]] bool index_sound() const;

  std::string_view strings_;
  std::span<const EntityRecord> entities_;
  std::span<const NameRecord> names_;
  std::span<const std::uint32_t> name_words_;
  std::span<const WordRecord> words_;
  std::span<const std::uint32_t> posting_offsets_;
  std::span<const std::uint32_t> postings_;
  KeyIndex word_keys_;
  KeyIndex run_keys_;
  KeyIndex given_names_;
  std::span<const PartialDate> dates_;
  std::span<const Country> countries_;
  std::span<const std::uint32_t> entity_texts_;
  std::span<const IdHashRecord> id_hashes_;
};

// The key of the id-hash index.
[[nodiscard]] std::uint64_t id_hash_key(std::string_view id_hash);

}  // namespace financescr::pack
