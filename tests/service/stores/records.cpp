#include "tests/service/stores/records.hpp"

#include <fmt/format.h>

namespace financescr::stores {

std::string id(int kind, std::int64_t n) {
  return fmt::format("{:08x}-0000-7000-8000-{:012x}", kind, n);
}

Timestamp at(std::int64_t n) { return {1'790'000'000 * Timestamp::kSecond + n * 1'000'001}; }

ports::DecisionRecord decision(std::int64_t n) {
  return {.decision_id = id(1, n),
          .created_at = at(n),
          .kind = "screen",
          .outcome = "REVIEW",
          .principal = "analyst",
          .request_id = id(3, n),
          .subject_id = "C_" + std::to_string(n),
          .customer_ref = "crm:" + std::to_string(n),
          .case_id = id(2, n),
          .pack_id = "seed42",
          .policy_version = "policy-1",
          .bundle = "{\"name\":\"Zo\xC3\xAB \\u0000 \xF0\x9F\x98\x80\"}",
          .salt = "00112233445566778899aabbccddeeff",
          .erased_at = std::nullopt,
          .version = 1};
}

ports::CaseRecord review(std::int64_t n) {
  return {.case_id = id(2, n),
          .created_at = at(n),
          .updated_at = at(n),
          .due_at = at(n + 3600),
          .closed_at = std::nullopt,
          .domain = "screen",
          .status = ports::CaseStatus::kOpen,
          .severity = "HIGH",
          .priority = "P0",
          .decision = "REVIEW",
          .entity_name = "Name " + std::to_string(n),
          .risk_score = {815'000},
          .decision_id = id(1, n),
          .request_id = id(3, n),
          .subject_id = "C_" + std::to_string(n),
          .customer_ref = "crm:" + std::to_string(n),
          .version_stamp = "financescr@test",
          .assignee = std::nullopt,
          .disposition = std::nullopt,
          .maker = std::nullopt,
          .version = 1};
}

ports::CaseEventRecord event(std::int64_t n, std::int64_t seq) {
  return {.case_id = id(2, n),
          .seq = seq,
          .at = at(n + seq),
          .actor = "analyst",
          .action = "comment",
          .from_status = ports::CaseStatus::kOpen,
          .to_status = ports::CaseStatus::kOpen,
          .text = "looked at it, twice"};
}

ports::ConversationRecord conversation(std::int64_t n) {
  return {.conversation_id = id(4, n),
          .created_at = at(n),
          .updated_at = at(n),
          .status = ports::ConversationStatus::kActive,
          .owner = "analyst",
          .metadata = "{\"b\":1,\"channel\":\"web\"}",
          .version = 1};
}

ports::MessageRecord message(std::int64_t n, std::int64_t seq) {
  return {.message_id = id(5, n * 1000 + seq),
          .conversation_id = id(4, n),
          .seq = seq,
          .created_at = at(n),
          .role = ports::MessageRole::kUser,
          .content = "screen Jean-Luc, born 1960",
          .tool_name = "screen",
          .trace = "{\"z\":[1,2],\"a\":\"\\u0000\"}",
          .ref_request_id = id(3, n),
          .ref_case_id = id(2, n)};
}

ports::UserRecord user(std::int64_t n) {
  return {.user_id = id(6, n),
          .created_at = at(n),
          .username = "user" + std::to_string(n),
          .email = "user@example.org",
          .full_name = "A. User",
          .role = "analyst",
          .password_hash = "$argon2id$v=19$...",
          .is_active = n % 2 == 0,
          .version = 1,
          .created_by = "user:" + id(6, n + 1),
          .password_reset_by = "operator",
          .role_changed_by = "user:" + id(6, n + 2),
          .must_change_password = n % 3 == 0,
          .password_expires_at = at(n + 2000),
          .deactivated_at = at(n + 1),
          .proposed_role = "admin",
          .proposed_by = "user:" + id(6, n + 3)};
}

ports::ApiKeyRecord api_key(std::int64_t n) {
  return {.key_id = id(7, n),
          .created_at = at(n),
          .name = "nightly",
          .owner = "user1",
          .role = "viewer",
          .scopes = "cases,decisions",
          .key_hash = std::string(64, 'a'),
          .expires_at = at(n + 1000),
          .revoked_at = std::nullopt,
          .version = 1};
}

ports::IdempotencyRecord answer(std::int64_t n) {
  return {.principal = "analyst",
          .key = "key-" + std::to_string(n),
          .created_at = at(n),
          .fingerprint = std::string(64, 'f'),
          .status = 200,
          .content_type = "application/json",
          .body = "{\"decision\":\"REVIEW\"}",
          .decision_id = id(1, n)};
}

ports::PackActivationRecord activation(std::int64_t n) {
  return {.activation_id = id(8, n),
          .created_at = at(n),
          .pack_id = "seed43",
          .screening_pack_hash = "xxh3:1",
          .credit_pack_hash = "xxh3:2",
          .status = ports::ActivationStatus::kProposed,
          .maker = "officer",
          .checker = std::nullopt,
          .decided_at = std::nullopt,
          .version = 1};
}

ports::JobRecord job(std::int64_t n) {
  return {.job_id = id(9, n),
          .created_at = at(n),
          .updated_at = at(n),
          .kind = "rescreen",
          .status = ports::JobStatus::kQueued,
          .state = "{\"next\":0}",
          .version = 1};
}

ports::AuditEvent decided(std::int64_t n) {
  return {.at = at(n),
          .event = "decision",
          .actor = "analyst",
          .request_id = id(3, n),
          .decision_id = id(1, n),
          .case_id = id(2, n),
          .bundle_digest = std::string(64, 'd'),
          .details = canonical::Json::object({{"outcome", "REVIEW"}})};
}

ports::Transaction whole_decision(std::int64_t n) {
  ports::Transaction transaction;
  transaction.writes.emplace_back(ports::Insert<ports::DecisionRecord>{decision(n)});
  transaction.writes.emplace_back(ports::Insert<ports::CaseRecord>{review(n)});
  transaction.writes.emplace_back(ports::Insert<ports::CaseEventRecord>{event(n, 1)});
  transaction.writes.emplace_back(ports::Insert<ports::IdempotencyRecord>{answer(n)});
  transaction.audit.push_back(decided(n));
  return transaction;
}

}  // namespace financescr::stores
