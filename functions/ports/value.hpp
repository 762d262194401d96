// Value: what a column of a table holds.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace financescr::ports {

// NULL, an integer (also a boolean: 0 or 1), or a text of any bytes.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Value>;

}  // namespace financescr::ports
