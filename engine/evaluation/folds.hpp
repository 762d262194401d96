// Folds: a division of rows into parts that depends on nothing but the rows' own group, so that a
// figure can be taken on rows that a threshold was not chosen on.
#pragma once

#include <cstddef>
#include <string_view>

namespace financescr::evaluation {

inline constexpr std::size_t kFolds = 5;

// All rows of one group (a customer) are in one fold; a row without a group is its own.
[[nodiscard]] std::size_t fold_of(std::string_view group);

}  // namespace financescr::evaluation
