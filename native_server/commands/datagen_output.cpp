#include "native_server/commands/datagen_output.hpp"

#include <utility>

#include <fmt/format.h>

#include "native_server/files/files.hpp"

namespace financescr::commands {

class FolderOutput::File : public datagen::OutputFile {
 public:
  File(std::unique_ptr<files::FileWriter> writer, std::string path, FolderOutput& output)
      : writer_(std::move(writer)), path_(std::move(path)), output_(output) {}

  Result<void> write(std::string_view bytes) override {
    output_.kilobytes_ += bytes.size() / 1024;
    output_.progress_.update(output_.kilobytes_);
    return writer_->write(bytes);
  }
  Result<void> close(std::int64_t row_count) override {
    if (auto finished = writer_->finish(); !finished) return finished;
    fmt::print("{:<48} {:>8} rows\n", path_, row_count);
    return {};
  }

 private:
  std::unique_ptr<files::FileWriter> writer_;
  std::string path_;
  FolderOutput& output_;
};

Result<std::unique_ptr<datagen::OutputFile>> FolderOutput::open(const std::string& path) {
  auto writer = files::FileWriter::open(root_ + "/" + path);
  if (!writer) return tl::unexpected(writer.error());
  return std::make_unique<File>(std::move(*writer), root_ + "/" + path, *this);
}

}  // namespace financescr::commands
