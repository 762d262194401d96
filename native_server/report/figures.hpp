// Figures as a person reads them, from integers and in one way everywhere: no locale, no printf.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/evaluation/estimate.hpp"

namespace financescr::report {

// Exactly `digits` decimals (0 to 6), rounded half away from zero: "0.590".
[[nodiscard]] std::string decimal(Micro value, int digits);
// "59.0 %".
[[nodiscard]] std::string percent(Micro share);
// "12", "12.50".
[[nodiscard]] std::string cost_text(Micro cost);
// Thousands apart: "1,750,000".
[[nodiscard]] std::string whole(std::int64_t count);

// "59.0 % (55.1 to 62.7)", "-" for nothing.
[[nodiscard]] std::string percent(const std::optional<evaluation::Estimate>& estimate);
// "0.738 (0.717 to 0.758)", "-" for nothing.
[[nodiscard]] std::string decimal(const std::optional<evaluation::Estimate>& estimate,
                                  int digits = 3);

}  // namespace financescr::report
