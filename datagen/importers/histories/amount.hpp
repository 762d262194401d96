// Amounts as histories write them: exact decimal text, rounded half up to a currency's decimals.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/money.hpp"

namespace financescr::datagen::histories {

struct AmountMarks {
  char decimal = '.';
  char thousands = '\0';  // '\0': none
  int shift = 0;          // what is written is multiplied by ten to the power of this
};

enum class AmountFault : std::uint8_t { kNone, kNoNumber, kTooLarge };

struct ReadAmount {
  AmountFault fault = AmountFault::kNone;
  bool is_negative = false;
  bool is_rounded = false;  // it had more decimals than the currency
  std::int64_t minor = 0;   // without its sign
};

// "1234.5", "+1,234.50", "-2e-1". With a mark between thousands, groups have three digits, as it
// would else be taken for the decimal mark's; a blank may be one that does not break. NaN,
// infinities and anything else are kNoNumber; above
// monitoring::kMaxAmountMajor is kTooLarge. A half is rounded away from zero.
[[nodiscard]] ReadAmount read_amount(std::string_view text, Currency currency,
                                     AmountMarks marks = {});

}  // namespace financescr::datagen::histories
