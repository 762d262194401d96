#include "engine/monitoring/names.hpp"

#include <utility>

#include "engine/canonical/content_hash.hpp"

namespace financescr::monitoring {
namespace {

constexpr std::size_t kFewestSlots = 64;

}  // namespace

void Names::clear() {
  texts_.assign(1, std::string());
  slots_.assign(kFewestSlots, 0);
}

std::size_t Names::slot_of(std::string_view text) const {
  std::size_t at = canonical::table_hash(text, seed_) & (slots_.size() - 1);
  while (slots_[at] != 0 && texts_[slots_[at]] != text) at = (at + 1) & (slots_.size() - 1);
  return at;
}

void Names::grow() {
  std::vector<NameId> old(2 * slots_.size(), 0);
  old.swap(slots_);
  for (const NameId id : old) {
    if (id != 0) slots_[slot_of(texts_[id])] = id;
  }
}

NameId Names::find(std::string_view text) const { return text.empty() ? 0 : slots_[slot_of(text)]; }

NameId Names::number_of(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t at = slot_of(text);
  if (slots_[at] != 0) return slots_[at];
  if (2 * texts_.size() > slots_.size()) {
    grow();
    at = slot_of(text);
  }
  slots_[at] = static_cast<NameId>(texts_.size());
  texts_.emplace_back(text);
  return slots_[at];
}

std::vector<NameId> Names::keep(const std::vector<bool>& marks) {
  std::vector<std::string> before = std::move(texts_);
  clear();
  std::vector<NameId> renumbered(before.size(), 0);
  for (std::size_t id = 1; id < before.size(); ++id) {
    if (marks[id]) renumbered[id] = number_of(before[id]);
  }
  return renumbered;
}

}  // namespace financescr::monitoring
