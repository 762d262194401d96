// What every host of the service starts from: the packs, the store, the secrets and the settings of
// one server, opened before anything is listened to, so that a fault prevents the start.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "functions/call/context.hpp"
#include "native_server/keys/head_writer.hpp"
#include "native_server/keys/secrets.hpp"
#include "native_server/service/json_log.hpp"
#include "native_server/service/pack_folder_library.hpp"
#include "native_server/service/service.hpp"
#include "native_server/service/static_site.hpp"
#include "native_server/service/system_ports.hpp"

namespace financescr::service {

struct ServiceOptions {
  std::string pack;         // one pack, or a folder of several
  std::string active_pack;  // empty: the one activated last, else the last by name
  std::string state_dir = ".financescr/state";
  std::string store;  // empty: a database in the state folder
  bool migrates = true;
  std::string instance;  // empty: the host's name
  bool demo = false;
  std::string web;  // folder of the exported console; empty: none is served
  std::optional<ports::LogLevel> log = ports::LogLevel::kInfo;
  std::int64_t rate_limit = 500;
  std::vector<std::string> allowed_origins;
  std::vector<http::Network> trusted_proxies;
  std::vector<std::string> trusted_audit_keys;
};

class OpenedService {
 public:
  // Errors: one sentence for each fault, for an operator.
  [[nodiscard]] static tl::expected<std::unique_ptr<OpenedService>, std::vector<std::string>> open(
      ServiceOptions options);
  OpenedService(const OpenedService&) = delete;
  OpenedService& operator=(const OpenedService&) = delete;

  [[nodiscard]] ports::Log& log() { return log_; }
  [[nodiscard]] ports::Clock& clock() { return clock_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const ports::LoadedPack& pack() const { return *pack_; }
  [[nodiscard]] Service& service() { return *service_; }

 private:
  explicit OpenedService(const ServiceOptions& options);

  SystemClock clock_;
  SystemEntropy entropy_;
  JsonLog log_;
  Settings settings_;
  std::unique_ptr<PackFolderLibrary> library_;
  std::unique_ptr<ports::Store> store_;
  std::unique_ptr<keys::FileSecrets> secrets_;
  std::shared_ptr<const ports::LoadedPack> pack_;
  std::optional<StaticSite> site_;
  std::unique_ptr<keys::HeadWriter> heads_;
  std::unique_ptr<Service> service_;
};

}  // namespace financescr::service
