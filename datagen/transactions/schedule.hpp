// The schedule of cases: of each what it looks like, when it begins and whether it is a crime.
//
// A case is drawn as a shape first: typology, difficulty, and whether it has the guise of ordinary
// business. Only then a coin, whose chance follows from difficulty and guise alone, says whether it
// is a crime or an innocent look-alike. So nothing that can be seen of the events of a case says
// more than its pool, the cases of the same difficulty and guise, and the chance is the best that
// can be known: the oracle's p.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/transactions/life.hpp"
#include "datagen/transactions/population.hpp"

namespace financescr::datagen {

enum class Typology : std::uint8_t {
  kStructuring,
  kCircular,
  kScatterGather,
  kBipartite,
  kStacking,
  kAgentStructuring,
  kFarming,
  kCollusion,
  kRapidPairs,
  kLoanAndRun,
  kNight,
  kNewCounterparties,
  kMulePassThrough,
  kDormantWakeUp,
};
inline constexpr std::size_t kTypologyCount = 14;
// "structuring", "circular", ...
[[nodiscard]] std::string_view to_string(Typology typology);

struct Case {
  std::int64_t known_at_us = 0;  // when somebody has found out; 0: it is not drawn yet
  std::int32_t first_day = 0;
  std::int32_t first_client = kNone;  // who sleeps, or the first of those who are farmed
  Typology typology = Typology::kStructuring;
  Difficulty difficulty = Difficulty::kCrude;
  Coin coin = Coin::kFranc;
  bool is_guised = false;
  bool is_fraud = false;

  // "structuring", or "look_alike_structuring" of an innocent one.
  [[nodiscard]] std::string name() const;
};

inline constexpr std::int32_t kFarmedPerCase = 14;
inline constexpr std::size_t kPoolCount = 2 * kDifficultyCount;
[[nodiscard]] std::size_t pool_of(const Case& planned);

struct Schedule {
  std::vector<Case> cases;                   // by number
  std::vector<std::int32_t> by_day;          // their numbers in the order of their first days
  std::array<double, kPoolCount> chances{};  // of a crime, by pool
  Sleepers sleepers;
};

// Clients whom an agent farms are added to the population. Requires: valid options.
[[nodiscard]] Schedule make_schedule(const TransactionOptions& options, Population& population);

}  // namespace financescr::datagen
