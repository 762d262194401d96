// The command line as a whole: help, exit codes, the generator and the importer.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

TEST_CASE("every subcommand exists and its help says what goes in and comes out") {
  const std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> contracts = {
      {{"datagen"},
       {"--out_root", "--seed", "--n_customers", "--n_watchlist", "--n_credit_apps",
        "--n_fincrime_scenarios", "--version", "--credit_raw_fields_rate", "--names_path",
        "--no-oracle", "--no-expected"}},
      {{"import"}, {"--format", "--in", "--out", "ofac-sdn-csv", "alt.csv"}},
      {{"pack", "build"}, {"DIR", "--out"}},
      {{"pack", "diff"}, {"A", "B", "--json", "Exit code"}},
      {{"pack", "verify"}, {"PACK", ".fpk"}},
      {{"pack", "manifest"}, {"DIR", "--as-of"}},
      {{"screen"},
       {"--pack", "--top-k", "--threshold", "--bundles", "--strict", "customer_id", "subject",
        "CLEAR", "REVIEW"}},
      {{"match"}, {"query", "candidate", "primary_name", "score", "decision"}},
      {{"apply"}, {"--pack", "--bundles", "application_id", "APPROVE", "DECLINE", "pd_12m"}},
      {{"replay"}, {"--pack", "identical", "different", "field"}},
      {{"explain"}, {"screen", "apply"}},
      {{"bench"}, {"--pack", "--lists DIR", "--names 1000000", "--large", "screening/"}},
  };
  for (const auto& contract : contracts) {
    std::vector<std::string> command = contract.first;
    CAPTURE(command.back());
    command.emplace_back("--help");
    const Finished help = run(command);
    CHECK(help.status == kOk);
    CHECK(help.err.empty());
    for (const auto& word : contract.second) CHECK_MESSAGE(contains(help.out, word), word);
  }
  const Finished help = run({"--help"});
  CHECK(help.status == kOk);
  CHECK(contains(help.out, "Exit codes"));
  CHECK(run({"--version"}).status == kOk);
}

TEST_CASE("a command line that cannot be understood ends with 2 and nothing on standard output") {
  const std::string pack = pack_root();
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"nothing"},
      {"screen"},
      {"screen", "--pack", pack, "--no-such-option"},
      {"screen", "--pack", pack, "--top-k", "0"},
      {"screen", "--pack", pack, "--top-k", "201"},
      {"screen", "--pack", pack, "--top-k", "five"},
      {"screen", "--pack", pack, "--threshold", "1.01"},
      {"screen", "--pack", pack, "--threshold", "-0.1"},
      {"screen", "--pack", pack, "--threads", "0"},
      {"apply"},
      {"replay"},
      {"pack"},
      {"pack", "build", pack},
      {"pack", "manifest", pack, "--as-of", "2026-02-30"},
      {"import", "--format", "xml", "--in", "a", "--out", "b"},
      {"datagen", "--out_root", fresh_path("none"), "--n_customers", "-1"},
      {"datagen", "--out_root", fresh_path("none"), "--customers_dob_present", "2"},
  };
  for (const auto& arguments : wrong) {
    std::string shown;
    for (const auto& argument : arguments) shown += argument + " ";
    CAPTURE(shown);
    const Finished finished = run(arguments);
    CHECK(finished.status == kUsage);
    CHECK(finished.out.empty());
    CHECK(!finished.err.empty());
  }
}

TEST_CASE("datagen writes the same bytes each time, and other bytes for another seed") {
  const auto generate = [](const std::string& seed) {
    std::string root = fresh_path("datagen");
    const Finished finished =
        run({"datagen", "--out_root", root, "--seed", seed, "--n_customers", "200", "--n_watchlist",
             "200", "--n_credit_apps", "100", "--n_fincrime_scenarios", "50"});
    CHECK(finished.status == kOk);
    CHECK(finished.err.empty());
    CHECK(contains(finished.out, "customers.jsonl"));
    return root;
  };
  const std::string first = generate("42");
  const std::string second = generate("42");
  const std::string other = generate("43");
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(first)) {
    if (!entry.is_regular_file()) continue;
    const auto name = fs::relative(entry.path(), first);
    CAPTURE(name.string());
    CHECK(read_text(entry.path()) == read_text(fs::path(second) / name));
    ++files;
  }
  CHECK(files == 16);
  const std::string customers = "/fincrime/v1/customers.jsonl";
  CHECK(read_text(first + customers) != read_text(other + customers));
  CHECK(json_lines(read_text(first + "/golden/v1/credit_expected.jsonl")).size() == 30);
}

TEST_CASE("datagen: the golden sets hold what screen and apply decide") {
  for (const std::string kind : {"fincrime", "credit"}) {
    CAPTURE(kind);
    const bool credit = kind == "credit";
    const std::string folder = pack_root() + "/golden/v1/" + kind;
    const std::string id = credit ? "application_id" : "customer_id";
    std::string requests;
    auto rows = read_text(folder + "_golden.jsonl");
    for (std::size_t end = rows.find('\n'); end != std::string::npos; end = rows.find('\n')) {
      const auto row = canonical::parse(rows.substr(0, end));
      REQUIRE(row.has_value());
      requests += R"({")" + id + R"(":")" + text_at(*row, "/" + id) + "\"}\n";
      rows.erase(0, end + 1);
    }
    const Finished finished = run({credit ? "apply" : "screen", "--pack", pack_root()}, requests);
    CHECK(finished.status == kOk);
    const auto answers = json_lines(finished.out);
    const auto expected = json_lines(read_text(folder + "_expected.jsonl"));
    REQUIRE(answers.size() == expected.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CHECK(text_at(answers[i], "/decision") == text_at(expected[i], "/decision"));
      CHECK(text_at(answers[i], "/result_hash") == text_at(expected[i], "/result_hash"));
    }
  }
}

TEST_CASE("datagen leaves nothing behind where it cannot write") {
  const std::string file = fresh_path("file");
  write_text(file, "in the way");
  const Finished finished = run({"datagen", "--out_root", file + "/below"});
  CHECK(finished.status == kBadInput);
  CHECK(contains(finished.err, file));
  CHECK(read_text(file) == "in the way");
  const std::string root = fresh_path("taken");
  fs::create_directories(root + "/fincrime/v1/customers.jsonl/kept");
  CHECK(run({"datagen", "--out_root", root}).status == kBadInput);
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    CAPTURE(entry.path().string());
    CHECK(entry.is_directory());
  }
}

constexpr const char* kSdn =
    "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "173,\"ANGLO, Maria Luz\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 04 Jul 1961; nationality Colombia; Passport AB1234567 (Colombia).\"\r\n";
constexpr const char* kAlt = "173,101,\"aka\",\"LUZ, Maria\",-0- \r\n";

TEST_CASE("import finds the files beside sdn.csv, and what it writes can be screened against") {
  const std::string folder = fresh_path("ofac");
  fs::create_directories(folder);
  write_text(folder + "/sdn.csv", kSdn);
  write_text(folder + "/alt.csv", kAlt);
  for (const std::string& in : {folder, folder + "/sdn.csv"}) {
    const std::string pack = fresh_path("list");
    const std::string out = pack + "/watchlist.jsonl";
    const Finished imported = run({"import", "--format", "ofac-sdn-csv", "--in", in, "--out", out});
    CHECK(imported.status == kOk);
    CHECK(contains(imported.err, "2 records"));
    const std::string list = read_text(out);
    CHECK(json_lines(list).size() == 2);
    CHECK(!contains(list, "AB1234567"));
    const Finished screened =
        run({"screen", "--pack", pack},
            R"({"request_id":1,"subject":{"name":"Maria Lus Anglo","dob":"1961-07-04"}})"
            "\n"
            R"({"request_id":2,"subject":{"name":"Aerocaribean","entity_type":"ORGANISATION"}})"
            "\n");
    CHECK(screened.status == kOk);
    const auto answers = json_lines(screened.out);
    REQUIRE(answers.size() == 2);
    CHECK(text_at(answers[0], "/decision") == "REVIEW");
    CHECK(text_at(answers[0], "/top_match/candidate_id") == "173");
    CHECK(text_at(answers[0], "/policy/source") == "builtin");
    CHECK(text_at(answers[1], "/top_match/candidate_id") == "36");
  }
}

TEST_CASE("import refuses what it cannot read or write") {
  const std::string out = fresh_path("watchlist.jsonl");
  const Finished absent =
      run({"import", "--format", "ofac-sdn-csv", "--in", fresh_path("nowhere"), "--out", out});
  CHECK(absent.status == kBadInput);
  CHECK(!fs::exists(out));
  const std::string folder = fresh_path("ofac");
  fs::create_directories(folder);
  write_text(folder + "/sdn.csv", kSdn);
  const Finished keyless = run(
      {"import", "--format", "ofac-sdn-csv", "--in", folder, "--out", out, "--id-key-id", "key-1"});
  CHECK(keyless.status == kUsage);
  CHECK(!fs::exists(out));
  const std::string file = fresh_path("file");
  write_text(file, "");
  CHECK(run({"import", "--format", "ofac-sdn-csv", "--in", folder, "--out", file + "/x"}).status ==
        kBadInput);
}

}  // namespace
}  // namespace financescr::cli
