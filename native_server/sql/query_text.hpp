// Queries (functions/ports/query.hpp) as the texts of statements.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/query.hpp"
#include "functions/ports/records/audit.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

// A limit as the database takes it.
[[nodiscard]] std::int64_t page_size(std::size_t limit);

// "SELECT a, b FROM t WHERE ... ORDER BY ... LIMIT ...". Its parameters are parameters_of().
// `dialect`: Driver::dialect().
[[nodiscard]] std::string query_text(const ports::QueryForm& form, std::string_view dialect);
// "DELETE FROM t WHERE ...". Its parameters are the values of the conditions.
[[nodiscard]] std::string remove_text(const ports::QueryForm& form);
[[nodiscard]] std::vector<Value> parameters_of(ports::Query query);

// The statements of these, made once for each form, and kept.
[[nodiscard]] const Statement& query_statement(const ports::QueryForm& form,
                                               std::string_view dialect);
[[nodiscard]] const Statement& remove_statement(const ports::QueryForm& form);

struct Where {
  std::string text;  // " WHERE ... ORDER BY ... LIMIT ..."
  std::vector<Value> values;
};

// A search of the audit log. `after`: the values of occurred_at, chain and seq, as the database
// gave them, or none. `also`: a further condition, or nothing.
[[nodiscard]] Where where_of(const ports::AuditFilter& filter, std::vector<Value> after,
                             std::string_view also, std::size_t limit);
inline constexpr std::string_view kAuditOrder = "occurred_at DESC, chain DESC, seq DESC";

}  // namespace financescr::sql
