// The texts of statements, made from the tables of columns.hpp, and the commands of records.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "functions/ports/columns.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

using ports::Form;
using ports::is_uuid;
using ports::Role;
using ports::table_of;
using ports::to_record;

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

// Sets every column but the key; the parameters after the columns are the version and the salt to
// be replaced, the salt in bound tables only.
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
  std::string text = "UPDATE " + std::string(table_of<Record>().name) + " SET " + set + " WHERE " +
                     where + " AND version = $" + std::to_string(number + 1);
  if constexpr (ports::kIsBound<Record>) {
    text += " AND record_salt IS NOT DISTINCT FROM $" + std::to_string(number + 2);
  }
  return text;
}

// Whether every column is given a value of its form.
template <typename Record>
[[nodiscard]] bool has_forms(const Row& row) {
  const auto columns = table_of<Record>().columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!ports::has_form(columns[i].form, row[i])) return false;
  }
  return true;
}

// The commands of a record's values in the order of its columns; nothing if a column is given
// what has not its form.
template <typename Record>
[[nodiscard]] std::optional<Command> insert_command(Row row) {
  static const Statement kStatement{insert_text<Record>()};
  if (!has_forms<Record>(row)) return std::nullopt;
  return Command{&kStatement, std::move(row), 1};
}

template <typename Record>
[[nodiscard]] std::optional<Command> update_command(Row row, std::int64_t old_version,
                                                    Value old_salt) {
  static const Statement kStatement{update_text<Record>()};
  if (!has_forms<Record>(row)) return std::nullopt;
  row.emplace_back(old_version);
  if constexpr (ports::kIsBound<Record>) row.push_back(std::move(old_salt));
  return Command{&kStatement, std::move(row), 1};
}

// A part of an erasure. `change` takes the id of what is erased as $1, and the time as $2 if it
// takes one, and answers the rows it changed as `before` answers them with $1.
struct Erasure {
  const ports::Shape* shape = nullptr;
  Statement before;
  Statement change;
  bool takes_time = false;
  // Answers a row if, after the change, something is left that it should have taken away. Empty:
  // it takes nothing away.
  Statement left;
  // The same, long after: of rows that were written before row $3 of chain $2 or, if they are of
  // another chain, before $4. Where `is_written_later` is false it takes $1 alone.
  Statement left_before;
  bool is_written_later = false;
};

// In the order in which they run. `dialect`: Driver::dialect().
[[nodiscard]] std::span<const Erasure> decision_erasures(std::string_view dialect);
[[nodiscard]] std::span<const Erasure> conversation_erasures(std::string_view dialect);

// What a transaction does with the list of activations, the most of it.
[[nodiscard]] Activations activations_in(const ports::Transaction& transaction);

}  // namespace financescr::sql
