#include "native_server/bench/goals.hpp"

#include <fmt/format.h>

namespace financescr::bench {
namespace {

// Of lists of one size; a zero is no goal.
struct SizeGoals {
  std::size_t from_names;
  std::size_t to_names;
  double p50_us;
  double p99_us;
  double decisions_per_second;
  double bytes_per_name;
  double open_ms;
  double build_s;
};

constexpr SizeGoals kSizeGoals[] = {{30'000, 100'000, 40, 250, 20'000, 200, 5, 0},
                                    {800'000, 2'000'000, 250, 2'000, 3'000, 150, 20, 6},
                                    {4'000'000, 17'000'000, 800, 6'000, 1'000, 0, 0, 0}};

void at_most(std::vector<GoalLine>& lines, std::string what, double goal, double now,
             std::string_view unit) {
  if (goal <= 0) return;
  lines.push_back({std::move(what), fmt::format("at most {} {}", goal, unit),
                   fmt::format("{:.1f} {}", now, unit), now <= goal});
}

void at_least(std::vector<GoalLine>& lines, std::string what, double goal, double now, int places) {
  lines.push_back({std::move(what), fmt::format("at least {}", goal),
                   fmt::format("{:.{}f}", now, places), now >= goal});
}

void add_size_goals(std::vector<GoalLine>& lines, const Report& report) {
  const auto names = static_cast<double>(report.names);
  for (const SizeGoals& goals : kSizeGoals) {
    if (report.names < goals.from_names || report.names > goals.to_names) continue;
    if (report.screening) {
      const Percentiles& decide = report.screening->all.decide;
      at_most(lines, "decision p50", goals.p50_us, static_cast<double>(decide.p50_ns) / 1e3, "us");
      at_most(lines, "decision p99", goals.p99_us, static_cast<double>(decide.p99_ns) / 1e3, "us");
      at_least(lines, "decisions a second, text to text, one thread", goals.decisions_per_second,
               report.screening->decisions_per_second, 0);
    }
    at_most(lines, "bytes a name, of the .fpk", goals.bytes_per_name,
            static_cast<double>(report.load.bytes) / names, "bytes");
    at_most(lines, "pack opened", goals.open_ms, static_cast<double>(report.load.open_ns) / 1e6,
            "ms");
    if (report.build) {
      at_most(lines, "pack built", goals.build_s, static_cast<double>(report.build->build_ns) / 1e9,
              "s");
    }
  }
}

}  // namespace

std::vector<GoalLine> goals_of(const Report& report) {
  std::vector<GoalLine> lines;
  add_size_goals(lines, report);
  if (report.credit) {
    at_least(lines, "credit decisions a second, in process", 1'000'000,
             report.credit->assess_per_second, 0);
  }
  return lines;
}

}  // namespace financescr::bench
