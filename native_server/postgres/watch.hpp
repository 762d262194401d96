// Watch: asks a database all the time whether it is there, on a connection and a thread of its own,
// so that whoever needs it knows at once, and whoever waits for it knows when to stop waiting.
//
// A database that is there may be slow for one statement; one that does not even answer this one is
// hung, or its network is.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "native_server/sql/connection.hpp"

namespace financescr::postgres {

class Watch {
 public:
  // Asks once, then goes on asking.
  explicit Watch(std::string url);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Thread-safe.
  [[nodiscard]] sql::Pulse pulse() const;

 private:
  void run();
  void ask_once();
  // Returns: whether it was answered.
  bool ask();

  const std::string url_;
  std::unique_ptr<sql::Connection> connection_;
  // Milliseconds of a clock that never goes back; 0: no answer is owed.
  std::atomic<std::int64_t> owed_since_ms_ = 0;
  std::atomic<std::int64_t> hung_since_ms_ = 0;  // the same, but not while it refuses at once
  std::atomic<std::int64_t> migration_ = 0;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace financescr::postgres
