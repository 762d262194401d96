// Where generated files go: rows are handed over as they are drawn, so that a pack of any size can
// be written in little memory. The host implements this with files; MemoryOutput keeps the bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

class OutputFile {
 public:
  OutputFile() = default;
  virtual ~OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Errors: what the host says; nothing more may be written then.
  [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;
  // The file exists under its path from here on, and not before.
  [[nodiscard]] virtual Result<void> close(std::int64_t row_count) = 0;
};

class Output {
 public:
  Output() = default;
  virtual ~Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // `path` is relative to the output root, e.g. "fincrime/v1/customers.jsonl".
  [[nodiscard]] virtual Result<std::unique_ptr<OutputFile>> open(const std::string& path) = 0;
};

struct GeneratedFile {
  std::string path;
  std::string bytes;
  std::int64_t row_count = 0;
};

class MemoryOutput : public Output {
 public:
  [[nodiscard]] Result<std::unique_ptr<OutputFile>> open(const std::string& path) override;
  // The files closed so far, in the order of closing.
  [[nodiscard]] std::vector<GeneratedFile> take() { return std::move(files_); }

 private:
  class File;
  std::vector<GeneratedFile> files_;
};

// The name of a file and the hash of its bytes, as a manifest has them.
struct WrittenFile {
  std::string path;
  canonical::ContentHash hash;
};

// Writes rows to one file, in blocks, counting and hashing them. The first failure is kept.
class RowWriter {
 public:
  RowWriter(Output& output, const std::string& path);

  void row(std::string_view line);
  void rows(std::string_view lines);
  [[nodiscard]] bool ok() const { return state_.has_value(); }
  // Closes the file and appends what was written.
  [[nodiscard]] Result<void> finish(std::vector<WrittenFile>& written);

 private:
  void flush();

  std::string path_;
  std::unique_ptr<OutputFile> file_;
  Result<void> state_;
  std::string block_;
  std::int64_t row_count_ = 0;
  canonical::ContentHasher hasher_;
};

// One whole file.
[[nodiscard]] Result<void> write_whole(Output& output, const std::string& path,
                                       std::string_view bytes, std::int64_t row_count,
                                       std::vector<WrittenFile>& written);

}  // namespace financescr::datagen
