#include "functions/ports/records/conversations.hpp"

#include <array>

#include "functions/ports/describe.hpp"

namespace financescr::ports {

template <>
const Table<ConversationRecord>& table_of() {
  using R = ConversationRecord;
  static constexpr std::array kColumns = {
      uuid<&R::conversation_id>("conversation_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::status>("status"),
      column<&R::owner>("owner"),
      column<&R::metadata>("metadata"),
      column<&R::version>("version", Role::kVersion),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr Table<R> kTable{"conversations", kColumns};
  return kTable;
}

template <>
const Table<MessageRecord>& table_of() {
  using R = MessageRecord;
  static constexpr std::array kColumns = {
      uuid<&R::message_id>("message_id", Role::kKey),
      uuid<&R::conversation_id>("conversation_id"),
      column<&R::seq>("seq"),
      column<&R::created_at>("created_at"),
      column<&R::role>("role"),
      column<&R::content>("content"),
      column<&R::tool_name>("tool_name"),
      column<&R::trace>("trace"),
      column<&R::ref_request_id>("ref_request_id"),
      uuid<&R::ref_case_id>("ref_case_id"),
      kRecordSalt<R>,
      kAuditChain<R>,
      kAuditSeq<R>,
  };
  static constexpr std::array kUnique = {Columns{{"conversation_id", "seq"}}};
  static constexpr std::array kReferences = {Reference{"conversation_id", "conversations"}};
  static constexpr std::array kOrders = {Order{{{"conversation_id", "seq"}}}};
  static constexpr Table<R> kTable{
      "conversation_messages",
      kColumns,
      {.unique = kUnique, .references = kReferences, .orders = kOrders}};
  return kTable;
}

QueryOf<MessageRecord> messages_query(std::string_view conversation_id) {
  using R = MessageRecord;
  QueryOf<R> query;
  query.equal<&R::conversation_id>(conversation_id).in_order();
  return query;
}

}  // namespace financescr::ports
