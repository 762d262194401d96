// Faults around the executable: devices, broken input and output, and input that means nothing.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

constexpr const char* kScreenInput = "{\"request_id\":1,\"customer_id\":\"C_000049\"}\n";
constexpr const char* kCreditInput = "{\"request_id\":1,\"application_id\":\"A_000001\"}\n";

TEST_CASE("a few bytes that cannot be written are an error") {
  const Finished bundles =
      run({"apply", "--pack", pack_root(), "--bundles", "/dev/full"}, kCreditInput);
  CHECK(bundles.status == kBadInput);
  CHECK(!bundles.err.empty());
  const Finished answers =
      run(Call{{"apply", "--pack", pack_root()}, kCreditInput, {}, "/dev/full", {}});
  CHECK(answers.status == kBadInput);
  CHECK(!answers.err.empty());
}

TEST_CASE("--threshold nan is not a threshold") {
  CHECK(run({"screen", "--pack", pack_root(), "--threshold", "nan"}, kScreenInput).status ==
        kUsage);
}

TEST_CASE("a candidate without a single letter is an error") {
  const Finished finished =
      run({"match"}, "{\"query\":{\"name\":\"Ivan\"},\"candidate\":{\"primary_name\":\"--\"}}\n");
  CHECK(finished.status == kSomeFailed);
}

// The error speaks of the engine's form of a request, not of what the user wrote.
TEST_CASE("an id_number that is no string is called just that") {
  const Finished finished = run({"screen", "--pack", pack_root()},
                                "{\"subject\":{\"name\":\"Ann Lee\",\"id_number\":12}}\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  CHECK(text_at(answers[0], "/error/code") == "invalid");
  CHECK(contains(text_at(answers[0], "/error/detail"), "string"));
}

// One cause, one fault: a subject that is no object is not also one without a name.
TEST_CASE("a subject that is no object is one error") {
  const Finished finished = run({"screen", "--pack", pack_root()}, "{\"subject\":\"Ann Lee\"}\n");
  const auto answers = json_lines(finished.out);
  REQUIRE(answers.size() == 1);
  CHECK(at(answers[0], "/errors").is_null());
}

// The message is simdjson's, which depends on the kernel that it picks for the processor.
TEST_CASE("a malformed line gives the same error on every processor") {
  const std::string input = "{ request_id\":\"A\"}\n";
  const std::vector<std::string> arguments = {"screen", "--pack", pack_root()};
  const std::string kernel = "SIMDJSON_FORCE_IMPLEMENTATION=fallback";
  CHECK(run(Call{arguments, input, {kernel}, {}, {}}).out == run(arguments, input).out);
}

// The file is replaced by a new one of its name: a pipe or device is not written to but removed,
// and /dev/stdout with it when root runs the command.
TEST_CASE("what --out names is written to, whatever it is") {
  const std::string target = fresh_path("target");
  write_text(target, "");
  const std::string link = fresh_path("link");
  REQUIRE(::symlink(target.c_str(), link.c_str()) == 0);
  CHECK(run({"pack", "build", pack_root(), "--out", link}).status == kOk);
  CHECK(std::filesystem::is_symlink(link));
  CHECK(!read_text(target).empty());
  const std::string pipe = fresh_path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int held = ::open(pipe.c_str(), O_RDWR);  // so that no writer waits for a reader
  const std::string list = fresh_path("sdn.csv");
  write_text(list, "1,\"LEE, Ann\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");
  CHECK(run({"import", "--format", "ofac-sdn-csv", "--in", list, "--out", pipe}).status == kOk);
  CHECK(std::filesystem::is_fifo(pipe));
  ::close(held);
}

// read() fails with EISDIR, which is taken for the end of the input.
TEST_CASE("standard input that cannot be read is an error") {
  Call call{{"screen", "--pack", pack_root()}, {}, {}, {}, {}};
  call.in_path = scratch();
  CHECK(run(call).status == kBadInput);
}

// An entry's id that stands twice is reported for the file, where a person needs the line.
TEST_CASE("an id that stands twice is reported with its line") {
  const std::string pack = copy_of_pack();
  std::filesystem::remove(pack + "/fincrime/v1/manifest.json");
  replace_in(pack + "/fincrime/v1/watchlist.jsonl", R"("entity_id": "WL_000021")",
             R"("entity_id": "WL_000020")");
  const Finished finished = run({"pack", "verify", pack});
  CHECK(finished.status == kBadInput);
  CHECK(contains(finished.err, "watchlist.jsonl:21: "));
}

}  // namespace
}  // namespace financescr::cli
