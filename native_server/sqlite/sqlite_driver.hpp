// SQLite: the embedded store. One file beside its write-ahead log, synced with every commit.
#pragma once

#include <memory>
#include <string>

#include "native_server/sql/connection.hpp"

namespace financescr::sqlite {

// `path` is made, readable by its owner only, when it is first opened. Several processes may use
// one file on one machine; a file system of a network is no place for it.
[[nodiscard]] std::unique_ptr<sql::Driver> make_driver(std::string path);

}  // namespace financescr::sqlite
