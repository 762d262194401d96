// Rendering: a document to the characters that are printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "native_server/explain/document.hpp"

namespace financescr::explain {

enum class Format : std::uint8_t { kText, kMarkdown };

struct Style {
  Format format = Format::kText;
  bool bold_heading = false;  // escape sequences for a terminal; plain text only
};

inline constexpr std::size_t kTextColumns = 100;

// Blocks with an empty line between them, and a line feed at the end. Plain text is at most
// kTextColumns wide; long cells are broken into several lines. Markdown is not broken.
// Requires: no table has more than ten columns.
[[nodiscard]] std::string render(const Document& document, const Style& style);

}  // namespace financescr::explain
