#include "native_server/explain/render.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

constexpr std::size_t kGap = 2;        // columns of space between two columns of a table
constexpr std::size_t kIndent = 2;     // of a table
constexpr std::size_t kNarrowest = 6;  // no column of a table becomes narrower than this
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string lines_of(std::string_view text) {
  std::string out;
  for (const auto& line : wrap(printable(text), kTextColumns)) out += line + '\n';
  return out;
}

// Natural widths, the widest columns narrowed until the table fits.
std::vector<std::size_t> column_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(code_points(column.title));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], code_points(row[i]));
    }
  }
  const std::size_t gaps = kIndent + kGap * (widths.size() - 1);
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gaps);
  while (total > kTextColumns) {
    auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) break;
    const auto second = std::accumulate(widths.begin(), widths.end(), kNarrowest,
                                        [&](std::size_t most, std::size_t width) {
                                          return width < *widest ? std::max(most, width) : most;
                                        });
    const std::size_t cut = std::clamp<std::size_t>(*widest - second, 1, total - kTextColumns);
    *widest -= cut;
    total -= cut;
  }
  return widths;
}

void append_row(std::string& out, const std::vector<std::string>& cells, const Table& table,
                const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    columns.push_back(wrap(cells[i], widths[i]));
    height = std::max(height, columns.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text(kIndent, ' ');
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string piece = line < columns[i].size() ? columns[i][line] : "";
      const std::string space(widths[i] - code_points(piece), ' ');
      if (i > 0) text.append(kGap, ' ');
      text += table.columns[i].align == Align::kRight ? space + piece : piece + space;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
}

std::vector<std::string> titles_of(const Table& table) {
  std::vector<std::string> titles;
  for (const Column& column : table.columns) titles.push_back(column.title);
  return titles;
}

std::string text_table(Table table) {
  for (auto& row : table.rows) {
    for (auto& cell : row) cell = printable(cell);
  }
  const auto widths = column_widths(table);
  std::vector<std::string> dashes;
  for (const std::size_t width : widths) dashes.emplace_back(width, '-');
  std::string out = table.title.empty() ? "" : lines_of(table.title);
  append_row(out, titles_of(table), table, widths);
  append_row(out, dashes, table, widths);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.total_rows > 0 && i + table.total_rows == table.rows.size()) {
      append_row(out, dashes, table, widths);
    }
    append_row(out, table.rows[i], table, widths);
  }
  return out;
}

// Text that Markdown shows as it stands.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*|<>[]&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_row(const std::vector<std::string>& cells, bool bold) {
  std::string out = "|";
  for (const std::string& cell : cells) {
    const std::string mark = bold && !cell.empty() ? "**" : "";
    out += " " + mark + escaped(cell) + mark + " |";
  }
  return out + '\n';
}

std::string markdown_table(const Table& table) {
  std::string out = table.title.empty() ? "" : "### " + escaped(table.title) + "\n\n";
  out += markdown_row(titles_of(table), false) + "|";
  for (const Column& column : table.columns) {
    out += column.align == Align::kRight ? " ---: |" : " --- |";
  }
  out += '\n';
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    out += markdown_row(table.rows[i], i + table.total_rows >= table.rows.size());
  }
  return out;
}

std::string render_block(const Block& block, const Style& style) {
  const bool markdown = style.format == Format::kMarkdown;
  if (const auto* heading = std::get_if<Heading>(&block)) {
    if (markdown) return "## " + escaped(heading->text) + '\n';
    std::string lines = lines_of(heading->text);
    if (!style.bold_heading) return lines;
    lines.pop_back();
    return std::string(kBold) + lines + std::string(kPlain) + '\n';
  }
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
    return markdown ? escaped(paragraph->text) + '\n' : lines_of(paragraph->text);
  }
  const Table& table = std::get<Table>(block);
  return markdown ? markdown_table(table) : text_table(table);
}

}  // namespace

std::string render(const Document& document, const Style& style) {
  std::string out;
  for (const Block& block : document) {
    if (!out.empty()) out += '\n';
    out += render_block(block, style);
  }
  return out;
}

}  // namespace financescr::explain
