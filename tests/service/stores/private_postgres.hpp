// A Postgres server of the test's own: a cluster in a temporary folder, reached by a socket there.
#pragma once

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
  [[nodiscard]] std::string url_of(const std::string& database) const;
  // Runs a program of the server as the user that owns the cluster; returns its exit status.
  [[nodiscard]] int run(const std::string& arguments) const;

  std::string folder_;
  int databases_ = 0;
};

}  // namespace financescr::stores
