#include "datagen/keyed_order.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>

namespace financescr::datagen {
namespace {

TEST_CASE("keyed order: every value once, and back again") {
  for (const std::int64_t size : {1, 2, 3, 4, 5, 16, 17, 1000, 4097}) {
    CAPTURE(size);
    const KeyedOrder order(mixed(7, static_cast<std::uint64_t>(size)), size);
    std::set<std::int64_t> seen;
    for (std::int64_t i = 0; i < size; ++i) {
      const std::int64_t value = order.at(i);
      CHECK(value >= 0);
      CHECK(value < size);
      CHECK(order.index_of(value) == i);
      seen.insert(value);
    }
    CHECK(static_cast<std::int64_t>(seen.size()) == size);
  }
}

TEST_CASE("keyed order: the key decides, and the start of the order is spread over all values") {
  const KeyedOrder a(1, 10'000);
  const KeyedOrder b(2, 10'000);
  int equal = 0;
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < 1000; ++i) {
    equal += a.at(i) == b.at(i) ? 1 : 0;
    sum += a.at(i);
  }
  CHECK(equal < 5);
  CHECK(sum / 1000 > 4700);
  CHECK(sum / 1000 < 5300);
}

}  // namespace
}  // namespace financescr::datagen
