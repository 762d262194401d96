#include "engine/evaluation/calibration.hpp"

#include <doctest/doctest.h>

namespace financescr::evaluation {
namespace {

TEST_CASE("Brier score and log loss of documented examples") {
  const auto brier = calibration_of(
      gather_ties({{{100'000}, false}, {{900'000}, true}, {{800'000}, true}, {{300'000}, false}}));
  CHECK(brier->brier.value == Micro{37'500});
  CHECK(brier->brier_skill == Micro{850'000});  // against 0.25
  const auto loss = calibration_of(
      gather_ties({{{900'000}, true}, {{100'000}, false}, {{200'000}, false}, {{650'000}, true}}));
  CHECK(loss->log_loss == Micro{216'162});
}

TEST_CASE("a forecast that is certain and wrong costs much, but not infinity") {
  const auto wrong = calibration_of(gather_ties({{kMicroZero, true}, {kMicroOne, false}}));
  CHECK(wrong->brier.value == kMicroOne);
  CHECK(wrong->log_loss > Micro::from_int(13));
  CHECK(wrong->log_loss < Micro::from_int(14));
  CHECK(wrong->calibration_error == kMicroOne);
}

TEST_CASE("the base rate has no skill and is perfectly calibrated") {
  const auto base = calibration_of({{{250'000}, 1, 3}});
  CHECK(base->brier_skill == kMicroZero);
  CHECK(base->calibration_error == kMicroZero);
  CHECK(base->bins.size() == 1);
}

TEST_CASE("tenths hold a tenth each") {
  std::vector<Scored> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back({{i * 1000}, i % 2 == 0});
  const auto calibration = calibration_of(gather_ties(rows));
  REQUIRE(calibration->bins.size() == 10);
  for (const auto& bin : calibration->bins) CHECK(bin.count == 100);
  CHECK(calibration->bins.front().lowest == kMicroZero);
  CHECK(calibration->bins.back().highest == Micro{999'000});
}

TEST_CASE("a large tie is never divided, and what follows it keeps its size") {
  // 350 of 1,000 rows share one score: it takes the place of more than three tenths.
  std::vector<Tie> ties;
  for (int i = 649; i >= 0; --i) ties.push_back({{200'000 + i}, i % 2, 1 - i % 2});
  ties.push_back({{100'000}, 100, 250});
  const auto calibration = calibration_of(ties);
  CHECK(calibration->bins.front().count == 350);
  std::int64_t total = 0;
  for (const auto& bin : calibration->bins) {
    CHECK(bin.count >= 50);
    total += bin.count;
  }
  CHECK(total == 1000);
}

TEST_CASE("no rows, no calibration") { CHECK_FALSE(calibration_of({}).has_value()); }

}  // namespace
}  // namespace financescr::evaluation
