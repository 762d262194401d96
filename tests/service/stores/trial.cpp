#include "tests/service/stores/trial.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<stores::TrialRecord>& table_of() {
  using R = stores::TrialRecord;
  static constexpr std::array kColumns = {
      uuid<&R::trial_id>("trial_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::name>("name"),
      column<&R::batch>("batch"),
      column<&R::place>("place"),
      column<&R::kind>("kind"),
      column<&R::weight>("weight_micro"),
      column<&R::is_open>("is_open"),
      uuid<&R::case_id>("case_id"),
      column<&R::ended_at>("ended_at"),
      column<&R::version>("version", Role::kVersion),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kUnique = {Columns{{"batch", "place"}}};
  static constexpr std::array kReferences = {Reference{"case_id", "cases"}};
  static constexpr std::array kOrders = {Order{{{"name", "trial_id"}}},
                                         Order{{{"created_at", "trial_id"}}, true}};
  static constexpr Table<R> kTable{
      "trials", kColumns, {.unique = kUnique, .references = kReferences, .orders = kOrders}};
  return kTable;
}

}  // namespace financescr::ports

namespace financescr::stores {

ports::QueryOf<TrialRecord> trials_query() {
  ports::QueryOf<TrialRecord> query;
  query.in_order();
  return query;
}

}  // namespace financescr::stores
