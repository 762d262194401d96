#include "functions/jobs/follow_activation.hpp"

#include <tuple>
#include <utility>

#include "functions/ports/pack_hashes.hpp"

namespace financescr::jobs {
namespace {

using ports::is_of;
using ports::PackActivationRecord;

constexpr std::int64_t kRetry_us = 30 * Timestamp::kSecond;

// The one that was approved last; nullptr of none.
const PackActivationRecord* newest_active(const std::vector<PackActivationRecord>& records) {
  const PackActivationRecord* newest = nullptr;
  for (const PackActivationRecord& record : records) {
    const auto later = [&record](const PackActivationRecord& other) {
      return std::tie(record.decided_at, record.activation_id) >
             std::tie(other.decided_at, other.activation_id);
    };
    if (newest == nullptr || later(*newest)) newest = &record;
  }
  return newest;
}

}  // namespace

ports::Stored<bool> is_followed(Context& context) {
  const auto records = ports::list(context.store, ports::active_packs_query());
  if (!records) return tl::unexpected(records.error());
  const PackActivationRecord* wanted = newest_active(*records);
  return wanted == nullptr || is_of(*context.packs.active(), *wanted);
}

ports::Stored<bool> FollowActivation::look(Context& context) {
  const auto records = ports::list(context.store, ports::active_packs_query());
  if (!records) return tl::unexpected(records.error());
  const PackActivationRecord* wanted = newest_active(*records);
  if (wanted == nullptr || is_of(*context.packs.active(), *wanted)) return false;
  if (wanted->activation_id == failed_ && context.clock.elapsed_us() < try_again_at_us_) {
    return false;
  }
  return follow(*wanted, context);
}

bool FollowActivation::follow(const PackActivationRecord& wanted, Context& context) {
  auto opened = context.packs.open(wanted.pack_id);
  if (opened && is_of(**opened, wanted)) {
    context.packs.activate(std::move(*opened));
    failed_.clear();
    context.log.write(ports::LogLevel::kInfo, "pack_activated",
                      {{"pack_id", wanted.pack_id}, {"activation_id", wanted.activation_id}});
    return true;
  }
  failed_ = wanted.activation_id;
  try_again_at_us_ = context.clock.elapsed_us() + kRetry_us;
  const std::string why =
      opened ? "it is not the pack that was approved" : opened.error().front().detail;
  context.log.write(
      ports::LogLevel::kError, "pack_not_followed",
      {{"pack_id", wanted.pack_id}, {"activation_id", wanted.activation_id}, {"error", why}});
  context.metrics.count("financescr_pack_not_followed_total", {});
  return false;
}

}  // namespace financescr::jobs
