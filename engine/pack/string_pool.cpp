#include "engine/pack/string_pool.hpp"

#include <cstring>
#include <utility>

namespace financescr::pack {
namespace {

constexpr std::size_t kFirstTableSize = 1024;  // a power of two, as all sizes are

// FNV-1a with a final mix, since the low bits choose the place.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  }
  return hash ^ (hash >> 32U);
}

}  // namespace

std::uint32_t StringPool::add(std::string_view text) {
  if (2 * (count_ + 1) > table_.size()) grow();
  std::uint32_t& place = table_[place_of(text)];
  if (place != 0) return place - 1;
  const auto offset = static_cast<std::uint32_t>(bytes_.size());
  const auto length = static_cast<std::uint16_t>(text.size());
  bytes_ += static_cast<char>(length & 0xFFU);
  bytes_ += static_cast<char>(length >> 8U);
  bytes_ += text;
  place = offset + 1;
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

std::size_t StringPool::place_of(std::string_view text) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = static_cast<std::size_t>(hash_of(text)) & mask;
  while (table_[place] != 0 && this->text(table_[place] - 1) != text) place = (place + 1) & mask;
  return place;
}

void StringPool::grow() {
  const auto old = std::exchange(table_, {});
  table_.assign(old.empty() ? kFirstTableSize : 2 * old.size(), 0);
  for (const std::uint32_t entry : old) {
    if (entry != 0) table_[place_of(text(entry - 1))] = entry;
  }
}

}  // namespace financescr::pack
