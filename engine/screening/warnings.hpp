// Warnings: what was given or listed, was not compared, and why. They change no decision beyond
// that: a value that is set aside counts as missing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/birth.hpp"
#include "engine/screening/subject.hpp"

namespace financescr::screening {

enum class WarningCode : std::uint8_t {
  kDobPlaceholder,
  kDobAfterAsOf,
  kDobTooLongAgo,
  kCountryNone
};
inline constexpr std::size_t kWarningCodeCount = 4;

[[nodiscard]] std::string_view to_string(WarningCode code);
// A sentence about it for people.
[[nodiscard]] std::string_view describe(WarningCode code);

struct Warning {
  WarningCode code = WarningCode::kDobPlaceholder;
  std::string field;  // a JSON pointer into the request, or into the answer for a listed value
};

// Appends what was set aside of the subject. `is_row`: `pointer` is that of a customer's id, and
// all warnings stand there; else that of the subject's object.
void add_warnings(const Subject& subject, std::string_view pointer, bool is_row,
                  std::vector<Warning>& out);
// Appends the listed dates on which nobody is born; `pointer` is that of their array.
void add_warnings(std::span<const PartialDate> listed, std::optional<Date> as_of,
                  std::string_view pointer, std::vector<Warning>& out);

// [{"code","field","text"}, ...]
[[nodiscard]] canonical::Json to_json(const std::vector<Warning>& warnings);

}  // namespace financescr::screening
