// One connection to Postgres, in libpq's pipeline mode: a group of statements is one round trip.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "native_server/postgres/watch.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::postgres {

class PostgresConnection final : public sql::Connection {
 public:
  // Gives up after three seconds; what is done with the connection, but for script(), after five.
  // Both at once when `watch`, if there is one, says that the database is lost. The code of its
  // faults is libpq's message. Requires: `watch` outlives the connection.
  [[nodiscard]] static sql::Answer<std::unique_ptr<PostgresConnection>> open(const std::string& url,
                                                                             const Watch* watch);

  [[nodiscard]] sql::Answer<void> run(std::span<const sql::Command> commands) override;
  [[nodiscard]] sql::Answer<std::vector<sql::Row>> query(const sql::Command& command,
                                                         bool once) override;
  [[nodiscard]] sql::Answer<void> commit() override;
  void rollback() override;
  [[nodiscard]] sql::Answer<void> script(const std::string& text) override;

  // Of the server's process for this connection.
  [[nodiscard]] int backend_pid() const { return PQbackendPID(connection_.get()); }

 private:
  struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, ClearResult>;

  using Deadline = std::chrono::steady_clock::time_point;

  PostgresConnection(PGconn* connection, const Watch* watch)
      : connection_(connection), watch_(watch) {}

  // What comes back for each thing sent.
  struct Expected {
    std::size_t command;
    bool is_prepare;
  };
  // Sends the commands and reads every answer. Returns: the result of the last one.
  [[nodiscard]] sql::Answer<Result> exchange(std::span<const sql::Command> commands, bool once);
  [[nodiscard]] bool send(std::span<const sql::Command> commands, bool once,
                          std::vector<Expected>& expected);
  [[nodiscard]] bool send(const sql::Command& command, const std::string& name);
  [[nodiscard]] sql::Answer<Result> receive(std::span<const sql::Command> commands,
                                            const std::vector<Expected>& expected, Deadline until);
  // Waits for the socket; false: the connection or the patience is gone.
  [[nodiscard]] bool wait(short events, Deadline until) const;
  [[nodiscard]] bool connect(Deadline until);
  [[nodiscard]] bool settle(Deadline until);
  [[nodiscard]] bool flush(Deadline until);
  [[nodiscard]] bool next(Result& result, Deadline until);
  [[nodiscard]] static sql::Fault fault_of(const PGresult* result);
  // What the connection was in the middle of is not known: it is not used again.
  [[nodiscard]] tl::unexpected<sql::Fault> lost();

  std::unique_ptr<PGconn, CloseConnection> connection_;
  const Watch* watch_;
  std::map<const sql::Statement*, std::string> prepared_;  // by their names
  int made_ = 0;                                           // names given
  bool lost_ = false;
};

}  // namespace financescr::postgres
