// ContentHash: XXH3-128 of bytes. It shows that two contents agree; it is no defence against an
// attacker (the audit log is chained with SHA-256).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

struct ContentHash {
  std::array<std::uint8_t, 16> bytes{};  // big-endian, as XXH128_canonicalFromHash gives them

  // "xxh3-128:" and 32 hexadecimal digits.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] static std::optional<ContentHash> parse(std::string_view text);

  bool operator==(const ContentHash&) const = default;
  bool operator<(const ContentHash& other) const { return bytes < other.bytes; }
};

[[nodiscard]] ContentHash content_hash(std::string_view bytes);
// The hash of the canonical text of a value.
[[nodiscard]] ContentHash content_hash(const Json& value);

// XXH3-64 of bytes, for tables in memory: nothing that is kept or shown depends on it. Who lets
// others choose the bytes chooses the seed, so that they cannot choose which of them collide.
[[nodiscard]] std::uint64_t table_hash(std::string_view bytes, std::uint64_t seed);

// content_hash() over bytes that arrive in pieces.
class ContentHasher {
 public:
  ContentHasher();
  ~ContentHasher();
  ContentHasher(const ContentHasher&) = delete;
  ContentHasher& operator=(const ContentHasher&) = delete;

  void update(std::string_view bytes);
  // Forgets all bytes so far.
  void restart();
  [[nodiscard]] ContentHash finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace financescr::canonical
