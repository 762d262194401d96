// PythonJsonRow: one JSON Lines row, byte for byte as Python's json.dumps(row, ensure_ascii=False).
//
// Keys keep the order of insertion; separators are ", " and ": "; text is UTF-8 as it is. The
// engine's own JSON is canonical and written by engine/canonical; this form exists because the
// reference's files, and the hashes published for them, have it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/python_number.hpp"

namespace financescr::datagen {

class PythonJsonRow {
 public:
  PythonJsonRow& text(std::string_view key, std::string_view value);
  PythonJsonRow& text_or_null(std::string_view key, const std::optional<std::string>& value);
  PythonJsonRow& texts(std::string_view key, const std::vector<std::string>& values);
  PythonJsonRow& number(std::string_view key, PythonNumber value);
  PythonJsonRow& numbers(std::string_view key, const std::vector<PythonNumber>& values);
  PythonJsonRow& integer(std::string_view key, std::int64_t value);
  PythonJsonRow& boolean(std::string_view key, bool value);

  // The row with its line feed.
  [[nodiscard]] std::string line() const;

 private:
  void begin(std::string_view key);

  std::string body_;
};

}  // namespace financescr::datagen
