// Transaction: a change of what a store keeps, as a value. Records are written by their
// descriptors, so a store knows no record; the writes that name one say why.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "functions/ports/records.hpp"

namespace financescr::ports {

// A row of any table. Errors: kConflict if the key exists, if another row has what no two rows
// share, or if there is nothing where it refers to; kUnavailable if a value has not the form of its
// column.
struct InsertRow {
  const Shape* shape = nullptr;
  Row row;
};

// Replaces the whole row of the key. Errors: those of InsertRow but for the key; kConflict unless
// the stored version is the row's less 1. Requires: the table has a version.
struct UpdateRow {
  const Shape* shape = nullptr;
  Row row;
};

// The same of a record.
template <typename Record>
struct Insert {
  Record record;
  // NOLINTNEXTLINE(google-explicit-constructor): is a Write
  operator InsertRow() const { return {&shape_of<Record>(), to_row(record)}; }
};

template <typename Record>
struct Update {
  Record record;
  // NOLINTNEXTLINE(google-explicit-constructor): is a Write
  operator UpdateRow() const { return {&shape_of<Record>(), to_row(record)}; }
};

// Removes the rows that meet the conditions of a query. Errors: kConflict if there are fewer than
// `at_least`.
struct Remove {
  Query which;
  std::int64_t at_least = 0;
};

// The next two are about many tables, and about rows that are found by way of one another: the
// messages of a turn by the case of a decision. What of a table is taken away is a rule of its own
// and no shape of it. So both stores carry them out part by part, in the order in which the parts
// bind the records anew.

// Removes what identifies a person and was typed or decided about this subject: bundles and salts
// of decisions, names of cases, the caller's references of both, texts of case events, remembered
// answers, messages of the turn that asked and of those about the case. Ids, outcomes and times
// stay. Never a conflict.
struct EraseDecision {
  std::string decision_id;
  Timestamp at;
};

// Empties the texts and traces of a conversation's messages, and the remembered answers of its
// turns.
struct EraseConversation {
  std::string conversation_id;
  Timestamp at;
};

// Binds records that nothing binds yet, because a build before wrote them. `keys`: of each record
// the values of its table's key columns. One that is bound meanwhile, or gone, is passed over.
struct AdoptRecords {
  std::string table;
  std::vector<Row> keys;
};

// Lists a decision of the same transaction as late if, at its commit, a pack with another screening
// hash is the active one than the one it was made on. Never a conflict. No insert, because whether
// there is a row is known only when no other transaction can change the list of activations.
struct NoteIfLate {
  std::string decision_id;
  std::string screening_pack_hash;
};

using Write = std::variant<InsertRow, UpdateRow, Remove, EraseDecision, EraseConversation,
                           AdoptRecords, NoteIfLate>;

// Removes remembered answers that were given before a moment. Never a conflict.
[[nodiscard]] inline Remove forget_answers(Timestamp before) {
  return {answers_before_query(before)};
}
// The same for one key of one principal.
[[nodiscard]] inline Remove forget_answer(std::string_view principal, std::string_view key,
                                          Timestamp before) {
  return {answer_before_query(principal, key, before)};
}
// Takes a decision off the list of late ones. Errors: kConflict if it is not on it.
[[nodiscard]] inline Remove forget_late(std::string_view decision_id) {
  return {late_decision_query(decision_id), 1};
}

// All of it or nothing of it.
struct Transaction {
  std::vector<Write> writes;
  std::vector<AuditEvent> audit;
};

// The table that a write changes row by row; nullptr of the others.
[[nodiscard]] inline const Shape* shape_in(const Write& write) {
  if (const auto* insert = std::get_if<InsertRow>(&write)) return insert->shape;
  if (const auto* update = std::get_if<UpdateRow>(&write)) return update->shape;
  if (const auto* remove = std::get_if<Remove>(&write)) return remove->which.form.shape;
  return nullptr;
}

// Whether it changes rows that something else depends on so.
[[nodiscard]] inline bool is_about(const Transaction& transaction, Concern concern) {
  return std::any_of(transaction.writes.begin(), transaction.writes.end(), [&](const Write& write) {
    const Shape* shape = shape_in(write);
    return shape != nullptr && shape->concern == concern;
  });
}

}  // namespace financescr::ports
