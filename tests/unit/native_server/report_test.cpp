#include <doctest/doctest.h>

#include <string>

#include "native_server/report/figures.hpp"
#include "native_server/report/page.hpp"
#include "native_server/report/plots.hpp"

namespace financescr::report {
namespace {

bool contains(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

TEST_CASE("figures for people") {
  CHECK(decimal(Micro{590'499}, 3) == "0.590");
  CHECK(decimal(Micro{590'500}, 3) == "0.591");
  CHECK(decimal(Micro{999'999}, 2) == "1.00");
  CHECK(decimal(Micro{-1'234'567'890'000}, 1) == "-1,234,567.9");
  CHECK(decimal(Micro{-1}, 2) == "0.00");
  CHECK(decimal(Micro{2'500'000}, 0) == "3");
  CHECK(percent(Micro{123'456}) == "12.3 %");
  CHECK(whole(1'750'000) == "1,750,000");
  CHECK(whole(-999) == "-999");
  CHECK(percent(std::optional<evaluation::Estimate>()) == "-");
  CHECK(percent(std::optional(evaluation::Estimate{{500'000}, {250'000}, {750'000}})) ==
        "50.0 % (25.0 to 75.0)");
}

TEST_CASE("an axis ends at a round number that is not below its data") {
  CHECK(round_top(1) == 5);
  CHECK(round_top(5) == 5);
  CHECK(round_top(6) == 10);
  CHECK(round_top(26) == 50);
  CHECK(round_top(730) == 1000);
}

Page sample() {
  Page page{"A <page> & \"more\"", {}};
  page.pieces.emplace_back(explain::Heading{"Part"});
  page.pieces.emplace_back(explain::Paragraph{"Says `screen` <b>so</b>."});
  page.pieces.emplace_back(
      explain::Table{"Figures", {{"what"}, {"n", explain::Align::kRight}}, {{"<x>", "1"}}, 0});
  LinePlot line{"Line", "falls", {"x"}, {"y"}, {}};
  line.series.push_back(
      {"a", Tone::kMain, Mark::kLine, {{kMicroZero, kMicroOne}, {kMicroOne, kMicroZero}}});
  line.series.push_back({"b", Tone::kSecond, Mark::kCircle, {{{500'000}, {500'000}}}});
  IntervalPlot intervals{"Intervals", "two", {"share"}, {}};
  intervals.rows.push_back({"<row>", false, {evaluation::Estimate{{5}, {1}, {9}}}});
  intervals.rows.push_back({"none", false, {std::nullopt}});
  page.pieces.emplace_back(
      PlotRow{{line, BarPlot{"Bars", "two", {"x"}, "low", "high", {{3, 4}, {0, 0}}}, intervals}});
  return page;
}

TEST_CASE("a page for a browser stands alone, says what plots show, and runs nothing") {
  const std::string html = to_html(sample());
  CHECK(html == to_html(sample()));
  CHECK(html.starts_with("<!doctype html>"));
  CHECK(contains(html, "<title>A &lt;page&gt; &amp; &quot;more&quot;</title>"));
  CHECK(contains(html, "Says <code>screen</code> &lt;b&gt;so&lt;/b&gt;."));
  CHECK(contains(html, "<td>&lt;x&gt;</td><td class=\"r\">1</td>"));
  CHECK(contains(html, "prefers-color-scheme:dark"));
  CHECK(contains(html, "role=\"img\" aria-labelledby=\"plot1t plot1d\""));
  CHECK(contains(html, "<desc id=\"plot3d\">two</desc>"));
  CHECK(contains(html, "&lt;row&gt;"));
  for (const std::string_view banned : {"<script", "http://", "https://", "@import", "url("}) {
    CAPTURE(banned);
    CHECK_FALSE(contains(html, banned));
  }
}

TEST_CASE("a terminal gets everything but the plots") {
  const std::string text = to_text(sample(), false);
  CHECK(contains(text, "A <page> & \"more\""));
  CHECK(contains(text, "Figures"));
  CHECK_FALSE(contains(text, "svg"));
  CHECK_FALSE(contains(text, "Bars"));
}

TEST_CASE("what lies outside an axis is drawn at its end") {
  LinePlot plot{"p", "d", {"x"}, {"y"}, {}};
  plot.series.push_back({"a", Tone::kMain, Mark::kDots, {{Micro::from_int(9), {-5}}}});
  CHECK(contains(svg_of(plot, 1), "<circle cx=\"466\" cy=\"304\""));
}

}  // namespace
}  // namespace financescr::report
