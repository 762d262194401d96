// ReaderPool: a few connections that reads take turns on. Whoever reads often does not overtake
// those that have waited for a while.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "native_server/sql/connection.hpp"

namespace financescr::sql {

class ReaderPool {
 public:
  // Opens up to `size` connections, when they are needed. Requires: `driver` outlives this.
  ReaderPool(Driver& driver, std::size_t size) : driver_(driver), free_(size) {
    idle_.reserve(size);
  }

  // Thread-safe. Waits up to three seconds for its turn, and not at all while the database does not
  // answer; a connection that proves to be lost is replaced once.
  [[nodiscard]] Answer<std::vector<Row>> query(const Command& command, bool once = false);

 private:
  struct Waiting {
    std::condition_variable given;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    bool has_turn = false;
  };

  // Whether nobody is to wait for the database now.
  [[nodiscard]] bool is_hopeless() const;
  Answer<std::vector<Row>> query_on(std::unique_ptr<Connection>& connection, const Command& command,
                                    bool once);
  // Requires: the mutex is held.
  Answer<void> wait_for_turn(std::unique_lock<std::mutex>& lock);
  // A turn, and the connection that was used, if it is still good.
  void give_back(std::unique_ptr<Connection> connection);

  Driver& driver_;
  std::mutex mutex_;
  std::deque<Waiting*> waiting_;                   // guarded by mutex_
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
  std::size_t free_;                               // guarded by mutex_: turns not taken
};

}  // namespace financescr::sql
