#include "native_server/postgres/watch.hpp"

#include <exception>
#include <utility>

#include "native_server/postgres/postgres_connection.hpp"

namespace financescr::postgres {
namespace {

constexpr std::chrono::milliseconds kPause{250};
// What fails faster than this was refused, by a server that stops or starts; it is not hung.
constexpr std::int64_t kQuick_ms = 500;

std::int64_t now_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::chrono::milliseconds time_since(std::int64_t since_ms) {
  return std::chrono::milliseconds(since_ms == 0 ? 0 : now_ms() - since_ms);
}

}  // namespace

Watch::Watch(std::string url) : url_(std::move(url)) {
  ask_once();
  thread_ = std::thread([this] { run(); });
}

Watch::~Watch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

sql::Pulse Watch::pulse() const {
  return {time_since(owed_since_ms_), time_since(hung_since_ms_), migration_};
}

void Watch::run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (stop_.wait_for(lock, kPause, [this] { return stopping_; })) return;
    }
    ask_once();
  }
}

void Watch::ask_once() {
  const std::int64_t began_ms = now_ms();
  if (owed_since_ms_ == 0) owed_since_ms_ = began_ms;
  if (hung_since_ms_ == 0) hung_since_ms_ = began_ms;
  bool is_answered = false;
  try {
    is_answered = ask();
  } catch (const std::exception&) {
    // No memory to ask with.
  }
  if (is_answered) {
    owed_since_ms_ = 0;
    hung_since_ms_ = 0;
    return;
  }
  connection_.reset();
  if (now_ms() - began_ms < kQuick_ms) hung_since_ms_ = 0;
}

bool Watch::ask() {
  static const sql::Statement kAsk{"SELECT MAX(number) FROM schema_migrations"};
  if (!connection_) {
    auto opened = PostgresConnection::open(url_, nullptr);
    if (!opened) return false;
    connection_ = *std::move(opened);
  }
  const auto rows = connection_->query({&kAsk, {}}, true);
  if (!rows || rows->empty()) return false;
  const auto* number = std::get_if<std::int64_t>(&rows->front().front());
  migration_ = number == nullptr ? 0 : *number;
  return true;
}

}  // namespace financescr::postgres
