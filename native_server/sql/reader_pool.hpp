// ReaderPool: a few connections that reads take turns on.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "native_server/sql/connection.hpp"

namespace financescr::sql {

class ReaderPool {
 public:
  // Opens up to `size` connections, when they are needed. Requires: `driver` outlives this.
  ReaderPool(Driver& driver, std::size_t size) : driver_(driver), free_(size) {}

  // Thread-safe. Waits up to three seconds for its turn, and not at all while the database does not
  // answer; a connection that proves to be lost is replaced once.
  [[nodiscard]] Answer<std::vector<Row>> query(const Command& command, bool once = false);

 private:
  // Whether nobody is to wait for the database now.
  [[nodiscard]] bool is_hopeless() const;
  Answer<std::vector<Row>> query_on(std::unique_ptr<Connection>& connection, const Command& command,
                                    bool once);

  Driver& driver_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
  std::size_t free_;                               // guarded by mutex_: turns not taken
};

}  // namespace financescr::sql
