#include "native_server/report/plots.hpp"

#include <algorithm>

#include "native_server/explain/text.hpp"
#include "native_server/report/figures.hpp"

namespace financescr::report {
namespace {

// Tenths of a pixel.
constexpr std::int64_t kWidth = 4800;
constexpr std::int64_t kHeight = 3600;
constexpr std::int64_t kLeft = 520;
constexpr std::int64_t kRight = 4660;
constexpr std::int64_t kTop = 320;
constexpr std::int64_t kBottom = 3040;
constexpr std::int64_t kLegendStep = 170;

std::string px(std::int64_t tenths) {
  std::string text = tenths < 0 ? "-" : "";
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  text += std::to_string(size / 10);
  if (size % 10 != 0) text += '.' + std::to_string(size % 10);
  return text;
}

std::string_view tone_name(Tone tone) {
  switch (tone) {
    case Tone::kMain:
      return "main";
    case Tone::kSecond:
      return "second";
    case Tone::kFaint:
      return "faint";
  }
  return "";
}

std::string text_at(std::int64_t x, std::int64_t y, std::string_view anchor, std::string_view text,
                    std::string_view more = {}) {
  return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" text-anchor=\"" + std::string(anchor) +
         "\"" + std::string(more) + ">" + escaped(text) + "</text>";
}

std::string line_between(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2,
                         std::string_view classes) {
  return "<line x1=\"" + px(x1) + "\" y1=\"" + px(y1) + "\" x2=\"" + px(x2) + "\" y2=\"" + px(y2) +
         "\" class=\"" + std::string(classes) + "\"/>";
}

std::string dot_at(std::int64_t x, std::int64_t y, std::int64_t radius, std::string_view classes) {
  return "<circle cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(radius) + "\" class=\"" +
         std::string(classes) + "\"/>";
}

// The head of a figure: named and described for who cannot see it.
std::string opened(std::string_view title, std::string_view description, std::size_t number,
                   std::int64_t height, std::int64_t width = kWidth) {
  const std::string id = "plot" + std::to_string(number);
  return "<svg viewBox=\"0 0 " + px(width) + " " + px(height) +
         "\" role=\"img\" aria-labelledby=\"" + id + "t " + id + "d\"><title id=\"" + id + "t\">" +
         escaped(title) + "</title><desc id=\"" + id + "d\">" + escaped(description) + "</desc>";
}

// Where a value stands between two pixels. 128 bits are not needed: a range is below 9.2e12 / 1e4.
std::int64_t between(Micro value, const Axis& axis, std::int64_t at_from, std::int64_t at_to) {
  const Micro held = std::clamp(value, axis.from, axis.to);
  const double share = (held - axis.from).to_double() / (axis.to - axis.from).to_double();
  return at_from +
         Micro::from_double(share * static_cast<double>(at_to - at_from)).value / Micro::kScale;
}

std::int64_t x_of(Micro value, const Axis& axis) { return between(value, axis, kLeft, kRight); }
std::int64_t y_of(Micro value, const Axis& axis) { return between(value, axis, kBottom, kTop); }

std::string frame(const Axis& x, const Axis& y) {
  constexpr std::int64_t kTicks = 5;
  std::string out;
  for (std::int64_t i = 0; i <= kTicks; ++i) {
    const Micro at_x{x.from.value + (x.to.value - x.from.value) * i / kTicks};
    const Micro at_y{y.from.value + (y.to.value - y.from.value) * i / kTicks};
    const std::int64_t row = y_of(at_y, y);
    out += line_between(kLeft, row, kRight, row, i == 0 ? "axis" : "grid");
    out += text_at(kLeft - 60, row + 40, "end", decimal(at_y, y.digits));
    out += text_at(x_of(at_x, x), kBottom + 170, "middle", decimal(at_x, x.digits));
  }
  out += text_at((kLeft + kRight) / 2, kBottom + 350, "middle", x.title, " class=\"name\"");
  out += text_at(kLeft - 440, kTop - 130, "start", y.title, " class=\"name\"");
  return out;
}

std::string drawn(const Series& series, const Axis& x, const Axis& y) {
  const std::string tone(tone_name(series.tone));
  std::string out;
  if (series.mark != Mark::kLine) {
    for (const PlotPoint& point : series.points) {
      const bool ring = series.mark == Mark::kCircle;
      out += dot_at(x_of(point.x, x), y_of(point.y, y), ring ? 60 : 40,
                    (ring ? "ring " : "dot ") + tone);
    }
    return out;
  }
  out = "<polyline class=\"line " + tone + "\" points=\"";
  std::string last;
  for (const PlotPoint& point : series.points) {
    std::string place = px(x_of(point.x, x)) + "," + px(y_of(point.y, y));
    if (place == last) continue;
    out += (last.empty() ? "" : " ") + place;
    last = std::move(place);
  }
  return out + "\"/>";
}

std::string legend_entry(std::int64_t x, std::int64_t y, std::string_view name, Tone tone,
                         Mark mark) {
  const std::string classes(tone_name(tone));
  std::string out = mark == Mark::kLine
                        ? line_between(x, y - 40, x + 180, y - 40, "line " + classes)
                        : dot_at(x + 90, y - 40, mark == Mark::kCircle ? 60 : 40,
                                 (mark == Mark::kCircle ? "ring " : "dot ") + classes);
  return out + text_at(x + 240, y, "start", name);
}

std::string legend(const std::vector<Series>& series) {
  std::string out;
  std::int64_t x = kLeft;
  for (const Series& each : series) {
    if (each.name.empty()) continue;
    out += legend_entry(x, kHeight - 40, each.name, each.tone, each.mark);
    x += 400 + static_cast<std::int64_t>(explain::code_points(each.name)) * 66;
  }
  return out;
}

std::string box(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
                std::string_view tone, std::string_view title) {
  return "<rect x=\"" + px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(width) + "\" height=\"" +
         px(height) + "\" class=\"bar " + std::string(tone) + "\"><title>" + escaped(title) +
         "</title></rect>";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : explain::printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
        break;
    }
  }
  return out;
}

std::int64_t round_top(std::int64_t most) {
  for (std::int64_t power = 1;; power *= 10) {
    for (const std::int64_t step : {1, 2, 5}) {
      if (step * power * 5 >= most) return step * power * 5;
    }
  }
}

std::string svg_of(const LinePlot& plot, std::size_t number) {
  std::string out = opened(plot.title, plot.description, number, kHeight);
  out += frame(plot.x, plot.y);
  for (const Series& series : plot.series) out += drawn(series, plot.x, plot.y);
  return out + legend(plot.series) + "</svg>";
}

std::string svg_of(const BarPlot& plot, std::size_t number) {
  std::int64_t most = 1;
  for (const auto& bar : plot.bars) most = std::max(most, bar.lower + bar.upper);
  const Axis y{"rows", kMicroZero, Micro::from_int(round_top(most)), 0};
  std::string out = opened(plot.title, plot.description, number, kHeight);
  out += frame(plot.x, y);
  const auto count = static_cast<std::int64_t>(plot.bars.size());
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& bar = plot.bars[static_cast<std::size_t>(i)];
    const std::int64_t left = kLeft + (kRight - kLeft) * i / count + 10;
    const std::int64_t width = kLeft + (kRight - kLeft) * (i + 1) / count - 10 - left;
    const std::int64_t middle = y_of(Micro::from_int(bar.lower), y);
    const std::int64_t top = y_of(Micro::from_int(bar.lower + bar.upper), y);
    if (bar.lower > 0) {
      out += box(left, middle, width, kBottom - middle, "main",
                 plot.lower_name + ": " + whole(bar.lower));
    }
    if (bar.upper > 0) {
      out +=
          box(left, top, width, middle - top, "second", plot.upper_name + ": " + whole(bar.upper));
    }
  }
  out += legend({{plot.lower_name, Tone::kMain, Mark::kDots, {}},
                 {plot.upper_name, Tone::kSecond, Mark::kDots, {}}});
  return out + "</svg>";
}

std::string svg_of(const IntervalPlot& plot, std::size_t number) {
  constexpr std::int64_t kRow = 220;
  constexpr std::int64_t kLetter = 66;
  std::int64_t labels = 1500;
  for (const auto& row : plot.rows) {
    if (row.heading) continue;
    labels = std::max(labels, 140 + static_cast<std::int64_t>(row.label.size()) * kLetter);
  }
  const std::int64_t width = plot.wide ? 2 * kWidth + 400 : kWidth;
  const std::int64_t right = width - 140;
  const auto rows = static_cast<std::int64_t>(plot.rows.size());
  const std::int64_t bottom = 140 + rows * kRow;
  const std::int64_t height = bottom + 460;
  const auto at = [labels, right](Micro share) {
    return labels + share.value * (right - labels) / Micro::kScale;
  };
  std::string out = opened(plot.title, plot.description, number, height, width);
  for (std::int64_t i = 0; i <= 5; ++i) {
    const Micro share{Micro::kScale * i / 5};
    out += line_between(at(share), 100, at(share), bottom, "grid");
    out += text_at(at(share), bottom + 160, "middle", decimal(share, 1));
  }
  std::int64_t y = 240;
  for (const auto& row : plot.rows) {
    out += text_at(row.heading ? 20 : labels - 100, y + 40, row.heading ? "start" : "end",
                   row.label, row.heading ? " class=\"name\"" : "");
    for (std::size_t i = 0; i < row.estimates.size(); ++i) {
      if (!row.estimates[i]) continue;
      const auto& estimate = *row.estimates[i];
      const std::string tone(tone_name(i == 0 ? Tone::kMain : Tone::kSecond));
      const std::int64_t line = y + (row.estimates.size() == 1 ? 0 : i == 0 ? -40 : 50);
      out += line_between(at(estimate.low), line, at(estimate.high), line, "line " + tone);
      out += dot_at(at(estimate.value), line, 42, "dot " + tone);
    }
    y += kRow;
  }
  std::int64_t x = labels;
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    out += legend_entry(x, bottom + 160 + 2 * kLegendStep - 60, plot.series[i],
                        i == 0 ? Tone::kMain : Tone::kSecond, Mark::kDots);
    x += 400 + static_cast<std::int64_t>(plot.series[i].size()) * kLetter;
  }
  return out + "</svg>";
}

}  // namespace financescr::report
