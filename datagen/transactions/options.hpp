// What the generator of transactions is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/result.hpp"

namespace financescr::datagen {

// How well a crime is hidden: not at all, so that a rule with sensible limits finds it, or just
// below the limits of every rule.
enum class Difficulty : std::uint8_t { kCrude, kMiddle, kCareful };
inline constexpr std::size_t kDifficultyCount = 3;
[[nodiscard]] std::string_view to_string(Difficulty difficulty);

struct TransactionOptions {
  std::uint64_t seed = 42;
  std::int64_t client_count = 1'000;
  std::int64_t day_count = 90;
  // The share of events that arrive late, 0 to 1. Nothing: events arrive as they occur, and have no
  // received_at.
  std::optional<double> late_share;
  // Of all cases that are planted. Nothing: each of a third of the crimes.
  std::optional<Difficulty> difficulty;
};

inline constexpr std::int64_t kFewestClients = 100;  // so that every typology finds its accounts
inline constexpr std::int64_t kMostClients = 1'000'000;
inline constexpr std::int64_t kFewestDays = 14;  // so that the longest case fits in
inline constexpr std::int64_t kMostDays = 3'650;

// Errors: kInvalid or kTooLarge, naming the command-line flag, for what lies outside these limits.
[[nodiscard]] Result<void> validate(const TransactionOptions& options);

}  // namespace financescr::datagen
