// Files that hold data of persons are their owner's alone, and a pack's folder is not believed:
// what lies in it and is no file is refused, not waited for.
#include <doctest/doctest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScreenInput = "{\"request_id\":1,\"customer_id\":\"C_000049\"}\n";

unsigned mode_of(const std::string& path) {
  struct stat info{};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777U;
}

// Lets everybody read what a program makes, if the program lets them.
class OpenUmask {
 public:
  OpenUmask() : before_(::umask(0)) {}
  ~OpenUmask() { ::umask(before_); }
  OpenUmask(const OpenUmask&) = delete;
  OpenUmask& operator=(const OpenUmask&) = delete;

 private:
  mode_t before_;
};

TEST_CASE("bundles and reports are for nobody but their owner, whatever was there before") {
  const OpenUmask umask;
  struct Row {
    std::vector<std::string> arguments;
    std::string input;
  };
  const Row rows[] = {
      {{"screen", "--pack", pack_root(), "--bundles"}, kScreenInput},
      {{"apply", "--pack", pack_root(), "--bundles"}, "{\"application_id\":\"A_002945\"}\n"},
      {{"eval", "credit", "--pack", pack_root(), "--html"}, {}},
      {{"tune", "credit", "--pack", pack_root(), "--html"}, {}}};
  for (const Row& row : rows) {
    CAPTURE(row.arguments.front());
    for (const bool was_there : {false, true}) {
      const std::string out = fresh_path("out");
      if (was_there) {
        write_text(out, "what others could read");
        REQUIRE(::chmod(out.c_str(), 0666) == 0);
      }
      std::vector<std::string> arguments = row.arguments;
      arguments.push_back(out);
      const Finished finished = run(arguments, row.input);
      REQUIRE_MESSAGE(finished.status == kOk, finished.err);
      CHECK(mode_of(out) == 0600U);
      CHECK_FALSE(contains(read_text(out), "what others could read"));
    }
  }
}

TEST_CASE("bundles go to a device or a pipe as it is") {
  CHECK(run({"screen", "--pack", pack_root(), "--bundles", "/dev/null"}, kScreenInput).status ==
        kOk);
  CHECK(mode_of("/dev/null") == 0666U);
  const Finished nowhere =
      run({"screen", "--pack", pack_root(), "--bundles", "/no/such/folder/file"}, kScreenInput);
  CHECK(nowhere.status == kBadInput);
  CHECK(contains(nowhere.err, "/no/such/folder/file: cannot be written"));
}

void make_socket(const std::string& path) {
  const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof(address.sun_path));
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  REQUIRE(::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  ::close(made);
}

struct Impostor {
  const char* what;  // that the error says
  std::function<void(const std::string& path)> make;
};

const std::vector<Impostor>& impostors() {
  static const std::vector<Impostor> all = {
      {"is a pipe, not a file", [](const auto& path) { ::mkfifo(path.c_str(), 0600); }},
      {"is a socket, not a file", make_socket},
      {"is a link that leads out of",
       [](const auto& path) { fs::create_symlink("/dev/zero", path); }},
      {"is a link that leads out of",
       [](const auto& path) { fs::create_symlink("/etc/passwd", path); }},
      {"is a link that leads out of",
       [](const auto& path) {
         const std::string elsewhere = fresh_path("elsewhere");
         write_text(elsewhere, "{}");
         fs::create_symlink(fs::relative(elsewhere, fs::path(path).parent_path()), path);
       }},
      {"Too many levels of symbolic links",
       [](const auto& path) { fs::create_symlink(fs::path(path).filename(), path); }},
      {"No such file or directory", [](const auto& path) { fs::create_symlink("nowhere", path); }},
  };
  return all;
}

TEST_CASE("what is no file in a pack's folder is named and refused by every command") {
  const std::string out = fresh_path("out.fpk");
  for (const Impostor& impostor : impostors()) {
    CAPTURE(impostor.what);
    const std::string pack = copy_of_pack();
    const std::string path = pack + "/fincrime/v1/customers.jsonl";
    fs::remove(path);
    impostor.make(path);
    const std::vector<std::string> commands[] = {
        {"pack", "build", pack, "--out", out},
        {"pack", "verify", pack},
        {"pack", "diff", pack, pack_root()},
        {"screen", "--pack", pack},
        {"screen", "--pack", pack + "/fincrime/v1"},
        {"serve", "--demo", "--store", "memory:", "--port", "0", "--state-dir", fresh_path("state"),
         "--pack", pack}};
    for (const auto& command : commands) {
      CAPTURE(command.front());
      const Finished finished = run(command, kScreenInput);
      CHECK(finished.status == kBadInput);
      CHECK_MESSAGE(contains(finished.err, impostor.what), finished.err);
      CHECK_MESSAGE(contains(finished.err, "customers.jsonl"), finished.err);
    }
    CHECK_FALSE(fs::exists(out));
    fs::remove_all(pack);
  }
}

TEST_CASE("golden rows and the files of a list's folder are held to the same") {
  for (const Impostor& impostor : impostors()) {
    CAPTURE(impostor.what);
    const std::string pack = copy_of_pack();
    const std::string golden = pack + "/golden/v1/fincrime_expected.jsonl";
    fs::remove(golden);
    impostor.make(golden);
    const Finished evaluated = run({"eval", "golden", "--pack", pack});
    CHECK(evaluated.status == kBadInput);
    CHECK_MESSAGE(contains(evaluated.err, impostor.what), evaluated.err);
    fs::remove_all(pack);

    for (const char* name : {"sdn.csv", "alt.csv", "add.csv"}) {
      CAPTURE(name);
      const std::string folder = fresh_path("ofac");
      fs::create_directories(folder);
      write_text(folder + "/sdn.csv",
                 "1,\"LEE, Ann\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");
      fs::remove(folder + "/" + name);
      impostor.make(folder + "/" + name);
      const std::string list = fresh_path("list");
      const Finished one =
          run({"import", "--format", "ofac-sdn-csv", "--in", folder, "--out", list});
      CHECK(one.status == kBadInput);
      CHECK_MESSAGE(contains(one.err, impostor.what), one.err);
      const Finished merged = run({"import", "--merge", "--out", list, "ofac-sdn-csv=" + folder});
      CHECK(merged.status == kBadInput);
      CHECK_MESSAGE(contains(merged.err, impostor.what), merged.err);
      CHECK_FALSE(fs::exists(list));
    }
  }
}

TEST_CASE("a link that stays in the pack is followed, as is the one that is named") {
  const std::string pack = copy_of_pack();
  const std::string expected =
      run({"screen", "--pack", pack_root()}, kScreenInput).out;  // of the files themselves
  fs::create_directories(pack + "/..data");                      // as Kubernetes mounts a folder
  fs::rename(pack + "/fincrime/v1/customers.jsonl", pack + "/..data/customers.jsonl");
  fs::create_symlink("../../..data/customers.jsonl", pack + "/fincrime/v1/customers.jsonl");
  const std::string named = fresh_path("named");
  fs::create_symlink(pack, named);
  for (const std::string& path :
       {pack, named, pack + "/", pack + "/../" + fs::path(pack).filename().string()}) {
    CAPTURE(path);
    const Finished finished = run({"screen", "--pack", path}, kScreenInput);
    CHECK_MESSAGE(finished.status == kOk, finished.err);
    CHECK(finished.out == expected);
  }
  // The domain's folder by itself does not hold the file.
  CHECK(run({"screen", "--pack", pack + "/fincrime/v1"}, kScreenInput).status == kBadInput);
}

TEST_CASE("a file that somebody names may be a pipe") {
  const std::string compiled = fresh_path("pack.fpk");
  REQUIRE(run({"pack", "build", pack_root(), "--out", compiled}).status == kOk);
  Call call{{"pack", "verify", "/dev/stdin"}, {}, {}, {}, {}};
  call.input = read_text(compiled);
  CHECK(run(call).status == kOk);
}

}  // namespace
}  // namespace financescr::cli
