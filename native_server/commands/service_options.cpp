#include "native_server/commands/service_options.hpp"

#include <map>

#include <fmt/format.h>

namespace financescr::commands {
namespace {

using ports::LogLevel;

const std::map<std::string, std::optional<LogLevel>> kLogLevels = {{"info", LogLevel::kInfo},
                                                                   {"warning", LogLevel::kWarning},
                                                                   {"error", LogLevel::kError},
                                                                   {"off", std::nullopt}};

}  // namespace

void add_service_options(Command command, service::ServiceOptions& options) {
  command
      .add_option("--pack", options.pack,
                  "Pack root, .fpk, or a folder of several of them (FINANCESCR_DATA_DIR)")
      .envname("FINANCESCR_DATA_DIR")
      .required();
  command.add_option("--active", options.active_pack,
                     "Which pack of the folder to decide on (default: the one activated last, "
                     "else the last by name)");
  command
      .add_option("--store", options.store,
                  "Where decisions go: sqlite:FILE, postgresql://USER@HOST/DATABASE or memory: "
                  "(default: financescr.db in the state folder) (DATABASE_URL)")
      .envname("DATABASE_URL");
  command.add_flag("!--no-migrate", options.migrates,
                   "Leave the store's tables as they are; fail if they are not current");
  command
      .add_option("--state-dir", options.state_dir,
                  "Keys, anchors of the audit log, and the database if none is named")
      .envname("FINANCESCR_STATE_DIR")
      .capture_default_str();
  command
      .add_option("--audit-key", options.trusted_audit_keys,
                  "Public key of another server or of an earlier key whose signed heads of the "
                  "audit log count; may be given several times")
      .envname("FINANCESCR_AUDIT_PUBLIC_KEYS")
      .delimiter(',');
  command.add_option("--instance", options.instance,
                     "Name of this server and of its audit chain (default: the host's name)");
  command
      .add_option("--rate-limit", options.rate_limit,
                  "Requests a second and client, twice that at once; 0: no limit")
      .between(std::int64_t{0}, std::int64_t{1'000'000})
      .capture_default_str();
  command.add_option("--allow-origin", options.allowed_origins,
                     "Web origin that may call from a browser; may be given several times");
  command
      .add_option_function<std::string>(
          "--log", [&options](const std::string& name) { options.log = kLogLevels.at(name); },
          "Least grave lines on standard error: info (default), warning, error, off")
      .one_of({"info", "warning", "error", "off"});
}

void print_start_faults(const std::vector<std::string>& faults) {
  for (const std::string& fault : faults) fmt::print(stderr, "financescr: {}\n", fault);
}

}  // namespace financescr::commands
