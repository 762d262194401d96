// Country: an ISO 3166-1 alpha-2 code.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace financescr {

struct Country {
  std::array<char, 2> code{'?', '?'};

  // Assigned codes, "XK", and the codes of states that no longer exist ("SU", "YU", "CS", "DD"),
  // which lists still carry. Lower case is accepted; "UK" and "EL" become "GB" and "GR".
  // Returns nothing for any other text.
  [[nodiscard]] static std::optional<Country> parse(std::string_view text);

  [[nodiscard]] std::string to_string() const { return {code.data(), code.size()}; }

  bool operator==(const Country&) const = default;
  constexpr bool operator<(const Country& other) const {
    return code[0] != other.code[0] ? code[0] < other.code[0] : code[1] < other.code[1];
  }
};

}  // namespace financescr
