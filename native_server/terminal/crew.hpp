// Crew: threads that share out batches of work, each with a workspace that it keeps.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

#include "engine/decision/workspace.hpp"

namespace financescr::terminal {

class Crew {
 public:
  explicit Crew(std::size_t threads) : workspaces_(std::max<std::size_t>(1, threads)) {}

  // Calls work(i, workspace) once for every i below `count`. What work(i) writes must be its own.
  template <typename Work>
  void for_each(std::size_t count, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&](decision::Workspace& workspace) {
      for (std::size_t i = next++; i < count; i = next++) work(i, workspace);
    };
    std::vector<std::thread> pool;
    for (std::size_t t = 1; t < std::min(workspaces_.size(), count); ++t) {
      pool.emplace_back(run, std::ref(workspaces_[t]));
    }
    run(workspaces_.front());
    for (auto& thread : pool) thread.join();
  }

 private:
  std::vector<decision::Workspace> workspaces_;
};

}  // namespace financescr::terminal
