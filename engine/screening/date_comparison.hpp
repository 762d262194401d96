// How two dates of birth agree, with what is not known left open: "1961" says nothing about the
// month, "about 1961" little about the year.
#pragma once

#include <optional>
#include <span>

#include "engine/core/birth.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/partial_date.hpp"

namespace financescr::screening {

// Micro of 0 to 1 each; all -1 where one side has no date.
struct DateComparison {
  Micro exact{-Micro::kScale};           // 1: the same full date
  Micro year_match{-Micro::kScale};      // 1: the same year, whatever the rest
  Micro partial{-Micro::kScale};         // 1: agrees in all that is known; 0.5: only within a range
  Micro day_month_swap{-Micro::kScale};  // 1: equal once day and month are exchanged
  Micro conflict{-Micro::kScale};        // 0: none; 0.3: one digit off; ... 1: years apart

  bool operator==(const DateComparison&) const = default;
};

// The comparison with the date that agrees best. Listed dates on which nobody is born are as if
// they were not there.
[[nodiscard]] DateComparison compare_dates(const std::optional<PartialDate>& subject,
                                           std::span<const PartialDate> listed,
                                           std::optional<Date> as_of);

// A subject's date that contradicts every listed one.
[[nodiscard]] DateComparison full_conflict();

}  // namespace financescr::screening
