#include "native_server/sql/statements.hpp"

#include <algorithm>

#include "native_server/sql/bound_tables.hpp"

namespace financescr::sql {
namespace {

struct Part {
  std::string_view table;
  std::string_view set;
  std::string_view where;
  std::string_view left;  // holds of a row that was not erased; empty: nothing is erased
  // The column that says when a row was written, of rows that may be written after the erasure.
  std::string_view written_at;
};

constexpr Part kOfDecision[] = {
    {"decisions",
     "bundle = NULL, salt = NULL, customer_ref = NULL, erased_at = $2, version = version + 1",
     "decision_id = $1 AND erased_at IS NULL",
     "(bundle IS NOT NULL OR salt IS NOT NULL OR customer_ref IS NOT NULL OR erased_at IS NULL)",
     ""},
    {"conversation_messages", "content = '', trace = NULL",
     "(ref_case_id IN (SELECT case_id FROM cases WHERE decision_id = $1) "
     "OR ref_request_id IN (SELECT request_id FROM decisions WHERE decision_id = $1))",
     "(content <> '' OR trace IS NOT NULL)", "created_at"},
    {"case_events", "comment_text = NULL",
     "case_id IN (SELECT case_id FROM cases WHERE decision_id = $1)", "comment_text IS NOT NULL",
     "occurred_at"},
    {"cases", "entity_name = NULL, customer_ref = NULL, version = version + 1",
     "decision_id = $1 AND (entity_name IS NOT NULL OR customer_ref IS NOT NULL)",
     "(entity_name IS NOT NULL OR customer_ref IS NOT NULL)", ""},
    {"idempotency", "body = '', fingerprint = ''", "decision_id = $1", "body <> ''", ""},
};

constexpr Part kOfConversation[] = {
    {"conversation_messages", "content = '', trace = NULL", "conversation_id = $1",
     "(content <> '' OR trace IS NOT NULL)", "created_at"},
    // The answers of its turns, by what they say.
    {"idempotency", "body = '', fingerprint = ''",
     "principal IN (SELECT owner FROM conversations WHERE conversation_id = $1) "
     "AND body LIKE '%\"conversation_id\":\"' || CAST($1 AS text) || '\"%'",
     "body <> ''", "created_at"},
    {"conversations", "updated_at = $2, version = version + 1", "conversation_id = $1", "", ""},
};

// The part of a row that stays to identify whom an erasure is about, whatever else is changed: the
// first condition of `where`.
std::string scope_of(const Part& part) {
  const std::size_t end = part.where.find(" AND (entity_name");
  const std::size_t erased = part.where.find(" AND erased_at");
  return std::string(part.where.substr(0, std::min(end, erased)));
}

std::vector<Erasure> make(std::span<const Part> parts, std::string_view dialect) {
  std::vector<Erasure> erasures;
  for (const Part& part : parts) {
    Erasure& erasure = erasures.emplace_back();
    erasure.shape = ports::find_shape(part.table);
    const std::string where = " WHERE " + std::string(part.where);
    erasure.before.text =
        raw_select(*erasure.shape, dialect, where + std::string(row_lock(dialect)));
    erasure.change.text = "UPDATE " + std::string(part.table) + " SET " + std::string(part.set) +
                          where + " RETURNING " + raw_columns(*erasure.shape, dialect);
    erasure.takes_time = part.set.find("$2") != std::string_view::npos;
    if (part.left.empty()) continue;
    erasure.left.text = "SELECT 1 FROM " + std::string(part.table) + " WHERE " + scope_of(part) +
                        " AND " + std::string(part.left);
    erasure.left_before = erasure.left;
    if (!part.written_at.empty()) {
      erasure.left_before.text +=
          " AND (audit_chain = $2 AND audit_seq < $3 OR audit_chain <> $2 "
          "AND " +
          std::string(part.written_at) + " < $4)";
    }
    erasure.left.text += " LIMIT 1";
    erasure.left_before.text += " LIMIT 1";
    erasure.is_written_later = !part.written_at.empty();
  }
  return erasures;
}

}  // namespace

std::span<const Erasure> decision_erasures(std::string_view dialect) {
  static const std::vector<Erasure> kOfSqlite = make(kOfDecision, "sqlite");
  static const std::vector<Erasure> kOfPostgres = make(kOfDecision, "postgres");
  return dialect == "sqlite" ? kOfSqlite : kOfPostgres;
}

std::span<const Erasure> conversation_erasures(std::string_view dialect) {
  static const std::vector<Erasure> kOfSqlite = make(kOfConversation, "sqlite");
  static const std::vector<Erasure> kOfPostgres = make(kOfConversation, "postgres");
  return dialect == "sqlite" ? kOfSqlite : kOfPostgres;
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
