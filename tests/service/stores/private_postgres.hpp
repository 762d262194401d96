// A Postgres server of the test's own: a cluster in a temporary folder, reached by a socket there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace financescr::stores {

class PrivatePostgres {
 public:
  // Whether Debian's package is installed.
  [[nodiscard]] static bool is_installed();
  // One for the whole test run, started when it is first asked for. Fails the test if it cannot.
  [[nodiscard]] static PrivatePostgres& instance();
  // Stops the server, if it was started, and removes its folder.
  static void shut_down();

  ~PrivatePostgres();
  PrivatePostgres(const PrivatePostgres&) = delete;
  PrivatePostgres& operator=(const PrivatePostgres&) = delete;

  // A URL with a new, empty place for tables.
  [[nodiscard]] std::string fresh_database();

  // The URL of a new, empty database, which a new role without other rights owns.
  [[nodiscard]] std::string owned_database();
  // The URL of another such database, into which its owner has restored what pg_dump writes of the
  // one: as SQL, by psql, or in the custom format, by pg_restore.
  enum class Dump : std::uint8_t { kPlain, kCustom };
  [[nodiscard]] std::string restored(const std::string& owned_database, Dump dump);

  // SIGKILL to the server's first process; its others notice and end.
  void kill();
  // Waits until it answers.
  void start();
  // Stops all of its processes where they are, and lets them go on.
  void freeze() const;
  void thaw() const;
  // The same for the one process that serves the writer of a store.
  void freeze_writer(const std::string& url) const;
  // Ends every session in the database but the caller's, as a lost network would.
  void cut_sessions(const std::string& url);

 private:
  PrivatePostgres();
  [[nodiscard]] int first_process() const;
  void signal_all(int signal) const;
  [[nodiscard]] std::string url_of(const std::string& database,
                                   const std::string& role = "postgres") const;
  // Runs a program of the server as the user that owns the cluster; returns its exit status.
  [[nodiscard]] int run(const std::string& arguments) const;

  std::string folder_;
  int databases_ = 0;
};

}  // namespace financescr::stores
