// Verdict: what a policy made of one event, or of all events of an account: as much of a decision
// as a backtest counts.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/monitoring/decide.hpp"
#include "engine/monitoring/policy.hpp"
#include "engine/monitoring/rule.hpp"

namespace financescr::backtest {

// What can add to a score: each rule at its place in the table, and names on a watchlist.
inline constexpr std::size_t kNamesSource = monitoring::kRuleCount;
inline constexpr std::size_t kSourceCount = monitoring::kRuleCount + 1;
static_assert(kSourceCount <= 64);
// "large_amount", ..., "names".
[[nodiscard]] std::string_view source_name(std::size_t source);

struct Fired {
  std::uint8_t source = 0;
  Micro severity;

  bool operator==(const Fired&) const = default;
};

struct Verdict {
  Micro score;
  bool is_alert = false;
  bool is_listed = false;    // a sanctions match, which alerts whatever the score
  std::uint64_t needed = 0;  // bits of the sources without which there would be no alert
  std::vector<Fired> fired;  // in the order of the sources

  // Where it stands among others: what alerts whatever its score comes first.
  [[nodiscard]] Micro rank() const { return is_listed ? kMicroOne : score; }
  // Joins the verdict of a further event of the same account.
  void join(const Verdict& other);

  bool operator==(const Verdict&) const = default;
};

[[nodiscard]] Verdict verdict_of(const monitoring::Outcome& outcome,
                                 const monitoring::Policy& policy);

}  // namespace financescr::backtest
