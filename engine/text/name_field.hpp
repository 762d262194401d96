// Name field: what people write where a name is asked for, taken apart into the names in it and
// what is none: "Herr Jan Tolvik, Managing Director", "Jan and Maren Tolvik", "Jan Tolvik (born 11
// April 1968 in Tallinn), passport AB123456".
//
// In: the raw text. Out: the names as parts of it, what was set aside and why, and a date of birth
// that is called one. Never: a decision whether that was right; the plain reading of the whole
// field stays beside (name_readings.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/partial_date.hpp"

namespace financescr::text {

// Why a part of a name field is no part of the name.
enum class AsideReason : std::uint8_t {
  kTitle,     // "Dr", "Präsident"
  kRole,      // "Managing Director"
  kBirth,     // "born 11 April 1968 in Tallinn"
  kDocument,  // "passport 1234567"
  kPlace,     // a trailing city or country
  kLabel,     // "a.k.a.", "c/o"
};
[[nodiscard]] std::string_view to_string(AsideReason reason);

struct SetAside {
  std::string text;  // as it stood
  AsideReason why;
};

struct NameField {
  std::vector<std::string> names;   // empty: the field is one name and nothing else
  std::vector<SetAside> set_aside;  // in its order in the field
  std::optional<PartialDate> date_of_birth;
};

// Whose field it is. A list says "and" inside names more often than between them, and its last
// words are seldom a place that is none of the name.
enum class FieldSide : std::uint8_t { kQuery, kListed };

[[nodiscard]] NameField dissect(std::string_view raw, FieldSide side);

}  // namespace financescr::text
