// What the generator of transactions is asked for.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/core/result.hpp"

namespace financescr::datagen {

struct TransactionOptions {
  std::uint64_t seed = 42;
  std::int64_t client_count = 1'000;
  std::int64_t day_count = 90;
  // The share of events that arrive late, 0 to 1. Nothing: events arrive as they occur, and have no
  // received_at.
  std::optional<double> late_share;
};

inline constexpr std::int64_t kFewestClients = 50;  // so that every typology finds its accounts
inline constexpr std::int64_t kMostClients = 100'000;
inline constexpr std::int64_t kFewestDays = 14;  // so that the longest case fits in
inline constexpr std::int64_t kMostDays = 3'650;
// Clients times days; a client makes about one event a day.
inline constexpr std::int64_t kMostClientDays = 9'000'000;

// Errors: kInvalid or kTooLarge, naming the command-line flag, for what lies outside these limits.
[[nodiscard]] Result<void> validate(const TransactionOptions& options);

}  // namespace financescr::datagen
