#include "datagen/output.hpp"

#include <algorithm>

namespace financescr::datagen {
namespace {

constexpr std::size_t kBlockBytes = 1U << 18U;

}  // namespace

class MemoryOutput::File : public OutputFile {
 public:
  File(std::vector<GeneratedFile>& files, std::string path)
      : files_(files), file_{std::move(path), {}, 0} {}

  Result<void> write(std::string_view bytes) override {
    file_.bytes += bytes;
    return {};
  }
  Result<void> close(std::int64_t row_count) override {
    file_.row_count = row_count;
    files_.push_back(std::move(file_));
    return {};
  }

 private:
  std::vector<GeneratedFile>& files_;
  GeneratedFile file_;
};

Result<std::unique_ptr<OutputFile>> MemoryOutput::open(const std::string& path) {
  return std::make_unique<File>(files_, path);
}

RowWriter::RowWriter(Output& output, const std::string& path) : path_(path) {
  auto file = output.open(path);
  if (file) {
    file_ = std::move(*file);
  } else {
    state_ = tl::unexpected(file.error());
  }
}

void RowWriter::row(std::string_view line) {
  if (!ok()) return;
  block_ += line;
  ++row_count_;
  if (block_.size() >= kBlockBytes) flush();
}

void RowWriter::rows(std::string_view lines) {
  row(lines);
  row_count_ += std::count(lines.begin(), lines.end(), '\n') - 1;
}

void RowWriter::flush() {
  hasher_.update(block_);
  state_ = file_->write(block_);
  block_.clear();
}

Result<void> RowWriter::finish(std::vector<WrittenFile>& written) {
  if (ok()) flush();
  if (ok()) state_ = file_->close(row_count_);
  if (ok()) written.push_back({path_, hasher_.finish()});
  return state_;
}

Result<void> write_whole(Output& output, const std::string& path, std::string_view bytes,
                         std::int64_t row_count, std::vector<WrittenFile>& written) {
  auto file = output.open(path);
  if (!file) return tl::unexpected(file.error());
  if (auto result = (*file)->write(bytes); !result) return result;
  if (auto result = (*file)->close(row_count); !result) return result;
  written.push_back({path, canonical::content_hash(bytes)});
  return {};
}

}  // namespace financescr::datagen
