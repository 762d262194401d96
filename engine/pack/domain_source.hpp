// What a pack is compiled from: the bytes of the files of its domain folders, read by the host.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/core/domain.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/manifest.hpp"

namespace financescr::pack {

struct SourceFile {
  std::string name;  // "watchlist.jsonl"
  std::string_view bytes;
};

struct DomainSource {
  Domain domain = Domain::kScreening;
  std::string label;              // "fincrime/v1"; stands in error messages
  std::vector<SourceFile> files;  // those of file_names() that the folder holds

  [[nodiscard]] const SourceFile* find(std::string_view name) const;
};

// A fault of a pack, with the place a person looks for it at.
struct PackError {
  std::string file;      // "fincrime/v1/watchlist.jsonl"
  std::size_t line = 0;  // 0: the whole file
  Error error;

  // "fincrime/v1/watchlist.jsonl:17: /dob/0: must be ..."
  [[nodiscard]] std::string to_string() const;
};

// The first limits::kMaxPackErrors faults, and how many there were.
struct PackErrors {
  std::vector<PackError> first;
  std::size_t count = 0;

  void add(std::string file, std::size_t line, Error error);
  void add(const std::string& file, std::size_t line, const Errors& errors);
  [[nodiscard]] bool empty() const { return count == 0; }
};

// Calls `use(line_number, text)` for every line that is not blank. Lines end with LF or CRLF; a
// byte order mark at the start is skipped.
void for_each_line(std::string_view bytes,
                   const std::function<void(std::size_t, std::string_view)>& use);

// The manifest of a folder as it stands: the hash of every file given, and the rest as in `rest`.
[[nodiscard]] Manifest make_manifest(const DomainSource& source, Manifest rest);

}  // namespace financescr::pack
