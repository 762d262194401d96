// Migrations: the numbered texts of migrations/, built into the executable, and where a database
// stands among them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

struct Migration {
  std::int64_t number = 0;
  std::string name;      // of its file
  std::string checksum;  // SHA-256 of its file, in hexadecimal
  std::string up;
  std::string down;
};

// Those of a dialect, in order of number.
[[nodiscard]] const std::vector<Migration>& migrations_of(std::string_view dialect);
[[nodiscard]] std::int64_t latest_migration(std::string_view dialect);

struct MigrationState {
  std::int64_t number = 0;
  std::string name;
  std::string applied_at;  // empty: it is not applied
};

// Every migration that this program or the database knows.
// Errors: kUnsupported (the database cannot be reached), kCorrupt (an applied migration is unknown
// to this program or has another text now).
[[nodiscard]] Result<std::vector<MigrationState>> migration_states(Driver& driver);

// Applies what is missing, all of it or nothing; waits for another process that does the same.
// Returns: the names of those applied. Errors: as above, and kInvalid (a migration failed).
[[nodiscard]] Result<std::vector<std::string>> migrate_up(Driver& driver);

// Takes back the newest applied ones down to `target`, which stays. Returns and errors: as above.
[[nodiscard]] Result<std::vector<std::string>> migrate_down(Driver& driver, std::int64_t target);

}  // namespace financescr::sql
