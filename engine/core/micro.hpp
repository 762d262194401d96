// Micro: a fixed-point number in millionths. Scores, probabilities, thresholds, rates, features and
// contributions are Micro; it is the only fraction that reaches a result or a hash.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr {

struct Micro {
  std::int64_t value = 0;  // millionths

  static constexpr std::int64_t kScale = 1'000'000;

  [[nodiscard]] static constexpr Micro from_int(std::int64_t whole) { return {whole * kScale}; }

  // Rounds half to even. Values beyond +-9.2e12 saturate; NaN becomes 0.
  [[nodiscard]] static Micro from_double(double x);

  // The decimal text of a JSON number, rounded half to even beyond six digits.
  // Returns nothing if it is not a number or does not fit.
  [[nodiscard]] static std::optional<Micro> parse(std::string_view text);

  [[nodiscard]] constexpr double to_double() const {
    return static_cast<double>(value) / static_cast<double>(kScale);
  }

  // Plain decimal, no exponent, no trailing zeros: "0.81", "-2.2", "3".
  [[nodiscard]] std::string to_string() const;

  constexpr auto operator<=>(const Micro&) const = default;
  constexpr Micro& operator+=(Micro other) {
    value += other.value;
    return *this;
  }
  friend constexpr Micro operator+(Micro a, Micro b) { return {a.value + b.value}; }
  friend constexpr Micro operator-(Micro a, Micro b) { return {a.value - b.value}; }
  friend constexpr Micro operator-(Micro a) { return {-a.value}; }
};

inline constexpr Micro kMicroZero{0};
inline constexpr Micro kMicroOne{Micro::kScale};

// a * b in Micro, rounded half to even. Requires: the product fits (|a * b| < 9.2e12).
[[nodiscard]] Micro multiply(Micro a, Micro b);

// n / d rounded half to even. Requires: d > 0.
template <typename Integer>
[[nodiscard]] constexpr std::int64_t divide_half_even(Integer n, std::int64_t d) {
  Integer quotient = n / d;
  Integer remainder = n % d;
  if (remainder < 0) {
    remainder += d;
    --quotient;
  }
  const Integer to_next = d - remainder;
  if (remainder > to_next || (remainder == to_next && quotient % 2 != 0)) ++quotient;
  return static_cast<std::int64_t>(quotient);
}

}  // namespace financescr
