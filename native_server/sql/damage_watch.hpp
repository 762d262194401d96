// DamageWatch: has the database check its own tables and indexes, when a server starts and once an
// hour, beside everything else. An index that lacks rows hides them from every query that uses it,
// and no comparison of records can tell.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "native_server/sql/connection.hpp"

namespace financescr::sql {

class DamageWatch {
 public:
  using Found = std::function<void(const std::vector<std::string>& damage)>;

  // `found` is called in a thread of this, after a check that finds something. Requires: `driver`
  // outlives this.
  DamageWatch(Driver& driver, Found found);
  // Breaks off a check that is on its way.
  ~DamageWatch();
  DamageWatch(const DamageWatch&) = delete;
  DamageWatch& operator=(const DamageWatch&) = delete;

  // What the last check that came to its end found; nothing: there was none yet.
  [[nodiscard]] std::optional<std::vector<std::string>> last();

 private:
  void run();
  void check_if_possible();
  void check();

  Driver& driver_;
  const Found found_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::unique_ptr<Connection> checking_;          // guarded by mutex_: which one it is
  std::optional<std::vector<std::string>> last_;  // guarded by mutex_
  bool stopping_ = false;                         // guarded by mutex_
  bool ended_ = false;                            // guarded by mutex_
  std::thread thread_;
};

}  // namespace financescr::sql
