#include "datagen/keyed_order.hpp"

#include <utility>

namespace financescr::datagen {
namespace {

constexpr std::uint64_t kRounds = 6;

}  // namespace

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014), twice.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t number) {
  const auto mix = [](std::uint64_t z) {
    z += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  };
  return mix(mix(seed) ^ number);
}

KeyedOrder::KeyedOrder(std::uint64_t key, std::int64_t size)
    : key_(key), size_(static_cast<std::uint64_t>(size)) {
  while ((std::uint64_t{1} << (2 * half_bits_)) < size_) ++half_bits_;
}

std::uint64_t KeyedOrder::forwards(std::uint64_t x) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = x >> half_bits_;
  std::uint64_t right = x & mask;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    left ^= mixed(key_ + round, right) & mask;
    std::swap(left, right);
  }
  return (left << half_bits_) | right;
}

std::uint64_t KeyedOrder::backwards(std::uint64_t x) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = x >> half_bits_;
  std::uint64_t right = x & mask;
  for (std::uint64_t round = kRounds; round-- > 0;) {
    std::swap(left, right);
    left ^= mixed(key_ + round, right) & mask;
  }
  return (left << half_bits_) | right;
}

std::int64_t KeyedOrder::at(std::int64_t i) const {
  std::uint64_t x = forwards(static_cast<std::uint64_t>(i));
  while (x >= size_) x = forwards(x);
  return static_cast<std::int64_t>(x);
}

std::int64_t KeyedOrder::index_of(std::int64_t value) const {
  std::uint64_t x = backwards(static_cast<std::uint64_t>(value));
  while (x >= size_) x = backwards(x);
  return static_cast<std::int64_t>(x);
}

}  // namespace financescr::datagen
