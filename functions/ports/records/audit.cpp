#include "functions/ports/records/audit.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<AuditRow>& table_of() {
  using R = AuditRow;
  static constexpr std::array kColumns = {
      column<&R::chain>("chain", Role::kKey),
      column<&R::seq>("seq", Role::kKey),
      column<&R::row>("row_text"),
      column<&R::hash>("hash"),
      column<&R::at>("occurred_at"),
      column<&R::event>("event"),
      column<&R::actor>("actor"),
      column<&R::request_id>("request_id"),
      column<&R::decision_id>("decision_id"),
      column<&R::case_id>("case_id"),
      column<&R::seal>("seal"),
  };
  static constexpr Table<R> kTable{"audit_log", kColumns};
  return kTable;
}

template <>
const Table<AuditHead>& table_of() {
  using R = AuditHead;
  static constexpr std::array kColumns = {
      column<&R::chain>("chain", Role::kKey),
      column<&R::count>("row_count", Role::kKey),
      column<&R::hash>("hash"),
      column<&R::at>("signed_at"),
      column<&R::public_key>("public_key"),
      column<&R::signature>("signature"),
  };
  static constexpr Table<R> kTable{"audit_heads", kColumns};
  return kTable;
}

}  // namespace financescr::ports
