// financescr serve: the engine as an HTTP service, until it is told to stop.
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/service_options.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/pistache/server.hpp"
#include "native_server/service/open_service.hpp"
#include "native_server/workers/job_worker.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;
using ports::LogLevel;

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  std::size_t threads = 64;
  std::size_t memory_mib = 256;
  std::size_t connections = 8192;
  service::ServiceOptions service;
};

constexpr const char* kFooter =
    "Serves until SIGTERM or SIGINT; requests in flight are then finished, new ones get 503.\n"
    "Without --demo every request but /health wants a token: `financescr admin create` makes\n"
    "the first account. TLS ends in a proxy in front; docs/SERVICE.md has its settings.\n\n"
    "  financescr datagen --out_root packs/demo --seed 42\n"
    "  financescr serve --pack packs/demo --demo\n"
    "  curl -s localhost:8000/screen -H 'Content-Type: application/json' \\\n"
    "    -d '{\"request_id\":\"1\",\"customer_id\":\"C_000049\"}'";

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

// Where the address space is limited (RLIMIT_AS, ulimit -v), what is only reserved counts as well:
// malloc reserves 64 MiB an arena, of which there would be eight a core, and the system 8 MiB a
// thread. Nothing here recurses deeper than a JSON document may be nested.
void reserve_little() {
  constexpr int kArenas = 4;
  constexpr std::size_t kStackBytes = std::size_t{1} << 20U;
  mallopt(M_ARENA_MAX, kArenas);
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  if (pthread_attr_setstacksize(&attributes, kStackBytes) == 0) {
    pthread_setattr_default_np(&attributes);
  }
  pthread_attr_destroy(&attributes);
}

// Small pieces that are freed join their neighbours at once. Kept apart, malloc joins all of them
// whenever it is asked for more than a KiB, which a decision does a dozen times.
void join_freed_memory() { mallopt(M_MXFAST, 0); }

// SIGTERM and SIGINT wait to be asked for, in every thread that is started later.
sigset_t hold_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// A second signal ends the process at once.
void wait_for_signal(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

// As many descriptors as the system allows. Returns: how many.
std::size_t raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

pistache::Options server_options(const Options& options) {
  constexpr std::size_t kOtherDescriptors = 128;  // stores, packs, logs
  pistache::Options server;
  server.host = options.host;
  server.port = options.port;
  server.threads = options.threads;
  server.streams = std::max<std::size_t>(options.threads / 2, 1);
  const std::size_t descriptors = raise_descriptor_limit();
  const std::size_t most =
      descriptors > 2 * kOtherDescriptors ? descriptors - kOtherDescriptors : descriptors / 2;
  // A sixteenth of those for which there is a descriptor are told that they have no seat.
  server.limits.connections = std::min(options.connections, most - most / 16);
  server.limits.told_connections = std::min(server.limits.told_connections, most / 32 + 1);
  server.limits.peer_connections = std::max<std::size_t>(server.limits.connections / 4, 1);
  server.limits.memory_bytes = options.memory_mib << 20U;
  server.limits.memory_share_bytes = server.limits.memory_bytes * 3 / 8;
  return server;
}

void log_listening(service::OpenedService& opened, const Options& options, std::uint16_t port) {
  opened.log().write(LogLevel::kInfo, "listening",
                     {{"host", options.host},
                      {"port", static_cast<std::int64_t>(port)},
                      {"version", FINANCESCR_VERSION},
                      {"instance", opened.settings().instance},
                      {"demo", opened.settings().demo},
                      {"pack_id", opened.pack().pack_id}});
  if (::isatty(STDOUT_FILENO) == 1) {
    std::fputs(fmt::format("financescr {} at http://{}:{} on {}\n", FINANCESCR_VERSION,
                           options.host == "127.0.0.1" ? "localhost" : options.host, port,
                           opened.pack().pack_id)
                   .c_str(),
               stdout);
    std::fflush(stdout);
  }
}

int serve(const Options& options, service::OpenedService& opened, const sigset_t& signals) {
  pistache::Options server_settings = server_options(options);
  opened.service().configure(server_settings);
  std::optional<pistache::Server> server;
  try {
    server.emplace(std::move(server_settings), opened.service().handlers());
  } catch (const std::exception& error) {
    return bad_input(
        {ErrorCode::kInvalid,
         fmt::format("cannot listen on {}:{}: {}", options.host, options.port, error.what()),
         {}});
  }
  workers::JobWorker worker(
      [&opened](decision::Workspace& workspace) { return opened.service().context(workspace); });
  log_listening(opened, options, server->port());
  wait_for_signal(signals);
  opened.log().write(LogLevel::kInfo, "stopping",
                     {{"in_flight", static_cast<std::int64_t>(server->in_flight())}});
  if (server->stop()) {
    opened.log().write(LogLevel::kInfo, "stopped", {});
    return kOk;
  }
  opened.log().write(LogLevel::kError, "stopped_with_requests_in_flight", {});
  std::_Exit(kSomeFailed);  // a handler that hangs cannot be waited for
}

int run(const Options& options) {
  if (options.service.demo && !is_loopback(options.host)) {
    pack_files::print_error(
        {ErrorCode::kConflict,
         "--demo lets everybody in, so it serves this machine only; leave out --host",
         {}});
    return kUsage;
  }
  reserve_little();
  join_freed_memory();
  const sigset_t signals = hold_signals();
  const auto opened = service::OpenedService::open(options.service);
  if (!opened) {
    print_start_faults(opened.error());
    return kBadInput;
  }
  return serve(options, **opened, signals);
}

void add_http_options(Command command, Options& options) {
  command.add_option("--port", options.port, "Port; 0 takes a free one (PORT)")
      .envname("PORT")
      .capture_default_str();
  command.add_option("--host", options.host, "Address to listen on; 0.0.0.0 for all")
      .capture_default_str();
  command
      .add_option_function<std::vector<std::string>>(
          "--trusted-proxy",
          [&options](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) {
              options.service.trusted_proxies.push_back(*http::parse_network(text));
            }
          },
          "Address, or ADDRESS/BITS, of a proxy whose Forwarded or X-Forwarded-For says whose "
          "request it is; may be given several times (FINANCESCR_TRUSTED_PROXIES)")
      .check({"",
              [](const std::string& text) {
                return http::parse_network(text) ? std::string()
                                                 : text + " is no address and no ADDRESS/BITS";
              }})
      .envname("FINANCESCR_TRUSTED_PROXIES")
      .delimiter(',');
  command.add_flag("--demo", options.service.demo,
                   "Let this machine in without a token, as an analyst; never for real data");
  command.add_option("--web", options.service.web,
                     "Folder of the exported console (web_ui: npm run demo), served at /app/");
  command.add_option("--threads", options.threads, "Threads that run requests")
      .between(std::size_t{1}, std::size_t{256})
      .capture_default_str();
  command
      .add_option("--memory", options.memory_mib,
                  "MiB that requests may hold together: bodies, their trees, unsent answers")
      .between(std::size_t{16}, std::size_t{65'536})
      .capture_default_str();
  command
      .add_option("--connections", options.connections,
                  "Connections at a time, as far as there are descriptors for them")
      .between(std::size_t{1}, std::size_t{1'000'000})
      .capture_default_str();
}

}  // namespace

void add_serve(Command app, Action& chosen) {
  auto command = app.add_subcommand("serve", "Serve the engine over HTTP");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  add_service_options(command, options->service);
  add_http_options(command, *options);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
