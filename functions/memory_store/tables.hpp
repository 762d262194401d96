// The tables of a MemoryStore and the writes of a transaction on them, with a way back.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "functions/audit/binding.hpp"
#include "functions/ports/columns.hpp"
#include "functions/ports/store.hpp"

namespace financescr::memory_store {

// What identifies a row of each table.
inline const std::string& key_of(const ports::DecisionRecord& r) { return r.decision_id; }
inline const std::string& key_of(const ports::CaseRecord& r) { return r.case_id; }
inline const std::string& key_of(const ports::ConversationRecord& r) { return r.conversation_id; }
inline const std::string& key_of(const ports::UserRecord& r) { return r.user_id; }
inline const std::string& key_of(const ports::ApiKeyRecord& r) { return r.key_id; }
inline const std::string& key_of(const ports::PackActivationRecord& r) { return r.activation_id; }
inline const std::string& key_of(const ports::JobRecord& r) { return r.job_id; }
inline std::tuple<std::string, std::int64_t> key_of(const ports::CaseEventRecord& r) {
  return {r.case_id, r.seq};
}
inline std::tuple<std::string, std::int64_t> key_of(const ports::MessageRecord& r) {
  return {r.conversation_id, r.seq};
}
inline std::tuple<std::string, std::string> key_of(const ports::IdempotencyRecord& r) {
  return {r.principal, r.key};
}

template <typename Record>
using Key = std::remove_cvref_t<decltype(key_of(std::declval<const Record&>()))>;

template <typename Record>
using Table = std::map<Key<Record>, Record, std::less<>>;

struct Tables {
  Table<ports::DecisionRecord> decisions;
  Table<ports::CaseRecord> cases;
  Table<ports::CaseEventRecord> case_events;
  Table<ports::ConversationRecord> conversations;
  Table<ports::MessageRecord> messages;
  std::map<std::string, std::tuple<std::string, std::int64_t>, std::less<>> message_ids;
  Table<ports::UserRecord> users;
  std::map<std::string, std::string, std::less<>> user_names;  // to user_id
  Table<ports::ApiKeyRecord> api_keys;
  Table<ports::IdempotencyRecord> idempotency;
  Table<ports::PackActivationRecord> pack_activations;
  Table<ports::JobRecord> jobs;
  std::set<std::string, std::less<>> late_decisions;
};

// Applies writes one after the other; those of an unfinished transaction are undone with it.
class Writer {
 public:
  // `binder` binds the records written.
  Writer(Tables& tables, audit::Binder& binder) : tables_(tables), binder_(binder) {}
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Returns: false if the write is a conflict; the transaction must then end.
  [[nodiscard]] bool apply(ports::Write write);
  // Keeps what was applied.
  void finish() { undo_.clear(); }

 private:
  bool apply(ports::Insert<ports::DecisionRecord> write);
  bool apply(ports::Insert<ports::CaseRecord> write);
  bool apply(ports::Update<ports::CaseRecord> write);
  bool apply(ports::Insert<ports::CaseEventRecord> write);
  bool apply(ports::Insert<ports::ConversationRecord> write);
  bool apply(ports::Update<ports::ConversationRecord> write);
  bool apply(ports::Insert<ports::MessageRecord> write);
  bool apply(ports::Insert<ports::UserRecord> write);
  bool apply(ports::Update<ports::UserRecord> write);
  bool apply(ports::Insert<ports::ApiKeyRecord> write);
  bool apply(ports::Update<ports::ApiKeyRecord> write);
  bool apply(ports::Insert<ports::IdempotencyRecord> write);
  bool apply(ports::Insert<ports::PackActivationRecord> write);
  bool apply(ports::Update<ports::PackActivationRecord> write);
  bool apply(ports::Insert<ports::JobRecord> write);
  bool apply(ports::Update<ports::JobRecord> write);
  bool apply(const ports::EraseDecision& write);
  bool apply(const ports::EraseConversation& write);
  bool apply(const ports::ForgetIdempotency& write);
  bool apply(const ports::ForgetIdempotencyKey& write);
  bool apply(const ports::AdoptRecords& write);
  bool apply(const ports::NoteIfLate& write);
  bool apply(const ports::ForgetLate& write);

  template <typename Record>
  bool insert(Table<Record>& table, Record record);
  template <typename Record>
  bool update(Table<Record>& table, Record record);
  // Calls change(row) on a row that exists.
  template <typename Record, typename Change>
  void change(Table<Record>& table, Record& row, Change change);
  // The same as a part of an erasure: the row is bound anew if that changes it.
  template <typename Record, typename Change>
  void erase(Table<Record>& table, Record& row, Change change);
  template <typename Record>
  void bind(Record& record, const std::optional<audit::Previous>& previous);
  void erase_case(ports::CaseRecord& row);
  void erase_messages(const std::string& request_id, const std::optional<std::string>& case_id);
  using Answers = Table<ports::IdempotencyRecord>;
  // Returns: the place after it.
  Answers::iterator remove(Answers::iterator answer);

  Tables& tables_;
  audit::Binder& binder_;
  std::vector<std::function<void()>> undo_;
};

}  // namespace financescr::memory_store
