#include "tests/service/stores/private_postgres.hpp"

#include <doctest/doctest.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "native_server/postgres/postgres_driver.hpp"

namespace financescr::stores {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

std::unique_ptr<PrivatePostgres>& holder() {
  static std::unique_ptr<PrivatePostgres> server;
  return server;
}

void execute(const std::string& url, const std::string& text) {
  const auto driver = postgres::make_driver(url);
  auto connection = driver->open();
  REQUIRE_MESSAGE(connection, url);
  REQUIRE((*connection)->script(text));
}

}  // namespace

bool PrivatePostgres::is_installed() {
  return std::filesystem::exists(std::string(kPrograms) + "initdb");
}

PrivatePostgres& PrivatePostgres::instance() {
  if (!holder()) holder().reset(new PrivatePostgres());
  return *holder();
}

void PrivatePostgres::shut_down() { holder().reset(); }

int PrivatePostgres::run(const std::string& arguments) const {
  // The server refuses to run as root.
  const std::string as = geteuid() == 0 ? "runuser -u postgres -- " : "";
  const std::string command =
      "cd / && " + as + kPrograms + arguments + " >>" + folder_ + "/log 2>&1 </dev/null";
  return std::system(command.c_str());
}

PrivatePostgres::PrivatePostgres() {
  char name[] = "/tmp/fpgXXXXXX";
  REQUIRE(mkdtemp(name) != nullptr);
  folder_ = name;
  std::ofstream(folder_ + "/log").close();
  if (geteuid() == 0) {
    const passwd* owner = getpwnam("postgres");
    REQUIRE(owner != nullptr);
    REQUIRE(chown(name, owner->pw_uid, owner->pw_gid) == 0);
    REQUIRE(chown((folder_ + "/log").c_str(), owner->pw_uid, owner->pw_gid) == 0);
  }
  REQUIRE(chmod(name, 0711) == 0);
  REQUIRE(run("initdb -D " + folder_ +
              "/data -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8") == 0);
  start();
}

PrivatePostgres::~PrivatePostgres() {
  (void)run("pg_ctl -D " + folder_ + "/data -m immediate -t 20 -w stop");
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PrivatePostgres::start() {
  const std::string arguments = "pg_ctl -D " + folder_ + "/data -l " + folder_ +
                                "/log -t 30 -w -o \"-c listen_addresses='' "
                                "-c unix_socket_directories=" +
                                folder_ + " -c max_connections=100 -c shared_buffers=64MB\" start";
  // Processes of a killed server may need a while to end on a busy machine.
  for (int attempt = 0; attempt < 300; ++attempt) {
    if (run(arguments) == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  FAIL("Postgres does not start; see " << folder_ << "/log");
}

void PrivatePostgres::kill() { REQUIRE(::kill(first_process(), SIGKILL) == 0); }

std::string PrivatePostgres::url_of(const std::string& database, const std::string& role) const {
  std::string host;
  for (const char c : folder_) host += c == '/' ? std::string("%2F") : std::string(1, c);
  return "postgresql://" + role + "@" + host + "/" + database;
}

std::string PrivatePostgres::fresh_database() {
  // A schema of its own is as good as a database, and made at once.
  const std::string name = "d" + std::to_string(++databases_);
  execute(url_of("postgres"), "CREATE SCHEMA " + name);
  return url_of("postgres") + "?options=-csearch_path%3D" + name;
}

std::string PrivatePostgres::owned_database() {
  const std::string number = std::to_string(++databases_);
  execute(url_of("postgres"), "CREATE ROLE owner" + number + " LOGIN");
  execute(url_of("postgres"), "CREATE DATABASE bank" + number + " OWNER owner" + number);
  return url_of("bank" + number, "owner" + number);
}

std::string PrivatePostgres::restored(const std::string& owned_database, Dump dump) {
  const std::string target = this->owned_database();
  const std::string name = target.substr(target.rfind('/') + 1);
  const std::string file = folder_ + "/" + name + ".dump";
  const bool is_plain = dump == Dump::kPlain;
  REQUIRE(run("pg_dump -d " + owned_database + " -f " + file +
              (is_plain ? " --no-owner --no-acl" : " -Fc")) == 0);
  const std::string into = " -d " + target + " ";
  REQUIRE(run(is_plain ? "psql -qX -v ON_ERROR_STOP=1" + into + "-f " + file
                       : "pg_restore --no-owner --no-acl --exit-on-error" + into + file) == 0);
  std::filesystem::remove(file);
  return target;
}

int PrivatePostgres::first_process() const {
  std::ifstream file(folder_ + "/data/postmaster.pid");
  pid_t pid = 0;
  file >> pid;
  REQUIRE(pid > 1);
  return pid;
}

// The first process first: it makes no others while it stands still.
void PrivatePostgres::signal_all(int signal) const {
  const pid_t first = first_process();
  REQUIRE(::kill(first, signal) == 0);
  const std::string task = std::to_string(first);
  std::ifstream children("/proc/" + task + "/task/" + task + "/children");
  for (pid_t child = 0; children >> child;) (void)::kill(child, signal);
}

void PrivatePostgres::freeze() const { signal_all(SIGSTOP); }
void PrivatePostgres::thaw() const { signal_all(SIGCONT); }

void PrivatePostgres::freeze_writer(const std::string& url) const {
  static const sql::Statement kWriter{
      "SELECT pid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"};
  const auto driver = postgres::make_driver(url);
  auto connection = driver->open();
  REQUIRE(connection);
  const auto rows = (*connection)->query({&kWriter, {}}, true);
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  const auto pid = static_cast<pid_t>(std::get<std::int64_t>(rows->front().front()));
  REQUIRE(::kill(pid, SIGSTOP) == 0);
}

void PrivatePostgres::cut_sessions(const std::string& url) {
  execute(url,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
          "WHERE datname = current_database() AND pid <> pg_backend_pid()");
}

}  // namespace financescr::stores
