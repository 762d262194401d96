// From a URL to a Store that is ready.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "functions/audit/seal.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"
#include "native_server/sql/group_commit.hpp"

namespace financescr::stores {

struct OpenStoreOptions {
  // Applies missing migrations, and makes a missing file; otherwise their lack is an error.
  bool migrate = true;
  sql::CommitLimits limits;
  // Connections for reads; each request that reads waits for one.
  std::size_t readers = 4;
  // How the audit log is signed; by default it is not.
  audit::SigningOptions signing;
  // Told of faults: a word and a code of the database, never a value.
  sql::Report report;
};

// `url`: "sqlite:FILE", "postgresql://...", "postgres://...", "postgresql+psycopg://..." (as the
// reference writes it) or "memory:", which forgets everything. `instance` names this server: its
// audit chain, and on Postgres the lock that keeps a second server from the same name.
// Errors: kInvalid (no such URL), kUnsupported (not reachable), kConflict (the instance is taken),
// kNotFound (no file), kCorrupt, kMissing (migrations).
[[nodiscard]] Result<std::unique_ptr<ports::Store>> open_store(const std::string& url,
                                                               const std::string& instance,
                                                               OpenStoreOptions options = {});

// Errors: kNotFound if a SQLite file is not there; to open it would make it.
[[nodiscard]] Result<void> check_store_file(const std::string& url);

// The driver of a URL that names a database. Errors: kInvalid.
[[nodiscard]] Result<std::unique_ptr<sql::Driver>> open_driver(const std::string& url);

}  // namespace financescr::stores
