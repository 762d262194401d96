#include "engine/canonical/content_hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>

namespace financescr::canonical {
namespace {

constexpr std::string_view kPrefix = "xxh3-128:";

ContentHash from_xxh(XXH128_hash_t hash) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  ContentHash out;
  std::memcpy(out.bytes.data(), canonical.digest, out.bytes.size());
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string ContentHash::to_string() const {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(kPrefix);
  for (const std::uint8_t byte : bytes) {
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

std::optional<ContentHash> ContentHash::parse(std::string_view text) {
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + 32) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  ContentHash hash;
  for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

ContentHash content_hash(std::string_view bytes) {
  return from_xxh(XXH3_128bits(bytes.data(), bytes.size()));
}

ContentHash content_hash(const Json& value) { return content_hash(std::string_view(write(value))); }

std::uint64_t table_hash(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

struct ContentHasher::State {
  XXH3_state_t xxh;
};

// XXH3_state_t is over-aligned; operator new respects it in C++17 and later.
ContentHasher::ContentHasher() : state_(std::make_unique<State>()) {
  XXH3_INITSTATE(&state_->xxh);
  XXH3_128bits_reset(&state_->xxh);
}

ContentHasher::~ContentHasher() = default;

void ContentHasher::restart() { XXH3_128bits_reset(&state_->xxh); }

void ContentHasher::update(std::string_view bytes) {
  XXH3_128bits_update(&state_->xxh, bytes.data(), bytes.size());
}

ContentHash ContentHasher::finish() const { return from_xxh(XXH3_128bits_digest(&state_->xxh)); }

}  // namespace financescr::canonical
