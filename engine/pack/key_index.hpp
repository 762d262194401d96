// KeyIndex: from a hashed key to the ascending numbers filed under it. Keys are hashes, so a place
// among the sorted keys is guessed from the key itself and lies near.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/container.hpp"

namespace financescr::pack {

struct KeyIndexSections {
  SectionId keys;
  SectionId offsets;
  SectionId values;
};
inline constexpr KeyIndexSections kWordKeySections{SectionId::kWordKeys, SectionId::kWordKeyOffsets,
                                                   SectionId::kWordKeyWords};
inline constexpr KeyIndexSections kRunKeySections{SectionId::kRunKeys, SectionId::kRunKeyOffsets,
                                                  SectionId::kRunKeyNames};

// By group (text/given_names.hpp), not by a hash.
inline constexpr KeyIndexSections kGivenNameSections{
    SectionId::kGivenNameKeys, SectionId::kGivenNameOffsets, SectionId::kGivenNameWords};

class KeyIndex {
 public:
  // Errors: kCorrupt if keys, offsets or values are out of order, or a value is not below
  // `value_end`.
  [[nodiscard]] static Result<KeyIndex> open(const ContainerView& container,
                                             const KeyIndexSections& sections,
                                             std::size_t value_end);

  [[nodiscard]] std::span<const std::uint32_t> values() const { return values_; }

  // Empty when nothing is filed under the key.
  [[nodiscard]] std::span<const std::uint32_t> find(std::uint32_t key) const;

 private:
  std::span<const std::uint32_t> keys_;
  std::span<const std::uint32_t> offsets_;
  std::span<const std::uint32_t> values_;
};

class KeyIndexBuilder {
 public:
  void add(std::uint32_t key, std::uint32_t value) {
    records_.push_back((std::uint64_t{key} << 32U) | value);
  }
  // Empties the builder.
  void write(ContainerWriter& writer, const KeyIndexSections& sections);

 private:
  std::vector<std::uint64_t> records_;  // key, then value
};

}  // namespace financescr::pack
