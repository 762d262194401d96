#include "engine/pack/key_index.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/pack/pack.hpp"
#include "engine/pack/string_pool.hpp"
#include "tests/unit/core/random.hpp"

namespace financescr::pack {
namespace {

struct Built {
  AlignedBytes bytes;
  ContainerView view;
};

Built finished(ContainerWriter& writer) {
  AlignedBytes bytes = copy_aligned(writer.finish());
  auto view = ContainerView::open(bytes.view);
  REQUIRE(view.has_value());
  return {bytes, *view};
}

TEST_CASE("key index: finds under every key what was filed, once and in order") {
  testing::Random random(21);
  for (const std::uint32_t key_end : {3U, 1'000U, 4'294'967'295U}) {
    std::map<std::uint32_t, std::set<std::uint32_t>> expected;
    KeyIndexBuilder builder;
    for (int i = 0; i < 5'000; ++i) {
      const auto key = static_cast<std::uint32_t>(random.below(key_end));
      const auto value = static_cast<std::uint32_t>(random.below(700));
      builder.add(key, value);
      expected[key].insert(value);
    }
    ContainerWriter writer;
    builder.write(writer, kWordKeySections);
    const Built built = finished(writer);
    const auto index = KeyIndex::open(built.view, kWordKeySections, 700);
    REQUIRE(index.has_value());
    for (const auto& [key, values] : expected) {
      const auto found = index->find(key);
      REQUIRE(std::vector<std::uint32_t>(found.begin(), found.end()) ==
              std::vector<std::uint32_t>(values.begin(), values.end()));
      for (const std::uint32_t other : {key - 1, key + 1}) {
        REQUIRE(index->find(other).empty() == !expected.contains(other));
      }
    }
  }
}

TEST_CASE("key index: without keys nothing is found") {
  ContainerWriter writer;
  KeyIndexBuilder().write(writer, kRunKeySections);
  const Built built = finished(writer);
  const auto index = KeyIndex::open(built.view, kRunKeySections, 10);
  REQUIRE(index.has_value());
  for (const std::uint32_t key : {0U, 7U, 4'294'967'295U}) CHECK(index->find(key).empty());
}

TEST_CASE("key index: what is out of order is refused") {
  using Numbers = std::vector<std::uint32_t>;
  const auto opens = [](const Numbers& keys, const Numbers& offsets, const Numbers& values) {
    ContainerWriter writer;
    writer.add(SectionId::kWordKeys, keys);
    writer.add(SectionId::kWordKeyOffsets, offsets);
    writer.add(SectionId::kWordKeyWords, values);
    const Built built = finished(writer);
    return KeyIndex::open(built.view, kWordKeySections, 10).has_value();
  };
  CHECK(opens({1, 5}, {0, 1, 3}, {9, 2, 3}));
  CHECK_FALSE(opens({5, 1}, {0, 1, 3}, {9, 2, 3}));   // keys descend
  CHECK_FALSE(opens({1, 1}, {0, 1, 3}, {9, 2, 3}));   // a key twice
  CHECK_FALSE(opens({1, 5}, {0, 3, 1}, {9, 2, 3}));   // offsets descend
  CHECK_FALSE(opens({1, 5}, {0, 1, 4}, {9, 2, 3}));   // past the end
  CHECK_FALSE(opens({1, 5}, {0, 1, 2}, {9, 2, 3}));   // a value of no key
  CHECK_FALSE(opens({1, 5}, {1, 2, 3}, {9, 2, 3}));   // the same
  CHECK_FALSE(opens({1, 5}, {0, 0, 3}, {1, 2, 3}));   // a key of no value
  CHECK_FALSE(opens({1, 5}, {0, 1, 3}, {10, 2, 3}));  // a value too large
  CHECK_FALSE(opens({1, 5}, {0, 1, 3}, {9, 3, 2}));   // values descend
  CHECK_FALSE(opens({1, 5}, {0, 1, 3}, {9, 2, 2}));   // a value twice
  CHECK_FALSE(opens({}, {}, {1}));
}

TEST_CASE("string pool: equal texts are stored once and all are found again") {
  testing::Random random(22);
  StringPool pool;
  std::map<std::string, std::uint32_t> offsets;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text =
        std::to_string(random.below(6'000)) + std::string(random.below(3), 'x');
    const auto [it, is_new] = offsets.try_emplace(text, pool.add(text));
    REQUIRE(pool.add(text) == it->second);
  }
  CHECK(pool.size() == offsets.size());
  for (const auto& [text, offset] : offsets) REQUIRE(pool.text(offset) == text);
  std::size_t bytes = 0;
  for (const auto& [text, offset] : offsets) bytes += text.size() + 2;
  CHECK(pool.take().size() == bytes);
  CHECK(pool.size() == 0);
  CHECK(pool.add("") == 0);
  CHECK(pool.text(0).empty());
}

}  // namespace
}  // namespace financescr::pack
