#include "native_server/sql/statements.hpp"

namespace financescr::sql {
namespace {

template <typename Record>
bool append(std::vector<Command>& commands, const ports::Insert<Record>& write) {
  auto command = insert_command(write.record);
  if (!command) return false;
  commands.push_back(*std::move(command));
  return true;
}

template <typename Record>
bool append(std::vector<Command>& commands, const ports::Update<Record>& write) {
  auto command = update_command(write.record);
  if (!command) return false;
  commands.push_back(*std::move(command));
  return true;
}

bool append(std::vector<Command>& commands, const ports::EraseDecision& write) {
  static const Statement kDecision{
      "UPDATE decisions SET bundle = NULL, salt = NULL, erased_at = $2, version = version + 1 "
      "WHERE decision_id = $1 AND erased_at IS NULL"};
  static const Statement kMessages{
      "UPDATE conversation_messages SET content = '', trace = NULL "
      "WHERE ref_case_id IN (SELECT case_id FROM cases WHERE decision_id = $1) "
      "OR ref_request_id IN (SELECT request_id FROM decisions WHERE decision_id = $1)"};
  static const Statement kEvents{
      "UPDATE case_events SET comment_text = NULL "
      "WHERE case_id IN (SELECT case_id FROM cases WHERE decision_id = $1)"};
  static const Statement kCases{
      "UPDATE cases SET entity_name = NULL, version = version + 1 "
      "WHERE decision_id = $1 AND entity_name IS NOT NULL"};
  static const Statement kAnswers{
      "UPDATE idempotency SET body = '', fingerprint = '' WHERE decision_id = $1"};
  if (!is_uuid(write.decision_id)) return true;
  commands.push_back({&kDecision, {write.decision_id, write.at.to_string()}});
  for (const Statement* statement : {&kMessages, &kEvents, &kCases, &kAnswers}) {
    commands.push_back({statement, {write.decision_id}});
  }
  return true;
}

bool append(std::vector<Command>& commands, const ports::EraseConversation& write) {
  static const Statement kMessages{
      "UPDATE conversation_messages SET content = '', trace = NULL WHERE conversation_id = $1"};
  static const Statement kConversation{
      "UPDATE conversations SET updated_at = $2, version = version + 1 "
      "WHERE conversation_id = $1"};
  // The answers of its turns, by what they say.
  static const Statement kAnswers{
      "UPDATE idempotency SET body = '', fingerprint = '' WHERE principal IN "
      "(SELECT owner FROM conversations WHERE conversation_id = $1) "
      "AND body LIKE '%\"conversation_id\":\"' || $2 || '\"%'"};
  if (!is_uuid(write.conversation_id)) return true;
  commands.push_back({&kMessages, {write.conversation_id}});
  commands.push_back({&kAnswers, {write.conversation_id, write.conversation_id}});
  commands.push_back({&kConversation, {write.conversation_id, write.at.to_string()}});
  return true;
}

bool append(std::vector<Command>& commands, const ports::ForgetIdempotency& write) {
  static const Statement kStatement{"DELETE FROM idempotency WHERE created_at < $1"};
  commands.push_back({&kStatement, {write.before.to_string()}});
  return true;
}

bool append(std::vector<Command>& commands, const ports::ForgetIdempotencyKey& write) {
  static const Statement kStatement{
      "DELETE FROM idempotency WHERE principal = $1 AND idempotency_key = $2 AND created_at < $3"};
  commands.push_back({&kStatement, {write.principal, write.key, write.before.to_string()}});
  return true;
}

}  // namespace

bool append_commands(std::vector<Command>& commands, const ports::Write& write) {
  return std::visit([&](const auto& one) { return append(commands, one); }, write);
}

bool erases(const ports::Write& write) {
  return std::holds_alternative<ports::EraseDecision>(write) ||
         std::holds_alternative<ports::EraseConversation>(write);
}

}  // namespace financescr::sql
