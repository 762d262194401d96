#include "engine/canonical/content_hash.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/unit/core/random.hpp"

namespace financescr::canonical {
namespace {

struct Known {
  std::size_t size;
  const char* hex;
};

// Of bytes i % 251; computed with XXH3-128 of xxHash 0.8.1 itself. The sizes lie on both sides of
// each change of algorithm: 16, 128, 240 bytes and one stripe block.
constexpr Known kKnown[] = {
    {0, "99aa06d3014798d86001c324468d497f"},    {16, "72950631827607e2842812cc870dcae2"},
    {17, "685bc458b37d057fc06e233df7729217"},   {128, "14792fc3af88dc6c05321a0b64d67b41"},
    {129, "dd5e74ac6b45f54ebc30b63382b09a3b"},  {240, "65b5be86da5540e7c92b68e16f83bbb6"},
    {241, "1da1cb61bcb8a2a102e8cd95421c6d02"},  {1024, "d0ac1f7b93bf57b9e5d78bafa45b2aa5"},
    {4096, "e12cd72144990fe57135ffa504f1bc71"},
};

// A literal or a string could as well become a Json.
ContentHash hash_of(std::string_view bytes) { return content_hash(bytes); }

std::string counting_bytes(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i % 251);
  return bytes;
}

TEST_CASE("content hash: the known values of XXH3-128") {
  for (const Known& known : kKnown) {
    CAPTURE(known.size);
    CHECK(hash_of(counting_bytes(known.size)).to_string() == "xxh3-128:" + std::string(known.hex));
  }
  CHECK(hash_of("abc").to_string() == "xxh3-128:06b05ab6733a618578af5f94892f3950");
  CHECK(hash_of("a").to_string() == "xxh3-128:a96faf705af16834e6c632b61e964e1f");
}

TEST_CASE("content hash: a value hashes as its canonical text") {
  const auto value = parse(R"( {"b": 2.50, "a": [1.0]} )");
  REQUIRE(value);
  CHECK(content_hash(*value) == hash_of(R"({"a":[1],"b":2.5})"));
  CHECK(content_hash(Json::object({{"a", 1}})).to_string() ==
        "xxh3-128:3c8c141663acf5a1b6b7137162fa70fb");
}

TEST_CASE("content hash: text round-trips, other text is refused") {
  testing::Random random(6);
  for (int i = 0; i < 2'000; ++i) {
    const ContentHash hash = hash_of(random.text("abc", 0, 20));
    REQUIRE(ContentHash::parse(hash.to_string()) == hash);
  }
  const std::string good = hash_of("abc").to_string();
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK_FALSE(ContentHash::parse(good.substr(0, length)));
  }
  const std::string digits = good.substr(9);
  for (const std::string& bad :
       {good + "0", good + " ", " " + good, digits, "xxh3-64:" + digits, "XXH3-128:" + digits,
        "sha256:" + digits, "xxh3-128:" + digits.substr(1) + "g", "xxh3-128:A" + digits.substr(1),
        "xxh3-128: " + digits.substr(1)}) {
    CAPTURE(bad);
    CHECK_FALSE(ContentHash::parse(bad));
  }
}

TEST_CASE("content hash: bytes in pieces hash as the whole") {
  testing::Random random(7);
  for (const std::size_t size : {0U, 1U, 240U, 241U, 256U, 1024U, 5'000U, 70'000U}) {
    const std::string bytes = counting_bytes(size);
    for (int round = 0; round < 20; ++round) {
      ContentHasher hasher;
      std::string_view rest = bytes;
      while (!rest.empty()) {
        const std::size_t piece = std::min(rest.size(), random.below(round < 10 ? 40 : 4'000));
        hasher.update(rest.substr(0, piece));
        rest.remove_prefix(piece);
      }
      hasher.update("");
      REQUIRE(hasher.finish() == hash_of(bytes));
      REQUIRE(hasher.finish() == hash_of(bytes));  // asking does not change it
    }
  }
}

TEST_CASE("content hash: one bit more or less is another hash") {
  const std::string bytes = counting_bytes(300);
  std::set<ContentHash> seen{hash_of(bytes)};
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string other = bytes;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    seen.insert(hash_of(other));
  }
  seen.insert(hash_of(bytes + std::string(1, '\0')));
  CHECK(seen.size() == bytes.size() * 8 + 2);
}

}  // namespace
}  // namespace financescr::canonical
