// The erasures of a Writer, part by part; what a part takes away is a rule of its table.
#include <utility>

#include "functions/memory_store/writer.hpp"

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

template <typename Record, typename Change>
void Writer::erase(Query query, Change change) {
  const Shape& shape = shape_of<Record>();
  Table& table = tables_.of(shape);
  for (const Row* row : table.select(query)) {
    auto record = to_record<Record>(*row);
    if (!record) continue;
    change(*record);
    Row after = to_row(*record);
    if (after == *row) continue;
    binder_.bind(shape, after, audit::previous_of(shape, *row));
    replace(table, std::move(after));
  }
}

template <typename Whose>
void Writer::erase_messages(Query query, Whose is_meant) {
  query.in_order();
  erase<MessageRecord>(std::move(query), [&](MessageRecord& message) {
    if (!is_meant(message)) return;
    message.content.clear();
    message.trace.reset();
  });
}

template <typename Which>
void Writer::erase_answers(Query query, Which is_meant) {
  erase<IdempotencyRecord>(std::move(query), [&](IdempotencyRecord& answer) {
    if (answer.body.empty() || !is_meant(answer)) return;
    answer.body.clear();
    answer.fingerprint.clear();
  });
}

void Writer::erase_cases_of(const std::string& decision_id) {
  QueryOf<CaseRecord> of_decision;
  of_decision.equal<&CaseRecord::decision_id>(decision_id);
  std::vector<std::string> ids;
  erase<CaseRecord>(std::move(of_decision), [&](CaseRecord& record) {
    ids.push_back(record.case_id);
    if (!record.entity_name && !record.customer_ref) return;
    record.entity_name.reset();
    record.customer_ref.reset();
    ++record.version;
  });
  for (const std::string& id : ids) {
    erase<CaseEventRecord>(case_events_query(id),
                           [](CaseEventRecord& event) { event.text.reset(); });
  }
}

Stored<void> Writer::add(const EraseDecision& write) {
  const Row* row = tables_.of(shape_of<DecisionRecord>()).find({write.decision_id});
  const auto decision = row == nullptr ? std::nullopt : to_record<DecisionRecord>(*row);
  if (decision) {
    QueryOf<DecisionRecord> it;
    it.equal<&DecisionRecord::decision_id>(write.decision_id);
    erase<DecisionRecord>(std::move(it), [&](DecisionRecord& record) {
      if (record.erased_at) return;
      record.bundle.reset();
      record.salt.reset();
      record.customer_ref.reset();
      record.erased_at = write.at;
      ++record.version;
    });
    // Those of the turn that led to the decision, and those that speak of its case.
    erase_messages(QueryOf<MessageRecord>(), [&](const MessageRecord& message) {
      return message.ref_request_id == decision->request_id ||
             (decision->case_id && message.ref_case_id == decision->case_id);
    });
  }
  erase_cases_of(write.decision_id);
  QueryOf<IdempotencyRecord> answers;
  answers.equal<&IdempotencyRecord::decision_id>(write.decision_id);
  erase_answers(std::move(answers), [](const IdempotencyRecord&) { return true; });
  return {};
}

Stored<void> Writer::add(const EraseConversation& write) {
  const Row* row = tables_.of(shape_of<ConversationRecord>()).find({write.conversation_id});
  const auto conversation = row == nullptr ? std::nullopt : to_record<ConversationRecord>(*row);
  if (!conversation) return {};
  QueryOf<ConversationRecord> it;
  it.equal<&ConversationRecord::conversation_id>(write.conversation_id);
  erase<ConversationRecord>(std::move(it), [&](ConversationRecord& record) {
    record.updated_at = write.at;
    ++record.version;
  });
  erase_messages(messages_query(write.conversation_id), [](const MessageRecord&) { return true; });
  const std::string says = "\"conversation_id\":\"" + write.conversation_id + "\"";
  QueryOf<IdempotencyRecord> answers;
  answers.equal<&IdempotencyRecord::principal>(conversation->owner);
  erase_answers(std::move(answers), [&](const IdempotencyRecord& answer) {
    return answer.body.find(says) != std::string::npos;
  });
  return {};
}

}  // namespace financescr::memory_store
