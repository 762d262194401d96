// What an operator has before the commands are run: a store, a state folder, a password.
#pragma once

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "native_server/host/open_store.hpp"
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
  // Changes the store behind the service's back.
  void tamper(const std::string& statement) const {
    const auto driver = host::open_driver(place.url()).value();
    auto connection = driver->open();
    REQUIRE(connection);
    REQUIRE((*connection)->script(statement));
  }
};

}  // namespace financescr::commands
