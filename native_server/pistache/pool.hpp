// Pool: a bounded number of threads for handlers that wait, and a bounded queue before them.
//
// Threads start when they are first needed, and the one that became idle last is used first. One
// thread is woken at a time: it wakes the next if there is more to do than itself. So handlers that
// wait get as many threads as they need, and handlers that only compute as many as there are cores,
// instead of sixty-four taking the cores from each other.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "native_server/pistache/request_handler.hpp"

namespace financescr::pistache {

class Pool {
 public:
  using Job = std::function<void(RequestHandler&)>;

  Pool(std::size_t threads, std::size_t queue, HandlerFactory factory)
      : max_threads_(threads), max_queue_(queue), factory_(std::move(factory)) {}
  ~Pool() { stop(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Thread-safe. Returns false if every thread is busy and the queue is full, or after stop().
  [[nodiscard]] bool submit(Job job);
  // Waits for jobs that run; those that wait are run too.
  void stop();

 private:
  struct Worker {
    std::thread thread;
    std::condition_variable wake;
    bool woken = false;
  };

  void run(Worker& self);
  // Returns: an empty one when the pool stops.
  [[nodiscard]] Job next(Worker& self);
  // Requires: the mutex is held.
  void wake_one();
  void start_one();

  const std::size_t max_threads_;
  const std::size_t max_queue_;
  const HandlerFactory factory_;
  std::mutex mutex_;
  bool stopping_ = false;
  bool waking_ = false;  // a thread is on its way to the queue
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Worker*> idle_;  // the last is used first
  std::deque<Job> queue_;
};

}  // namespace financescr::pistache
