// Compares records member by member, by the columns they are stored in.
#pragma once

#include <optional>
#include <vector>

#include "functions/ports/store.hpp"
#include "native_server/sql/table.hpp"

namespace financescr::stores {

template <typename Record>
[[nodiscard]] bool same(const Record& a, const Record& b) {
  for (const auto& column : sql::table_of<Record>().columns) {
    if (column.get(a) != column.get(b)) return false;
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
