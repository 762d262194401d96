// The words of a name field, with what stands between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/clutter_words.hpp"
#include "engine/text/name_field.hpp"

namespace financescr::text {

// What stands before a word, the strongest of all signs there; their order is their strength.
enum class FieldBreak : std::uint8_t {
  kNone,
  kDash,  // between blanks
  kComma,
  kAmpersand,
  kOpen,   // a bracket
  kClose,  // a bracket
  kSlash,
  kSemicolon,
};

struct FieldToken {
  std::size_t begin = 0;  // bytes of the field
  std::size_t end = 0;
  std::string plain;  // normalised, without blanks: "a.k.a." is "aka"
  FieldBreak before = FieldBreak::kNone;
  ClutterWord meaning = ClutterWord::kNone;
  std::optional<AsideReason> aside{};
  std::size_t cut_before = 0;  // bytes at its beginning and end that are set aside
  std::size_t cut_behind = 0;
};

// In their order; none without a letter or digit.
[[nodiscard]] std::vector<FieldToken> field_tokens(std::string_view raw);

}  // namespace financescr::text
