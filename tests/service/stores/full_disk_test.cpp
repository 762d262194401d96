// A disk without space: nothing is acknowledged that is not stored, and once there is space again
// the store works as before.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/service/stores/fixtures.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

// A place of two megabytes: a file system in memory where the test may mount one, else a limit on
// the size of files.
class SmallDisk {
 public:
  SmallDisk() : folder_(scratch_.path("")) {
    is_mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=2m") == 0;
  }
  ~SmallDisk() {
    make_space();
    if (is_mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] std::string url() const { return "sqlite:" + folder_ + "store.db"; }

  void fill() {
    if (is_mounted_) {
      std::ofstream file(folder_ + "ballast");
      const std::string block(4096, 'x');
      while (file.write(block.data(), 4096).flush()) continue;
      return;
    }
    old_handler_ = signal(SIGXFSZ, SIG_IGN);
    REQUIRE(getrlimit(RLIMIT_FSIZE, &old_limit_) == 0);
    const rlimit small{256U << 10U, old_limit_.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    is_limited_ = true;
  }
  void make_space() {
    if (is_mounted_) unlink((folder_ + "ballast").c_str());
    if (!is_limited_) return;
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    signal(SIGXFSZ, old_handler_);
    is_limited_ = false;
  }

 private:
  Scratch scratch_;
  std::string folder_;
  bool is_mounted_ = false;
  bool is_limited_ = false;
  rlimit old_limit_{};
  sighandler_t old_handler_ = SIG_DFL;
};

TEST_CASE("SQLite: a full disk is unavailable, nothing is half done, and it recovers") {
  SmallDisk disk;
  const auto store = open(disk.url());
  REQUIRE(store->commit(whole_decision(0)));
  disk.fill();
  std::int64_t stored = 1;
  bool is_full = false;
  for (; stored < 2000 && !is_full; ++stored) {
    const auto result = store->commit(whole_decision(stored));
    is_full = !result;
    if (is_full) CHECK(result.error() == StoreFault::kUnavailable);
  }
  REQUIRE(is_full);
  --stored;  // the last one was refused
  CHECK(!store->commit(whole_decision(5000)));
  CHECK(ports::find<ports::DecisionRecord>(*store, id(1, 0)).value());
  CHECK(!ports::find<ports::DecisionRecord>(*store, id(1, stored)).value());
  CHECK(!ports::find<ports::CaseRecord>(*store, id(2, stored)).value());
  CHECK(static_cast<std::int64_t>(checked_chain(*store).size()) == stored);
  disk.make_space();
  REQUIRE(store->commit(whole_decision(stored)));
  CHECK(static_cast<std::int64_t>(checked_chain(*store).size()) == stored + 1);
  CHECK(static_cast<std::int64_t>(store->raw_keys("decisions", "", 10'000)->size()) == stored + 1);
}

}  // namespace
}  // namespace financescr::stores
