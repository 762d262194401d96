// Connection: what is the same in SQLite and Postgres about talking to a database.
//
// Statements are written once: parameters as $1, $2 ..., values as text or integers. Timestamps go
// in as RFC 3339 text and come out as text that Timestamp::parse reads.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "functions/ports/value.hpp"

namespace financescr::sql {

using ports::Row;
using ports::Value;

// Prepared once by each connection that runs it, and then known by its address. Requires: lives as
// long as the connection, which constants do.
struct Statement {
  std::string text;
};

// A statement with its values. Fails with kConflict if it changes fewer rows than `min_affected`.
struct Command {
  const Statement* statement = nullptr;
  std::vector<Value> parameters;
  std::int64_t min_affected = 0;
  // A query's rows end with the one that makes them as large as this; 0: they do not. SQLite only:
  // a server of Postgres has gathered them all by then.
  std::size_t max_bytes = 0;
};

enum class FaultKind : std::uint8_t {
  kConflict,     // a key, a reference or a version stands against it
  kRefused,      // the database will never take this statement with these values
  kRetry,        // another transaction was in the way; the same again may succeed
  kUnavailable,  // the database is there and cannot do it: disk full, read-only, no memory
  kLost,         // the connection is gone
};

struct Fault {
  FaultKind kind = FaultKind::kUnavailable;
  std::string code;         // SQLSTATE, or SQLite's extended result code
  std::size_t command = 0;  // which of those given
};

template <typename T>
using Answer = tl::expected<T, Fault>;

// What a transaction does with the list of activated packs.
enum class Activations : std::uint8_t { kUntouched, kRead, kChanged };

class Connection {
 public:
  virtual ~Connection() = default;

  // Runs the commands in their order, up to the first that fails. In one round trip where the
  // database is on the other side of one.
  [[nodiscard]] virtual Answer<void> run(std::span<const Command> commands) = 0;
  // Runs one command and returns its rows. `once`: not worth preparing; may then be short-lived.
  [[nodiscard]] virtual Answer<std::vector<Row>> query(const Command& command,
                                                       bool once = false) = 0;
  // Durable when it returns. After kLost it is not known whether it committed.
  [[nodiscard]] virtual Answer<void> commit() = 0;
  // Also when no transaction is open, or the connection is lost.
  virtual void rollback() = 0;
  // Several statements in one text, without values.
  [[nodiscard]] virtual Answer<void> script(const std::string& text) = 0;
  // The database's check of its own tables and indexes; reads all of them. Returns: a line for
  // each fault. Nothing where the database has no such check.
  [[nodiscard]] virtual Answer<std::vector<std::string>> damage() {
    return std::vector<std::string>{};
  }
  // Makes what runs end with a fault. From any thread.
  virtual void interrupt() {}
  // After erasing: removes old copies of rows where the database can.
  virtual void forget_old_pages() {}
};

// How a database was when it was last asked.
struct Pulse {
  std::chrono::milliseconds silent_for{0};  // how long it has owed an answer
  std::chrono::milliseconds hung_for{0};    // the same, but 0 while it refuses at once
  std::int64_t migration = 0;               // the newest one applied, when it last answered

  // From then on nobody waits for it any longer.
  static constexpr std::chrono::milliseconds kPatience{2500};
  [[nodiscard]] bool is_lost() const { return hung_for >= kPatience; }
};

// Opens connections to one database and knows what it needs besides the common language.
class Driver {
 public:
  virtual ~Driver() = default;

  // "sqlite" or "postgres": the name in the names of migrations.
  [[nodiscard]] virtual std::string_view dialect() const = 0;
  // Thread-safe. Gives up after a few seconds.
  [[nodiscard]] virtual Answer<std::unique_ptr<Connection>> open() = 0;
  // A connection that no other process holds for the same instance. Errors: kConflict if one does.
  // When it succeeds, no transaction of an earlier writer of this instance is still on its way.
  [[nodiscard]] virtual Answer<std::unique_ptr<Connection>> open_writer(
      const std::string& instance) = 0;
  // Begins a transaction that writes.
  [[nodiscard]] virtual const Statement& begin() const = 0;
  // In a transaction, before anything else: no other transaction that changes the list of
  // activations commits before this one does, and if this one changes it, none that reads it.
  // nullptr: begin() does as much.
  [[nodiscard]] virtual const Statement* hold_activations(Activations) const { return nullptr; }
  // Begins a transaction that no other migration runs beside; waits for one that does.
  [[nodiscard]] virtual const std::string& begin_migration() const = 0;
  // Whether commit() can leave its outcome unknown.
  [[nodiscard]] virtual bool can_lose_commits() const = 0;
  // What somebody who asks the database all the time has last heard; nothing: nobody does.
  [[nodiscard]] virtual std::optional<Pulse> pulse() const { return std::nullopt; }
};

}  // namespace financescr::sql
