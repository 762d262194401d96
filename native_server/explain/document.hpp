// Document: what is said about one decision, before it is known whether a terminal or a Markdown
// file shows it. Texts are plain and may hold anything; rendering makes them safe to print.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace financescr::explain {

struct Heading {
  std::string text;
};

struct Paragraph {
  std::string text;
};

enum class Align : std::uint8_t { kLeft, kRight };

struct Column {
  std::string title;
  Align align = Align::kLeft;
};

struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells each as there are columns
  std::size_t total_rows = 0;                  // so many rows at the end are set off by a line
};

using Block = std::variant<Heading, Paragraph, Table>;
using Document = std::vector<Block>;

}  // namespace financescr::explain
