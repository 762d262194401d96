// The statements that verification and erasure read and bind records with, for each bound table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/ports/columns.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

// A longer value is read as another, short one: no record holds it, and memory stays bounded.
inline constexpr std::int64_t kMaxValueBytes = 16 << 20;

struct BoundTable {
  Statement first_page;  // $1: how many
  Statement next_page;   // and the place: $2 ...
  Statement by_id;       // $1 ...: the id
  Statement by_key;      // $1 ...: the key
  // The same, so that no other transaction writes it before this one has ended.
  Statement by_key_locked;
  Statement bind;   // sets the binding ($1 ...) of a key (last)
  Statement adopt;  // the same of one that is not bound
  // The first column of the key. $1: how many; $2: greater than this one.
  Statement first_keys;  // where every key is a UUID
  Statement next_keys;
};

// `dialect`: Driver::dialect().
[[nodiscard]] const BoundTable& bound_table(const ports::Shape& shape, std::string_view dialect);

// Of SQLite, which takes a value of any type in any column: the rows that a listing by the first
// column of the key can go on after.
[[nodiscard]] std::string text_key_condition(const ports::Shape& shape);

// "place, a, b, c": the columns that a digest is made of or found by.
[[nodiscard]] std::string raw_columns(const ports::Shape& shape, std::string_view dialect);
// "SELECT place, a, b, c FROM t" and `rest`.
[[nodiscard]] std::string raw_select(const ports::Shape& shape, std::string_view dialect,
                                     std::string_view rest);
// The clause that locks the rows of a SELECT, where the dialect needs one.
[[nodiscard]] std::string_view row_lock(std::string_view dialect);

// What raw_select answered. The place is one of `next_page`. Returns nothing if there is none, as
// where a view stands in the place of a table.
[[nodiscard]] std::optional<ports::RawRecord> to_raw(const ports::Shape& shape,
                                                     std::string_view dialect, Row answer);
// The parameters of a place. Returns nothing if no page ends there.
[[nodiscard]] std::optional<Row> parse_place(const ports::Shape& shape, std::string_view dialect,
                                             std::string_view place);

// Writes the binding of a row to its table. `adopts`: fails if it has one.
[[nodiscard]] Command bind_command(const ports::Shape& shape, std::string_view dialect,
                                   const Row& row, bool adopts);

}  // namespace financescr::sql
