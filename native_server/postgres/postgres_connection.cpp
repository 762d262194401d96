#include "native_server/postgres/postgres_connection.hpp"

#include <poll.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include "native_server/postgres/wire.hpp"

namespace financescr::postgres {

using sql::Answer;
using sql::Command;
using sql::Fault;
using sql::FaultKind;
using sql::Row;
using sql::Statement;
using sql::Value;

namespace {

// Longer than the server lets a statement run.
constexpr std::chrono::seconds kLongestWait{20};

// A deployment may ask for more than a local flush of commits, but not for less.
constexpr const char* kSettings =
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO';"
    "SET standard_conforming_strings = on; SET default_transaction_isolation = 'read committed';"
    "SET statement_timeout = '15s'; SET lock_timeout = '10s';"
    "SET idle_in_transaction_session_timeout = '60s';"
    "SELECT set_config('synchronous_commit', 'on', false)"
    "  WHERE current_setting('synchronous_commit') = 'off'";

std::int64_t to_integer(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Value value_at(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return {};
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  const unsigned type = PQftype(result, column);
  if (is_integer_type(type)) return to_integer(text);
  if (is_boolean_type(type)) return std::int64_t{text == "t" ? 1 : 0};
  return decode_text(text);
}

bool is_success(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

Answer<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url) {
  // The URL comes after the defaults it may replace, and before what it may not.
  const char* const keywords[] = {"connect_timeout",      "tcp_user_timeout",
                                  "keepalives_idle",      "keepalives_interval",
                                  "keepalives_count",     "application_name",
                                  "target_session_attrs", "dbname",
                                  "client_encoding",      nullptr};
  const char* const values[] = {"5",          "10000",      "10",        "5",    "3",
                                "financescr", "read-write", url.c_str(), "UTF8", nullptr};
  std::unique_ptr<PostgresConnection> connection(
      new PostgresConnection(PQconnectdbParams(keywords, values, 1)));
  PGconn* raw = connection->connection_.get();
  if (PQstatus(raw) != CONNECTION_OK) {
    std::string message = PQerrorMessage(raw);
    while (!message.empty() && message.back() == '\n') message.pop_back();
    return tl::unexpected(Fault{FaultKind::kLost, std::move(message), 0});
  }
  PQsetNoticeProcessor(raw, [](void*, const char*) {}, nullptr);
  if (auto ready = connection->script(kSettings); !ready) return tl::unexpected(ready.error());
  PQsetnonblocking(raw, 1);
  return connection;
}

Answer<void> PostgresConnection::run(std::span<const Command> commands) {
  if (commands.empty()) return {};
  auto done = exchange(commands, false);
  if (!done) return tl::unexpected(done.error());
  return {};
}

Answer<std::vector<Row>> PostgresConnection::query(const Command& command, bool once) {
  auto result = exchange({&command, 1}, once);
  if (!result) return tl::unexpected(result.error());
  std::vector<Row> rows;
  const int columns = PQnfields(result->get());
  for (int i = 0; i < PQntuples(result->get()); ++i) {
    Row& row = rows.emplace_back();
    for (int k = 0; k < columns; ++k) row.push_back(value_at(result->get(), i, k));
  }
  return rows;
}

Answer<void> PostgresConnection::commit() {
  static const Statement kCommit{"COMMIT"};
  const Command command{&kCommit, {}};
  auto result = exchange({&command, 1}, true);
  if (!result) return tl::unexpected(result.error());
  // The COMMIT of a failed transaction is a ROLLBACK, and no error.
  if (std::string_view(PQcmdStatus(result->get())) != "COMMIT") {
    return tl::unexpected(Fault{FaultKind::kRetry, "25P02", 0});
  }
  return {};
}

void PostgresConnection::rollback() {
  static const Statement kRollback{"ROLLBACK"};
  if (lost_ || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  const Command command{&kRollback, {}};
  (void)exchange({&command, 1}, true);
}

Answer<void> PostgresConnection::script(const std::string& text) {
  if (lost_) return lost();
  const Result result(PQexec(connection_.get(), text.c_str()));
  if (PQstatus(connection_.get()) != CONNECTION_OK) return lost();
  if (!is_success(result.get())) return tl::unexpected(fault_of(result.get()));
  return {};
}

Answer<PostgresConnection::Result> PostgresConnection::exchange(std::span<const Command> commands,
                                                                bool once) {
  PGconn* raw = connection_.get();
  if (lost_ || PQstatus(raw) != CONNECTION_OK || PQenterPipelineMode(raw) != 1) return lost();
  std::vector<Expected> expected;
  if (!send(commands, once, expected) || PQpipelineSync(raw) != 1 || !flush()) return lost();
  auto received = receive(commands, expected);
  if (lost_ || PQexitPipelineMode(raw) != 1) return lost();
  return received;
}

bool PostgresConnection::send(std::span<const Command> commands, bool once,
                              std::vector<Expected>& expected) {
  PGconn* raw = connection_.get();
  std::map<const Statement*, std::string> preparing;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Statement* statement = commands[i].statement;
    std::string name;
    if (!once) {
      if (const auto known = prepared_.find(statement); known != prepared_.end()) {
        name = known->second;
      } else if (const auto begun = preparing.find(statement); begun != preparing.end()) {
        name = begun->second;
      } else {
        name = "s" + std::to_string(++made_);
        if (PQsendPrepare(raw, name.c_str(), statement->text.c_str(), 0, nullptr) != 1) {
          return false;
        }
        preparing.emplace(statement, name);
        expected.push_back({i, true});
      }
    }
    if (!send(commands[i], name)) return false;
    expected.push_back({i, false});
  }
  for (auto& [statement, name] : preparing) prepared_.insert_or_assign(statement, name);
  return true;
}

// An empty name: the statement is parsed for this time only.
bool PostgresConnection::send(const Command& command, const std::string& name) {
  std::vector<std::string> texts(command.parameters.size());
  std::vector<const char*> pointers(command.parameters.size(), nullptr);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (const auto* number = std::get_if<std::int64_t>(&command.parameters[i])) {
      texts[i] = std::to_string(*number);
    } else if (const auto* text = std::get_if<std::string>(&command.parameters[i])) {
      texts[i] = encode_text(*text);
    } else {
      continue;
    }
    pointers[i] = texts[i].c_str();
  }
  const int count = static_cast<int>(pointers.size());
  PGconn* raw = connection_.get();
  if (name.empty()) {
    return PQsendQueryParams(raw, command.statement->text.c_str(), count, nullptr, pointers.data(),
                             nullptr, nullptr, 0) == 1;
  }
  return PQsendQueryPrepared(raw, name.c_str(), count, pointers.data(), nullptr, nullptr, 0) == 1;
}

Answer<PostgresConnection::Result> PostgresConnection::receive(
    std::span<const Command> commands, const std::vector<Expected>& expected) {
  std::optional<Fault> failed;
  Result last;
  Result result;
  for (const Expected& item : expected) {
    if (!next(result) || !result) return lost();
    const ExecStatusType status = PQresultStatus(result.get());
    if (item.is_prepare && !is_success(result.get())) {
      prepared_.erase(commands[item.command].statement);
    }
    if (failed || status == PGRES_PIPELINE_ABORTED) {
      // What follows the first fault is not run.
    } else if (!is_success(result.get())) {
      failed = fault_of(result.get());
      failed->command = item.command;
    } else if (!item.is_prepare &&
               to_integer(PQcmdTuples(result.get())) < commands[item.command].min_affected) {
      failed = Fault{FaultKind::kConflict, "23505", item.command};
    }
    if (!item.is_prepare) last = std::move(result);
    // The end of this answer.
    if (!next(result)) return lost();
  }
  if (!next(result) || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) return lost();
  if (failed) return tl::unexpected(*std::move(failed));
  return last;
}

bool PostgresConnection::flush() {
  PGconn* raw = connection_.get();
  const auto until = std::chrono::steady_clock::now() + kLongestWait;
  while (true) {
    const int left = PQflush(raw);
    if (left == 0) return true;
    if (left < 0 || std::chrono::steady_clock::now() > until) return false;
    // Also reads: a server that cannot send its answers takes no more questions.
    pollfd waiting{PQsocket(raw), POLLIN | POLLOUT, 0};
    if (poll(&waiting, 1, 1000) < 0 && errno != EINTR) return false;
    if ((waiting.revents & POLLIN) != 0 && PQconsumeInput(raw) != 1) return false;
  }
}

bool PostgresConnection::next(Result& result) {
  PGconn* raw = connection_.get();
  const auto until = std::chrono::steady_clock::now() + kLongestWait;
  while (PQisBusy(raw) != 0) {
    if (std::chrono::steady_clock::now() > until) return false;
    pollfd waiting{PQsocket(raw), POLLIN, 0};
    const int ready = poll(&waiting, 1, 1000);
    if (ready < 0 && errno != EINTR) return false;
    if (ready > 0 && PQconsumeInput(raw) != 1) return false;
  }
  result.reset(PQgetResult(raw));
  return PQstatus(raw) == CONNECTION_OK;
}

tl::unexpected<Fault> PostgresConnection::lost() {
  lost_ = true;
  return tl::unexpected(Fault{FaultKind::kLost, "08006", 0});
}

Fault PostgresConnection::fault_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  Fault fault{FaultKind::kLost, state == nullptr ? "" : state, 0};
  if (severity != nullptr && std::string_view(severity) == "ERROR") {
    fault.kind = fault_kind(fault.code);
  }
  return fault;
}

}  // namespace financescr::postgres
