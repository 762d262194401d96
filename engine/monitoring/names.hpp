// Names: the texts that events have in common (accounts, addresses, devices), each as a number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/monitoring/entry.hpp"

namespace financescr::monitoring {

class Names {
 public:
  // `seed`: of the table; no number depends on it.
  explicit Names(std::uint64_t seed) : seed_(seed) { clear(); }

  // The number of a text, a new one if it has none. 0 for an empty text. Amortised O(length).
  [[nodiscard]] NameId number_of(std::string_view text);
  // 0 if it has none.
  [[nodiscard]] NameId find(std::string_view text) const;
  [[nodiscard]] std::string_view text_of(NameId id) const { return texts_[id]; }
  // Numbers are below this.
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

  // Keeps those that are marked and numbers them anew, in their order. Requires: a mark for each.
  // Returns: the new number of each old one, 0 for those that are gone.
  [[nodiscard]] std::vector<NameId> keep(const std::vector<bool>& marks);

 private:
  void clear();
  void grow();
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;

  std::uint64_t seed_;
  std::vector<std::string> texts_;  // of 0: empty
  std::vector<NameId> slots_;       // 0: free
};

}  // namespace financescr::monitoring
