// StringPool: texts stored once each, a 16-bit length and that many bytes, found again by a table
// that holds offsets only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::pack {

class StringPool {
 public:
  // The offset of the text. Requires: at most 65,535 bytes; the pool stays below 4 GiB.
  [[nodiscard]] std::uint32_t add(std::string_view text);
  [[nodiscard]] std::string_view text(std::uint32_t offset) const;
  // The number of distinct texts added.
  [[nodiscard]] std::size_t size() const { return count_; }
  // All bytes. Leaves the pool empty.
  [[nodiscard]] std::string take();

 private:
  // An entry of the table: a text's hash, then its offset + 1; 0 is free. Texts
  // are only looked at where the hashes agree.
  using Entry = std::uint64_t;
  [[nodiscard]] std::size_t place_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::string bytes_;
  std::vector<Entry> table_;  // open addressing
  std::size_t count_ = 0;
};

}  // namespace financescr::pack
