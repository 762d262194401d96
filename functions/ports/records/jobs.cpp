#include "functions/ports/records/jobs.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<JobRecord>& table_of() {
  using R = JobRecord;
  static constexpr std::array kColumns = {
      column<&R::job_id>("job_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::kind>("kind"),
      column<&R::status>("status"),
      column<&R::state>("state"),
      column<&R::version>("version", Role::kVersion),
      column<&R::lease_owner>("lease_owner"),
      column<&R::lease_until>("lease_until"),
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "job_id"}}}};
  static constexpr Table<R> kTable{"jobs", kColumns, {.orders = kOrders}};
  return kTable;
}

QueryOf<JobRecord> open_jobs_query() {
  QueryOf<JobRecord> query;
  query.one_of<&JobRecord::status>({JobStatus::kQueued, JobStatus::kRunning}).in_order();
  return query;
}

}  // namespace financescr::ports
