#include "functions/jobs/follow_activation.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "functions/ports/pack_hashes.hpp"

namespace financescr::jobs {
namespace {

using ports::is_of;
using ports::PackActivationRecord;

constexpr std::int64_t kRetry_us = 30 * Timestamp::kSecond;

// The activation that this server is not on and should be: the one that was approved last. Returns
// nothing if it is on it, or none was approved.
ports::Stored<std::optional<PackActivationRecord>> unfollowed(Context& context) {
  auto active = ports::list(context.store, ports::active_packs_query());
  if (!active) return tl::unexpected(active.error());
  const auto newest =
      std::max_element(active->begin(), active->end(), [](const auto& a, const auto& b) {
        return std::tie(a.decided_at, a.activation_id) < std::tie(b.decided_at, b.activation_id);
      });
  if (newest == active->end() || is_of(*context.packs.active(), *newest)) return std::nullopt;
  return std::move(*newest);
}

}  // namespace

ports::Stored<bool> is_followed(Context& context) {
  const auto wanted = unfollowed(context);
  if (!wanted) return tl::unexpected(wanted.error());
  return !wanted->has_value();
}

ports::Stored<bool> FollowActivation::look(Context& context) {
  const auto found = unfollowed(context);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return false;
  const PackActivationRecord& wanted = **found;
  if (wanted.activation_id == failed_ && context.clock.elapsed_us() < try_again_at_us_) {
    return false;
  }
  return follow(wanted, context);
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
