#include "functions/ports/records/api_keys.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<ApiKeyRecord>& table_of() {
  using R = ApiKeyRecord;
  static constexpr std::array kColumns = {
      column<&R::key_id>("key_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::name>("name"),
      column<&R::owner>("owner"),
      column<&R::role>("role"),
      column<&R::scopes>("scopes"),
      column<&R::key_hash>("key_hash"),
      column<&R::expires_at>("expires_at"),
      column<&R::revoked_at>("revoked_at"),
      column<&R::version>("version", Role::kVersion),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "key_id"}}}};
  static constexpr Table<R> kTable{
      "api_keys", kColumns, {.orders = kOrders, .concern = Concern::kAccounts}};
  return kTable;
}

QueryOf<ApiKeyRecord> api_keys_query() {
  QueryOf<ApiKeyRecord> query;
  query.in_order();
  return query;
}

}  // namespace financescr::ports
