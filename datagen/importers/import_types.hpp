// What every importer takes beside its bytes, and what it gives back.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/import_report.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::datagen {

inline constexpr std::size_t kXmlChunkBytes = 1U << 16U;

// One file of a list: the name that reports show, and its bytes.
struct ListFile {
  std::string_view name;
  std::string_view text;
};

struct ImportOptions {
  // Identity number in its one form (engine/pack/id_number.hpp) → the hash to keep. The numbers
  // themselves are not kept. Without it, ids are counted and dropped, and the report says so.
  std::function<std::string(std::string_view)> hash_id;
  // Called now and then with the bytes read of all files, and once at the end with both equal.
  std::function<void(std::size_t done_bytes, std::size_t total_bytes)> progress;
  // How much XML is handed to the parser at a time. Makes no difference to the result.
  std::size_t xml_chunk_bytes = kXmlChunkBytes;
};

struct ImportResult {
  std::vector<pack::WatchlistRow> rows;
  // Row by row: names under which publishers know the entry, e.g. "UN:QDi.001", "OFAC:36". Two
  // rows that share one are the same party by the publishers' own word (merge_lists.hpp).
  std::vector<std::vector<std::string>> references;
  ImportReport report;
};

}  // namespace financescr::datagen
