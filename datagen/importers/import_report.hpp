// ImportReport: what an importer read, what it left out and why. One form for all lists.
//
// Nothing is dropped without an entry here: counts of what was taken, and findings (a reason, how
// often, and the first places with file and line) of what was not. Examples never hold an
// identity number: importers mask the digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::datagen {

inline constexpr std::size_t kMaxFindingExamples = 20;

enum class FindingKind : std::uint8_t {
  kSkippedRow,  // a whole row was left out
  kUnusedPart,  // the row was taken, a part of it was not
  kNotice,      // nothing was left out, but somebody may want to look
};

struct FindingExample {
  std::string file;
  std::size_t line = 0;  // where the record starts, from 1; 0: the whole file
  std::string detail;
};

struct Finding {
  FindingKind kind = FindingKind::kUnusedPart;
  std::int64_t count = 0;
  std::vector<FindingExample> examples;  // the first kMaxFindingExamples
};

struct ReadFile {
  std::string name;
  std::size_t bytes = 0;
  std::int64_t records = 0;  // well-formed CSV records, or their counterpart
  bool given = true;
};

struct ImportReport {
  std::string list;  // e.g. "OFAC SDN"
  std::vector<ReadFile> files;
  // Group → what → how many, e.g. "dates of birth" → "year" → 849.
  std::map<std::string, std::map<std::string, std::int64_t>> counts;
  std::map<std::string, Finding> findings;  // by reason

  void add_count(std::string_view group, std::string_view what, std::int64_t how_many = 1);
  void add_finding(FindingKind kind, std::string_view reason, FindingExample example);

  // Returns: 0 for what was never counted.
  [[nodiscard]] std::int64_t count(std::string_view group, std::string_view what) const;
  [[nodiscard]] std::int64_t group_total(std::string_view group) const;
  [[nodiscard]] std::int64_t finding_count(std::string_view reason) const;

  // For people: a few lines per group, then each reason with its first three examples.
  [[nodiscard]] std::string to_text() const;
  // {list, files[], counts{}, skipped_rows[], unused_parts[], notices[]}, all examples included.
  [[nodiscard]] canonical::Json to_json() const;
};

}  // namespace financescr::datagen
