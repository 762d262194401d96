// datagen --version v2 as users call it; v1 is in cli_test.cpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> command(const std::string& root, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"datagen", "--version",       "v2",  "--out_root",
                                     root,      "--n_customers",   "200", "--n_watchlist",
                                     "200",     "--n_credit_apps", "100", "--n_fincrime_scenarios",
                                     "40"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST_CASE("datagen v2 writes a pack that verifies, beside v1 in the same root") {
  const std::string root = fresh_path("v2");
  const Finished made = run(command(root));
  CHECK(made.status == kOk);
  CHECK(made.err.empty());
  CHECK(contains(made.out, "golden/v2/credit_expected.jsonl"));
  for (const char* domain : {"/fincrime/v2", "/credit/v2"}) {
    const Finished verified = run({"pack", "verify", root + domain});
    CHECK(verified.status == kOk);
    CHECK_FALSE(contains(verified.out, "ignored"));
  }
  CHECK(fs::exists(root + "/fincrime/v2/oracle.jsonl"));
  CHECK(json_lines(read_text(root + "/golden/v2/fincrime_expected.jsonl")).size() == 30);
  const std::string manifest = read_text(root + "/fincrime/v2/manifest.json");
  CHECK(contains(manifest, "financescr_v2_salt"));
  CHECK(contains(manifest, "\"synthetic\""));
  CHECK(contains(read_text(root + "/credit/v2/manifest.json"), "\"synthetic\""));
  CHECK(contains(read_text(root + "/credit/v2/model.json"), "0.015"));
}

TEST_CASE("datagen v2 leaves out what it is told to, and no other byte changes") {
  const std::string whole = fresh_path("whole");
  const std::string bare = fresh_path("bare");
  CHECK(run(command(whole)).status == kOk);
  CHECK(run(command(bare, {"--no-oracle", "--no-expected"})).status == kOk);
  CHECK_FALSE(fs::exists(bare + "/fincrime/v2/oracle.jsonl"));
  CHECK_FALSE(fs::exists(bare + "/golden/v2/credit_expected.jsonl"));
  for (const char* path : {"/fincrime/v2/watchlist.jsonl", "/fincrime/v2/labels.jsonl",
                           "/credit/v2/labels.jsonl", "/golden/v2/fincrime_golden.jsonl"}) {
    CHECK(read_text(bare + path) == read_text(whole + path));
  }
  CHECK(run(command(whole, {"--no-oracle", "--no-expected", "--seed", "2"})).status == kOk);
  CHECK_FALSE(fs::exists(whole + "/fincrime/v2/oracle.jsonl"));
  CHECK_FALSE(fs::exists(whole + "/golden/v2/fincrime_expected.jsonl"));
}

TEST_CASE("datagen --names_path draws from the file, or says what is wrong with it") {
  const std::string names = fresh_path("names.json");
  write_text(names, R"({"EU":{"X":{"first":["Zebulon"],"last":["Quixano"]}},)"
                    R"("ASIA":{"Y":{"first":["Wanfu"],"last":["Ouyang"]}},)"
                    R"("weights":{"EU":{"X":1},"ASIA":{"Y":1}}})");
  const std::string root = fresh_path("named");
  CHECK(run(command(root, {"--names_path", names})).status == kOk);
  const std::string customers = read_text(root + "/fincrime/v2/customers.jsonl");
  CHECK(contains(customers, "Zebulon Quixano"));
  CHECK(contains(customers, "Wanfu Ouyang"));

  write_text(names, R"({"EU":{"X":{"first":[],"last":["Q"]}}})");
  const std::string unmade = fresh_path("unmade");
  const Finished faulty = run(command(unmade, {"--names_path", names}));
  CHECK(faulty.status == kBadInput);
  CHECK(contains(faulty.err, names + ": /EU/X/first must hold at least one name"));
  CHECK(contains(faulty.err, "/ASIA must be an object of buckets"));
  CHECK_FALSE(fs::exists(unmade));
  const Finished missing = run(command(unmade, {"--names_path", fresh_path("nowhere")}));
  CHECK(missing.status == kBadInput);
  CHECK(contains(missing.err, "cannot be opened"));
  CHECK(run({"datagen", "--out_root", unmade, "--names_path", names}).status == kUsage);
}

TEST_CASE("datagen refuses a version and a rate that do not exist") {
  const std::string root = fresh_path("none");
  CHECK(run({"datagen", "--out_root", root, "--version", "v3"}).status == kUsage);
  CHECK(run(command(root, {"--credit_raw_fields_rate", "1.2"})).status == kUsage);
  CHECK_FALSE(fs::exists(root));
}

TEST_CASE("datagen transactions writes a stream and the pack that monitors it") {
  const std::string root = fresh_path("transactions");
  const std::vector<std::string> command{
      "datagen",   "transactions", "--out",  root, "--seed",       "7",
      "--clients", "100",          "--days", "14", "--late-share", "0.1"};
  const Finished made = run(command);
  CHECK(made.status == kOk);
  CHECK(made.err.empty());
  CHECK(run({"pack", "verify", root}).status == kOk);
  const std::string events = read_text(root + "/events.jsonl");
  CHECK(contains(made.out, root + "/labels.jsonl"));
  const Finished decided = run({"monitor", "--pack", root}, events);
  CHECK(decided.status == kOk);
  CHECK(decided.err.empty());
  CHECK(std::count(decided.out.begin(), decided.out.end(), '\n') ==
        std::count(events.begin(), events.end(), '\n'));
  CHECK(run(command).status == kOk);
  CHECK(read_text(root + "/events.jsonl") == events);
}

TEST_CASE("datagen transactions says what is wrong with its options") {
  const std::string root = fresh_path("untransacted");
  CHECK(contains(run({"datagen", "transactions"}).err, "--out is required"));
  CHECK(run({"datagen", "transactions", "--out", root, "--n_customers", "5"}).status == kUsage);
  const Finished few = run({"datagen", "transactions", "--out", root, "--clients", "5"});
  CHECK(few.status == kUsage);
  CHECK(contains(few.err, "--clients must be from 100 to 1000000, got 5"));
  CHECK(run({"datagen", "transactions", "--out", root, "--difficulty", "hard"}).status == kUsage);
  const Finished before = run({"datagen", "--seed", "5", "transactions", "--out", root});
  CHECK(before.status == kUsage);
  CHECK(contains(before.err, "options before `transactions` are not for it"));
  CHECK_FALSE(fs::exists(root));
  write_text(root, "a file");
  const Finished blocked = run({"datagen", "transactions", "--out", root + "/in_it"});
  CHECK(blocked.status == kBadInput);
  CHECK(contains(blocked.err, root + "/in_it/monitoring/v1/agents.jsonl"));
}

}  // namespace
}  // namespace financescr::cli
