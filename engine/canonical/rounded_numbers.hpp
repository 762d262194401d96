// Rounded numbers: what a document says beyond the sixth decimal, which Json does not hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

struct RoundedNumber {
  std::string pointer;
  std::string text;  // as it was written
};

// As parse(), and names every number that was rounded, in the order of the text.
[[nodiscard]] Result<Json> parse(std::string_view text, std::vector<RoundedNumber>& rounded);

}  // namespace financescr::canonical
