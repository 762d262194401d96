// The small made-up lists in tests/fixtures/import, and what tests ask of an import.
#pragma once

#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

#include "datagen/importers/import_types.hpp"

namespace financescr::datagen::fixtures {

// "" where there is no such file.
inline std::string read_file(const std::string& path) {
  std::string bytes;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  char buffer[1U << 16U];
  std::size_t count = 0;
  while ((count = std::fread(buffer, 1, sizeof buffer, file)) > 0) bytes.append(buffer, count);
  std::fclose(file);
  return bytes;
}

inline std::string read_fixture(const std::string& name) {
  return read_file(std::string(FINANCESCR_SOURCE_DIR) + "/tests/fixtures/import/" + name);
}

// A hash that shows the number's length and its last character, and nothing else of it.
inline ImportOptions with_hash() {
  ImportOptions options;
  options.hash_id = [](std::string_view number) {
    return "h" + std::to_string(number.size()) + ":" + std::string(1, number.back());
  };
  return options;
}

inline std::string all_lines(const ImportResult& result) {
  std::string out;
  for (const auto& row : result.rows) out += canonical::write(row.to_json()) + "\n";
  return out;
}

// The whole result as text: rows, references and report.
inline std::string everything(const ImportResult& result) {
  std::string out = all_lines(result);
  for (const auto& references : result.references) {
    for (const std::string& reference : references) out += reference + " ";
    out += "\n";
  }
  return out + canonical::write(result.report.to_json());
}

inline const pack::WatchlistRow* row_of(const ImportResult& result, std::string_view id) {
  for (const auto& row : result.rows) {
    if (row.entity_id == id) return &row;
  }
  return nullptr;
}

// The line of the first example of a finding, 0 if there is none.
inline std::size_t first_line(const ImportReport& report, std::string_view reason) {
  const auto found = report.findings.find(std::string(reason));
  if (found == report.findings.end() || found->second.examples.empty()) return 0;
  return found->second.examples.front().line;
}

inline std::string with(std::string text, std::string_view before, std::string_view after) {
  const std::size_t at = text.find(before);
  return at == std::string::npos ? text : text.replace(at, before.size(), after);
}

using Texts = std::vector<std::string>;

inline Texts dates_of(const pack::WatchlistRow& row) {
  Texts out;
  for (const PartialDate& date : row.dates_of_birth) out.push_back(date.to_string());
  return out;
}

inline Texts codes_of(const std::vector<Country>& countries) {
  Texts out;
  for (const Country country : countries) out.push_back(country.to_string());
  return out;
}

}  // namespace financescr::datagen::fixtures
