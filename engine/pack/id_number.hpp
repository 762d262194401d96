// Identity numbers as people and lists write them, in one form on both sides, so that spelling,
// labels and packing make no difference to what is hashed.
//
// In: one field of text. Out: the numbers that it holds, in upper case, without spaces, dashes,
// dots, slashes, quotes, brackets and the filler of passports. Never: a check digit, a country's
// rules, a hash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace financescr::pack {

inline constexpr std::size_t kMaxIdNumbers = 16;  // of one field; those behind are left out

// The numbers of a field, each once, in their order:
//   * digits of any script and full-width letters are ASCII's; Cyrillic and Greek capitals that
//     look like Latin ones are these ("АВ" of a passport's series);
//   * labels are no part of a number ("Passport No. ", "IMO", "ИНН", "№"), nor are countries and
//     notes of issue ("P1234567 (Egypt), issued 2013");
//   * ";", "|" and line ends part two numbers; ",", "/", "and" and a label between them do if a
//     whole number stands on both sides;
//   * what says that there is none is none: "N/A", "-", "UNKNOWN", "0", "000000", "XXXXX",
//     "999999".
// A text without a digit is a number if it is one word of four letters or more (call signs, BIC,
// "YI-NAX").
[[nodiscard]] std::vector<std::string> read_id_numbers(std::string_view text);

// Whether a field of any kind says that there is nothing to say: "N/A", "unknown", "-", "xxxxx".
[[nodiscard]] bool says_nothing(std::string_view text);

}  // namespace financescr::pack
