// financescr serve: the engine as an HTTP service, until it is told to stop.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "native_server/commands/command.hpp"
#include "native_server/host/head_writer.hpp"
#include "native_server/host/id_key.hpp"
#include "native_server/host/open_store.hpp"
#include "native_server/host/pack_folder_library.hpp"
#include "native_server/host/secrets.hpp"
#include "native_server/host/service.hpp"
#include "native_server/pistache/server.hpp"
#include "native_server/workers/job_worker.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;
using ports::LogLevel;

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  std::string pack;
  std::string active_pack;
  std::string state_dir = ".financescr/state";
  std::string store;  // empty: a file in the state folder
  std::string instance;
  bool demo = false;
  std::size_t threads = 64;
  std::optional<LogLevel> log = LogLevel::kInfo;
  std::int64_t rate_limit = 500;
  std::vector<std::string> allowed_origins;
  std::vector<std::string> trusted_audit_keys;
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

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "financescr";
}

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

// The pack that people activated last, else the last by name. Empty if the one asked for is none.
std::string first_active(const Options& options, const host::PackFolderLibrary& library,
                         ports::Store& store) {
  if (!options.active_pack.empty()) return options.active_pack;
  if (const auto activations = store.pack_activations()) {
    for (const auto& activation : *activations) {
      if (activation.status == "ACTIVE" && library.holds(activation.pack_id)) {
        return activation.pack_id;
      }
    }
  }
  return library.list().back().pack_id;
}

pistache::Options server_options(const Options& options) {
  constexpr std::size_t kOtherDescriptors = 128;  // stores, packs, logs
  pistache::Options server;
  server.host = options.host;
  server.port = options.port;
  server.threads = options.threads;
  server.streams = std::max<std::size_t>(options.threads / 2, 1);
  const std::size_t descriptors = raise_descriptor_limit();
  server.limits.connections = std::min(
      server.limits.connections,
      descriptors > 2 * kOtherDescriptors ? descriptors - kOtherDescriptors : descriptors / 2);
  return server;
}

void log_listening(ports::Log& log, const Options& options, std::uint16_t port,
                   const ports::LoadedPack& pack) {
  log.write(LogLevel::kInfo, "listening",
            {{"host", options.host},
             {"port", static_cast<std::int64_t>(port)},
             {"version", FINANCESCR_VERSION},
             {"instance", options.instance},
             {"demo", options.demo},
             {"pack_id", pack.pack_id}});
  if (::isatty(STDOUT_FILENO) == 1) {
    std::fputs(
        fmt::format("financescr {} at http://{}:{} on {}\n", FINANCESCR_VERSION,
                    options.host == "127.0.0.1" ? "localhost" : options.host, port, pack.pack_id)
            .c_str(),
        stdout);
    std::fflush(stdout);
  }
}

int serve(const Options& options, host::Service& service, ports::Log& log,
          const ports::LoadedPack& pack, const sigset_t& signals) {
  pistache::Options server_settings = server_options(options);
  service.configure(server_settings);
  std::optional<pistache::Server> server;
  try {
    server.emplace(std::move(server_settings), service.handlers());
  } catch (const std::exception& error) {
    host::print_error(
        {ErrorCode::kInvalid,
         fmt::format("cannot listen on {}:{}: {}", options.host, options.port, error.what()),
         {}});
    return kBadInput;
  }
  workers::JobWorker worker(
      [&service](screening::Workspace& workspace) { return service.context(workspace); });
  log_listening(log, options, server->port(), pack);
  wait_for_signal(signals);
  log.write(LogLevel::kInfo, "stopping",
            {{"in_flight", static_cast<std::int64_t>(server->in_flight())}});
  if (server->stop()) {
    log.write(LogLevel::kInfo, "stopped", {});
    return kOk;
  }
  log.write(LogLevel::kError, "stopped_with_requests_in_flight", {});
  std::_Exit(kSomeFailed);  // a handler that hangs cannot be waited for
}

int run(Options options) {
  if (options.demo && !is_loopback(options.host)) {
    host::print_error({ErrorCode::kConflict,
                       "--demo lets everybody in, so it serves this machine only; leave out --host",
                       {}});
    return kUsage;
  }
  if (options.instance.empty()) options.instance = host_name();
  const sigset_t signals = hold_signals();
  host::SystemClock clock;
  host::SystemEntropy entropy;
  host::JsonLog log(clock, STDERR_FILENO, options.log);

  const auto library = host::PackFolderLibrary::find(options.pack);
  if (!library) {
    host::print_error(library.error());
    return kBadInput;
  }
  auto id_key = host::id_key_from_environment();
  const auto secrets = id_key ? host::FileSecrets::open(host::secret_files(options.state_dir),
                                                        *std::move(id_key))
                              : tl::unexpected(id_key.error());
  if (!secrets) {
    host::print_error(secrets.error());
    return kBadInput;
  }
  if (options.store.empty()) options.store = "sqlite:" + options.state_dir + "/financescr.db";
  const auto store = host::open_store(options.store, options.instance);
  if (!store) {
    host::print_error(store.error());
    return kBadInput;
  }
  const auto pack = (*library)->read(first_active(options, **library, **store));
  if (!pack) {
    host::print_faults(pack.error());
    return kBadInput;
  }
  (*library)->activate(*pack);
  const char* stamp = std::getenv("VERSION_STAMP");
  Settings settings;
  settings.version = FINANCESCR_VERSION;
  settings.version_stamp = stamp == nullptr ? "financescr@" FINANCESCR_VERSION : stamp;
  settings.instance = options.instance;
  settings.demo = options.demo;
  settings.allowed_origins = options.allowed_origins;
  settings.trusted_audit_keys = options.trusted_audit_keys;
  const auto heads =
      host::HeadWriter::start({**store, clock, **secrets, log},
                              host::anchors_path(options.state_dir, options.instance));
  if (!heads) {
    host::print_error(heads.error());
    return kBadInput;
  }
  host::Service service({**library, **store, clock, entropy, **secrets, log, settings},
                        {options.rate_limit, 2 * options.rate_limit});
  return serve(options, service, log, **pack, signals);
}

const std::map<std::string, std::optional<LogLevel>> kLogLevels = {{"info", LogLevel::kInfo},
                                                                   {"warning", LogLevel::kWarning},
                                                                   {"error", LogLevel::kError},
                                                                   {"off", std::nullopt}};

void add_service_options(CLI::App& command, Options& options) {
  command
      .add_option("--pack", options.pack,
                  "Pack root, .fpk, or a folder of several of them (FINANCESCR_DATA_DIR)")
      ->envname("FINANCESCR_DATA_DIR")
      ->required();
  command.add_option("--active", options.active_pack,
                     "Which pack of the folder to decide on (default: the one activated last, "
                     "else the last by name)");
  command
      .add_option("--store", options.store,
                  "Where decisions go: sqlite:FILE, postgresql://USER@HOST/DATABASE or memory: "
                  "(default: financescr.db in the state folder) (DATABASE_URL)")
      ->envname("DATABASE_URL");
  command
      .add_option("--state-dir", options.state_dir,
                  "Keys, anchors of the audit log, and the database if none is named")
      ->envname("FINANCESCR_STATE_DIR")
      ->capture_default_str();
  command
      .add_option("--audit-key", options.trusted_audit_keys,
                  "Public key of another server or of an earlier key whose signed heads of the "
                  "audit log count; may be given several times")
      ->envname("FINANCESCR_AUDIT_PUBLIC_KEYS")
      ->delimiter(',');
  command.add_option("--instance", options.instance,
                     "Name of this server and of its audit chain (default: the host's name)");
}

void add_http_options(CLI::App& command, Options& options,
                      const std::shared_ptr<std::string>& log) {
  command.add_option("--port", options.port, "Port; 0 takes a free one (PORT)")
      ->envname("PORT")
      ->capture_default_str();
  command.add_option("--host", options.host, "Address to listen on; 0.0.0.0 for all")
      ->capture_default_str();
  command.add_flag("--demo", options.demo,
                   "Let this machine in without a token, as an analyst; never for real data");
  command.add_option("--threads", options.threads, "Threads that run requests")
      ->check(CLI::Range(std::size_t{1}, std::size_t{256}))
      ->capture_default_str();
  command
      .add_option("--rate-limit", options.rate_limit,
                  "Requests a second and client, twice that at once; 0: no limit")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000}))
      ->capture_default_str();
  command.add_option("--allow-origin", options.allowed_origins,
                     "Web origin that may call from a browser; may be given several times");
  command
      .add_option("--log", *log, "Least grave lines on standard error: info, warning, error, off")
      ->check(CLI::IsMember(kLogLevels))
      ->capture_default_str();
}

}  // namespace

void add_serve(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("serve", "Serve the engine over HTTP");
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  auto log = std::make_shared<std::string>("info");
  add_service_options(*command, *options);
  add_http_options(*command, *options, log);
  command->callback([options, log, &chosen] {
    options->log = kLogLevels.at(*log);
    chosen = [options] { return run(*options); };
  });
}

}  // namespace financescr::commands
