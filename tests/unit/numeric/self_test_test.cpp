#include "engine/numeric/self_test.hpp"

#include <doctest/doctest.h>

TEST_CASE("this build computes with plain IEEE 754 arithmetic") {
  // If this fails, look at the compiler flags first: -ffp-contract=off must be among them.
  CHECK(financescr::numeric::self_test());
}

TEST_CASE("the fingerprint is the same every time") {
  CHECK(financescr::numeric::arithmetic_fingerprint() ==
        financescr::numeric::arithmetic_fingerprint());
}
