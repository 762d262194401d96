#include "native_server/sql/reader_pool.hpp"

#include <chrono>
#include <utility>

namespace financescr::sql {
namespace {

constexpr std::chrono::seconds kLongestWait{3};
constexpr std::chrono::milliseconds kLookAgain{100};
constexpr std::chrono::seconds kQuickLoss{1};
constexpr std::chrono::milliseconds kOvertaken{20};  // nobody is any more who waits longer

}  // namespace

bool ReaderPool::is_hopeless() const {
  const auto pulse = driver_.pulse();
  return pulse && pulse->is_lost();
}

Answer<std::vector<Row>> ReaderPool::query(const Command& command, bool once) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    if (auto turn = wait_for_turn(lock); !turn) return tl::unexpected(turn.error());
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  try {
    auto rows = query_on(connection, command, once);
    give_back(std::move(connection));
    return rows;
  } catch (...) {
    give_back(nullptr);  // no memory; nobody knows what state it is in
    throw;
  }
}

Answer<void> ReaderPool::wait_for_turn(std::unique_lock<std::mutex>& lock) {
  if (is_hopeless()) return tl::unexpected(Fault{FaultKind::kUnavailable, "no_answer", 0});
  if (free_ > 0) {
    --free_;
    return {};
  }
  const auto until = std::chrono::steady_clock::now() + kLongestWait;
  Waiting self;
  waiting_.push_back(&self);
  while (!self.given.wait_for(lock, kLookAgain, [&] { return self.has_turn || free_ > 0; })) {
    const bool hopeless = is_hopeless();
    if (!hopeless && std::chrono::steady_clock::now() <= until) continue;
    std::erase(waiting_, &self);
    return tl::unexpected(
        Fault{FaultKind::kUnavailable, hopeless ? "no_answer" : "readers_busy", 0});
  }
  if (self.has_turn) return {};
  std::erase(waiting_, &self);
  --free_;
  return {};
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (connection) idle_.push_back(std::move(connection));
  Waiting* const first = waiting_.empty() ? nullptr : waiting_.front();
  // A turn that is handed on waits until that thread runs; one that is free goes to who runs now.
  if (first != nullptr && std::chrono::steady_clock::now() - first->since > kOvertaken) {
    waiting_.pop_front();
    first->has_turn = true;
  } else {
    ++free_;
  }
  if (first != nullptr) first->given.notify_one();
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
