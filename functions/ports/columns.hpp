// The descriptors of records: where a record is a table, what its columns are, what identifies a
// row, what no two rows share, what a row refers to, and in which orders rows are listed. Stores
// know no record: they read and write rows by these descriptors. A descriptor also says which
// columns the record's digest in the audit log is made of.
//
// records/NAME.hpp has the struct of a record, and records/NAME.cpp describes its table with the
// words of describe.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// What else depends on the rows of a table.
enum class Concern : std::uint8_t {
  kNone,
  kAccounts,     // who may do what: Store::account_changes() counts it
  kActivations,  // which pack is active: decisions are late or not by it (NoteIfLate)
};

template <typename Record>
struct Column {
  std::string_view name;
  Value (*get)(const Record&);
  // Returns: false if the value is not of the member's type, or not in the one form in which it is
  // written.
  bool (*set)(Record&, Value);
  const void* member;  // tells the columns of a record apart: describe.hpp
  bool is_nullable = false;
  bool is_named = false;  // a text that is one of the names of an enum
  Kind kind = Kind::kText;
  Role role = Role::kPlain;
  Form form = Form::kAny;
  std::int64_t since = 1;  // Shape::record_version
};

// The names of one column or of a few; the unused ones are empty.
inline constexpr std::size_t kMaxNames = 3;
struct Columns {
  std::string_view names[kMaxNames];
};

// A column that holds the key of a row of another table, or NULL.
struct Reference {
  std::string_view column;
  std::string_view table;
};

// Every row has another place in it: the last columns are those of the key.
struct Order {
  Columns columns;
  bool is_descending = false;
};

// What a table has besides its columns.
struct TableRules {
  std::span<const Columns> unique = {};  // besides the key; rows with a NULL in it share nothing
  std::span<const Reference> references = {};
  std::span<const Order> orders = {};  // the first one is the usual one
  Concern concern = Concern::kNone;
};

template <typename Record>
struct Table {
  std::string_view name;
  std::span<const Column<Record>> columns;
  TableRules rules = {};
};

// Specialised for every record, in records/.
template <typename Record>
[[nodiscard]] const Table<Record>& table_of();

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

// A set of columns by their places: place 0 is the lowest bit.
using ColumnSet = std::uint64_t;
inline constexpr ColumnSet kAllColumns = ~ColumnSet{0};
[[nodiscard]] constexpr bool holds(ColumnSet set, std::size_t place) {
  return (set >> place & 1U) != 0;
}

// A record from a row with these columns of the table, in their order; the members of the others
// stay as a new record has them. Returns nothing if a value is not what a record holds; `odd` then
// becomes the name of its column.
template <typename Record>
[[nodiscard]] std::optional<Record> to_record(Row row, std::string* odd = nullptr,
                                              ColumnSet set = kAllColumns) {
  const auto columns = table_of<Record>().columns;
  std::optional<Record> record(std::in_place);
  std::size_t at = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!holds(set, i)) continue;
    if (at == row.size()) return std::nullopt;
    if (set_column(columns[i], *record, std::move(row[at++]))) continue;
    if (odd != nullptr) *odd = columns[i].name;
    return std::nullopt;
  }
  if (at != row.size()) return std::nullopt;
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
  bool is_nullable = false;
  Kind kind = Kind::kText;
  Role role = Role::kPlain;
  Form form = Form::kAny;
  std::int64_t since = 1;
};

// Columns are known by their places in these.
using Places = std::vector<std::size_t>;

struct ReferenceShape {
  std::size_t column = 0;
  std::string_view table;
};

struct OrderShape {
  Places columns;
  bool is_descending = false;
};

// A descriptor without the type of its records: all that a store knows of them. There is one of
// each table, so that its address tells it from the others.
struct Shape {
  std::string_view table;
  std::vector<ColumnShape> columns;
  Places key;
  Places id;  // of those that name a record in the audit log
  std::optional<std::size_t> version;
  // What a record's digest is made of, as "record_version" in the audit log. A column that is added
  // later raises it, so that older digests stay comparable.
  std::int64_t record_version = 1;
  std::vector<Places> unique;
  std::vector<ReferenceShape> references;
  std::vector<OrderShape> orders;
  Concern concern = Concern::kNone;
  // Whether the audit log binds its records. The next three are nothing where it does not.
  bool is_bound = false;
  std::size_t salt = 0;
  std::size_t chain = 0;
  std::size_t seq = 0;
  // Checks that values are in the form they were written in. Returns: the place of the first that
  // is not.
  std::optional<std::size_t> (*find_odd)(const Row& row) = nullptr;
};

// Requires: the rules name columns that there are.
[[nodiscard]] Shape make_shape(std::string_view table, std::vector<ColumnShape> columns,
                               const TableRules& rules);

template <typename Record>
[[nodiscard]] std::optional<std::size_t> find_odd(const Row& row) {
  const auto columns = table_of<Record>().columns;
  Record record;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == Role::kElsewhere) continue;
    // A name that is none of the enum's is in the form of one, and differs from what was written.
    if (columns[i].is_named && std::holds_alternative<std::string>(row[i])) continue;
    if (!set_column(columns[i], record, row[i])) return i;
  }
  return std::nullopt;
}

template <typename Record>
[[nodiscard]] const Shape& shape_of() {
  static const Shape kShape = [] {
    std::vector<ColumnShape> columns;
    for (const auto& column : table_of<Record>().columns) {
      columns.push_back(
          {column.name, column.is_nullable, column.kind, column.role, column.form, column.since});
    }
    Shape shape = make_shape(table_of<Record>().name, std::move(columns), table_of<Record>().rules);
    shape.is_bound = kIsBound<Record>;
    shape.find_odd = find_odd<Record>;
    return shape;
  }();
  return kShape;
}

// Of every bound table, in the order in which they are verified.
[[nodiscard]] std::span<const Shape* const> bound_shapes();
// Returns: nullptr if no such table is bound.
[[nodiscard]] const Shape* find_shape(std::string_view table);

// Whether each column, but those that a store sets, has a value of its type, or NULL if it may.
[[nodiscard]] bool takes(const Shape& shape, const Row& row);

// The values of the key's columns.
[[nodiscard]] Row key_of(const Shape& shape, const Row& row);
// What a record is called in the audit log: the parts of its id, with "/" between them.
[[nodiscard]] std::string id_of(const Shape& shape, const Row& row);
// The values of the id columns. Returns nothing if no record can be called so.
[[nodiscard]] std::optional<Row> parse_id(const Shape& shape, std::string_view id);

}  // namespace financescr::ports
