// Schema: what the tables, indexes, triggers ... of a database are, compared with what the
// migrations make of it. Somebody who may change them can hide rows from every query, or keep a
// write from happening, without touching a row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "native_server/sql/connection.hpp"

namespace financescr::sql {

// One line for each object of the database: what it is called, a tab, and its definition without
// what may differ between databases (spaces, names of Postgres' schemas, validated constraints).
// Sorted. What ANALYZE and extensions of Postgres add is left out.
[[nodiscard]] Answer<std::vector<std::string>> describe_schema(Connection& connection,
                                                               std::string_view dialect);

// The same lines as all migrations make them: migrations/schema.*.txt. Postgres stores an
// expression as it has parsed it, and a dump is what it prints of that; what it parses then may
// group the terms otherwise. An object that is printed otherwise after a restore has a line for
// each form here, and is as it should be in any of them.
[[nodiscard]] const std::vector<std::string>& expected_schema(std::string_view dialect);

// A sentence for each object that is missing, surplus or different; empty if there is none.
[[nodiscard]] Answer<std::vector<std::string>> schema_changes(Connection& connection,
                                                              std::string_view dialect);

// The statement that describe_schema runs, whose rows compare_schema takes.
[[nodiscard]] const Statement& schema_statement(std::string_view dialect);
[[nodiscard]] std::vector<std::string> compare_schema(const std::vector<Row>& rows,
                                                      std::string_view dialect);

}  // namespace financescr::sql
