#include "datagen/transactions/options.hpp"

#include <array>
#include <string>

namespace financescr::datagen {
namespace {

Result<void> check_count(const char* flag, std::int64_t value, std::int64_t low,
                         std::int64_t high) {
  if (value >= low && value <= high) return {};
  return fail(value < low ? ErrorCode::kInvalid : ErrorCode::kTooLarge,
              std::string(flag) + " must be from " + std::to_string(low) + " to " +
                  std::to_string(high) + ", got " + std::to_string(value));
}

}  // namespace

std::string_view to_string(Difficulty difficulty) {
  constexpr std::array<std::string_view, kDifficultyCount> kNames = {"crude", "middle", "careful"};
  return kNames[static_cast<std::size_t>(difficulty)];
}

Result<void> validate(const TransactionOptions& options) {
  auto checked = check_count("--clients", options.client_count, kFewestClients, kMostClients);
  if (!checked) return checked;
  checked = check_count("--days", options.day_count, kFewestDays, kMostDays);
  if (!checked) return checked;
  // Written so that NaN fails too.
  if (options.late_share && !(*options.late_share >= 0.0 && *options.late_share <= 1.0)) {
    return fail(ErrorCode::kInvalid, "--late-share must be a number from 0 to 1");
  }
  return {};
}

}  // namespace financescr::datagen
