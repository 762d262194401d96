// The filters of listings as the rest of a SELECT.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

struct Where {
  std::string text;  // " WHERE ... ORDER BY ... LIMIT ..."
  std::vector<Value> values;
};

// A limit as the database takes it.
[[nodiscard]] std::int64_t page_size(std::size_t limit);

// Nothing: no row can pass, an id being no id.
[[nodiscard]] std::optional<Where> where_of(const ports::CaseFilter& filter,
                                            const std::optional<ports::PageStart>& after,
                                            std::size_t limit);
[[nodiscard]] Where where_of(const ports::DecisionFilter& filter,
                             const std::optional<ports::PageStart>& after, std::size_t limit);
[[nodiscard]] Where where_of(const ports::AuditFilter& filter,
                             const std::optional<ports::AuditPageStart>& after, std::size_t limit);

}  // namespace financescr::sql
