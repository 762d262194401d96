#include "functions/ports/records/cases.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<CaseRecord>& table_of() {
  using R = CaseRecord;
  static constexpr std::array kColumns = {
      uuid<&R::case_id>("case_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::due_at>("due_at"),
      column<&R::closed_at>("closed_at"),
      column<&R::domain>("domain"),
      column<&R::status>("status"),
      column<&R::severity>("severity"),
      column<&R::priority>("priority"),
      column<&R::decision>("decision"),
      column<&R::entity_name>("entity_name"),
      column<&R::risk_score>("risk_score_micro"),
      uuid<&R::decision_id>("decision_id"),
      column<&R::request_id>("request_id"),
      column<&R::subject_id>("subject_id"),
      column<&R::customer_ref>("customer_ref"),
      column<&R::version_stamp>("version_stamp"),
      column<&R::assignee>("assignee"),
      column<&R::disposition>("disposition"),
      column<&R::maker>("maker"),
      column<&R::version>("version", Role::kVersion),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "case_id"}}, true}};
  static constexpr Table<R> kTable{"cases", kColumns, {.orders = kOrders}};
  return kTable;
}

template <>
const Table<CaseEventRecord>& table_of() {
  using R = CaseEventRecord;
  static constexpr std::array kColumns = {
      uuid<&R::case_id>("case_id", Role::kKey),
      column<&R::seq>("seq", Role::kKey),
      column<&R::at>("occurred_at"),
      column<&R::actor>("actor"),
      column<&R::action>("action"),
      column<&R::from_status>("from_status"),
      column<&R::to_status>("to_status"),
      column<&R::text>("comment_text"),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kReferences = {Reference{"case_id", "cases"}};
  static constexpr std::array kOrders = {Order{{{"case_id", "seq"}}}};
  static constexpr Table<R> kTable{
      "case_events", kColumns, {.references = kReferences, .orders = kOrders}};
  return kTable;
}

QueryOf<CaseRecord> cases_query(const CaseFilter& filter, const std::optional<PageStart>& after,
                                std::size_t limit) {
  using R = CaseRecord;
  QueryOf<R> query;
  query.equal_if<&R::status>(filter.status).equal_if<&R::domain>(filter.domain);
  query.equal_if<&R::severity>(filter.severity).equal_if<&R::priority>(filter.priority);
  query.equal_if<&R::assignee>(filter.assignee).equal_if<&R::subject_id>(filter.subject_id);
  query.equal_if<&R::customer_ref>(filter.customer_ref);
  query.equal_if<&R::request_id>(filter.request_id);
  query.equal_if<&R::decision_id>(filter.decision_id);
  query.at_least_if<&R::created_at>(filter.created_from);
  query.before_if<&R::created_at>(filter.created_until);
  query.before_if<&R::due_at>(filter.due_until);
  if (filter.due_until) query.given<&R::closed_at>(false);
  query.in_order().starting_after(after).at_most(limit).rarely();
  return query;
}

QueryOf<CaseEventRecord> case_events_query(std::string_view case_id) {
  using R = CaseEventRecord;
  QueryOf<R> query;
  query.equal<&R::case_id>(case_id).in_order();
  return query;
}

}  // namespace financescr::ports
