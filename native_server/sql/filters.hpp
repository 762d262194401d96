// The filters of listings as the rest of a SELECT.
#pragma once

#include <optional>
#include <string>
#include <string_view>
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
// `after`: the values of occurred_at, chain and seq, as the database gave them, or none. `also`: a
// further condition, or nothing.
[[nodiscard]] Where where_of(const ports::AuditFilter& filter, std::vector<Value> after,
                             std::string_view also, std::size_t limit);
inline constexpr std::string_view kAuditOrder = "occurred_at DESC, chain DESC, seq DESC";

}  // namespace financescr::sql
