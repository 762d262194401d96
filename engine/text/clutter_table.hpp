// The tables of clutter_words.hpp, which says where they are from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text/clutter_words.hpp"

namespace financescr::text {

struct ClutterEntry {
  std::string_view word;
  ClutterWord meaning;
};
struct ClutterMonth {
  std::string_view word;
  std::uint8_t number;
};

// Sorted by word.
extern const ClutterEntry kClutterWords[];
extern const std::size_t kClutterWordCount;
extern const ClutterMonth kClutterMonths[];
extern const std::size_t kClutterMonthCount;
// Sorted: states, capitals and other large cities, in English and at home.
extern const std::string_view kClutterPlaces[];
extern const std::size_t kClutterPlaceCount;

// Forms of address and offices of East Asia behind a name and before it, longest first.
extern const std::string_view kAddressesBehind[];
extern const std::size_t kAddressBehindCount;
extern const std::string_view kAddressesBefore[];
extern const std::size_t kAddressBeforeCount;

}  // namespace financescr::text
