// Conversations with the agent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

enum class ConversationStatus : std::uint8_t { kActive };
template <>
inline constexpr auto kNames<ConversationStatus> = names("ACTIVE");

struct ConversationRecord {
  std::string conversation_id;
  Timestamp created_at;
  Timestamp updated_at;
  ConversationStatus status = ConversationStatus::kActive;
  std::string owner;            // the principal that started it
  std::string metadata = "{}";  // canonical JSON
  std::int64_t version = 1;
  Binding binding = {};
};

enum class MessageRole : std::uint8_t { kUser, kTool, kAssistant };
template <>
inline constexpr auto kNames<MessageRole> = names("USER", "TOOL", "ASSISTANT");

struct MessageRecord {
  std::string message_id;
  std::string conversation_id;
  std::int64_t seq = 1;  // 1, 2, 3 ... within the conversation
  Timestamp created_at;
  MessageRole role = MessageRole::kUser;
  std::string content;
  std::optional<std::string> tool_name;
  std::optional<std::string> trace;  // canonical JSON
  std::optional<std::string> ref_request_id;
  std::optional<std::string> ref_case_id;
  Binding binding = {};
};

template <>
const Table<ConversationRecord>& table_of();

template <>
const Table<MessageRecord>& table_of();

// In order of seq.
[[nodiscard]] QueryOf<MessageRecord> messages_query(std::string_view conversation_id);

}  // namespace financescr::ports
