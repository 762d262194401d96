#include "engine/pack/row_table.hpp"

#include <algorithm>

namespace financescr::pack {

std::vector<std::string> RowTableBuilder::sort() {
  std::stable_sort(rows_.begin(), rows_.end(),
                   [](const Row& a, const Row& b) { return a.id < b.id; });
  std::vector<std::string> twice;
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    const bool again = rows_[i].id == rows_[i - 1].id;
    if (again && (twice.empty() || twice.back() != rows_[i].id)) twice.push_back(rows_[i].id);
  }
  return twice;
}

void RowTableBuilder::hash_into(canonical::ContentHasher& hasher) const {
  for (const Row& row : rows_) {
    hasher.update(row.json);
    hasher.update("\n");
  }
}

void RowTableBuilder::write(ContainerWriter& writer, SectionId offsets, SectionId rows) const {
  std::vector<std::uint64_t> ends{0};
  std::string bytes;
  for (const Row& row : rows_) {
    bytes += row.id;
    ends.push_back(bytes.size());
    bytes += row.json;
    ends.push_back(bytes.size());
  }
  writer.add(offsets, ends);
  writer.add(rows, bytes);
}

Result<RowTable> RowTable::open(const ContainerView& container, SectionId offsets, SectionId rows) {
  const auto ends = container.elements<std::uint64_t>(offsets);
  if (!ends) return tl::unexpected(ends.error());
  RowTable table;
  table.offsets_ = *ends;
  table.bytes_ = container.bytes(rows);
  if (table.offsets_.empty()) return table;
  bool sound = table.offsets_.size() % 2 == 1 && table.offsets_.front() == 0 &&
               table.offsets_.back() == table.bytes_.size();
  for (std::size_t i = 1; sound && i < table.offsets_.size(); ++i) {
    sound = table.offsets_[i - 1] <= table.offsets_[i];
  }
  for (std::size_t i = 1; sound && i < table.size(); ++i) {
    sound = table.id(i - 1) < table.id(i);
  }
  if (!sound) return fail(ErrorCode::kCorrupt, "compiled pack: a table of rows is damaged");
  return table;
}

std::optional<std::string_view> RowTable::find(std::string_view id) const {
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (this->id(middle) < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == size() || this->id(low) != id) return std::nullopt;
  return json(low);
}

void RowTable::hash_into(canonical::ContentHasher& hasher) const {
  for (std::size_t i = 0; i < size(); ++i) {
    hasher.update(json(i));
    hasher.update("\n");
  }
}

}  // namespace financescr::pack
