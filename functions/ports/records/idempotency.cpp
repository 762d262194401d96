#include "functions/ports/records/idempotency.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<IdempotencyRecord>& table_of() {
  using R = IdempotencyRecord;
  static constexpr std::array kColumns = {
      column<&R::principal>("principal", Role::kKey),
      column<&R::key>("idempotency_key", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::fingerprint>("fingerprint"),
      column<&R::status>("status"),
      column<&R::content_type>("content_type"),
      column<&R::body>("body"),
      uuid<&R::decision_id>("decision_id"),
      column<&R::record_id>("record_id", Role::kRecordId),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "principal", "idempotency_key"}}}};
  static constexpr Table<R> kTable{"idempotency", kColumns, {.orders = kOrders}};
  return kTable;
}

QueryOf<IdempotencyRecord> oldest_answer_query() {
  QueryOf<IdempotencyRecord> query;
  query.in_order().at_most(1);
  return query;
}

QueryOf<IdempotencyRecord> answers_before_query(Timestamp before) {
  QueryOf<IdempotencyRecord> query;
  query.before_if<&IdempotencyRecord::created_at>(before);
  return query;
}

QueryOf<IdempotencyRecord> answer_before_query(std::string_view principal, std::string_view key,
                                               Timestamp before) {
  using R = IdempotencyRecord;
  QueryOf<R> query;
  query.equal<&R::principal>(principal).equal<&R::key>(key).before_if<&R::created_at>(before);
  return query;
}

}  // namespace financescr::ports
