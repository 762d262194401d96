#include "engine/pack/key_index.hpp"

#include <algorithm>
#include <utility>

namespace financescr::pack {
namespace {

// The first place in [0, keys.size()] whose key is not less, looked for around a guess.
std::size_t lower_place(std::span<const std::uint32_t> keys, std::uint32_t key) {
  const auto guess = static_cast<std::size_t>((std::uint64_t{key} * keys.size()) >> 32U);
  std::size_t low = guess;
  std::size_t high = guess;
  std::size_t step = 8;
  while (low > 0 && keys[low - 1] >= key) {
    low -= std::min(low, step);
    step *= 2;
  }
  step = 8;
  while (high < keys.size() && keys[high] < key) {
    high += std::min(keys.size() - high, step);
    step *= 2;
  }
  const auto begin = keys.begin();
  return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                                                   begin + static_cast<std::ptrdiff_t>(high), key) -
                                  begin);
}

}  // namespace

Result<KeyIndex> KeyIndex::open(const ContainerView& container, const KeyIndexSections& sections,
                                std::size_t value_end) {
  KeyIndex index;
  for (const auto& [id, out] :
       {std::pair{sections.keys, &index.keys_}, std::pair{sections.offsets, &index.offsets_},
        std::pair{sections.values, &index.values_}}) {
    auto elements = container.elements<std::uint32_t>(id);
    if (!elements) return tl::unexpected(elements.error());
    *out = *elements;
  }
  const auto corrupt = [] {
    return fail(ErrorCode::kCorrupt, "compiled pack: an index of keys is out of order");
  };
  if (index.keys_.empty() && index.offsets_.empty() && index.values_.empty()) return index;
  if (index.offsets_.size() != index.keys_.size() + 1 || index.offsets_.front() != 0 ||
      index.offsets_.back() != index.values_.size()) {
    return corrupt();
  }
  for (std::size_t i = 0; i < index.keys_.size(); ++i) {
    if (i > 0 && index.keys_[i - 1] >= index.keys_[i]) return corrupt();
    if (index.offsets_[i] >= index.offsets_[i + 1]) return corrupt();
    if (index.offsets_[i + 1] > index.values_.size()) return corrupt();
    for (std::size_t v = index.offsets_[i] + 1; v < index.offsets_[i + 1]; ++v) {
      if (index.values_[v - 1] >= index.values_[v]) return corrupt();
    }
    if (index.values_[index.offsets_[i + 1] - 1] >= value_end) return corrupt();
  }
  return index;
}

std::span<const std::uint32_t> KeyIndex::find(std::uint32_t key) const {
  const std::size_t place = lower_place(keys_, key);
  if (place == keys_.size() || keys_[place] != key) return {};
  return values_.subspan(offsets_[place], offsets_[place + 1] - offsets_[place]);
}

void KeyIndexBuilder::write(ContainerWriter& writer, const KeyIndexSections& sections) {
  std::sort(records_.begin(), records_.end());  // total order
  records_.erase(std::unique(records_.begin(), records_.end()), records_.end());
  std::vector<std::uint32_t> keys;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> values;
  values.reserve(records_.size());
  for (const std::uint64_t record : records_) {
    const auto key = static_cast<std::uint32_t>(record >> 32U);
    if (keys.empty() || keys.back() != key) {
      keys.push_back(key);
      offsets.push_back(static_cast<std::uint32_t>(values.size()));
    }
    values.push_back(static_cast<std::uint32_t>(record));
  }
  if (!keys.empty()) offsets.push_back(static_cast<std::uint32_t>(values.size()));
  records_ = {};
  writer.add(sections.keys, std::move(keys));
  writer.add(sections.offsets, std::move(offsets));
  writer.add(sections.values, std::move(values));
}

}  // namespace financescr::pack
