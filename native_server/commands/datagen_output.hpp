// Where the generators write: files under a folder, each reported when it is whole.
#pragma once

#include <memory>
#include <string>

#include "datagen/output.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::commands {

class FolderOutput : public datagen::Output {
 public:
  explicit FolderOutput(std::string root) : root_(std::move(root)) {}

  // Missing folders are made. Errors: those of files::FileWriter, which name the path.
  Result<std::unique_ptr<datagen::OutputFile>> open(const std::string& path) override;

 private:
  class File;

  std::string root_;
  terminal::Progress progress_{"generating, KB"};
  std::size_t kilobytes_ = 0;
};

}  // namespace financescr::commands
