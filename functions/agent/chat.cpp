#include "functions/agent/chat.hpp"

#include <utility>

#include "engine/canonical/members.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"
#include "functions/agent/intent.hpp"
#include "functions/agent/tools.hpp"
#include "functions/agent/trace.hpp"
#include "functions/call/idempotency.hpp"
#include "functions/call/viewed.hpp"
#include "functions/decisions/store_decision.hpp"
#include "functions/http/plain_text.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::agent {

using canonical::Json;
using canonical::nullable;

namespace {

constexpr std::size_t kMaxMessageBytes = 4000;
constexpr std::int64_t kMaxTurns = 1000;  // of one conversation
constexpr std::int64_t kMessagesPerTurn = 3;
constexpr int kMaxAttempts = 32;  // at a turn that others overtake

constexpr std::string_view kNoUuid = "conversation_id must be a UUID";

struct ChatRequest {
  std::string conversation_id;
  std::string message;
  std::optional<std::string> customer_ref;
};

tl::expected<ChatRequest, http::Problem> read_chat(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  ChatRequest chat;
  const std::string id = fields.required_text("conversation_id", limits::kMaxIdBytes);
  const auto uuid = parse_uuid(id);
  if (errors.empty() && !uuid) {
    fields.reject("conversation_id", ErrorCode::kInvalid, std::string(kNoUuid));
  }
  chat.conversation_id = uuid.value_or("");
  chat.message = http::read_required_text(fields, "message", kMaxMessageBytes);
  chat.customer_ref = canonical::read_reference(fields, "customer_ref");
  const Json* context = fields.find("context");
  if (context != nullptr && context->if_object() == nullptr) {
    fields.reject("context", ErrorCode::kInvalid, "must be an object");
  }
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  return chat;
}

// One attempt at a turn.
class Turn {
 public:
  Turn(Call& call, const ChatRequest& chat)
      : call_(call), chat_(chat), now_(call.context.clock.now()) {}

  // Nothing: somebody else's turn came first.
  std::optional<http::Response> take() {
    if (auto answer = decisions::answered_before(call_)) return answer;
    const auto stored =
        ports::find<ports::ConversationRecord>(call_.context.store, chat_.conversation_id);
    if (!stored) return call_.refuse(stored.error());
    const bool is_first = !*stored;
    ports::ConversationRecord conversation = is_first ? begun() : next_of(**stored);
    if (conversation.owner != call_.principal.id) {
      return call_.refuse({403, "not_owner", "This conversation belongs to somebody else"});
    }
    if (conversation.version > kMaxTurns) {
      return call_.refuse({409, "conversation_full",
                           "A conversation has at most " + std::to_string(kMaxTurns) +
                               " turns; begin another one"});
    }
    agent::Asked asked = agent::understand(chat_.message);
    asked.customer_ref = chat_.customer_ref;
    add_intent(asked);
    agent::Memory memory = agent::Memory::read(conversation.metadata);
    auto done = agent::carry_out(call_, asked, memory, trace_);
    if (!done) return call_.refuse(done.error());
    if (done->decision_id) memory.decision_id = done->decision_id;
    conversation.metadata = memory.to_text();
    agent::Step response;
    response.summary = "assistant_message_returned";
    trace_.add(response);
    if (done->is_question) return question(asked, *done);
    return commit(std::move(conversation), is_first, asked, std::move(*done));
  }

 private:
  ports::ConversationRecord begun() const {
    ports::ConversationRecord conversation;
    conversation.conversation_id = chat_.conversation_id;
    conversation.created_at = now_;
    conversation.updated_at = now_;
    conversation.owner = call_.principal.id;
    return conversation;
  }

  ports::ConversationRecord next_of(ports::ConversationRecord conversation) const {
    conversation.updated_at = now_;
    ++conversation.version;
    return conversation;
  }

  void add_intent(const agent::Asked& asked) {
    const std::string intent(agent::to_string(asked.intent));
    agent::Step step;
    step.kind = agent::StepKind::kIntentUpdate;
    step.summary = "intent=" + intent;
    step.tool = "intent_update";
    step.tool_input = Json::object(
        {{"intent", intent}, {"case_id", asked.case_id ? Json(*asked.case_id) : Json()}});
    trace_.add(step);
  }

  ports::MessageRecord message(std::int64_t turn, std::int64_t place, ports::MessageRole role,
                               std::string content, const agent::Done& done) const {
    ports::MessageRecord record;
    record.message_id = make_id(call_.context.clock, call_.context.entropy);
    record.conversation_id = chat_.conversation_id;
    record.seq = (turn - 1) * kMessagesPerTurn + place;
    record.created_at = now_;
    record.role = role;
    record.content = std::move(content);
    record.ref_request_id = call_.shown_request_id();
    record.ref_case_id = done.case_id;
    return record;
  }

  void add_messages(std::int64_t turn, const agent::Done& done, ports::Transaction& all) const {
    auto user = message(turn, 1, ports::MessageRole::kUser, chat_.message, done);
    auto tool = message(turn, 2, ports::MessageRole::kTool, "intent_update", done);
    tool.tool_name = "intent_update";
    tool.trace = canonical::write(trace_.first());
    auto assistant = message(turn, 3, ports::MessageRole::kAssistant, done.reply, done);
    assistant.trace = canonical::write(Json::object({{"trace", trace_.steps()}}));
    for (auto* record : {&user, &tool, &assistant}) {
      all.writes.emplace_back(ports::Insert<ports::MessageRecord>{std::move(*record)});
    }
  }

  ports::AuditEvent audit_of(const agent::Asked& asked, const agent::Done& done) const {
    ports::AuditEvent event;
    event.at = now_;
    event.event = "agent_turn";
    event.actor = call_.principal.id;
    event.request_id = call_.request_id;
    event.decision_id = done.decision_id;
    event.case_id = done.case_id;
    event.details = Json::object(
        {{"conversation_id", chat_.conversation_id}, {"intent", agent::to_string(asked.intent)}});
    return event;
  }

  Json answer_of(const agent::Asked& asked, const agent::Done& done) const {
    Json case_id = asked.case_id ? Json(*asked.case_id) : Json();
    if (asked.intent != agent::Intent::kOpenCase && done.case_id) case_id = *done.case_id;
    return Json::object({{"request_id", call_.shown_request_id()},
                         {"conversation_id", chat_.conversation_id},
                         {"assistant_message", done.reply},
                         {"trace", trace_.steps()},
                         {"final_state", Json::object({{"intent", agent::to_string(asked.intent)},
                                                       {"case_id", std::move(case_id)}})}});
  }

  // A question back did nothing and leaves nothing behind: the message may name somebody, and no
  // decision would ever lead to it to have it erased.
  http::Response question(const agent::Asked& asked, const agent::Done& done) const {
    call_.context.metrics.count("financescr_agent_turns_total",
                                {{"intent", agent::to_string(asked.intent)}});
    return call_.answer(200, answer_of(asked, done));
  }

  std::optional<http::Response> commit(ports::ConversationRecord conversation, bool is_first,
                                       const agent::Asked& asked, agent::Done done) {
    ports::Transaction all;
    const std::int64_t turn = conversation.version;
    if (is_first) {
      all.writes.emplace_back(ports::Insert<ports::ConversationRecord>{std::move(conversation)});
    } else {
      all.writes.emplace_back(ports::Update<ports::ConversationRecord>{std::move(conversation)});
    }
    for (auto& write : done.transaction.writes) all.writes.push_back(std::move(write));
    add_messages(turn, done, all);
    all.audit = std::move(done.transaction.audit);
    all.audit.push_back(audit_of(asked, done));
    http::Response response = call_.answer(200, answer_of(asked, done));
    if (!remember(done, response, all)) return std::nullopt;
    const auto committed = call_.context.store.commit(std::move(all));
    if (!committed) {
      if (committed.error() == ports::StoreFault::kConflict) return std::nullopt;
      return call_.refuse(committed.error());
    }
    call_.context.metrics.count("financescr_agent_turns_total",
                                {{"intent", agent::to_string(asked.intent)}});
    return response;
  }

  // Adds the answer under the request's Idempotency-Key, if it has one.
  bool remember(const agent::Done& done, const http::Response& response,
                ports::Transaction& all) const {
    const auto key = idempotency_key(call_);
    if (!key) return false;
    if (!*key) return true;
    ports::IdempotencyRecord record;
    record.principal = call_.principal.id;
    record.key = **key;
    record.created_at = now_;
    record.fingerprint = fingerprint_of(call_, call_.request.body);
    record.status = response.status;
    record.content_type = "application/json";
    record.body = response.body;
    record.decision_id = done.decision_id;
    remember_answer(all, std::move(record));
    return true;
  }

  Call& call_;
  const ChatRequest& chat_;
  Timestamp now_;
  agent::Trace trace_;
};

Json message_json(const ports::MessageRecord& message) {
  Json trace;
  if (message.trace) trace = canonical::parse(*message.trace).value_or(Json());
  return Json::object({{"seq", message.seq},
                       {"created_at", message.created_at.to_string()},
                       {"role", to_string(message.role)},
                       {"content", message.content},
                       {"tool_name", nullable(message.tool_name)},
                       {"trace", std::move(trace)},
                       {"ref_request_id", nullable(message.ref_request_id)},
                       {"ref_case_id", nullable(message.ref_case_id)}});
}

}  // namespace

http::Response chat(Call& call) {
  const auto request = read_chat(call);
  if (!request) return call.refuse(request.error());
  for (int i = 0; i < kMaxAttempts; ++i) {
    if (auto response = Turn(call, *request).take()) return std::move(*response);
  }
  return call.refuse(ports::StoreFault::kConflict);
}

http::Response conversation(Call& call) {
  const auto id = parse_uuid(call.parameters.front());
  if (!id) {
    return call.refuse(
        http::rejected({{ErrorCode::kInvalid, std::string(kNoUuid), "/path/conversation_id"}}));
  }
  const auto found = ports::find<ports::ConversationRecord>(call.context.store, *id);
  if (!found) return call.refuse(found.error());
  if (!*found) return call.refuse(http::not_found("There is no conversation " + *id));
  const bool may_read = (*found)->owner == call.principal.id ||
                        call.principal.at_least(auth::Role::kComplianceOfficer);
  if (!may_read) {
    return call.refuse({403, "not_owner", "This conversation belongs to somebody else"});
  }
  const auto messages = ports::list(call.context.store, ports::messages_query(*id));
  if (!messages) return call.refuse(messages.error());
  if ((*found)->owner != call.principal.id) {
    const auto noted = call.context.store.commit({{}, {conversation_viewed(call, *id)}});
    if (!noted) return call.refuse(noted.error());
  }
  Json listed = Json::array();
  for (const auto& message : *messages) listed.push_back(message_json(message));
  return call.answer(200,
                     Json::object({{"conversation_id", *id}, {"messages", std::move(listed)}}));
}

}  // namespace financescr::agent
