// Pool: a bounded number of threads for handlers that wait, and a bounded, fair queue before them.
//
// Tasks wait in lanes: those of one client, or of one principal. Lanes take turns, one task each,
// so that a client waits for as many others as there are, and not for all that one of them has
// sent. A lane with a share runs on so many threads at a time, and has so many tasks waiting.
//
// Threads start when they are first needed, and the one that became idle last is used first. One
// thread is woken at a time: it wakes the next if there is more to do than itself. So handlers that
// wait get as many threads as they need, and handlers that only compute as many as there are cores,
// instead of sixty-four taking the cores from each other.
//
// A task that waits takes no memory of the pool's, so that none is lost for want of it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "native_server/pistache/request_handler.hpp"

namespace financescr::pistache {

// In whose line a task waits. Without a share it may use all there is.
struct LaneName {
  std::string name;
  bool has_share = false;
};

class Pool {
 public:
  class Turn;
  enum class Move : std::uint8_t {
    kDone,   // it goes on running
    kWaits,  // it will run again; nothing of it may be touched any more
    kFull,   // it goes on running where it was, and should not for long
  };

  // Waits in one lane at most, at any time.
  class Task {
   public:
    virtual ~Task() = default;
    // On a pool thread. Must not throw.
    virtual void run(RequestHandler& handler, Turn& turn) = 0;

   private:
    friend class Pool;
    std::shared_ptr<Task> next_;  // in its lane
  };

  Pool(std::size_t threads, std::size_t queue, HandlerFactory factory);
  ~Pool() { stop(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Thread-safe. Returns false, and has not kept the task, if every thread is busy and the queue or
  // the lane's share of it is full, after stop(), and if there is no memory or no thread.
  [[nodiscard]] bool submit(std::shared_ptr<Task> task, const LaneName& lane);
  // Waits for tasks that run; those that wait are run too.
  void stop();

 private:
  struct Lane {
    std::string name;
    bool has_share = false;
    std::shared_ptr<Task> first;
    Task* last = nullptr;
    std::size_t waiting = 0;
    std::size_t running = 0;
    bool is_ready = false;  // in the ring
    Lane* next = nullptr;   // of the ring
  };

  struct Worker {
    std::thread thread;
    std::unique_ptr<RequestHandler> handler;
    std::condition_variable wake;
    bool woken = false;
  };

 public:
  // The running of one task.
  class Turn {
   public:
    // Goes on in another lane: at once, or, where that has its share of threads or others of it
    // wait, by another run. Requires: `task` is the one that runs.
    [[nodiscard]] Move move_to(const std::shared_ptr<Task>& task, const LaneName& lane);

   private:
    friend class Pool;
    explicit Turn(Pool& pool) : pool_(pool) {}
    Pool& pool_;
    Lane* lane_ = nullptr;
  };

 private:
  void run(Worker& self);
  // Returns: an empty one when the pool stops.
  [[nodiscard]] std::shared_ptr<Task> next(Worker& self, Turn& turn);

  // Of these: requires that the mutex is held.
  [[nodiscard]] Lane& lane_of(const LaneName& name);
  [[nodiscard]] bool may_run(const Lane& lane) const;
  [[nodiscard]] bool is_full(const Lane& lane) const;
  void append(Lane& lane, std::shared_ptr<Task> task);
  [[nodiscard]] std::shared_ptr<Task> take(Lane& lane);
  [[nodiscard]] std::shared_ptr<Task> take_next(Turn& turn);
  // Puts it into the ring if it has something that may run, and forgets it if nothing is left.
  void settle(Lane& lane);
  void leave(Lane& lane);
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
  std::map<std::string, Lane, std::less<>> lanes_;
  std::size_t waiting_ = 0;     // in all lanes
  Lane* ring_first_ = nullptr;  // lanes whose turn comes
  Lane* ring_last_ = nullptr;
};

}  // namespace financescr::pistache
