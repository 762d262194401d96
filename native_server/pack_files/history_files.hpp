// The files of a transaction history that `financescr import` reads: found in a folder or named.
#pragma once

#include <string>
#include <vector>

#include "datagen/importers/histories/import_history.hpp"
#include "engine/core/result.hpp"
#include "native_server/files/files.hpp"

namespace financescr::pack_files {

struct HistorySource {
  std::vector<std::string> paths;  // of `held`, transactions first
  std::vector<files::FileBytes> held;
  std::size_t transaction_count = 0;

  // Valid as long as this is.
  [[nodiscard]] datagen::histories::HistoryFiles files() const;
};

// `in`: a file, or a folder whose files of transactions are taken in the order of their names. Any
// may be gzip, and is then unpacked in the folder `scratch`. Errors: there is none; those of
// files::read_file, read_file_in and unpack_on_disk.
[[nodiscard]] Result<HistorySource> open_history(const datagen::histories::HistoryFormat& format,
                                                 const std::string& in, const std::string& scratch);

}  // namespace financescr::pack_files
