// The texts of statements, made from the tables of table.hpp, and the commands of a Write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"
#include "native_server/sql/table.hpp"

namespace financescr::sql {

// "a, b, c"
template <typename Record>
[[nodiscard]] std::string column_names() {
  std::string names;
  for (const auto& column : table_of<Record>().columns) {
    if (!names.empty()) names += ", ";
    names += column.name;
  }
  return names;
}

// "SELECT a, b, c FROM t" followed by `rest`.
template <typename Record>
[[nodiscard]] std::string select_text(std::string_view rest) {
  return "SELECT " + column_names<Record>() + " FROM " + std::string(table_of<Record>().name) +
         std::string(rest);
}

// For Postgres: the same, of rows up to 8 MiB together and one more; a text above 4 MiB is NULL.
// `rest` ends in `order` and a limit.
template <typename Record>
[[nodiscard]] std::string sized_select(std::string_view rest, std::string_view order) {
  std::string columns;
  std::string bytes;
  for (const auto& column : table_of<Record>().columns) {
    const std::string name(column.name);
    const std::string size = "octet_length(" + name + "::text)";
    if (!columns.empty()) columns += ", ";
    if (!bytes.empty()) bytes += " + ";
    columns += column.role == Role::kKey
                   ? name
                   : "CASE WHEN " + size + " <= 4194304 THEN " + name + " END AS " + name;
    bytes += "LEAST(COALESCE(" + size + ", 0), 4194304)::bigint";
  }
  return "SELECT " + column_names<Record>() + " FROM (SELECT page.*, SUM(bytes) OVER (ORDER BY " +
         std::string(order) + " ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before FROM (SELECT " +
         columns + ", " + bytes + " AS bytes FROM " + std::string(table_of<Record>().name) +
         std::string(rest) + ") page) sized WHERE bytes_before < 8388608 ORDER BY " +
         std::string(order);
}

// A row whose key exists is left alone and affects nothing, instead of failing the transaction.
template <typename Record>
[[nodiscard]] std::string insert_text() {
  std::string values;
  for (std::size_t i = 1; i <= table_of<Record>().columns.size(); ++i) {
    if (i > 1) values += ", ";
    values += "$" + std::to_string(i);
  }
  return "INSERT INTO " + std::string(table_of<Record>().name) + " (" + column_names<Record>() +
         ") VALUES (" + values + ") ON CONFLICT DO NOTHING";
}

// Sets every column but the key; the last parameter is the version to be replaced.
template <typename Record>
[[nodiscard]] std::string update_text() {
  std::string set;
  std::string where;
  std::size_t number = 0;
  for (const auto& column : table_of<Record>().columns) {
    const std::string term = std::string(column.name) + " = $" + std::to_string(++number);
    std::string& part = column.role == Role::kKey ? where : set;
    if (!part.empty()) part += column.role == Role::kKey ? " AND " : ", ";
    part += term;
  }
  return "UPDATE " + std::string(table_of<Record>().name) + " SET " + set + " WHERE " + where +
         " AND version = $" + std::to_string(number + 1);
}

// The values of a record in the order of its columns; nothing if a uuid column is given none.
template <typename Record>
[[nodiscard]] std::optional<std::vector<Value>> values_of(const Record& record) {
  std::vector<Value> values;
  values.reserve(table_of<Record>().columns.size() + 1);
  for (const auto& column : table_of<Record>().columns) {
    values.push_back(column.get(record));
    const auto* text = std::get_if<std::string>(&values.back());
    if (column.form == Form::kUuid && text != nullptr && !is_uuid(*text)) return std::nullopt;
  }
  return values;
}

template <typename Record>
[[nodiscard]] std::optional<Command> insert_command(const Record& record) {
  static const Statement kStatement{insert_text<Record>()};
  auto values = values_of(record);
  if (!values) return std::nullopt;
  return Command{&kStatement, *std::move(values), 1};
}

template <typename Record>
[[nodiscard]] std::optional<Command> update_command(const Record& record) {
  static const Statement kStatement{update_text<Record>()};
  auto values = values_of(record);
  if (!values) return std::nullopt;
  values->emplace_back(record.version - 1);
  return Command{&kStatement, *std::move(values), 1};
}

// Appends the commands of a write. Returns: false if no database takes it, an id that is no UUID
// being where there must be one.
[[nodiscard]] bool append_commands(std::vector<Command>& commands, const ports::Write& write);

[[nodiscard]] bool erases(const ports::Write& write);

}  // namespace financescr::sql
