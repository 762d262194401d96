#include "engine/canonical/sha256.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/canonical/sha256_blocks.hpp"

namespace financescr::canonical {
namespace {

constexpr std::size_t kLengthBytes = 8;

using sha256_blocks::kBlockBytes;
using sha256_blocks::State;
using Block = std::array<std::uint8_t, kBlockBytes>;

// FIPS 180-4, 5.3.3.
constexpr State kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void compress(State& state, std::span<const std::uint8_t> blocks) {
  static const bool on_x86 = sha256_blocks::has_x86_instructions();
  if (on_x86) {
    sha256_blocks::compress_on_x86(state, blocks);
  } else {
    sha256_blocks::compress_portable(state, blocks);
  }
}

}  // namespace

Sha256Digest sha256(std::string_view message) {
  State state = kInitialState;
  const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(message.data()),
                                            message.size());
  const auto rest = bytes.last(bytes.size() % kBlockBytes);
  compress(state, bytes.first(bytes.size() - rest.size()));
  Block block{};
  std::copy(rest.begin(), rest.end(), block.begin());
  block[rest.size()] = 0x80;
  if (rest.size() + 1 + kLengthBytes > kBlockBytes) {
    compress(state, block);
    block.fill(0);
  }
  const std::uint64_t bit_count = static_cast<std::uint64_t>(message.size()) * 8;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    block[kBlockBytes - 1 - i] = static_cast<std::uint8_t>(bit_count >> (8 * i));
  }
  compress(state, block);
  Sha256Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

Sha256Digest hmac_sha256(std::string_view key, std::string_view message) {
  std::string short_key(key);
  if (key.size() > kBlockBytes) {
    const Sha256Digest digest = sha256(key);
    short_key.assign(digest.begin(), digest.end());
  }
  short_key.resize(kBlockBytes, '\0');
  std::string inner;
  std::string outer;
  inner.reserve(kBlockBytes + message.size());
  outer.reserve(kBlockBytes + sizeof(Sha256Digest));
  for (const char c : short_key) {
    inner += static_cast<char>(static_cast<unsigned char>(c) ^ 0x36U);
    outer += static_cast<char>(static_cast<unsigned char>(c) ^ 0x5cU);
  }
  inner += message;
  const Sha256Digest digest = sha256(inner);
  outer.append(digest.begin(), digest.end());
  return sha256(outer);
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(2 * bytes.size(), '0');
  char* out = text.data();
  for (const std::uint8_t byte : bytes) {
    *out++ = kDigits[byte >> 4U];
    *out++ = kDigits[byte & 15U];
  }
  return text;
}

}  // namespace financescr::canonical
