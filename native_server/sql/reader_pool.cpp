#include "native_server/sql/reader_pool.hpp"

#include <chrono>
#include <utility>

namespace financescr::sql {
namespace {

constexpr std::chrono::seconds kLongestWait{5};

}  // namespace

Answer<std::vector<Row>> ReaderPool::query(const Command& command, bool once) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, kLongestWait, [&] { return free_ > 0; })) {
      return tl::unexpected(Fault{FaultKind::kUnavailable, "readers_busy", 0});
    }
    --free_;
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  auto rows = query_on(connection, command, once);
  {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (connection) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
  return rows;
}

Answer<std::vector<Row>> ReaderPool::query_on(std::unique_ptr<Connection>& connection,
                                              const Command& command, bool once) {
  const bool used_before = connection != nullptr;
  for (int attempt = used_before ? 0 : 1;; ++attempt) {
    if (!connection) {
      auto opened = driver_.open();
      if (!opened) return tl::unexpected(opened.error());
      connection = *std::move(opened);
    }
    auto rows = connection->query(command, once);
    if (rows || rows.error().kind != FaultKind::kLost) return rows;
    connection.reset();
    if (attempt >= 1) return rows;
  }
}

}  // namespace financescr::sql
