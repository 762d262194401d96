#include "native_server/sql/statements.hpp"

#include <algorithm>

#include "native_server/sql/bound_tables.hpp"
#include "native_server/sql/kept.hpp"

namespace financescr::sql {

using ports::ColumnShape;
using ports::Role;
using ports::Shape;

namespace {

struct TableStatements {
  Statement insert;
  Statement update;
};

// Of every table that was written to.
const TableStatements& table_statements(const Shape& shape) {
  static Kept<const Shape*, TableStatements> statements;
  return statements.find(
      &shape, [&] { return TableStatements{{insert_text(shape)}, {update_text(shape)}}; });
}

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

std::string column_names(const Shape& shape) {
  std::string names;
  for (const ColumnShape& column : shape.columns) {
    names.append(names.empty() ? "" : ", ").append(column.name);
  }
  return names;
}

std::string select_text(const Shape& shape, std::string_view rest) {
  return "SELECT " + column_names(shape) + " FROM " + std::string(shape.table) + std::string(rest);
}

std::string sized_select(const Shape& shape, std::string_view rest, std::string_view order) {
  std::string columns;
  std::string bytes;
  for (const ColumnShape& column : shape.columns) {
    const std::string name(column.name);
    const std::string size = "octet_length(" + name + "::text)";
    if (!columns.empty()) columns += ", ";
    if (!bytes.empty()) bytes += " + ";
    columns += column.role == Role::kKey
                   ? name
                   : "CASE WHEN " + size + " <= 4194304 THEN " + name + " END AS " + name;
    bytes += "LEAST(COALESCE(" + size + ", 0), 4194304)::bigint";
  }
  return "SELECT " + column_names(shape) + " FROM (SELECT page.*, SUM(bytes) OVER (ORDER BY " +
         std::string(order) + " ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before FROM (SELECT " +
         columns + ", " + bytes + " AS bytes FROM " + std::string(shape.table) + std::string(rest) +
         ") page) sized WHERE bytes_before < 8388608 ORDER BY " + std::string(order);
}

std::string insert_text(const Shape& shape) {
  std::string values;
  for (std::size_t i = 1; i <= shape.columns.size(); ++i) {
    if (i > 1) values += ", ";
    values += "$" + std::to_string(i);
  }
  return "INSERT INTO " + std::string(shape.table) + " (" + column_names(shape) + ") VALUES (" +
         values + ") ON CONFLICT DO NOTHING";
}

std::string update_text(const Shape& shape) {
  if (!shape.version) return "";
  std::string set;
  std::string where;
  std::size_t number = 0;
  for (const ColumnShape& column : shape.columns) {
    const std::string term = std::string(column.name) + " = $" + std::to_string(++number);
    std::string& part = column.role == Role::kKey ? where : set;
    if (!part.empty()) part += column.role == Role::kKey ? " AND " : ", ";
    part += term;
  }
  std::string text = "UPDATE " + std::string(shape.table) + " SET " + set + " WHERE " + where +
                     " AND " + std::string(shape.columns[*shape.version].name) + " = $" +
                     std::to_string(number + 1);
  if (shape.is_bound) {
    text += " AND record_salt IS NOT DISTINCT FROM $" + std::to_string(number + 2);
  }
  return text;
}

Command insert_command(const Shape& shape, Row row) {
  return Command{&table_statements(shape).insert, std::move(row), 1};
}

Command update_command(const Shape& shape, Row row, std::int64_t old_version, Value old_salt) {
  row.emplace_back(old_version);
  if (shape.is_bound) row.push_back(std::move(old_salt));
  return Command{&table_statements(shape).update, std::move(row), 1};
}

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
  if (is_about(transaction, ports::Concern::kActivations)) return Activations::kChanged;
  const bool reads = std::any_of(
      transaction.writes.begin(), transaction.writes.end(),
      [](const ports::Write& write) { return std::holds_alternative<ports::NoteIfLate>(write); });
  return reads ? Activations::kRead : Activations::kUntouched;
}

}  // namespace financescr::sql
