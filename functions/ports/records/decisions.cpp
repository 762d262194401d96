#include "functions/ports/records/decisions.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<DecisionRecord>& table_of() {
  using R = DecisionRecord;
  static constexpr std::array kColumns = {
      uuid<&R::decision_id>("decision_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::kind>("kind"),
      column<&R::outcome>("outcome"),
      column<&R::principal>("principal"),
      column<&R::request_id>("request_id"),
      column<&R::subject_id>("subject_id"),
      column<&R::customer_ref>("customer_ref"),
      uuid<&R::case_id>("case_id"),
      column<&R::pack_id>("pack_id"),
      column<&R::policy_version>("policy_version"),
      column<&R::bundle>("bundle", Role::kElsewhere),
      column<&R::salt>("salt", Role::kBundleSalt, Form::kSalt),
      column<&R::erased_at>("erased_at"),
      column<&R::version>("version", Role::kVersion),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kOrders = {Order{{{"created_at", "decision_id"}}, true}};
  static constexpr Table<R> kTable{"decisions", kColumns, {.orders = kOrders}};
  return kTable;
}

template <>
const Table<LateDecisionRecord>& table_of() {
  using R = LateDecisionRecord;
  static constexpr std::array kColumns = {
      uuid<&R::decision_id>("decision_id", Role::kKey),
      column<&R::activation_id>("activation_id"),
  };
  static constexpr std::array kReferences = {Reference{"decision_id", "decisions"}};
  static constexpr std::array kOrders = {Order{{{"decision_id"}}}};
  static constexpr Table<R> kTable{
      "late_decisions", kColumns, {.references = kReferences, .orders = kOrders}};
  return kTable;
}

QueryOf<DecisionRecord> decisions_query(const DecisionFilter& filter,
                                        const std::optional<PageStart>& after, std::size_t limit) {
  using R = DecisionRecord;
  QueryOf<R> query;
  query.without<&R::bundle, &R::salt>();
  query.equal_if<&R::kind>(filter.kind).equal_if<&R::outcome>(filter.outcome);
  query.equal_if<&R::subject_id>(filter.subject_id);
  query.equal_if<&R::customer_ref>(filter.customer_ref);
  query.equal_if<&R::request_id>(filter.request_id);
  query.equal_if<&R::principal>(filter.principal).equal_if<&R::pack_id>(filter.pack_id);
  if (filter.has_case) query.given<&R::case_id>(*filter.has_case);
  if (filter.erased) query.given<&R::erased_at>(*filter.erased);
  query.at_least_if<&R::created_at>(filter.created_from);
  query.before_if<&R::created_at>(filter.created_until);
  query.in_order().starting_after(after).at_most(limit).rarely();
  return query;
}

QueryOf<DecisionRecord> decisions_of_query(std::string_view subject_id) {
  using R = DecisionRecord;
  QueryOf<R> query;
  query.only<&R::decision_id>().equal<&R::subject_id>(subject_id).given<&R::erased_at>(false);
  query.in_order(0, true);
  return query;
}

QueryOf<LateDecisionRecord> late_decisions_query(std::size_t limit) {
  using R = LateDecisionRecord;
  QueryOf<R> query;
  query.only<&R::decision_id>().in_order().at_most(limit);
  return query;
}

QueryOf<LateDecisionRecord> late_decision_query(std::string_view decision_id) {
  QueryOf<LateDecisionRecord> query;
  query.equal<&LateDecisionRecord::decision_id>(decision_id);
  return query;
}

}  // namespace financescr::ports
