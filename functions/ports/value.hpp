// Value: what a column of a table holds.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace financescr::ports {

// What no column of ours holds: bytes or a fraction, which SQLite keeps in any column, or a value
// that is too long to be read. No record has a member that takes it.
struct Foreign {
  Foreign() = default;
  // Not trivial, because libstdc++ 12 takes a variant of trivial types and strings for one that
  // always has a value, and destroys what it has not copied where there is no memory for a string.
  Foreign(const Foreign& /*other*/) noexcept {}
  Foreign& operator=(const Foreign& /*other*/) noexcept { return *this; }
  ~Foreign() = default;
  friend bool operator==(const Foreign& /*a*/, const Foreign& /*b*/) { return true; }
};

// NULL, an integer (also a boolean: 0 or 1), a text of any bytes, or what is none of these.
using Value = std::variant<std::monostate, std::int64_t, std::string, Foreign>;
using Row = std::vector<Value>;

}  // namespace financescr::ports
