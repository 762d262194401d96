#include "native_server/report/page.hpp"

#include "native_server/explain/render.hpp"
#include "native_server/report/plots.hpp"

namespace financescr::report {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--page:#fbfaf8;--card:#fff;--ink:#1d2430;--soft:#5c6675;"
    "--rule:#e3e1dc;--main:#1f6feb;--second:#c2570c;--faint:#a3a9b3}"
    "@media(prefers-color-scheme:dark){:root{--page:#12151b;--card:#1a1f28;--ink:#e8ebf0;"
    "--soft:#9aa4b2;--rule:#2c3440;--main:#6ea8ff;--second:#ff9d57;--faint:#667080}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"
    "-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}"
    "main{max-width:66rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}"
    "h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 1rem}"
    "h2{font-size:1.25rem;margin:2.6rem 0 .6rem;padding-top:1.1rem;border-top:1px solid "
    "var(--rule)}"
    "p{max-width:46rem;margin:.6rem 0}"
    ".plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));"
    "gap:1.1rem;margin:1.1rem 0}"
    "figure{margin:0;padding:1rem 1rem .6rem;background:var(--card);border:1px solid "
    "var(--rule);border-radius:12px}"
    "figcaption{font-weight:600;margin-bottom:.35rem}"
    "svg{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,'Segoe UI',"
    "'DejaVu Sans',sans-serif}"
    "svg text{fill:var(--soft)}svg text.name{fill:var(--ink);font-weight:600}"
    ".grid{stroke:var(--rule);stroke-width:1}.axis{stroke:var(--soft);stroke-width:1}"
    ".line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}"
    ".line.faint{stroke:var(--faint);stroke-dasharray:4 4}"
    ".line.main{stroke:var(--main)}.line.second{stroke:var(--second)}"
    ".dot.main,.bar.main{fill:var(--main)}.dot.second,.bar.second{fill:var(--second)}"
    ".dot.faint{fill:var(--faint)}.ring{fill:var(--card);stroke-width:2.5}"
    ".ring.main{stroke:var(--main)}.ring.second{stroke:var(--second)}.ring.faint{stroke:"
    "var(--faint)}"
    ".scroll{overflow-x:auto;margin:1rem 0}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem;"
    "width:100%}"
    "caption{text-align:left;font-weight:600;padding:.2rem 0 .5rem}"
    "th,td{padding:.34rem .9rem .34rem 0;border-bottom:1px solid var(--rule);text-align:left;"
    "vertical-align:top;overflow-wrap:break-word}"
    "th{color:var(--soft);font-weight:600;white-space:nowrap}"
    ".r{text-align:right}tbody tr:hover{background:var(--card)}"
    "code{font:.92em ui-monospace,'DejaVu Sans Mono',monospace}"
    ".wide{grid-column:1/-1;overflow-x:auto}.wide svg{min-width:44rem}"
    "@media print{body{background:#fff}figure,table{break-inside:avoid}}";

// What stands between two backquotes is a command.
std::string prose(std::string_view text) {
  std::string out;
  bool inside = false;
  for (const char c : escaped(text)) {
    if (c != '`') {
      out += c;
      continue;
    }
    out += inside ? "</code>" : "<code>";
    inside = !inside;
  }
  return inside ? out + "</code>" : out;
}

bool is_wide(const IntervalPlot& plot) { return plot.wide; }
bool is_wide(const LinePlot&) { return false; }
bool is_wide(const BarPlot&) { return false; }

std::string html_of(const explain::Table& table) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\"><table>";
  if (!table.title.empty()) out += "<caption>" + prose(table.title) + "</caption>";
  const auto classes = [&](std::size_t i) {
    return table.columns[i].align == explain::Align::kRight ? " class=\"r\"" : "";
  };
  out += "<thead><tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    out += std::string("<th scope=\"col\"") + classes(i) + ">" + escaped(table.columns[i].title) +
           "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += std::string("<td") + classes(i) + ">" + escaped(row[i]) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string to_text(const Page& page, bool bold_heading) {
  explain::Document document;
  document.emplace_back(explain::Heading{page.title});
  for (const Piece& piece : page.pieces) {
    if (const auto* heading = std::get_if<explain::Heading>(&piece))
      document.emplace_back(*heading);
    if (const auto* text = std::get_if<explain::Paragraph>(&piece)) document.emplace_back(*text);
    if (const auto* table = std::get_if<explain::Table>(&piece)) document.emplace_back(*table);
  }
  return explain::render(document, {explain::Format::kText, bold_heading});
}

std::string to_html(const Page& page) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
      escaped(page.title) + "</title><style>" + std::string(kStyle) +
      "</style></head>\n<body><main>\n<h1>" + escaped(page.title) + "</h1>\n";
  std::size_t number = 0;
  for (const Piece& piece : page.pieces) {
    if (const auto* heading = std::get_if<explain::Heading>(&piece)) {
      out += "<h2>" + escaped(heading->text) + "</h2>\n";
    } else if (const auto* text = std::get_if<explain::Paragraph>(&piece)) {
      out += "<p>" + prose(text->text) + "</p>\n";
    } else if (const auto* table = std::get_if<explain::Table>(&piece)) {
      out += html_of(*table);
    } else if (const auto* plots = std::get_if<PlotRow>(&piece)) {
      out += "<div class=\"plots\">\n";
      for (const auto& plot : plots->plots) {
        std::visit(
            [&](const auto& drawn) {
              out += std::string("<figure") +
                     (is_wide(drawn) ? " class=\"wide\" tabindex=\"0\"" : "") + "><figcaption>" +
                     escaped(drawn.title) + "</figcaption>" + svg_of(drawn, ++number) +
                     "</figure>\n";
            },
            plot);
      }
      out += "</div>\n";
    }
  }
  return out + "</main></body></html>\n";
}

}  // namespace financescr::report
