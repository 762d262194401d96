// PythonNumber: a number as Python's round(x, digits) gives it and json.dumps prints it.
#pragma once

#include <cstdint>
#include <string>

namespace financescr::datagen {

struct PythonNumber {
  std::int64_t scaled = 0;  // the value times 10^decimals
  int decimals = 0;         // 0: an int, printed without a point

  [[nodiscard]] static constexpr PythonNumber integer(std::int64_t value) { return {value, 0}; }
  // round(x, decimals): the exact binary value of x, rounded half to even once.
  // Requires: x is finite, |x| * 10^decimals < 2^53, 1 <= decimals <= 6.
  [[nodiscard]] static PythonNumber round(double x, int decimals);

  // The double nearest to the decimal value, which is what round(x, decimals) returns.
  [[nodiscard]] double to_double() const;
  // "300" for an int; otherwise without trailing zeros but with at least one decimal: "325.5",
  // "600.0". Equals Python's repr for |value| >= 0.0001 and for 0.
  [[nodiscard]] std::string to_string() const;
};

}  // namespace financescr::datagen
