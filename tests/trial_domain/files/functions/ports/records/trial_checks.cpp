#include "functions/ports/records/trial_checks.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<TrialCheckRecord>& table_of() {
  using R = TrialCheckRecord;
  static constexpr std::array kColumns = {
      uuid<&R::check_id>("check_id", Role::kKey),
      column<&R::created_at>("created_at"),
      uuid<&R::decision_id>("decision_id"),
      column<&R::limit_id>("limit_id"),
      column<&R::amount>("amount_micro"),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kReferences = {Reference{"decision_id", "decisions"}};
  static constexpr std::array kOrders = {Order{{{"created_at", "check_id"}}}};
  static constexpr Table<R> kTable{
      "trial_checks", kColumns, {.references = kReferences, .orders = kOrders}};
  return kTable;
}

QueryOf<TrialCheckRecord> trial_checks_query() {
  QueryOf<TrialCheckRecord> query;
  query.only<&TrialCheckRecord::check_id>().in_order();
  return query;
}

}  // namespace financescr::ports
