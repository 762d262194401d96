// Commits until it is killed: `crash_driver URL RUN THREADS`. Writes the number of each transaction
// to standard output once it is acknowledged, in one write of eight bytes.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "native_server/stores/open_store.hpp"
#include "tests/service/stores/load.hpp"
#include "tests/service/stores/records.hpp"

int main(int argc, char** argv) {
  using namespace financescr;
  if (argc != 4) return 2;
  const std::int64_t run = std::atoi(argv[2]);
  auto store = stores::open_store(argv[1], stores::kInstance);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().detail.c_str());
    return 1;
  }
  std::vector<std::thread> threads;
  for (std::int64_t thread = 0; thread < std::atoi(argv[3]); ++thread) {
    threads.emplace_back([&, thread] {
      for (std::int64_t i = 0;; ++i) {
        const std::int64_t n = stores::number_of(run, thread, i);
        if (!(*store)->commit(stores::whole_decision(n))) continue;
        if (write(STDOUT_FILENO, &n, sizeof n) != sizeof n) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}
