#include "native_server/sql/reader_pool.hpp"

#include <chrono>
#include <utility>

namespace financescr::sql {
namespace {

constexpr std::chrono::seconds kLongestWait{3};
constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::seconds kQuickLoss{1};

}  // namespace

bool ReaderPool::is_hopeless() const {
  const auto pulse = driver_.pulse();
  return pulse && pulse->is_lost();
}

Answer<std::vector<Row>> ReaderPool::query(const Command& command, bool once) {
  std::unique_ptr<Connection> connection;
  {
    const auto until = std::chrono::steady_clock::now() + kLongestWait;
    std::unique_lock lock(mutex_);
    while (true) {
      if (is_hopeless()) return tl::unexpected(Fault{FaultKind::kUnavailable, "no_answer", 0});
      if (returned_.wait_for(lock, kLook, [&] { return free_ > 0; })) break;
      if (std::chrono::steady_clock::now() > until) {
        return tl::unexpected(Fault{FaultKind::kUnavailable, "readers_busy", 0});
      }
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
    const auto from = std::chrono::steady_clock::now();
    auto rows = connection->query(command, once);
    if (rows || rows.error().kind != FaultKind::kLost) return rows;
    connection.reset();
    // One that was found dead is replaced; whoever waited for one has waited enough.
    const bool waited = std::chrono::steady_clock::now() - from > kQuickLoss;
    if (attempt >= 1 || waited || is_hopeless()) return rows;
  }
}

}  // namespace financescr::sql
