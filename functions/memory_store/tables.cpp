#include "functions/memory_store/tables.hpp"

#include <utility>

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

Writer::~Writer() {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

template <typename Record>
void Writer::bind(Record& record, const std::optional<audit::Previous>& previous) {
  if constexpr (kIsBound<Record>) {
    const Shape& shape = shape_of<Record>();
    Row row = to_row(record);
    binder_.bind(shape, row, previous);
    const auto columns = table_of<Record>().columns;
    for (const std::size_t place : {shape.id.front(), shape.salt, shape.chain, shape.seq}) {
      (void)columns[place].set(record, std::move(row[place]));
    }
  }
}

template <typename Record>
bool Writer::insert(Table<Record>& table, Record record) {
  bind(record, std::nullopt);
  auto key = key_of(record);
  if (!table.try_emplace(key, std::move(record)).second) return false;
  undo_.emplace_back([&table, key = std::move(key)] { table.erase(key); });
  return true;
}

template <typename Record, typename Change>
void Writer::change(Table<Record>& table, Record& row, Change change) {
  undo_.emplace_back([&table, before = row] { table.at(key_of(before)) = before; });
  change(row);
}

template <typename Record>
bool Writer::update(Table<Record>& table, Record record) {
  const auto found = table.find(key_of(record));
  if (found == table.end() || found->second.version != record.version - 1) return false;
  if constexpr (kIsBound<Record>) {
    bind(record, audit::previous_of(shape_of<Record>(), to_row(found->second)));
  }
  change(table, found->second, [&](Record& row) { row = std::move(record); });
  return true;
}

template <typename Record, typename Change>
void Writer::erase(Table<Record>& table, Record& row, Change change_row) {
  Row before = to_row(row);
  Record after = row;
  change_row(after);
  if (to_row(after) == before) return;
  bind(after, audit::previous_of(shape_of<Record>(), before));
  change(table, row, [&](Record& r) { r = std::move(after); });
}

bool Writer::apply(ports::Write write) {
  return std::visit([this](auto&& one) { return apply(std::forward<decltype(one)>(one)); },
                    std::move(write));
}

bool Writer::apply(Insert<DecisionRecord> write) {
  return insert(tables_.decisions, std::move(write.record));
}
bool Writer::apply(Insert<CaseRecord> write) {
  return insert(tables_.cases, std::move(write.record));
}
bool Writer::apply(Update<CaseRecord> write) {
  return update(tables_.cases, std::move(write.record));
}
bool Writer::apply(Insert<CaseEventRecord> write) {
  return tables_.cases.contains(write.record.case_id) &&
         insert(tables_.case_events, std::move(write.record));
}
bool Writer::apply(Insert<ConversationRecord> write) {
  return insert(tables_.conversations, std::move(write.record));
}
bool Writer::apply(Update<ConversationRecord> write) {
  return update(tables_.conversations, std::move(write.record));
}

bool Writer::apply(Insert<MessageRecord> write) {
  const std::string id = write.record.message_id;
  if (!tables_.conversations.contains(write.record.conversation_id)) return false;
  if (!tables_.message_ids.try_emplace(id, key_of(write.record)).second) return false;
  undo_.emplace_back([this, id] { tables_.message_ids.erase(id); });
  return insert(tables_.messages, std::move(write.record));
}

bool Writer::apply(Insert<UserRecord> write) {
  const std::string name = write.record.username;
  if (!tables_.user_names.try_emplace(name, write.record.user_id).second) return false;
  undo_.emplace_back([this, name] { tables_.user_names.erase(name); });
  return insert(tables_.users, std::move(write.record));
}

bool Writer::apply(Update<UserRecord> write) {
  const auto found = tables_.users.find(write.record.user_id);
  if (found == tables_.users.end()) return false;
  const std::string before = found->second.username;
  const std::string after = write.record.username;
  if (before != after) {
    if (!tables_.user_names.try_emplace(after, write.record.user_id).second) return false;
    tables_.user_names.erase(before);
    undo_.emplace_back([this, before, after, id = write.record.user_id] {
      tables_.user_names.erase(after);
      tables_.user_names.emplace(before, id);
    });
  }
  return update(tables_.users, std::move(write.record));
}

bool Writer::apply(Insert<ApiKeyRecord> write) {
  return insert(tables_.api_keys, std::move(write.record));
}
bool Writer::apply(Update<ApiKeyRecord> write) {
  return update(tables_.api_keys, std::move(write.record));
}
bool Writer::apply(Insert<IdempotencyRecord> write) {
  return insert(tables_.idempotency, std::move(write.record));
}
bool Writer::apply(Insert<PackActivationRecord> write) {
  return insert(tables_.pack_activations, std::move(write.record));
}
bool Writer::apply(Update<PackActivationRecord> write) {
  return update(tables_.pack_activations, std::move(write.record));
}
bool Writer::apply(Insert<JobRecord> write) {
  return insert(tables_.jobs, std::move(write.record));
}
bool Writer::apply(Update<JobRecord> write) {
  return update(tables_.jobs, std::move(write.record));
}

void Writer::erase_case(CaseRecord& row) {
  if (row.entity_name || row.customer_ref) {
    erase(tables_.cases, row, [](CaseRecord& r) {
      r.entity_name.reset();
      r.customer_ref.reset();
      ++r.version;
    });
  }
  for (auto& [key, event] : tables_.case_events) {
    if (event.case_id != row.case_id || !event.text) continue;
    erase(tables_.case_events, event, [](CaseEventRecord& r) { r.text.reset(); });
  }
}

// Messages of the turn that led to the decision, and those that speak of its case.
void Writer::erase_messages(const std::string& request_id,
                            const std::optional<std::string>& case_id) {
  for (auto& [key, message] : tables_.messages) {
    const bool of_case = case_id && message.ref_case_id == case_id;
    if (message.ref_request_id != request_id && !of_case) continue;
    erase(tables_.messages, message, [](MessageRecord& r) {
      r.content.clear();
      r.trace.reset();
    });
  }
}

bool Writer::apply(const EraseDecision& write) {
  const auto decision = tables_.decisions.find(write.decision_id);
  if (decision != tables_.decisions.end() && !decision->second.erased_at) {
    erase(tables_.decisions, decision->second, [&](DecisionRecord& r) {
      r.bundle.reset();
      r.salt.reset();
      r.customer_ref.reset();
      r.erased_at = write.at;
      ++r.version;
    });
  }
  if (decision != tables_.decisions.end()) {
    erase_messages(decision->second.request_id, decision->second.case_id);
  }
  for (auto& [id, row] : tables_.cases) {
    if (row.decision_id == write.decision_id) erase_case(row);
  }
  for (auto& [key, row] : tables_.idempotency) {
    if (row.decision_id != write.decision_id || row.body.empty()) continue;
    erase(tables_.idempotency, row, [](IdempotencyRecord& r) {
      r.body.clear();
      r.fingerprint.clear();
    });
  }
  return true;
}

bool Writer::apply(const EraseConversation& write) {
  const auto found = tables_.conversations.find(write.conversation_id);
  if (found == tables_.conversations.end()) return true;
  erase(tables_.conversations, found->second, [&](ConversationRecord& r) {
    r.updated_at = write.at;
    ++r.version;
  });
  for (auto& [key, message] : tables_.messages) {
    if (message.conversation_id != write.conversation_id) continue;
    erase(tables_.messages, message, [](MessageRecord& r) {
      r.content.clear();
      r.trace.reset();
    });
  }
  const std::string says = "\"conversation_id\":\"" + write.conversation_id + "\"";
  for (auto& [key, answer] : tables_.idempotency) {
    if (answer.principal != found->second.owner || answer.body.find(says) == std::string::npos) {
      continue;
    }
    erase(tables_.idempotency, answer, [](IdempotencyRecord& r) {
      r.body.clear();
      r.fingerprint.clear();
    });
  }
  return true;
}

Writer::Answers::iterator Writer::remove(Answers::iterator answer) {
  undo_.emplace_back(
      [this, record = answer->second] { tables_.idempotency.emplace(key_of(record), record); });
  return tables_.idempotency.erase(answer);
}

bool Writer::apply(const ForgetIdempotency& write) {
  for (auto at = tables_.idempotency.begin(); at != tables_.idempotency.end();) {
    at = at->second.created_at < write.before ? remove(at) : std::next(at);
  }
  return true;
}

// Nothing is here that this program has not bound.
bool Writer::apply(const AdoptRecords&) { return true; }

bool Writer::apply(const ForgetIdempotencyKey& write) {
  const auto found = tables_.idempotency.find(std::tuple(write.principal, write.key));
  if (found != tables_.idempotency.end() && found->second.created_at < write.before) remove(found);
  return true;
}

bool Writer::apply(const NoteIfLate& write) {
  for (const auto& [id, activation] : tables_.pack_activations) {
    if (activation.status != "ACTIVE") continue;
    if (activation.screening_pack_hash == write.screening_pack_hash) continue;
    if (!tables_.late_decisions.insert(write.decision_id).second) continue;
    undo_.emplace_back([this, id = write.decision_id] { tables_.late_decisions.erase(id); });
  }
  return true;
}

bool Writer::apply(const ForgetLate& write) {
  if (tables_.late_decisions.erase(write.decision_id) == 0) return false;
  undo_.emplace_back([this, id = write.decision_id] { tables_.late_decisions.insert(id); });
  return true;
}

}  // namespace financescr::memory_store
