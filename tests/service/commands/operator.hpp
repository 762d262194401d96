// What an operator has before the commands are run: a store, a state folder, a password.
#pragma once

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <type_traits>
#include <vector>

#include "native_server/stores/open_store.hpp"
#include "tests/integration/program.hpp"
#include "tests/service/stores/fixtures.hpp"

namespace financescr::commands {

using cli::contains;
using cli::Finished;
using stores::Postgres;
using stores::Sqlite;

inline std::string password_file(const std::string& text = "a long enough passphrase\n") {
  std::string path = cli::fresh_path("password");
  cli::write_text(path, text);
  REQUIRE(chmod(path.c_str(), 0600) == 0);
  return path;
}

template <typename Place>
struct Operator {
  Place place;
  std::string state = cli::fresh_path("state");

  [[nodiscard]] Finished migrate(std::vector<std::string> how) const {
    how.insert(how.begin(), {"migrate", "--store", place.url()});
    return cli::run(std::move(how));
  }
  [[nodiscard]] Finished create(const std::string& username,
                                std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {"admin",      "create",      "--store",     place.url(),
                                    "--email",    "a@bank.test", "--state-dir", state,
                                    "--username", username};
    all.insert(all.end(), more.begin(), more.end());
    return cli::run(std::move(all));
  }
  [[nodiscard]] Finished verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"audit", "verify", "--store", place.url()});
    return cli::run(std::move(more));
  }
  // Changes the store behind the service's back. Returns: whether the database let it happen.
  [[nodiscard]] bool tamper(const std::string& statement) const {
    const auto driver = stores::open_driver(place.url()).value();
    auto connection = driver->open();
    REQUIRE(connection);
    return (*connection)->script(statement).has_value();
  }
  // As who owns the database and first takes its guards away.
  void tamper_as_owner(const std::string& statement) const {
    REQUIRE(
        tamper(std::is_same_v<Place, Postgres>
                   ? "ALTER TABLE audit_log DISABLE TRIGGER ALL;"
                     "ALTER TABLE audit_heads DISABLE TRIGGER ALL;"
                     "ALTER TABLE audit_log DROP CONSTRAINT IF EXISTS audit_log_numbers_rows;"
                     "ALTER TABLE audit_heads DROP CONSTRAINT IF EXISTS audit_heads_numbers_rows"
                   : "DROP TRIGGER IF EXISTS audit_log_keeps_rows;"
                     "DROP TRIGGER IF EXISTS audit_log_loses_none;"
                     "DROP TRIGGER IF EXISTS audit_log_numbers_rows;"
                     "DROP TRIGGER IF EXISTS audit_heads_numbers_rows;"
                     "DROP TRIGGER IF EXISTS audit_heads_keeps_rows;"
                     "DROP TRIGGER IF EXISTS audit_heads_loses_none"));
    REQUIRE(tamper(statement));
  }
};

}  // namespace financescr::commands
