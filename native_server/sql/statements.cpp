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
  static const Statement kAnswers{"UPDATE idempotency SET body = '' WHERE decision_id = $1"};
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
  if (!is_uuid(write.conversation_id)) return true;
  commands.push_back({&kMessages, {write.conversation_id}});
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

// The list of activations cannot change under it: Driver::hold_activations().
bool append(std::vector<Command>& commands, const ports::NoteIfLate& write) {
  static const Statement kStatement{
      "INSERT INTO late_decisions (decision_id, activation_id) "
      "SELECT $1, activation_id FROM pack_activations "
      "WHERE status = 'ACTIVE' AND screening_pack_hash <> $2 "
      "ON CONFLICT DO NOTHING"};
  if (!is_uuid(write.decision_id)) return false;
  commands.push_back({&kStatement, {write.decision_id, write.screening_pack_hash}});
  return true;
}

bool append(std::vector<Command>& commands, const ports::ForgetLate& write) {
  static const Statement kStatement{"DELETE FROM late_decisions WHERE decision_id = $1"};
  if (!is_uuid(write.decision_id)) return false;
  commands.push_back({&kStatement, {write.decision_id}, 1});
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

Activations activations_in(const ports::Transaction& transaction) {
  Activations found = Activations::kUntouched;
  for (const ports::Write& write : transaction.writes) {
    if (std::holds_alternative<ports::Insert<ports::PackActivationRecord>>(write) ||
        std::holds_alternative<ports::Update<ports::PackActivationRecord>>(write)) {
      return Activations::kChanged;
    }
    if (std::holds_alternative<ports::NoteIfLate>(write)) found = Activations::kRead;
  }
  return found;
}

}  // namespace financescr::sql
