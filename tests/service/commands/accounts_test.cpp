// financescr admin create: who gets an account, and who does not.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/service/commands/operator.hpp"

namespace financescr::commands {
namespace {

TEST_CASE_TEMPLATE("an account is made once, with a row in the audit log that verifies", Place,
                   Sqlite, Postgres) {
  const Operator<Place> self;
  const std::string password = password_file();
  const Finished made = self.create("ann", {"--password-file", password});
  CHECK(made.status == cli::kOk);
  CHECK(contains(made.out, " ann admin\n"));
  const Finished again = self.create("ann", {"--password-file", password});
  CHECK(again.status == cli::kBadInput);
  CHECK(contains(again.err, "there is a user ann"));
  CHECK(self.create("bob", {"--password-file", password, "--role", "viewer"}).status == cli::kOk);
  {
    const auto store = stores::open(self.place.url(), {}, "observer");
    REQUIRE(store->users()->size() == 2);
    CHECK(store->users()->at(1).role == "viewer");
    CHECK_FALSE(contains(store->users()->at(0).password_hash, "passphrase"));
  }
  const Finished verified = self.verify();
  CHECK(verified.status == cli::kOk);
  CHECK(contains(verified.out, ": 3 rows, "));
  CHECK(contains(verified.out, "valid\n"));
}

TEST_CASE("a bad account, password or password file makes nothing") {
  const Operator<Sqlite> self;
  const std::string open_to_all = password_file();
  REQUIRE(chmod(open_to_all.c_str(), 0644) == 0);
  struct Bad {
    std::vector<std::string> arguments;
    std::string said;
  };
  for (const Bad& bad :
       std::vector<Bad>{{{"--password-file", cli::fresh_path("nowhere")}, "there is no such file"},
                        {{"--password-file", open_to_all}, open_to_all},
                        {{"--password-file", password_file("short\n")}, "password is shorter than"},
                        {{"--password-file", password_file(""), "--role", "viewer"}, "password"},
                        {{"--password-file", password_file(), "--role", "king"}, "role"}}) {
    const Finished refused = self.create("ann", bad.arguments);
    CAPTURE(refused.err);
    CHECK(refused.status == cli::kBadInput);
    CHECK(contains(refused.err, bad.said));
    CHECK_FALSE(contains(refused.err, "passphrase"));
  }
  const auto store = stores::open(self.place.url(), {}, "observer");
  CHECK(store->users()->empty());
}

TEST_CASE("a password may come from a pipe") {
  const Operator<Sqlite> self;
  const Finished made = cli::run({"admin", "create", "--store", self.place.url(), "--state-dir",
                                  self.state, "--username", "ann", "--email", "a@bank.test"},
                                 "a long enough passphrase\n");
  CHECK(made.status == cli::kOk);
}

}  // namespace
}  // namespace financescr::commands
