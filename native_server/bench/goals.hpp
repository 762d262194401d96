// The project's goals for speed and size beside what was measured; those for quality are in
// quality_goals.cpp.
#pragma once

#include <string>
#include <vector>

#include "native_server/bench/report.hpp"

namespace financescr::bench {

struct GoalLine {
  std::string what;
  std::string goal;
  std::string now;
  bool reached = false;
};

// Those goals that the report has figures for: the ones for lists of 42,000 names hold for 30,000
// to 100,000 names, those for 1 and 5 million from 0.8 and 4 million names on.
[[nodiscard]] std::vector<GoalLine> goals_of(const Report& report);

}  // namespace financescr::bench
