// Plots as inline SVG. Every coordinate is an integer in tenths of a pixel, so that the same data
// give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "native_server/report/page.hpp"

namespace financescr::report {

// The text with what HTML and SVG take for markup written as entities, and control characters and
// those that turn the direction of writing replaced.
[[nodiscard]] std::string escaped(std::string_view text);

// The end of an axis from 0 with five even steps of 1, 2 or 5 times a power of ten, not below
// `most`.
[[nodiscard]] std::int64_t round_top(std::int64_t most);

[[nodiscard]] std::string svg_of(const LinePlot& plot, std::size_t number);
[[nodiscard]] std::string svg_of(const BarPlot& plot, std::size_t number);
[[nodiscard]] std::string svg_of(const IntervalPlot& plot, std::size_t number);

}  // namespace financescr::report
