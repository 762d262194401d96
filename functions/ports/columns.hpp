// Where a record is a table: the columns of each, from which every statement is made, and which of
// them the record's digest in the audit log is made of.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/records.hpp"
#include "functions/ports/value.hpp"

namespace financescr::ports {

enum class Role : std::uint8_t {
  kPlain,
  kKey,
  kVersion,
  kRecordId,    // stands for the key in the audit log, where the key is of the caller's choosing
  kElsewhere,   // no part of the record's digest: the digest of the bundle binds it
  kBundleSalt,  // the same; it is short, and verification reads it
  kRecordSalt,  // where the newest digest of the record is; no part of it
  kAuditChain,
  kAuditSeq,
};
enum class Kind : std::uint8_t { kText, kInteger, kFlag, kTime };
// kSalt: 32 lower-case hexadecimal digits, so that what follows a salt in a digest begins where it
// must.
enum class Form : std::uint8_t { kAny, kUuid, kSalt };

// What a record's digest is made of, as `record_version` in the audit log. A column that is added
// later says since which version it is part of it, so that older digests stay comparable.
inline constexpr std::int64_t kRecordVersion = 1;

template <typename Record>
struct Column {
  std::string_view name;
  Value (*get)(const Record&);
  // Returns: false if the value is not of the member's type, or not in the one form in which it is
  // written.
  bool (*set)(Record&, Value);
  Kind kind = Kind::kText;
  Role role = Role::kPlain;
  Form form = Form::kAny;
  std::int64_t since = 1;  // record_version
};

template <typename Record>
struct Table {
  std::string_view name;
  std::span<const Column<Record>> columns;
};

// Specialised in columns.cpp for every record.
template <typename Record>
[[nodiscard]] const Table<Record>& table_of();

template <>
const Table<DecisionRecord>& table_of();
template <>
const Table<CaseRecord>& table_of();
template <>
const Table<CaseEventRecord>& table_of();
template <>
const Table<ConversationRecord>& table_of();
template <>
const Table<MessageRecord>& table_of();
template <>
const Table<UserRecord>& table_of();
template <>
const Table<ApiKeyRecord>& table_of();
template <>
const Table<IdempotencyRecord>& table_of();
template <>
const Table<PackActivationRecord>& table_of();
template <>
const Table<JobRecord>& table_of();
template <>
const Table<AuditRow>& table_of();
template <>
const Table<AuditHead>& table_of();

// Whether the audit log binds records of this kind.
template <typename Record>
inline constexpr bool kIsBound = requires(Record record) { record.binding; };

// Lower-case canonical form, as the uuid columns of Postgres give it back.
[[nodiscard]] bool is_uuid(std::string_view text);

// Whether a text has this form. What is no text has every form.
[[nodiscard]] bool has_form(Form form, const Value& value);

// Sets the member of a column. Returns: false if no record holds this value there.
template <typename Record>
[[nodiscard]] bool set_column(const Column<Record>& column, Record& record, Value value) {
  return has_form(column.form, value) && column.set(record, std::move(value));
}

// A record from a row with the table's columns in their order. Returns nothing if a value is not
// what a record holds; `odd` then becomes the name of its column.
template <typename Record>
[[nodiscard]] std::optional<Record> to_record(Row row, std::string* odd = nullptr) {
  const auto columns = table_of<Record>().columns;
  if (row.size() != columns.size()) return std::nullopt;
  Record record;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (set_column(columns[i], record, std::move(row[i]))) continue;
    if (odd != nullptr) *odd = columns[i].name;
    return std::nullopt;
  }
  return record;
}

// A record of which only the columns of its key are set, marked as not readable.
template <typename Record>
[[nodiscard]] Record marked(const Value& first, const Value& second) {
  Record record;
  const Value* const values[] = {&first, &second};
  std::size_t i = 0;
  for (const auto& column : table_of<Record>().columns) {
    if (column.role == Role::kKey && i < 2) (void)column.set(record, *values[i++]);
  }
  record.is_readable = false;
  return record;
}

// Requires: the key is of the first two columns.
template <typename Record>
[[nodiscard]] Record to_record_or_mark(Row row) {
  Record unreadable = marked<Record>(row[0], row[1]);
  auto record = to_record<Record>(std::move(row), &unreadable.odd_column);
  return record ? *std::move(record) : std::move(unreadable);
}

// The values of a record in the order of its columns.
template <typename Record>
[[nodiscard]] Row to_row(const Record& record) {
  Row row;
  row.reserve(table_of<Record>().columns.size() + 2);
  for (const auto& column : table_of<Record>().columns) row.push_back(column.get(record));
  return row;
}

struct ColumnShape {
  std::string_view name;
  Kind kind = Kind::kText;
  Role role = Role::kPlain;
  Form form = Form::kAny;
  std::int64_t since = 1;
};

// A bound table without the type of its records.
struct Shape {
  std::string_view table;
  std::vector<ColumnShape> columns;
  std::vector<std::size_t> key;  // places of the key columns
  std::vector<std::size_t> id;   // of those that name a record in the audit log
  std::optional<std::size_t> version;
  std::size_t salt = 0;
  std::size_t chain = 0;
  std::size_t seq = 0;
  // Checks that values are in the form they were written in. Returns: the place of the first that
  // is not.
  std::optional<std::size_t> (*find_odd)(const Row& row) = nullptr;
};

// Of every bound table, in the order in which they are verified.
[[nodiscard]] std::span<const Shape> shapes();
// Returns: nullptr if no such table is bound.
[[nodiscard]] const Shape* find_shape(std::string_view table);
// Requires: kIsBound<Record>.
template <typename Record>
[[nodiscard]] const Shape& shape_of() {
  static const Shape& shape = *find_shape(table_of<Record>().name);
  return shape;
}

// What a record is called in the audit log: the parts of its id, with "/" between them.
[[nodiscard]] std::string id_of(const Shape& shape, const Row& row);
// The values of the id columns. Returns nothing if no record can be called so.
[[nodiscard]] std::optional<Row> parse_id(const Shape& shape, std::string_view id);

}  // namespace financescr::ports
