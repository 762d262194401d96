// financescr migrate: exit codes and what is said.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/service/commands/operator.hpp"

namespace financescr::commands {
namespace {

TEST_CASE_TEMPLATE("migrations are applied once, listed, and taken back only when that is meant",
                   Place, Sqlite, Postgres) {
  const Operator<Place> self;
  if constexpr (std::is_same_v<Place, Sqlite>) {
    const Finished nothing = self.migrate({"status"});
    CHECK(nothing.status == cli::kBadInput);
    CHECK(contains(nothing.err, "there is no such file"));
  } else {
    CHECK(self.migrate({"status"}).status == cli::kSomeFailed);
  }
  const Finished first = self.migrate({"up"});
  CHECK(first.status == cli::kOk);
  CHECK(contains(first.out, "applied 0001_"));
  const Finished second = self.migrate({"up"});
  CHECK(second.status == cli::kOk);
  CHECK(second.out == "nothing to do\n");
  const Finished status = self.migrate({"status"});
  CHECK(status.status == cli::kOk);
  CHECK(contains(status.out, "applied 20"));

  REQUIRE(self.create("ann", {"--password-file", password_file()}).status == cli::kOk);
  const Finished careless = self.migrate({"down", "--to", "0"});
  CHECK(careless.status == cli::kBadInput);
  CHECK(contains(careless.err, "--destroy-data"));
  CHECK(self.verify().status == cli::kOk);

  const Finished down = self.migrate({"down", "--to", "0", "--destroy-data"});
  CHECK(down.status == cli::kOk);
  CHECK(contains(down.out, "took back 0001_"));
  const Finished empty = self.migrate({"status"});
  CHECK(empty.status == cli::kSomeFailed);
  CHECK(contains(empty.out, "not applied"));
  const Finished unusable = self.verify();
  CHECK(unusable.status == cli::kBadInput);
  CHECK(contains(unusable.err, "is not applied; run `financescr migrate up`"));
  CHECK(self.migrate({"up"}).status == cli::kOk);
}

TEST_CASE_TEMPLATE("a migration that was edited after it was applied is named, and nothing is done",
                   Place, Sqlite, Postgres) {
  const Operator<Place> self;
  REQUIRE(self.migrate({"up"}).status == cli::kOk);
  self.tamper_as_owner("UPDATE schema_migrations SET checksum = 'edited'");
  for (const auto* what : {"up", "status"}) {
    CAPTURE(what);
    const Finished refused = self.migrate({what});
    CHECK(refused.status == cli::kBadInput);
    CHECK(contains(refused.err, "0001_"));
  }
}

TEST_CASE("a store that is none is said, without making one") {
  const std::string file = cli::fresh_path("missing.db");
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"migrate", "status", "--store", "sqlite:" + file},
           {"migrate", "down", "--to", "0", "--destroy-data", "--store", "sqlite:" + file},
           {"audit", "verify", "--store", "sqlite:" + file},
           {"audit", "export", "--out", cli::fresh_path("out"), "--store", "sqlite:" + file}}) {
    const Finished refused = cli::run(command);
    CHECK(refused.status == cli::kBadInput);
    CHECK(contains(refused.err, "there is no such file"));
    CHECK_FALSE(std::filesystem::exists(file));
  }
  CHECK(cli::run({"migrate", "up", "--store", "mysql://x/y"}).status == cli::kBadInput);
  CHECK(cli::run({"migrate", "up"}).status == cli::kUsage);
  const Finished away =
      cli::run({"audit", "verify", "--store", "postgresql://ann:secret-word@127.0.0.1:1/x"});
  CHECK(away.status == cli::kBadInput);
  CHECK_FALSE(contains(away.err, "secret-word"));
}

}  // namespace
}  // namespace financescr::commands
