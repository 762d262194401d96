// RowTable: canonical JSON rows sorted by id, found by halving. Used for customers, applications
// and labels, which are looked up by id and never searched.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/container.hpp"

namespace financescr::pack {

class RowTableBuilder {
 public:
  void add(std::string id, std::string canonical_row) {
    rows_.push_back({std::move(id), std::move(canonical_row)});
  }
  // Sorts by id. Returns the ids that stand more than once.
  [[nodiscard]] std::vector<std::string> sort();
  // Feeds the rows in order, each with a line feed, into a hash. Requires: sort() was called.
  void hash_into(canonical::ContentHasher& hasher) const;
  void write(ContainerWriter& writer, SectionId offsets, SectionId rows) const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  struct Row {
    std::string id;
    std::string json;
  };
  std::vector<Row> rows_;
};

class RowTable {
 public:
  // Errors: kCorrupt if the offsets do not describe the rows.
  [[nodiscard]] static Result<RowTable> open(const ContainerView& container, SectionId offsets,
                                             SectionId rows);

  [[nodiscard]] std::size_t size() const {
    return offsets_.empty() ? 0 : (offsets_.size() - 1) / 2;
  }
  [[nodiscard]] std::string_view id(std::size_t i) const { return piece(2 * i); }
  [[nodiscard]] std::string_view json(std::size_t i) const { return piece(2 * i + 1); }
  [[nodiscard]] std::optional<std::string_view> find(std::string_view id) const;
  void hash_into(canonical::ContentHasher& hasher) const;

 private:
  [[nodiscard]] std::string_view piece(std::size_t i) const {
    return bytes_.substr(static_cast<std::size_t>(offsets_[i]),
                         static_cast<std::size_t>(offsets_[i + 1] - offsets_[i]));
  }

  std::span<const std::uint64_t> offsets_;  // id, row, id, row, ..., end
  std::string_view bytes_;
};

}  // namespace financescr::pack
