#include "engine/core/timestamp.hpp"

#include <doctest/doctest.h>

namespace financescr {
namespace {

TEST_CASE("an instant is written and read back to the microsecond") {
  for (const std::int64_t us : {0LL, 1LL, -1LL, 1'795'315'701'123'456LL, -62'135'596'800'000'000LL,
                                253'402'300'799'999'999LL, 951'782'400'000'000LL}) {
    CAPTURE(us);
    const std::string text = Timestamp{us}.to_string();
    CAPTURE(text);
    REQUIRE(Timestamp::parse(text).has_value());
    CHECK(Timestamp::parse(text)->us == us);
  }
  CHECK(Timestamp{0}.to_string() == "1970-01-01T00:00:00.000000Z");
  CHECK(Timestamp{-1}.to_string() == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("an offset is taken off, so that two spellings of one instant are equal") {
  CHECK(Timestamp::parse("2026-11-22T03:00:00+01:00") == Timestamp::parse("2026-11-22T02:00:00Z"));
  CHECK(Timestamp::parse("2026-11-21 21:30:00.5-04:30") ==
        Timestamp::parse("2026-11-22T02:00:00.500Z"));
}

TEST_CASE("what is no instant is refused") {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T02:00:00", "2026-11-22T24:00:00Z", "2026-11-22T02:60:00Z",
        "2026-11-22T02:00:60Z", "2026-02-29T02:00:00Z", "2026-11-22T02:00:00.Z",
        "2026-11-22T02:00:00.1234567Z", "2026-11-22T02:00:00Zx", "2026-11-22T02:00Z",
        "0001-01-01T00:00:00+00:01", "2026-11-22T02:00:00+1:00"}) {
    CAPTURE(text);
    CHECK_FALSE(Timestamp::parse(text).has_value());
  }
}

}  // namespace
}  // namespace financescr
