#include "engine/pack/string_pool.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace financescr::pack {
namespace {

constexpr std::size_t kFirstTableSize = 1024;  // a power of two, as all sizes are

// Eight bytes at a time, each block multiplied and folded; the upper half is well mixed.
std::uint32_t hash_of(std::string_view text) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = text.size() * kFactor;
  while (!text.empty()) {
    std::uint64_t block = 0;
    const std::size_t size = std::min(text.size(), sizeof block);
    std::memcpy(&block, text.data(), size);
    text.remove_prefix(size);
    hash = (hash ^ block) * kFactor;
    hash ^= hash >> 32U;
  }
  return static_cast<std::uint32_t>((hash * kFactor) >> 32U);
}

std::uint32_t hash_in(std::uint64_t entry) { return static_cast<std::uint32_t>(entry >> 32U); }
std::uint32_t offset_in(std::uint64_t entry) { return static_cast<std::uint32_t>(entry) - 1; }

}  // namespace

std::uint32_t StringPool::add(std::string_view text) {
  if (2 * (count_ + 1) > table_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  Entry& entry = table_[place_of(text, hash)];
  if (entry != 0) return offset_in(entry);
  const auto offset = static_cast<std::uint32_t>(bytes_.size());
  const auto length = static_cast<std::uint16_t>(text.size());
  bytes_ += static_cast<char>(length & 0xFFU);
  bytes_ += static_cast<char>(length >> 8U);
  bytes_ += text;
  entry = (std::uint64_t{hash} << 32U) | (offset + 1);
  ++count_;
  return offset;
}

std::string_view StringPool::text(std::uint32_t offset) const {
  std::uint16_t length = 0;
  std::memcpy(&length, bytes_.data() + offset, sizeof length);
  return std::string_view(bytes_).substr(std::size_t{offset} + 2, length);
}

std::string StringPool::take() {
  table_ = {};
  count_ = 0;
  return std::exchange(bytes_, {});
}

std::size_t StringPool::place_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = hash & mask;
  for (Entry entry = table_[place]; entry != 0; entry = table_[place]) {
    if (hash_in(entry) == hash && this->text(offset_in(entry)) == text) break;
    place = (place + 1) & mask;
  }
  return place;
}

void StringPool::grow() {
  const auto old = std::exchange(table_, {});
  table_.assign(old.empty() ? kFirstTableSize : 2 * old.size(), 0);
  const std::size_t mask = table_.size() - 1;
  for (const Entry entry : old) {
    if (entry == 0) continue;
    std::size_t place = hash_in(entry) & mask;
    while (table_[place] != 0) place = (place + 1) & mask;
    table_[place] = entry;
  }
}

}  // namespace financescr::pack
