#include "functions/ports/records/users.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<UserRecord>& table_of() {
  using R = UserRecord;
  static constexpr std::array kColumns = {
      column<&R::user_id>("user_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::username>("username"),
      column<&R::email>("email"),
      column<&R::full_name>("full_name"),
      column<&R::role>("role"),
      column<&R::password_hash>("password_hash"),
      column<&R::is_active>("is_active"),
      column<&R::version>("version", Role::kVersion),
      column<&R::created_by>("created_by"),
      column<&R::password_reset_by>("password_reset_by"),
      column<&R::role_changed_by>("role_changed_by"),
      column<&R::must_change_password>("must_change_password"),
      column<&R::password_expires_at>("password_expires_at"),
      column<&R::deactivated_at>("deactivated_at"),
      column<&R::proposed_role>("proposed_role"),
      column<&R::proposed_by>("proposed_by"),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kUnique = {Columns{{"username"}}};
  static constexpr std::array kOrders = {Order{{{"username"}}}};
  static constexpr Table<R> kTable{
      "users", kColumns, {.unique = kUnique, .orders = kOrders, .concern = Concern::kAccounts}};
  return kTable;
}

QueryOf<UserRecord> user_named_query(std::string_view username) {
  QueryOf<UserRecord> query;
  query.equal<&UserRecord::username>(username);
  return query;
}

QueryOf<UserRecord> users_query() {
  QueryOf<UserRecord> query;
  query.in_order();
  return query;
}

}  // namespace financescr::ports
