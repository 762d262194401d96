// PACK as users have it: a root, a domain folder, a .fpk with one domain or both, parts missing,
// parts broken.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScreenInput =
    "{\"request_id\":1,\"customer_id\":\"C_000049\"}\n"
    "{\"request_id\":2,\"subject\":{\"name\":\"Tomas Vaitkus\",\"id_number\":\"A1\"}}\n";
constexpr const char* kCreditInput =
    "{\"request_id\":1,\"application_id\":\"A_000001\"}\n"
    "{\"request_id\":2,\"application_id\":\"A_002945\"}\n";

std::string compiled(const std::string& folder) {
  std::string path = fresh_path("pack.fpk");
  const Finished built = run({"pack", "build", folder, "--out", path});
  CHECK(built.status == kOk);
  CHECK(built.err.empty());
  CHECK(contains(built.out, "wrote " + path));
  return path;
}

TEST_CASE("a pack root, a domain folder and a .fpk of one or both domains decide the same") {
  struct Kind {
    const char* command;
    const char* domain;
    const char* input;
  };
  const std::string both = compiled(pack_root());
  for (const Kind& kind :
       {Kind{"screen", "/fincrime/v1", kScreenInput}, Kind{"apply", "/credit/v1", kCreditInput}}) {
    CAPTURE(kind.command);
    const std::string folder = pack_root() + kind.domain;
    const std::string bundles = fresh_path("bundles");
    const Finished by_root =
        run({kind.command, "--pack", pack_root(), "--bundles", bundles}, kind.input);
    CHECK(by_root.status == kOk);
    CHECK(by_root.err.empty());
    const std::string root_bundles = read_text(bundles);
    CHECK(json_lines(root_bundles).size() == 2);
    for (const std::string& pack : {folder, folder + "/", both, compiled(folder)}) {
      CAPTURE(pack);
      const Finished finished =
          run({kind.command, "--pack", pack, "--bundles", bundles}, kind.input);
      CHECK(finished.status == kOk);
      CHECK(finished.out == by_root.out);
      CHECK(read_text(bundles) == root_bundles);
    }
  }
}

TEST_CASE("the same folder compiles to the same bytes") {
  CHECK(read_text(compiled(pack_root())) == read_text(compiled(copy_of_pack())));
}

TEST_CASE("pack verify shows the hashes that decisions carry") {
  const auto answer = json_lines(run({"screen", "--pack", pack_root()}, kScreenInput).out).front();
  for (const std::string& pack : {pack_root(), compiled(pack_root())}) {
    const Finished verified = run({"pack", "verify", pack});
    CHECK(verified.status == kOk);
    CHECK(verified.err.empty());
    CHECK(contains(verified.out, "valid"));
    for (const char* hash : {"/pack_hash", "/policy_hash", "/model_hash"}) {
      CHECK(contains(verified.out, text_at(answer, hash)));
    }
  }
}

TEST_CASE("a pack without what a command does not need will do") {
  const std::string folder = fresh_path("bare");
  fs::create_directories(folder);
  fs::copy(pack_root() + "/fincrime/v1/watchlist.jsonl", folder);
  const Finished whole = run({"screen", "--pack", pack_root()}, kScreenInput);
  const Finished bare = run({"screen", "--pack", folder}, kScreenInput);
  CHECK(bare.status == kSomeFailed);
  CHECK(contains(bare.err, "manifest.json"));
  const auto answers = json_lines(bare.out);
  const auto expected = json_lines(whole.out);
  REQUIRE(answers.size() == 2);
  CHECK(text_at(answers[0], "/error/code") == "not_found");
  CHECK(text_at(answers[1], "/decision") == text_at(expected[1], "/decision"));
  CHECK(text_at(answers[1], "/policy/source") == "builtin");
  CHECK(text_at(expected[1], "/policy/source") == "pack");
  CHECK(run({"pack", "verify", folder}).status == kOk);
  CHECK(run({"pack", "build", folder, "--out", fresh_path("bare.fpk")}).status == kOk);
}

TEST_CASE("a domain that the pack does not hold is an error of each line") {
  const Finished screened = run({"screen", "--pack", pack_root() + "/credit/v1"}, kScreenInput);
  CHECK(screened.status == kSomeFailed);
  CHECK(text_at(json_lines(screened.out)[0], "/error/code") == "unsupported");
  const Finished applied = run({"apply", "--pack", pack_root() + "/fincrime/v1"}, kCreditInput);
  CHECK(applied.status == kSomeFailed);
  CHECK(text_at(json_lines(applied.out)[0], "/error/code") == "not_found");
}

TEST_CASE("a broken row is reported with file and line, and nothing is decided") {
  const std::string pack = copy_of_pack();
  const std::string watchlist = pack + "/fincrime/v1/watchlist.jsonl";
  fs::remove(pack + "/fincrime/v1/manifest.json");
  replace_in(watchlist, R"({"entity_id": "WL_000017", "list_type": )",
             R"({"entity_id": "WL_000017", "list_tipe": )");
  replace_in(watchlist, R"({"entity_id": "WL_000019", )", R"("entity_id": "WL_000019", )");
  replace_in(watchlist, R"("WL_000021", "list_type": ")", R"("WL_000021", "list_type": "X)");
  const std::string fpk = fresh_path("never.fpk");
  for (const std::vector<std::string>& command : {std::vector<std::string>{"pack", "verify", pack},
                                                  {"pack", "build", pack, "--out", fpk},
                                                  {"screen", "--pack", pack}}) {
    const Finished finished = run(command, kScreenInput);
    CHECK(finished.status == kBadInput);
    CHECK(finished.out.empty());
    CHECK(contains(finished.err, "fincrime/v1/watchlist.jsonl:17: /list_type"));
    CHECK(contains(finished.err, "fincrime/v1/watchlist.jsonl:19: "));
    CHECK(contains(finished.err, "fincrime/v1/watchlist.jsonl:21: /list_type"));
  }
  CHECK(!fs::exists(fpk));
}

TEST_CASE("a changed policy is refused until the manifest says that it is meant") {
  const std::string pack = copy_of_pack();
  replace_in(pack + "/fincrime/v1/policy.json", "\"threshold\": 0.72", "\"threshold\": 0.5");
  const Finished refused = run({"screen", "--pack", pack}, kScreenInput);
  CHECK(refused.status == kBadInput);
  CHECK(refused.out.empty());
  CHECK(contains(refused.err, "policy.json"));
  CHECK(contains(refused.err, "pack manifest"));
  CHECK(run({"pack", "manifest", pack}).status == kOk);
  const auto before = json_lines(run({"screen", "--pack", pack_root()}, kScreenInput).out);
  const auto after = json_lines(run({"screen", "--pack", pack}, kScreenInput).out);
  REQUIRE(after.size() == 2);
  CHECK(at(after[0], "/policy_hash") != at(before[0], "/policy_hash"));
  CHECK(at(after[0], "/pack_hash") == at(before[0], "/pack_hash"));
  CHECK(at(after[0], "/threshold_used") == canonical::Json(Micro{500'000}));
}

TEST_CASE("pack manifest --as-of sets the day that decisions are made for") {
  const std::string pack = copy_of_pack();
  CHECK(run({"pack", "manifest", pack, "--as-of", "2027-03-04"}).status == kOk);
  const auto answers = json_lines(run({"screen", "--pack", pack}, kScreenInput).out);
  CHECK(text_at(answers[0], "/as_of") == "2027-03-04");
}

TEST_CASE("a policy that is wrong is refused with its pointer") {
  const std::string pack = copy_of_pack("fincrime");
  fs::remove(pack + "/v1/manifest.json");
  replace_in(pack + "/v1/policy.json", "\"threshold\": 0.72", "\"threshold\": 7.2");
  const Finished refused = run({"screen", "--pack", pack + "/v1"}, kScreenInput);
  CHECK(refused.status == kBadInput);
  CHECK(contains(refused.err, "policy.json"));
  CHECK(contains(refused.err, "/threshold"));
}

TEST_CASE("a damaged .fpk is refused") {
  const std::string whole = read_text(compiled(pack_root()));
  const std::string path = fresh_path("damaged.fpk");
  std::string flipped = whole;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  for (const std::string& bytes : {std::string(), std::string("no pack"), whole.substr(0, 64),
                                   whole.substr(0, whole.size() - 1), whole + "x", flipped}) {
    write_text(path, bytes);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"screen", "--pack", path}, {"pack", "verify", path}}) {
      const Finished finished = run(command, kScreenInput);
      CHECK(finished.status == kBadInput);
      CHECK(finished.out.empty());
      CHECK(contains(finished.err, path));
    }
  }
}

TEST_CASE("what is no pack is refused with a sentence that says what one is") {
  const std::string empty = fresh_path("empty");
  fs::create_directories(empty);
  const Finished finished = run({"screen", "--pack", empty}, kScreenInput);
  CHECK(finished.status == kBadInput);
  CHECK(contains(finished.err, "watchlist.jsonl"));
  CHECK(run({"screen", "--pack", fresh_path("nowhere")}, kScreenInput).status == kBadInput);
  const std::string two = copy_of_pack();
  fs::copy(two + "/fincrime/v1", two + "/fincrime/v2");
  const Finished several = run({"screen", "--pack", two}, kScreenInput);
  CHECK(several.status == kBadInput);
  CHECK(contains(several.err, "/fincrime/v2"));
}

TEST_CASE("pack build leaves nothing behind where it cannot write") {
  const std::string file = fresh_path("file");
  write_text(file, "in the way");
  const Finished finished = run({"pack", "build", pack_root(), "--out", file + "/a.fpk"});
  CHECK(finished.status == kBadInput);
  CHECK(finished.out.empty());
  CHECK(read_text(file) == "in the way");
  const std::string folder = fresh_path("taken");
  fs::create_directories(folder + "/a.fpk/kept");
  CHECK(run({"pack", "build", pack_root(), "--out", folder + "/a.fpk"}).status == kBadInput);
  int left = 0;
  for (const auto& entry : fs::directory_iterator(folder)) left += entry.is_directory() ? 1 : 100;
  CHECK(left == 1);
}

}  // namespace
}  // namespace financescr::cli
