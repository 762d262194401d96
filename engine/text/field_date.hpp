// A date as people write it into a name field: "11 April 1968", "April 11, 1968", "11.04.1968",
// "1968-04-11", "04/1968", "1968". Where day and month may be exchanged, the year alone is read.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/core/partial_date.hpp"
#include "engine/text/field_tokens.hpp"

namespace financescr::text {

struct FieldDate {
  std::size_t tokens = 0;  // 0: no date
  PartialDate date{};
};

// The date that begins with tokens[first]. Requires: tokens of `raw`.
[[nodiscard]] FieldDate date_at(std::string_view raw, std::span<const FieldToken> tokens,
                                std::size_t first);

}  // namespace financescr::text
