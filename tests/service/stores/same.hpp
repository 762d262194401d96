// Compares records member by member, by the columns they are stored in; but
// for those that the store sets itself.
#pragma once

#include <optional>
#include <vector>

#include "functions/ports/columns.hpp"
#include "functions/ports/store.hpp"

namespace financescr::stores {

template <typename Record>
[[nodiscard]] bool same(const Record& a, const Record& b) {
  for (const auto& column : ports::table_of<Record>().columns) {
    const bool is_of_store =
        column.role == ports::Role::kRecordId || column.role == ports::Role::kRecordSalt ||
        column.role == ports::Role::kAuditChain || column.role == ports::Role::kAuditSeq;
    if (!is_of_store && column.get(a) != column.get(b)) return false;
  }
  return true;
}

template <typename Record>
[[nodiscard]] bool same(const ports::Stored<std::optional<Record>>& found, const Record& wanted) {
  return found && *found && same(**found, wanted);
}

template <typename Record>
[[nodiscard]] bool same(const ports::Stored<std::vector<Record>>& found,
                        const std::vector<Record>& wanted) {
  if (!found || found->size() != wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!same((*found)[i], wanted[i])) return false;
  }
  return true;
}

}  // namespace financescr::stores
