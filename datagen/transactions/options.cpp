#include "datagen/transactions/options.hpp"

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

Result<void> validate(const TransactionOptions& options) {
  auto checked = check_count("--clients", options.client_count, kFewestClients, kMostClients);
  if (!checked) return checked;
  checked = check_count("--days", options.day_count, kFewestDays, kMostDays);
  if (!checked) return checked;
  const std::int64_t client_days = options.client_count * options.day_count;
  if (client_days > kMostClientDays) {
    return fail(ErrorCode::kTooLarge,
                "--clients times --days must be at most " + std::to_string(kMostClientDays) +
                    ", which is some ten million events, got " + std::to_string(client_days));
  }
  // Written so that NaN fails too.
  if (options.late_share && !(*options.late_share >= 0.0 && *options.late_share <= 1.0)) {
    return fail(ErrorCode::kInvalid, "--late-share must be a number from 0 to 1");
  }
  return {};
}

}  // namespace financescr::datagen
