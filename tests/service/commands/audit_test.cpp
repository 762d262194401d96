// financescr audit: what is found, and the exported log by itself.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/service/commands/operator.hpp"

namespace financescr::commands {
namespace {

// A store with three accounts in its log behind the row that declares the chain.
template <typename Place>
struct Logged : Operator<Place> {
  Logged() {
    const std::string password = password_file();
    for (const auto* name : {"ann", "bob", "eve"}) {
      REQUIRE(this->create(name, {"--password-file", password}).status == cli::kOk);
    }
    for (const auto& file : std::filesystem::directory_iterator(this->state)) {
      if (contains(file.path().string(), "/anchors-")) anchors = file.path().string();
    }
    REQUIRE_FALSE(anchors.empty());
  }

  // The faults that verification finds, besides that the guards were taken away.
  std::set<std::string> faults(const std::vector<std::string>& extra = {}) const {
    std::vector<std::string> options{"--json"};
    options.insert(options.end(), extra.begin(), extra.end());
    std::set<std::string> found;
    for (const auto& line : cli::json_lines(this->verify(options).out)) {
      found.insert(cli::text_at(line, "/fault"));
    }
    found.erase("");
    CHECK(found.erase("schema_changed") == 1);
    return found;
  }

  std::string anchors;
};

TEST_CASE_TEMPLATE("a log that was edited, cut or copied wrong is found", Place, Sqlite, Postgres) {
  const Logged<Place> self;
  const Finished untouched = self.verify({"--anchors", self.anchors});
  CHECK(untouched.status == cli::kOk);
  CHECK(contains(untouched.out, "valid\n"));
  CHECK(contains(untouched.out, "no --public-key was given"));

  SUBCASE("not by who comes without taking the guards away") {
    CHECK_FALSE(self.tamper("UPDATE audit_log SET actor = 'somebody' WHERE seq = 2"));
    CHECK_FALSE(self.tamper("DELETE FROM audit_heads"));
    CHECK(self.verify().status == cli::kOk);
  }
  SUBCASE("a row's text") {
    self.tamper_as_owner(
        "UPDATE audit_log SET row_text = replace(row_text, 'command line', 'nobody') "
        "WHERE seq = 2");
    const Finished found = self.verify();
    CHECK(found.status == cli::kSomeFailed);
    CHECK(contains(found.out, "row_changed"));
    CHECK(contains(found.out, " 2: "));
    CHECK(contains(found.out, "NOT VALID"));
    CHECK(self.faults().contains("row_changed"));
    const auto lines = cli::json_lines(self.verify({"--json"}).out);
    CHECK(cli::at(lines.back(), "/valid") == canonical::Json(false));
  }
  SUBCASE("a column that is searched by") {
    self.tamper_as_owner("UPDATE audit_log SET actor = 'somebody' WHERE seq = 2");
    const Finished found = self.verify();
    CHECK(found.status == cli::kSomeFailed);
    CHECK(contains(found.out, "copy_changed"));
  }
  SUBCASE("the end, with the heads that tell of it") {
    self.tamper_as_owner("DELETE FROM audit_log WHERE seq > 2");
    CHECK(contains(self.verify().out, "truncated"));
    self.tamper_as_owner("DELETE FROM audit_heads WHERE row_count > 2");
    // The accounts tell, and once they are gone too, the anchors.
    CHECK(contains(self.verify().out, "record_surplus"));
    self.tamper_as_owner("DELETE FROM users WHERE username <> 'ann'");
    CHECK(self.faults().empty());
    CHECK(self.faults({"--anchors", self.anchors}).contains("truncated"));
  }
  SUBCASE("heads of a key that is not the server's") {
    const Finished found = self.verify({"--public-key", std::string(64, 'a')});
    CHECK(found.status == cli::kSomeFailed);
    CHECK(contains(found.out, "head_untrusted"));
  }
}

TEST_CASE_TEMPLATE("an exported log is verified without the store, also after an edit", Place,
                   Sqlite, Postgres) {
  const Logged<Place> self;
  const std::string file = cli::fresh_path("log.jsonl");
  const Finished exported =
      cli::run({"audit", "export", "--store", self.place.url(), "--out", file});
  CHECK(exported.status == cli::kOk);
  CHECK(contains(exported.out, "(7 lines of 1 chains)"));
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  const Finished good = cli::run({"audit", "verify", "--export", file, "--anchors", self.anchors});
  CHECK(good.status == cli::kOk);
  CHECK(contains(good.out, ": 4 rows, 3 heads, 3 anchors"));
  cli::replace_in(file, "user_created", "user_changed");
  CHECK(cli::run({"audit", "verify", "--export", file}).status == cli::kSomeFailed);
  cli::write_text(file, "no json\n");
  const Finished unreadable = cli::run({"audit", "verify", "--export", file});
  CHECK(unreadable.status == cli::kBadInput);
  CHECK(contains(unreadable.err, ":1: is neither a row nor a head"));
}

TEST_CASE("audit says what it wants") {
  CHECK(cli::run({"audit", "verify"}).status == cli::kUsage);
  CHECK(cli::run({"audit", "verify", "--store", "sqlite:x", "--export", "y"}).status ==
        cli::kUsage);
  CHECK(cli::run({"audit", "verify", "--export", cli::fresh_path("nowhere")}).status ==
        cli::kBadInput);
  CHECK(cli::run({"audit", "verify", "--export", "y", "--public-key", "AB"}).status == cli::kUsage);
}

}  // namespace
}  // namespace financescr::commands
