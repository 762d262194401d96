// The writes of a transaction on the tables of a MemoryStore, with a way back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "functions/audit/binding.hpp"
#include "functions/memory_store/tables.hpp"
#include "functions/ports/stored.hpp"
#include "functions/ports/transaction.hpp"

namespace financescr::memory_store {

// Applies writes one after the other; those of an unfinished transaction are undone with it.
class Writer {
 public:
  // `binder` binds the records written.
  Writer(Tables& tables, audit::Binder& binder) : tables_(tables), binder_(binder) {}
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Errors: the transaction must then end.
  [[nodiscard]] ports::Stored<void> apply(ports::Write write);
  // Keeps what was applied.
  void finish() { undo_.clear(); }

 private:
  ports::Stored<void> add(ports::InsertRow write);
  ports::Stored<void> add(ports::UpdateRow write);
  ports::Stored<void> add(const ports::Remove& write);
  ports::Stored<void> add(const ports::EraseDecision& write);
  ports::Stored<void> add(const ports::EraseConversation& write);
  ports::Stored<void> add(const ports::AdoptRecords& write);
  ports::Stored<void> add(const ports::NoteIfLate& write);

  [[nodiscard]] bool refers_to_nothing(const ports::Shape& shape, const ports::Row& row) const;
  bool insert(Table& table, ports::Row row);
  void replace(Table& table, ports::Row row);

  // The parts of an erasure (erasure.cpp): change(record) on the records that a query asks for. One
  // that it changes is bound anew.
  template <typename Record, typename Change>
  void erase(ports::Query query, Change change);
  template <typename Whose>
  void erase_messages(ports::Query query, Whose is_meant);
  template <typename Which>
  void erase_answers(ports::Query query, Which is_meant);
  void erase_cases_of(const std::string& decision_id);

  Tables& tables_;
  audit::Binder& binder_;
  std::vector<std::function<void()>> undo_;
};

}  // namespace financescr::memory_store
