// Building a pack to measure on: a watchlist.jsonl in a temporary folder, compiled to a .fpk beside
// it. Rows are written as they come; none is held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "native_server/files/files.hpp"

namespace financescr::bench {

struct BuildFigures {
  std::size_t input_bytes = 0;  // of watchlist.jsonl
  std::int64_t build_ns = 0;    // reading, checking, compiling, hashing; in memory
  std::int64_t cpu_ns = 0;      // of it, the time the thread had a CPU
  // The most memory the process had held by then, the mapped watchlist.jsonl included.
  std::size_t peak_bytes = 0;
};

// Removed with all it holds when this goes.
class TemporaryFolder {
 public:
  [[nodiscard]] static Result<std::unique_ptr<TemporaryFolder>> make();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

class PackBuilder {
 public:
  [[nodiscard]] static Result<std::unique_ptr<PackBuilder>> make();

  [[nodiscard]] Result<void> add(const pack::WatchlistRow& row);
  [[nodiscard]] std::size_t name_count() const { return names_; }
  // Compiles what was added. Errors: also the first fault of a row.
  [[nodiscard]] Result<BuildFigures> build();
  // Of the .fpk, once built; good as long as this lives.
  [[nodiscard]] std::string fpk_path() const { return folder_->path() + "/bench.fpk"; }

 private:
  PackBuilder(std::unique_ptr<TemporaryFolder> folder, std::unique_ptr<files::FileWriter> writer)
      : folder_(std::move(folder)), writer_(std::move(writer)) {}
  [[nodiscard]] std::string rows_path() const { return folder_->path() + "/watchlist.jsonl"; }

  std::unique_ptr<TemporaryFolder> folder_;
  std::unique_ptr<files::FileWriter> writer_;
  std::string buffer_;
  std::size_t names_ = 0;
};

}  // namespace financescr::bench
