#include "functions/ports/records/pack_activations.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<PackActivationRecord>& table_of() {
  using R = PackActivationRecord;
  static constexpr std::array kColumns = {
      column<&R::activation_id>("activation_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::pack_id>("pack_id"),
      column<&R::screening_pack_hash>("screening_pack_hash"),
      column<&R::credit_pack_hash>("credit_pack_hash"),
      column<&R::status>("status"),
      column<&R::maker>("maker"),
      column<&R::checker>("checker"),
      column<&R::decided_at>("decided_at"),
      column<&R::version>("version", Role::kVersion),
      added<&R::further_pack_hashes>("further_pack_hashes", 2),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "activation_id"}}, true}};
  static constexpr Table<R> kTable{
      "pack_activations", kColumns, {.orders = kOrders, .concern = Concern::kActivations}};
  return kTable;
}

QueryOf<PackActivationRecord> pack_activations_query() {
  QueryOf<PackActivationRecord> query;
  query.in_order();
  return query;
}

QueryOf<PackActivationRecord> active_packs_query() {
  auto query = pack_activations_query();
  query.equal<&PackActivationRecord::status>(ActivationStatus::kActive);
  return query;
}

}  // namespace financescr::ports
