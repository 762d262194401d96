// Compiles watchlist rows into the sections that watchlist.hpp views. Rows are not kept: memory is
// that of the sections and of one number for each word of each name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/container.hpp"
#include "engine/pack/string_pool.hpp"
#include "engine/pack/watchlist.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::pack {

class WatchlistBuilder {
 public:
  // Requires: an entity_id greater than that of the row before, and at most
  // limits::kMaxListedNames names in all.
  void add(const WatchlistRow& row);
  // Names and their further readings.
  [[nodiscard]] std::size_t name_count() const { return names_.size(); }
  // Entries without a name that has a word to compare.
  [[nodiscard]] std::int64_t unmatchable_count() const { return unmatchable_count_; }
  // Writes all sections and leaves the builder empty.
  void write(ContainerWriter& writer);

 private:
  // Returns: whether the name has a word to compare.
  bool add_name(std::string_view raw, NameKind kind, bool indexed);
  void add_reading(std::string_view raw, NameKind kind, const text::Name& name,
                   ListedReading reading, bool indexed);
  void sort_words();
  [[nodiscard]] std::vector<std::uint32_t> entities_with_words() const;
  void write_words(ContainerWriter& writer);
  void write_postings(ContainerWriter& writer);
  void write_runs(ContainerWriter& writer);
  template <typename Use>
  void for_each_posting(Use&& use) const;

  StringPool strings_;
  std::vector<EntityRecord> entities_;
  std::vector<NameRecord> names_;
  std::vector<std::uint32_t> name_words_;  // places in words_; numbers after sort_words()
  std::vector<PartialDate> dates_;
  std::vector<Country> countries_;
  std::vector<std::uint32_t> entity_texts_;
  std::vector<IdHashRecord> id_hashes_;
  std::int64_t unmatchable_count_ = 0;
  StringPool words_;
  std::vector<std::uint32_t> distinct_words_;  // their places in words_, each once
  std::vector<WordRecord> word_records_;       // by number, from write_words() on
};

}  // namespace financescr::pack
