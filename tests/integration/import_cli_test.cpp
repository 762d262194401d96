// financescr import as a user calls it: every format, merging, packed files, and what is refused.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

const std::string kFixtures = std::string(FINANCESCR_SOURCE_DIR) + "/tests/fixtures/import/";

struct Format {
  std::string name;
  std::string file;  // in the fixtures
  std::size_t entries;
};

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"ofac-sdn-csv", "ofac-sdn-csv", 3},
      {"ofac-advanced-xml", "ofac-advanced-xml/sdn_advanced.xml", 2},
      {"un-xml", "un-xml/consolidated.xml", 2},
      {"uk-conlist-csv", "uk-conlist-csv/ConList.csv", 3},
      {"eu-fsf-csv", "eu-fsf-csv/full.csv", 2},
      {"us-csl-csv", "us-csl-csv/consolidated.csv", 5},
      {"ftm-jsonl", "ftm-jsonl/entities.ftm.json", 3},
      {"watchlist-jsonl", "watchlist-jsonl/watchlist.jsonl", 3}};
  return all;
}

Finished import_file(const std::string& format, const std::string& in, const std::string& out) {
  return run({"import", "--format", format, "--in", in, "--out", out});
}

// The entry of a list with this id; null if there is none.
canonical::Json entry_of(const std::string& list, std::string_view id) {
  for (const auto& row : json_lines(list)) {
    if (text_at(row, "/entity_id") == id) return row;
  }
  return {};
}

TEST_CASE("import: --help names every format and shows how to merge") {
  const Finished help = run({"import", "--help"});
  CHECK(help.status == kOk);
  for (const Format& format : formats()) CHECK(contains(help.out, "  " + format.name + " "));
  CHECK(contains(help.out, "--merge --out all"));
  CHECK(contains(help.out, "FORMAT=PATH"));
}

TEST_CASE("import: every format makes a list that can be screened against") {
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    const std::string pack = fresh_path("list");
    const Finished imported =
        import_file(format.name, kFixtures + format.file, pack + "/watchlist.jsonl");
    CHECK(imported.status == kOk);
    CHECK(contains(imported.out, "(" + std::to_string(format.entries) + " entries)"));
    CHECK(json_lines(read_text(pack + "/watchlist.jsonl")).size() == format.entries);
    const Finished screened =
        run({"screen", "--pack", pack},
            R"({"request_id":1,"subject":{"name":"Ivan Petrovich Exampleov","dob":"1961-03-07"}})"
            "\n");
    CHECK(screened.status == kOk);
    const auto answers = json_lines(screened.out);
    REQUIRE(answers.size() == 1);
    CHECK(text_at(answers[0], "/decision") != "CLEAR");
  }
}

TEST_CASE("import: a list may be gzip, and a damaged one is refused") {
  const std::string folder = fresh_path("packed");
  fs::create_directories(folder);
  const std::string plain = folder + "/list.xml";
  write_text(plain, read_text(kFixtures + "un-xml/consolidated.xml"));
  REQUIRE(std::system(("gzip -k '" + plain + "'").c_str()) == 0);
  const std::string packed = plain + ".gz";
  CHECK(import_file("un-xml", packed, folder + "/a.jsonl").status == kOk);
  CHECK(import_file("un-xml", plain, folder + "/b.jsonl").status == kOk);
  CHECK(read_text(folder + "/a.jsonl") == read_text(folder + "/b.jsonl"));
  const std::string bytes = read_text(packed);
  for (const std::size_t kept : {std::size_t{3}, bytes.size() / 2, bytes.size() - 1}) {
    write_text(packed, std::string_view(bytes).substr(0, kept));
    const Finished cut = import_file("un-xml", packed, folder + "/c.jsonl");
    CHECK(cut.status == kBadInput);
    CHECK(contains(cut.err, packed));
    CHECK_FALSE(fs::exists(folder + "/c.jsonl"));
  }
}

TEST_CASE("import: a broken list is refused with its file and line, and nothing is written") {
  const std::string list = fresh_path("broken.xml");
  const std::string out = fresh_path("out.jsonl");
  write_text(list, "<L>\n<ENTITY>\n</L>");
  const Finished broken = import_file("un-xml", list, out);
  CHECK(broken.status == kBadInput);
  CHECK(contains(broken.err, list + ": line 3"));
  write_text(list, "a,b\n1,2\n");
  const Finished foreign = import_file("us-csl-csv", list, out);
  CHECK(foreign.status == kBadInput);
  CHECK(contains(foreign.err, list));
  CHECK_FALSE(fs::exists(out));
}

Finished merge(const std::string& out, std::vector<std::string> more) {
  std::vector<std::string> arguments{"import", "--merge", "--out", out};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(std::move(arguments));
}

std::string argument_of(const Format& format) {
  return format.name + "=" + kFixtures + format.file;
}

TEST_CASE("import --merge: all lists in one pack, the same party linked across them") {
  const std::string pack = fresh_path("all");
  std::vector<std::string> lists;
  std::size_t entries = 0;
  for (const Format& format : formats()) {
    lists.push_back(argument_of(format));
    entries += format.entries;
  }
  const Finished merged = merge(pack, lists);
  CHECK(merged.status == kOk);
  CHECK(contains(merged.out, std::to_string(entries) + " entries of 8 lists"));
  const std::string list = read_text(pack + "/watchlist.jsonl");
  CHECK(json_lines(list).size() == entries);
  const auto person = entry_of(list, "un:QDi.901");
  const std::string links = canonical::write(at(person, "/same_as"));
  for (const std::string_view id : {"ofac:102", "ofac-xml:102", "uk:70001", "eu:EU.9001.1",
                                    "csl:SDN-102", "ftm:NK-exampleov", "list:W-1"}) {
    CAPTURE(id);
    CHECK(contains(links, id));
  }
  CHECK(text_at(person, "/source") == "UN");
  CHECK(contains(merged.err, "joined by"));
}

TEST_CASE("import --merge: the pack verifies, also compiled, and keeps the links") {
  const std::string pack = fresh_path("all");
  CHECK(merge(pack, {argument_of(formats()[0]), argument_of(formats()[2])}).status == kOk);
  CHECK(run({"pack", "verify", pack}).status == kOk);
  const std::string compiled = pack + "/all.fpk";
  CHECK(run({"pack", "build", pack, "--out", compiled}).status == kOk);
  const Finished verified = run({"pack", "verify", compiled});
  CHECK(verified.status == kOk);
  CHECK(contains(verified.out, "valid"));
  CHECK(contains(read_text(pack + "/watchlist.jsonl"), R"("same_as":["un:QDi.901"])"));
}

TEST_CASE(
    "import --merge: the order of the lists makes no difference, one list twice is told apart") {
  const std::string a = fresh_path("a");
  const std::string b = fresh_path("b");
  const std::string un = argument_of(formats()[2]);
  const std::string uk = argument_of(formats()[3]);
  CHECK(merge(a, {un, uk}).status == kOk);
  CHECK(merge(b, {uk, un}).status == kOk);
  CHECK(read_text(a + "/watchlist.jsonl") == read_text(b + "/watchlist.jsonl"));
  CHECK(read_text(a + "/manifest.json") == read_text(b + "/manifest.json"));
  const std::string twice = fresh_path("twice");
  CHECK(merge(twice, {un, un}).status == kOk);
  const auto second = entry_of(read_text(twice + "/watchlist.jsonl"), "un2:QDi.901");
  CHECK(canonical::write(at(second, "/same_as")) == R"(["un:QDi.901"])");
}

TEST_CASE("import --merge: a keyed scheme is named in the manifest") {
  const std::string pack = fresh_path("keyed");
  Call call;
  call.arguments = {
      "import", "--merge", "--out", pack, "--id-key-id", "key-1", argument_of(formats()[2])};
  call.environment = {"FINANCESCR_ID_KEY=secret"};
  CHECK(run(call).status == kOk);
  CHECK(contains(read_text(pack + "/manifest.json"), "hmac-sha256"));
  CHECK(contains(read_text(pack + "/watchlist.jsonl"), "hmac-sha256:key-1:"));
  CHECK_FALSE(contains(read_text(pack + "/manifest.json"), "secret"));
}

TEST_CASE("import: arguments that make no sense are explained") {
  const std::string out = fresh_path("nothing");
  const std::string un = argument_of(formats()[2]);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"import", "--out", out}, "--merge and FORMAT=PATH"},
      {{"import", "--format", "un-xml", "--out", out}, "--format and --in"},
      {{"import", "--merge", "--out", out}, "FORMAT=PATH"},
      {{"import", "--out", out, un}, "--merge"},
      {{"import", "--merge", "--out", out, "--format", "un-xml", un}, "neither"},
      {{"import", "--merge", "--out", out, "un-xml"}, "FORMAT=PATH"},
      {{"import", "--merge", "--out", out, "un-xml="}, "FORMAT=PATH"},
      {{"import", "--merge", "--out", out, "un-json=x"}, "'un-json' is no format"},
  };
  for (const auto& refusal : cases) {
    const std::string& reason = refusal.second;
    CAPTURE(reason);
    const Finished refused = run(refusal.first);
    CHECK(refused.status == kUsage);
    CHECK(contains(refused.err, reason));
  }
  CHECK_FALSE(fs::exists(out));
  CHECK(merge(out, {un, "uk-conlist-csv=" + fresh_path("nowhere")}).status == kBadInput);
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("import: the real US list, packed as published" * doctest::test_suite("shared data")) {
  const std::string path =
      std::string(FINANCESCR_SHARED_DATA) + "/lists/us_csl/consolidated.csv.gz";
  REQUIRE(fs::exists(path));
  const Finished imported = import_file("us-csl-csv", path, fresh_path("csl.jsonl"));
  CHECK(imported.status == kOk);
  CHECK(contains(imported.out, "(14159 entries)"));
  CHECK(contains(imported.err, "1 x id twice"));
  CHECK(contains(imported.err, "5859"));  // dates of birth, all understood
  CHECK_FALSE(contains(imported.err, "date of birth not understood"));
  CHECK_FALSE(contains(imported.err, "country unknown"));
}

TEST_CASE("import --merge: the real lists make one pack that verifies" *
          doctest::test_suite("shared data")) {
  const std::string lists = std::string(FINANCESCR_SHARED_DATA) + "/lists/";
  REQUIRE(fs::exists(lists));
  const std::string pack = fresh_path("real");
  const Finished merged =
      merge(pack, {"ofac-sdn-csv=" + lists + "ofac", "un-xml=" + lists + "un/consolidated.xml",
                   "uk-conlist-csv=" + lists + "uk/ConList.csv",
                   "eu-fsf-csv=" + lists + "eu/EUSanctionsShort.csv",
                   "us-csl-csv=" + lists + "us_csl/consolidated.csv.gz"});
  CHECK(merged.status == kOk);
  CHECK(contains(merged.out, "(26337 entries of 5 lists)"));
  CHECK(run({"pack", "verify", pack}).status == kOk);
  // One man on all five lists, found by the UN's number, OFAC's, and name and birth.
  const auto hussein = entry_of(read_text(pack + "/watchlist.jsonl"), "un:IQi.001");
  CHECK(canonical::write(at(hussein, "/same_as")) ==
        R"(["csl:SDN-7843","eu:EU.27.28","ofac:7843","uk:7612"])");
}

}  // namespace
}  // namespace financescr::cli
