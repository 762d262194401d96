// Page: what a report says, before it is known whether a terminal or a browser shows it. A terminal
// shows everything but the plots; every plot stands beside a table with its figures.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/evaluation/estimate.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::report {

struct PlotPoint {
  Micro x;
  Micro y;
};

// How a series is drawn and coloured; the colours are those of the style sheet.
enum class Tone : std::uint8_t { kMain, kSecond, kFaint };
enum class Mark : std::uint8_t { kLine, kDots, kCircle };

struct Series {
  std::string name;  // empty: not in the legend
  Tone tone = Tone::kMain;
  Mark mark = Mark::kLine;
  std::vector<PlotPoint> points;
};

struct Axis {
  std::string title;
  Micro from = kMicroZero;
  Micro to = kMicroOne;
  int digits = 1;  // decimals of the tick labels
};

struct LinePlot {
  std::string title;
  std::string description;  // what a reader who cannot see it should know
  Axis x;
  Axis y;
  std::vector<Series> series;
};

// Two counts a bar, one above the other.
struct BarPlot {
  std::string title;
  std::string description;
  Axis x;
  std::string lower_name;
  std::string upper_name;
  struct Bar {
    std::int64_t lower = 0;
    std::int64_t upper = 0;
  };
  std::vector<Bar> bars;
};

// One line a row: dots with their 95 % intervals.
struct IntervalPlot {
  std::string title;
  std::string description;
  std::vector<std::string> series;  // at most two names
  struct Row {
    std::string label;
    bool heading = false;  // a label without figures
    std::vector<std::optional<evaluation::Estimate>> estimates;
  };
  std::vector<Row> rows;
  bool wide = false;  // over the whole page instead of half of it
};

// Plots that stand side by side where the window is wide enough.
struct PlotRow {
  std::vector<std::variant<LinePlot, BarPlot, IntervalPlot>> plots;
};

using Piece = std::variant<explain::Heading, explain::Paragraph, explain::Table, PlotRow>;

struct Page {
  std::string title;
  std::vector<Piece> pieces;
};

// For a terminal: at most explain::kTextColumns wide.
[[nodiscard]] std::string to_text(const Page& page, bool bold_heading);

// One self-contained HTML file: inline SVG, light and dark by the reader's setting, no script, no
// other resource. The same page gives the same bytes.
[[nodiscard]] std::string to_html(const Page& page);

}  // namespace financescr::report
