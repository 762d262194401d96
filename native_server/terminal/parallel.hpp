// Many independent decisions by several threads; the result does not depend on how many.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "engine/screening/search.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::terminal {

// Calls work(i, workspace) once for every i below `count`, each thread with a workspace of its own.
// What work(i) writes must be its own.
template <typename Work>
void for_each_index(std::size_t count, std::size_t threads, const std::string& what,
                    const Work& work) {
  Progress progress(what);
  std::atomic<std::size_t> next{0};
  const auto run = [&](bool shows) {
    decision::Workspace workspace;
    for (std::size_t i = next++; i < count; i = next++) {
      work(i, workspace);
      if (shows) progress.update(i, count);
    }
  };
  std::vector<std::thread> pool;
  for (std::size_t t = 1; t < std::min(threads, count); ++t) pool.emplace_back(run, false);
  run(true);
  for (auto& thread : pool) thread.join();
}

}  // namespace financescr::terminal
