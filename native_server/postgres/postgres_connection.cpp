#include "native_server/postgres/postgres_connection.hpp"

#include <poll.h>

#include <algorithm>
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

constexpr std::chrono::seconds kConnectTime{3};
// Longer than the server lets a statement run.
constexpr std::chrono::seconds kLongestWait{5};
// How often it is looked whether waiting has become hopeless.
constexpr std::chrono::milliseconds kLook{100};

// A deployment may ask for more than a local flush of commits, but not for less.
constexpr const char* kSettings =
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO';"
    "SET standard_conforming_strings = on; SET default_transaction_isolation = 'read committed';"
    "SET statement_timeout = '4s'; SET lock_timeout = '3s';"
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
  if (is_time_type(type)) return decode_time(text);
  return decode_text(text);
}

bool is_success(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

Answer<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url,
                                                                     const Watch* watch) {
  // The URL comes after the defaults it may replace, and before what it may not.
  const char* const keywords[] = {"tcp_user_timeout", "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "application_name", "target_session_attrs",
                                  "dbname",           "client_encoding",  nullptr};
  const char* const values[] = {"10000",      "10",        "5",    "3",    "financescr",
                                "read-write", url.c_str(), "UTF8", nullptr};
  const Deadline until = std::chrono::steady_clock::now() + kConnectTime;
  std::unique_ptr<PostgresConnection> connection(
      new PostgresConnection(PQconnectStartParams(keywords, values, 1), watch));
  PGconn* raw = connection->connection_.get();
  if (!connection->connect(until)) {
    std::string message = PQerrorMessage(raw);
    while (!message.empty() && message.back() == '\n') message.pop_back();
    if (message.empty()) message = "no answer";
    return tl::unexpected(Fault{FaultKind::kLost, std::move(message), 0});
  }
  PQsetNoticeProcessor(raw, [](void*, const char*) {}, nullptr);
  PQsetnonblocking(raw, 1);
  if (!connection->settle(until)) return connection->lost();
  return connection;
}

bool PostgresConnection::wait(short events, Deadline until) const {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0 || (watch_ != nullptr && watch_->pulse().is_lost())) return false;
    pollfd waiting{PQsocket(connection_.get()), events, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(std::min(left, kLook).count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool PostgresConnection::connect(Deadline until) {
  PGconn* raw = connection_.get();
  if (raw == nullptr || PQstatus(raw) == CONNECTION_BAD) return false;
  PostgresPollingStatusType step = PGRES_POLLING_WRITING;
  while (step == PGRES_POLLING_WRITING || step == PGRES_POLLING_READING) {
    if (!wait(step == PGRES_POLLING_READING ? POLLIN : POLLOUT, until)) return false;
    step = PQconnectPoll(raw);
  }
  return step == PGRES_POLLING_OK;
}

bool PostgresConnection::settle(Deadline until) {
  if (PQsendQuery(connection_.get(), kSettings) != 1 || !flush(until)) return false;
  for (Result result; next(result, until);) {
    if (!result) return true;
    if (!is_success(result.get())) return false;
  }
  return false;
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
  const Deadline until = std::chrono::steady_clock::now() + kLongestWait;
  if (!send(commands, once, expected) || PQpipelineSync(raw) != 1 || !flush(until)) return lost();
  auto received = receive(commands, expected, until);
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
    std::span<const Command> commands, const std::vector<Expected>& expected, Deadline until) {
  std::optional<Fault> failed;
  Result last;
  Result result;
  for (const Expected& item : expected) {
    if (!next(result, until) || !result) return lost();
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
    if (!next(result, until)) return lost();
  }
  if (!next(result, until) || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) return lost();
  if (failed) return tl::unexpected(*std::move(failed));
  return last;
}

bool PostgresConnection::flush(Deadline until) {
  PGconn* raw = connection_.get();
  while (true) {
    const int left = PQflush(raw);
    if (left == 0) return true;
    // Also reads: a server that cannot send its answers takes no more questions.
    if (left < 0 || !wait(POLLIN | POLLOUT, until) || PQconsumeInput(raw) != 1) return false;
  }
}

bool PostgresConnection::next(Result& result, Deadline until) {
  PGconn* raw = connection_.get();
  while (PQisBusy(raw) != 0) {
    if (!wait(POLLIN, until) || PQconsumeInput(raw) != 1) return false;
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
