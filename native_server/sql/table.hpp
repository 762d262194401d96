// Where a record is a table: the columns of each, from which every statement is made.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/records.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

enum class Role : std::uint8_t { kPlain, kKey, kVersion };
enum class Form : std::uint8_t { kAny, kUuid };

template <typename Record>
struct Column {
  std::string_view name;
  Value (*get)(const Record&);
  // Returns: false if the value is not of the member's type.
  bool (*set)(Record&, Value);
  Role role = Role::kPlain;
  Form form = Form::kAny;
};

template <typename Record>
struct Table {
  std::string_view name;
  std::span<const Column<Record>> columns;
};

// Specialised in tables.cpp for every record.
template <typename Record>
[[nodiscard]] const Table<Record>& table_of();

template <>
const Table<ports::DecisionRecord>& table_of();
template <>
const Table<ports::CaseRecord>& table_of();
template <>
const Table<ports::CaseEventRecord>& table_of();
template <>
const Table<ports::ConversationRecord>& table_of();
template <>
const Table<ports::MessageRecord>& table_of();
template <>
const Table<ports::UserRecord>& table_of();
template <>
const Table<ports::ApiKeyRecord>& table_of();
template <>
const Table<ports::IdempotencyRecord>& table_of();
template <>
const Table<ports::PackActivationRecord>& table_of();
template <>
const Table<ports::JobRecord>& table_of();
template <>
const Table<ports::AuditRow>& table_of();
template <>
const Table<ports::AuditHead>& table_of();

// Lower-case canonical form, as the uuid columns of Postgres give it back.
[[nodiscard]] bool is_uuid(std::string_view text);

// A record from a row with the table's columns in their order. Returns nothing if a value is not
// of its member's type.
template <typename Record>
[[nodiscard]] std::optional<Record> to_record(Row row) {
  const auto columns = table_of<Record>().columns;
  if (row.size() != columns.size()) return std::nullopt;
  Record record;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].set(record, std::move(row[i]))) return std::nullopt;
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
  auto record = to_record<Record>(std::move(row));
  return record ? *std::move(record) : std::move(unreadable);
}

}  // namespace financescr::sql
