#include "native_server/postgres/postgres_driver.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "engine/canonical/sha256.hpp"
#include "native_server/postgres/postgres_connection.hpp"
#include "native_server/postgres/watch.hpp"

namespace financescr::postgres {
namespace {

using sql::Answer;
using sql::Command;
using sql::Fault;
using sql::FaultKind;
using sql::Statement;

// How long the lock of an instance is waited for: the session of a server that was killed ends
// when Postgres notices.
constexpr std::chrono::seconds kLockPatience{3};
constexpr std::chrono::milliseconds kLockPause{100};

// The number under which an instance is locked.
std::int64_t lock_number(const std::string& instance) {
  const auto digest = canonical::sha256("financescr instance " + instance);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | digest[i];
  return static_cast<std::int64_t>(number);
}

class PostgresDriver final : public sql::Driver {
 public:
  explicit PostgresDriver(std::string url) : url_(std::move(url)) {}

  std::string_view dialect() const override { return "postgres"; }

  Answer<std::unique_ptr<sql::Connection>> open() override {
    auto connection = PostgresConnection::open(url_, watch());
    if (!connection) return tl::unexpected(connection.error());
    return std::unique_ptr<sql::Connection>(*std::move(connection));
  }

  Answer<std::unique_ptr<sql::Connection>> open_writer(const std::string& instance) override {
    auto connection = PostgresConnection::open(url_, watch());
    if (!connection) return tl::unexpected(connection.error());
    if (auto locked = lock(**connection, instance); !locked) {
      return tl::unexpected(locked.error());
    }
    writer_pid_ = (*connection)->backend_pid();
    begin_watch();
    return std::unique_ptr<sql::Connection>(*std::move(connection));
  }

  const Statement& begin() const override {
    static const Statement kBegin{"BEGIN"};
    return kBegin;
  }
  const std::string& begin_migration() const override {
    static const std::string kBegin =
        "SET statement_timeout = 0; SET lock_timeout = '60s'; BEGIN;"
        "SELECT pg_advisory_xact_lock(" +
        std::to_string(lock_number("/migrations")) + ")";
    return kBegin;
  }
  // By a lock that every server takes: shared to read, alone to change.
  const Statement* hold_activations(sql::Activations use) const override {
    static const std::string kNumber = std::to_string(lock_number("/activations"));
    static const Statement kRead{"SELECT pg_advisory_xact_lock_shared(" + kNumber + ")"};
    static const Statement kChange{"SELECT pg_advisory_xact_lock(" + kNumber + ")"};
    return use == sql::Activations::kChanged ? &kChange : &kRead;
  }
  bool can_lose_commits() const override { return true; }
  std::optional<sql::Pulse> pulse() const override {
    const Watch* watch = this->watch();
    return watch == nullptr ? std::nullopt : std::optional(watch->pulse());
  }

 private:
  // Whoever writes is a server, which lives long enough to be told.
  void begin_watch() {
    if (owned_watch_) return;
    owned_watch_ = std::make_unique<Watch>(url_);
    watch_ = owned_watch_.get();
  }
  [[nodiscard]] const Watch* watch() const { return watch_; }

  // Held by the session, so until its last transaction is over.
  Answer<void> lock(PostgresConnection& connection, const std::string& instance) {
    static const Statement kLock{"SELECT pg_try_advisory_lock($1)"};
    const Command try_lock{&kLock, {lock_number(instance)}};
    const auto until = std::chrono::steady_clock::now() + kLockPatience;
    while (true) {
      const auto rows = connection.query(try_lock, true);
      if (!rows) return tl::unexpected(rows.error());
      if (rows->at(0).at(0) == sql::Value{std::int64_t{1}}) return {};
      if (std::chrono::steady_clock::now() > until) {
        return tl::unexpected(Fault{FaultKind::kConflict, "instance_is_taken", 0});
      }
      if (auto ended = end_lost_session(connection, instance); !ended) return ended;
      std::this_thread::sleep_for(kLockPause);
    }
  }

  // Ends the session of this driver's previous writer, if it is what holds the lock: its network
  // may be gone without Postgres knowing.
  Answer<void> end_lost_session(PostgresConnection& connection, const std::string& instance) {
    static const Statement kEnd{
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid = $1"
        " AND (classid::bigint << 32 | objid::bigint) = $2"};
    if (writer_pid_ == 0) return {};
    const Command end{&kEnd, {std::int64_t{writer_pid_}, lock_number(instance)}};
    const auto rows = connection.query(end, true);
    if (!rows) return tl::unexpected(rows.error());
    return {};
  }

  const std::string url_;
  std::unique_ptr<Watch> owned_watch_;  // made by the writer's thread, or before it
  std::atomic<const Watch*> watch_ = nullptr;
  int writer_pid_ = 0;  // of the last writer; 0: there was none. Only its one thread asks.
};

}  // namespace

std::unique_ptr<sql::Driver> make_driver(std::string url) {
  return std::make_unique<PostgresDriver>(std::move(url));
}

}  // namespace financescr::postgres
