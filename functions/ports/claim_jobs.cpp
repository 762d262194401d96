#include "functions/ports/claim_jobs.hpp"

#include <algorithm>
#include <utility>

namespace financescr::ports {

Stored<std::vector<JobRecord>> claim_jobs(Records& store, const Claim& claim) {
  auto open = list(store, open_jobs_query());
  if (!open) return tl::unexpected(open.error());
  std::vector<JobRecord> claimed;
  for (JobRecord& job : *open) {
    if (claimed.size() >= claim.limit) break;
    const auto& kinds = claim.kinds;
    const bool can_do =
        kinds.empty() || std::find(kinds.begin(), kinds.end(), job.kind) != kinds.end();
    if (!can_do) continue;
    const std::int64_t left_us = job.lease_until ? job.lease_until->us - claim.now.us : 0;
    const bool is_mine = job.lease_owner == claim.owner;
    if (job.lease_owner && !is_mine && left_us > 0) continue;
    if (!is_mine || 2 * left_us < claim.lease_us) {
      job.lease_owner = claim.owner;
      job.lease_until = Timestamp{claim.now.us + claim.lease_us};
      ++job.version;
      const auto committed = store.commit({{Update<JobRecord>{job}}, {}});
      if (!committed && committed.error() == StoreFault::kConflict) continue;
      if (!committed) return tl::unexpected(committed.error());
    }
    claimed.push_back(std::move(job));
  }
  return claimed;
}

}  // namespace financescr::ports
