// financescr bench on lists and on generated names as a user calls it; no time is asserted.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

// A folder of lists made of the importers' fixtures, and a development set of two aliases.
std::string lists_folder() {
  const std::string folder = fresh_path("lists");
  const std::string fixtures = std::string(FINANCESCR_SOURCE_DIR) + "/tests/fixtures/import/";
  fs::create_directories(folder + "/lists");
  fs::create_directories(folder + "/screening");
  fs::copy(fixtures + "ofac-sdn-csv", folder + "/lists/ofac");
  fs::copy(fixtures + "un-xml", folder + "/lists/un");
  write_text(folder + "/screening/made_aka.dev.jsonl",
             R"({"id":"1","type":"individual","primary":"Quentin Zebrowski",)"
             R"("alias":"Quentin Zebrovski","script":"latin","bucket":"near_shared"})"
             "\n"
             R"({"id":"2","type":"entity","primary":"Harbour Lights","alias":"Qx",)"
             R"("script":"latin","bucket":"unrelated"})"
             "\n");
  return folder;
}

TEST_CASE("bench --lists: lists are merged, figures do not vary") {
  const std::string folder = lists_folder();
  std::vector<canonical::Json> figures;
  for (int i = 0; i < 2; ++i) {
    const std::string path = fresh_path("bench.json");
    const Finished finished = run({"bench", "--lists", folder, "--queries", "40", "--json", path});
    CHECK(finished.status == kOk);
    CHECK(finished.err.empty());
    for (const char* part : {"p99", "bytes a name", "peak memory", "pack built in"}) {
      CHECK_MESSAGE(contains(finished.out, part), part);
    }
    figures.push_back(json_lines(read_text(path)).front());
  }
  const canonical::Json& first = figures.front();
  CHECK(at(first, "/data") == at(figures.back(), "/data"));
  CHECK(size_at(first, "/data/sources/lists") == 2);
  CHECK_FALSE(at(first, "/measured/build/peak_bytes").is_null());
}

TEST_CASE("bench --quality: aliases are looked for, what is missing is said, a run is compared") {
  const std::string folder = lists_folder();
  write_text(folder + "/screening/innocents.dev.jsonl",
             R"({"source":"made","name":"Nobody Inparticular","dob":"1970-01-31"})"
             "\n");
  const std::string path = fresh_path("quality.json");
  const Finished first = run({"bench", "--lists", folder, "--quality", "--json", path});
  CHECK(first.status == kOk);
  CHECK(first.err.empty());
  for (const char* part : {"aliases made, A", "near_shared", "person", "innocents",
                           "name_pairs.dev.jsonl is not there", "misspelt names"}) {
    CHECK_MESSAGE(contains(first.out, part), part);
  }
  const canonical::Json report = json_lines(read_text(path)).front();
  CHECK(text_at(report, "/rows/0/section") == "aliases made, A");
  CHECK(text_at(report, "/rows/0/what") == "without unrelated");
  CHECK(at(report, "/rows/0/of") == canonical::Json(1));
  CHECK(at(report, "/rows/0/count") == canonical::Json(1));
  const Finished second =
      run({"bench", "--lists", folder, "--quality", "--threads", "2", "--compare", path});
  CHECK(second.status == kOk);
  CHECK(contains(second.out, "+0.0000"));
  CHECK_FALSE(contains(second.out, "new"));
  CHECK(run({"bench", "--lists", folder, "--compare", path}).status == kUsage);
  CHECK(run({"bench", "--quality"}).status == kUsage);
  write_text(path, "{}");
  CHECK(run({"bench", "--lists", folder, "--quality", "--compare", path}).status == kBadInput);
  write_text(folder + "/screening/made_aka.dev.jsonl", "{}\n");
  const Finished damaged = run({"bench", "--lists", folder, "--quality"});
  CHECK(damaged.status == kBadInput);
  CHECK(contains(damaged.err, "made_aka.dev.jsonl"));
}

TEST_CASE("bench --names: so many names, alone or behind the lists, the same for a seed") {
  const std::string folder = lists_folder();
  const auto figures = [](std::vector<std::string> arguments) {
    const std::string path = fresh_path("bench.json");
    arguments.insert(arguments.end(), {"--queries", "20", "--json", path});
    CHECK(run(std::move(arguments)).status == kOk);
    return at(json_lines(read_text(path)).front(), "/data");
  };
  const auto alone = figures({"bench", "--names", "300"});
  CHECK(at(alone, "/names") == canonical::Json(300));
  CHECK(alone == figures({"bench", "--names", "300"}));
  CHECK(text_at(alone, "/pack_hash") !=
        text_at(figures({"bench", "--names", "300", "--seed", "7"}), "/pack_hash"));
  const auto filled = figures({"bench", "--lists", folder, "--names", "300"});
  CHECK(at(filled, "/names") == canonical::Json(300));
  CHECK(size_at(filled, "/sources/lists") == 2);
}

TEST_CASE("bench: missing lists and contradicting options are refused with a reason") {
  const Finished nowhere = run({"bench", "--lists", fresh_path("nowhere")});
  CHECK(nowhere.status == kBadInput);
  CHECK(contains(nowhere.err, "nowhere"));
  CHECK(contains(nowhere.err, "--help"));
  const std::string empty = fresh_path("empty");
  fs::create_directories(empty + "/lists");
  CHECK(run({"bench", "--lists", empty}).status == kBadInput);
  CHECK(run({"bench"}).status == kUsage);
  CHECK(run({"bench", "--pack", pack_root(), "--names", "10"}).status == kUsage);
  CHECK(run({"bench", "--large", "--names", "10"}).status == kUsage);
}

}  // namespace
}  // namespace financescr::cli
