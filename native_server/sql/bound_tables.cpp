#include "native_server/sql/bound_tables.hpp"

#include <charconv>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"
#include "native_server/sql/kept.hpp"

namespace financescr::sql {

using canonical::Json;
using ports::ColumnShape;
using ports::Form;
using ports::Kind;
using ports::Role;
using ports::Shape;

namespace {

constexpr std::string_view kSqlite = "sqlite";

std::string parameter(std::size_t number) { return "$" + std::to_string(number); }

// A column, or a short text in the place of a long one. SQLite keeps any value in any column; in
// Postgres only texts can be long.
std::string guarded(const ColumnShape& column, std::string_view dialect) {
  const std::string name(column.name);
  const bool is_sqlite = dialect == kSqlite;
  if (!is_sqlite && (column.kind != Kind::kText || column.form == Form::kUuid)) return name;
  const std::string size =
      is_sqlite ? "length(CAST(" + name + " AS blob))" : "octet_length(" + name + "::text)";
  return "CASE WHEN " + size + " > " + std::to_string(kMaxValueBytes) +
         " THEN '\"too long\"' ELSE " + name + " END";
}

// "a, b" of some columns.
std::string names_of(const Shape& shape, const std::vector<std::size_t>& places) {
  std::string names;
  for (const std::size_t place : places) {
    if (!names.empty()) names += ", ";
    names += shape.columns[place].name;
  }
  return names;
}

// "a = $n AND b = $n+1"
std::string equals(const Shape& shape, const std::vector<std::size_t>& places, std::size_t first) {
  std::string text;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i > 0) text += " AND ";
    text += std::string(shape.columns[places[i]].name) + " = " + parameter(first + i);
  }
  return text;
}

// Rows of SQLite have a number of their own, whatever stands in the key; those of Postgres always
// have a key.
std::string next_rest(const Shape& shape, std::string_view dialect) {
  if (dialect == kSqlite) return " WHERE rowid > $2 ORDER BY rowid LIMIT $1";
  std::string parameters;
  for (std::size_t i = 0; i < shape.key.size(); ++i) {
    parameters += (i > 0 ? ", " : "") + parameter(2 + i);
  }
  const std::string names = names_of(shape, shape.key);
  return " WHERE (" + names + ") > (" + parameters + ") ORDER BY " + names + " LIMIT $1";
}

std::vector<std::size_t> binding_of(const Shape& shape) {
  std::vector<std::size_t> places = {shape.salt, shape.chain, shape.seq};
  if (shape.columns[shape.id.front()].role == Role::kRecordId) places.push_back(shape.id.front());
  return places;
}

std::string bind_text(const Shape& shape) {
  const auto places = binding_of(shape);
  std::string set;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i > 0) set += ", ";
    set += std::string(shape.columns[places[i]].name) + " = " + parameter(1 + i);
  }
  return "UPDATE " + std::string(shape.table) + " SET " + set + " WHERE " +
         equals(shape, shape.key, 1 + places.size());
}

BoundTable make(const Shape& shape, std::string_view dialect) {
  const std::string order = dialect == kSqlite ? std::string("rowid") : names_of(shape, shape.key);
  const std::string by_key = " WHERE " + equals(shape, shape.key, 1);
  BoundTable table;
  table.first_page.text = raw_select(shape, dialect, " ORDER BY " + order + " LIMIT $1");
  table.next_page.text = raw_select(shape, dialect, next_rest(shape, dialect));
  table.by_id.text = raw_select(shape, dialect, " WHERE " + equals(shape, shape.id, 1));
  table.by_key.text = raw_select(shape, dialect, by_key);
  table.by_key_locked.text = raw_select(shape, dialect, by_key + std::string(row_lock(dialect)));
  table.bind.text = bind_text(shape);
  table.adopt.text = bind_text(shape) + " AND audit_chain IS NULL";
  const std::string key(shape.columns[shape.key.front()].name);
  const std::string keys = "SELECT " + key + " FROM " + std::string(shape.table);
  const std::string condition =
      dialect == kSqlite ? text_key_condition(shape) + " AND " : std::string();
  const std::string end = " ORDER BY " + key + " LIMIT $1";
  table.first_keys.text = keys + end;
  table.next_keys.text = keys + " WHERE " + condition + key + " > $2" + end;
  return table;
}

}  // namespace

const BoundTable& bound_table(const Shape& shape, std::string_view dialect) {
  static Kept<const Shape*, BoundTable> of_sqlite;
  static Kept<const Shape*, BoundTable> of_postgres;
  auto& tables = dialect == kSqlite ? of_sqlite : of_postgres;
  return tables.find(&shape, [&] { return make(shape, dialect); });
}

std::string text_key_condition(const Shape& shape) {
  const std::string name(shape.columns[shape.key.front()].name);
  return "typeof(" + name + ") = 'text' AND length(" + name + ") BETWEEN 1 AND 1024";
}

std::string raw_columns(const Shape& shape, std::string_view dialect) {
  std::string text = dialect == kSqlite ? "rowid" : "NULL";
  for (const ColumnShape& column : shape.columns) {
    if (column.role != Role::kElsewhere) text += ", " + guarded(column, dialect);
  }
  return text;
}

std::string raw_select(const Shape& shape, std::string_view dialect, std::string_view rest) {
  return "SELECT " + raw_columns(shape, dialect) + " FROM " + std::string(shape.table) +
         std::string(rest);
}

std::string_view row_lock(std::string_view dialect) {
  return dialect == kSqlite ? "" : " FOR UPDATE";
}

std::optional<ports::RawRecord> to_raw(const Shape& shape, std::string_view dialect, Row answer) {
  ports::RawRecord record;
  std::size_t at = 1;
  for (const ColumnShape& column : shape.columns) {
    if (column.role == Role::kElsewhere) {
      record.row.emplace_back();
    } else {
      record.row.push_back(std::move(answer[at++]));
    }
  }
  if (dialect == kSqlite) {
    const auto* number = std::get_if<std::int64_t>(&answer[0]);
    if (number == nullptr) return std::nullopt;
    record.place = std::to_string(*number);
    return record;
  }
  Json key = Json::array();
  for (const std::size_t place : shape.key) {
    if (const auto* text = std::get_if<std::string>(&record.row[place])) key.push_back(*text);
    if (const auto* number = std::get_if<std::int64_t>(&record.row[place])) key.push_back(*number);
  }
  record.place = canonical::write(key);
  return record;
}

std::optional<Row> parse_place(const Shape& shape, std::string_view dialect,
                               std::string_view place) {
  if (dialect == kSqlite) {
    std::int64_t number = 0;
    const auto [stop, fault] = std::from_chars(place.data(), place.data() + place.size(), number);
    if (fault != std::errc() || stop != place.data() + place.size()) return std::nullopt;
    return Row{number};
  }
  const auto key = canonical::parse(place);
  const auto* parts = key ? key->if_array() : nullptr;
  if (parts == nullptr || parts->size() != shape.key.size()) return std::nullopt;
  Row row;
  for (const Json& part : *parts) {
    if (part.if_string() != nullptr) row.emplace_back(*part.if_string());
    if (part.if_integer() != nullptr) row.emplace_back(*part.if_integer());
  }
  return row;
}

Command bind_command(const Shape& shape, std::string_view dialect, const Row& row, bool adopts) {
  const BoundTable& table = bound_table(shape, dialect);
  Command command{adopts ? &table.adopt : &table.bind, {}, 1};
  for (const std::size_t place : binding_of(shape)) command.parameters.push_back(row[place]);
  for (const std::size_t place : shape.key) command.parameters.push_back(row[place]);
  return command;
}

}  // namespace financescr::sql
