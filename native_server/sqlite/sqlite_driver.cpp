#include "native_server/sqlite/sqlite_driver.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <map>
#include <thread>
#include <utility>
#include <vector>

namespace financescr::sqlite {
namespace {

using sql::Answer;
using sql::Command;
using sql::Fault;
using sql::FaultKind;
using sql::Row;
using sql::Statement;
using sql::Value;

constexpr int kBusyTimeoutMs = 5000;
// The largest value that is read or written: far above what the service writes.
constexpr int kMaxValueBytes = 128 << 20;

// secure_delete: what is erased is overwritten. cell_size_check: a damaged file is an error.
// wal_autocheckpoint: pages, as many as the cache holds; one that many commits change is copied
// from the log into the file once.
constexpr const char* kSettings =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = 4000;";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

// A statement with the place of its parameter $n in `places[n - 1]`.
struct Prepared {
  std::unique_ptr<sqlite3_stmt, FinalizeStatement> handle;
  std::vector<int> places;
};

FaultKind kind_of(int extended) {
  switch (extended & 0xFF) {
    case SQLITE_CONSTRAINT:
      return extended == SQLITE_CONSTRAINT_NOTNULL || extended == SQLITE_CONSTRAINT_TRIGGER
                 ? FaultKind::kRefused
                 : FaultKind::kConflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FaultKind::kRetry;
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      return FaultKind::kRefused;
    default:
      return FaultKind::kUnavailable;
  }
}

tl::unexpected<Fault> fault_of(int code) {
  return tl::unexpected(Fault{kind_of(code), std::to_string(code), 0});
}

// Makes an empty file that nobody else may read, if there is none; the write-ahead log takes over
// its mode. An existing file is never opened here: to close it would end the locks that SQLite's
// connections of this process hold on it, and another process would then remove the log under them.
bool make_private(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return true;
  std::string fresh = path + ".XXXXXX";
  const int fd = ::mkstemp(fresh.data());
  if (fd < 0) return false;
  ::close(fd);
  const bool made = ::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST;
  ::unlink(fresh.c_str());
  return made;
}

Value column_of(sqlite3_stmt* statement, int index) {
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, index)};
    case SQLITE_BLOB:
    case SQLITE_FLOAT:
      return ports::Foreign{};
    default: {
      const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, index));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
      return text == nullptr ? std::string() : std::string(text, size);
    }
  }
}

std::size_t size_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? sizeof(std::int64_t) : text->size();
}

class SqliteConnection final : public sql::Connection {
 public:
  explicit SqliteConnection(Database database) : database_(std::move(database)) {}

  Answer<void> run(std::span<const Command> commands) override {
    for (std::size_t i = 0; i < commands.size(); ++i) {
      std::int64_t affected = 0;
      auto done = step(commands[i], false, nullptr, affected);
      if (done && affected < commands[i].min_affected) done = fault_of(SQLITE_CONSTRAINT);
      if (!done) {
        done.error().command = i;
        return done;
      }
    }
    return {};
  }

  Answer<std::vector<Row>> query(const Command& command, bool once) override {
    std::vector<Row> rows;
    std::int64_t affected = 0;
    if (auto done = step(command, once, &rows, affected); !done) {
      return tl::unexpected(done.error());
    }
    return rows;
  }

  Answer<void> commit() override {
    static const Statement kCommit{"COMMIT"};
    std::int64_t affected = 0;
    return step({&kCommit, {}}, false, nullptr, affected);
  }

  void rollback() override {
    // A full disk has already rolled it back.
    if (sqlite3_get_autocommit(database_.get()) == 0) (void)script("ROLLBACK");
  }

  Answer<void> script(const std::string& text) override {
    const int code = sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fault_of(sqlite3_extended_errcode(database_.get()));
    return {};
  }

  // SQLite stops at this many faults.
  Answer<std::vector<std::string>> damage() override {
    static const Statement kCheck{"PRAGMA integrity_check(20)"};
    const auto rows = query({&kCheck, {}}, true);
    if (!rows && rows.error().code == std::to_string(SQLITE_CORRUPT)) {
      return std::vector<std::string>{"the file is damaged"};
    }
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::string> lines;
    for (const Row& row : *rows) {
      const auto* line = std::get_if<std::string>(&row[0]);
      if (line != nullptr && *line != "ok") lines.push_back(*line);
    }
    return lines;
  }

  void interrupt() override { sqlite3_interrupt(database_.get()); }

  void forget_old_pages() override { (void)script("PRAGMA wal_checkpoint(TRUNCATE)"); }

 private:
  Answer<Prepared> prepare(const Statement& statement, bool once) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(
        database_.get(), statement.text.data(), static_cast<int>(statement.text.size()),
        once ? 0U : static_cast<unsigned>(SQLITE_PREPARE_PERSISTENT), &raw, nullptr);
    if (code != SQLITE_OK) return fault_of(sqlite3_extended_errcode(database_.get()));
    Prepared prepared;
    prepared.handle.reset(raw);
    for (int n = 1; n <= sqlite3_bind_parameter_count(raw); ++n) {
      const std::string name = "$" + std::to_string(n);
      prepared.places.push_back(sqlite3_bind_parameter_index(raw, name.c_str()));
    }
    return prepared;
  }

  Answer<void> step(const Command& command, bool once, std::vector<Row>* rows,
                    std::int64_t& affected) {
    if (once) {
      auto prepared = prepare(*command.statement, true);
      return prepared ? step(*prepared, command, rows, affected) : tl::unexpected(prepared.error());
    }
    auto found = prepared_.find(command.statement);
    if (found == prepared_.end()) {
      auto prepared = prepare(*command.statement, false);
      if (!prepared) return tl::unexpected(prepared.error());
      found = prepared_.emplace(command.statement, *std::move(prepared)).first;
    }
    return step(found->second, command, rows, affected);
  }

  Answer<void> step(const Prepared& prepared, const Command& command, std::vector<Row>* rows,
                    std::int64_t& affected) {
    sqlite3_stmt* statement = prepared.handle.get();
    std::size_t bytes = 0;
    int code = bind(prepared, command.parameters);
    if (code == SQLITE_OK) {
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (rows == nullptr) continue;
        Row& row = rows->emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
          row.push_back(column_of(statement, i));
          bytes += size_of(row.back());
        }
        if (command.max_bytes == 0 || bytes < command.max_bytes) continue;
        code = SQLITE_DONE;
        break;
      }
    }
    const int extended = sqlite3_extended_errcode(database_.get());
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    // Rows of this statement alone: those that triggers wrote do not count.
    affected = sqlite3_changes64(database_.get());
    if (code != SQLITE_DONE) return fault_of(extended);
    return {};
  }

  // The values live until the statement is reset.
  static int bind(const Prepared& prepared, const std::vector<Value>& values) {
    sqlite3_stmt* statement = prepared.handle.get();
    if (values.size() != prepared.places.size()) return SQLITE_RANGE;
    for (std::size_t i = 0; i < values.size(); ++i) {
      int code = SQLITE_OK;
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        code = sqlite3_bind_int64(statement, prepared.places[i], *number);
      } else if (const auto* text = std::get_if<std::string>(&values[i])) {
        code = sqlite3_bind_text64(statement, prepared.places[i], text->data(), text->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
      }
      if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
  }

  Database database_;
  std::map<const Statement*, Prepared> prepared_;  // before the database, when destroyed
};

class SqliteDriver final : public sql::Driver {
 public:
  explicit SqliteDriver(std::string path) : path_(std::move(path)) {}

  std::string_view dialect() const override { return "sqlite"; }

  Answer<std::unique_ptr<sql::Connection>> open() override {
    if (!make_private(path_)) return fault_of(SQLITE_CANTOPEN);
    sqlite3* raw = nullptr;
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path_.c_str(), &raw, kFlags, nullptr);
    Database database(raw);
    if (code != SQLITE_OK) return fault_of(code);
    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
    auto connection = std::make_unique<SqliteConnection>(std::move(database));
    if (auto ready = connection->script(kSettings); !ready) return tl::unexpected(ready.error());
    if (auto ready = use_write_ahead_log(*connection); !ready) return tl::unexpected(ready.error());
    return std::unique_ptr<sql::Connection>(std::move(connection));
  }

  Answer<std::unique_ptr<sql::Connection>> open_writer(const std::string& /*instance*/) override {
    return open();
  }

  const Statement& begin() const override {
    static const Statement kBegin{"BEGIN IMMEDIATE"};
    return kBegin;
  }
  const std::string& begin_migration() const override {
    static const std::string kBegin = "PRAGMA busy_timeout = 60000; BEGIN EXCLUSIVE";
    return kBegin;
  }
  bool can_lose_commits() const override { return false; }

 private:
  // The time-out of locks does not cover this change when two processes make it at once.
  static Answer<void> use_write_ahead_log(SqliteConnection& connection) {
    Answer<void> done;
    for (int attempt = 0; attempt < 100; ++attempt) {
      done = connection.script("PRAGMA journal_mode = WAL");
      if (done || done.error().kind != FaultKind::kRetry) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return done;
  }

  std::string path_;
};

// Nobody asks SQLite how much memory it uses, and to count it takes a lock at every allocation.
void count_no_memory() {
  static const int kDone = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)kDone;
}

}  // namespace

std::unique_ptr<sql::Driver> make_driver(std::string path) {
  count_no_memory();
  return std::make_unique<SqliteDriver>(std::move(path));
}

}  // namespace financescr::sqlite
