// financescr admin create: who gets an account, and who does not.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/service/commands/operator.hpp"
#include "tests/service/stores/records.hpp"

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
    REQUIRE(ports::list(*store, ports::users_query())->size() == 2);
    CHECK(ports::list(*store, ports::users_query())->at(1).role == "viewer");
    CHECK_FALSE(
        contains(ports::list(*store, ports::users_query())->at(0).password_hash, "passphrase"));
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
  CHECK(ports::list(*store, ports::users_query())->empty());
}

TEST_CASE_TEMPLATE("a one-time password is made, printed once, and must be changed", Place, Sqlite,
                   Postgres) {
  const Operator<Place> self;
  const Finished made = self.create("ann", {"--one-time", "--role", "analyst"});
  REQUIRE(made.status == cli::kOk);
  CHECK(contains(made.out, " ann analyst\none-time password, until "));
  const Finished both = self.create("bob", {"--one-time", "--password-file", password_file()});
  CHECK(both.status == cli::kUsage);
  const auto reset = [&](const std::string& name) {
    return cli::run({"admin", "reset-password", "--store", self.place.url(), "--state-dir",
                     self.state, "--username", name});
  };
  CHECK(reset("nobody").status == cli::kBadInput);
  std::string hash;
  {
    const auto store = stores::open(self.place.url(), {}, "observer");
    const auto user = *ports::first(*store, ports::user_named_query("ann")).value();
    hash = user.password_hash;
    CHECK(user.must_change_password);
    CHECK(user.created_by == "operator");
    ports::ApiKeyRecord key = stores::api_key(1);
    key.owner = "user:" + user.user_id;
    ports::ApiKeyRecord other = stores::api_key(2);
    REQUIRE(store->commit(
        {{ports::Insert<ports::ApiKeyRecord>{key}, ports::Insert<ports::ApiKeyRecord>{other}},
         {}}));
  }
  const Finished again = reset("Ann");
  CHECK(again.status == cli::kOk);
  CHECK(contains(again.out, "one-time password, until "));
  CHECK(again.out != made.out);
  const auto store = stores::open(self.place.url(), {}, "observer");
  const auto user = *ports::first(*store, ports::user_named_query("ann")).value();
  CHECK(user.password_hash != hash);
  CHECK(user.must_change_password);
  CHECK(user.password_reset_by == "operator");
  CHECK(ports::list(*store, ports::api_keys_query())->at(0).revoked_at.has_value());
  CHECK_FALSE(ports::list(*store, ports::api_keys_query())->at(1).revoked_at.has_value());
  CHECK(store->audit({.event = "password_reset"}, std::nullopt, 10)->size() == 1);
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
