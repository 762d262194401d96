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
  [[nodiscard]] std::size_t place_of(std::string_view text) const;
  void grow();

  std::string bytes_;
  std::vector<std::uint32_t> table_;  // open addressing: offset + 1, or 0
  std::size_t count_ = 0;
};

}  // namespace financescr::pack
