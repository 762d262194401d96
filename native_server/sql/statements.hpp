// The texts of statements, made from the descriptors of columns.hpp, and the commands of rows.
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

using ports::is_uuid;

// "a, b, c"
[[nodiscard]] std::string column_names(const ports::Shape& shape);

// "SELECT a, b, c FROM t" followed by `rest`.
[[nodiscard]] std::string select_text(const ports::Shape& shape, std::string_view rest);

// For Postgres: the same, of rows up to 8 MiB together and one more; a text above 4 MiB is NULL.
// `rest` ends in `order` and a limit.
[[nodiscard]] std::string sized_select(const ports::Shape& shape, std::string_view rest,
                                       std::string_view order);

// A row whose key exists is left alone and affects nothing, instead of failing the transaction.
[[nodiscard]] std::string insert_text(const ports::Shape& shape);

// Sets every column but the key; the parameters after the columns are the version and the salt to
// be replaced, the salt in bound tables only.
[[nodiscard]] std::string update_text(const ports::Shape& shape);

// The commands of a row. Requires: the table takes it.
[[nodiscard]] Command insert_command(const ports::Shape& shape, Row row);
[[nodiscard]] Command update_command(const ports::Shape& shape, Row row, std::int64_t old_version,
                                     Value old_salt);

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
