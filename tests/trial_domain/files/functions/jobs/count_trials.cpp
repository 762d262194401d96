#include "functions/jobs/count_trials.hpp"

#include <utility>

namespace financescr::jobs {

using canonical::Json;

ports::Stored<Progress> CountTrials::step(const ports::JobRecord& job, Context& context) {
  const auto checks = ports::texts(context.store, ports::trial_checks_query());
  if (!checks) return tl::unexpected(checks.error());
  ports::JobRecord done = job;
  done.status = ports::JobStatus::kDone;
  done.updated_at = context.clock.now();
  done.state = canonical::write(Json::object({{"checks", Json(std::int64_t(checks->size()))}}));
  ++done.version;
  const auto committed =
      context.store.commit({{ports::Update<ports::JobRecord>{std::move(done)}}, {}});
  if (committed) return Progress::kDone;
  if (committed.error() == ports::StoreFault::kConflict) return Progress::kElsewhere;
  return tl::unexpected(committed.error());
}

}  // namespace financescr::jobs
