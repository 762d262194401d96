#include "native_server/service/open_service.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "functions/audit/adoption.hpp"
#include "functions/ports/ids.hpp"
#include "native_server/keys/audit_signing.hpp"
#include "native_server/pack_files/id_key.hpp"
#include "native_server/stores/open_store.hpp"

namespace financescr::service {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "financescr";
}

Settings settings_of(const ServiceOptions& options) {
  const char* stamp = std::getenv("VERSION_STAMP");
  Settings settings;
  settings.version = FINANCESCR_VERSION;
  settings.version_stamp = stamp == nullptr ? "financescr@" FINANCESCR_VERSION : stamp;
  settings.instance = options.instance;
  settings.demo = options.demo;
  settings.allowed_origins = options.allowed_origins;
  settings.trusted_proxies = options.trusted_proxies;
  settings.trusted_audit_keys = options.trusted_audit_keys;
  return settings;
}

// The pack that people activated last, else the last by name. Empty if the one asked for is none.
std::string first_active(const ServiceOptions& options, const PackFolderLibrary& library,
                         ports::Store& store) {
  if (!options.active_pack.empty()) return options.active_pack;
  if (const auto activations = ports::list(store, ports::pack_activations_query())) {
    for (const auto& activation : *activations) {
      if (activation.status == ports::ActivationStatus::kActive &&
          library.holds(activation.pack_id)) {
        return activation.pack_id;
      }
    }
  }
  return library.list().back().pack_id;
}

// Servers that start together bind the same records: one of them does, the other looks again.
Result<std::int64_t> adopt(ports::Store& store, const audit::Trust& trust, ports::Clock& clock,
                           ports::Entropy& entropy) {
  constexpr int kAttempts = 10;
  std::int64_t bound = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    audit::BoundRows rows(store, trust);
    const auto done = audit::adopt_records(store, rows, clock.now(), make_id(clock, entropy));
    if (done) return bound + *done;
    if (done.error() != ports::StoreFault::kConflict) break;
  }
  return fail(ErrorCode::kUnsupported,
              "the records of an earlier version could not be bound to the audit log");
}

tl::unexpected<std::vector<std::string>> fault(const Error& error) {
  return tl::unexpected(std::vector<std::string>{error.detail});
}

}  // namespace

OpenedService::OpenedService(const ServiceOptions& options)
    : log_(clock_, STDERR_FILENO, options.log), settings_(settings_of(options)) {}

tl::expected<std::unique_ptr<OpenedService>, std::vector<std::string>> OpenedService::open(
    ServiceOptions options) {
  if (options.instance.empty()) options.instance = host_name();
  if (options.store.empty()) options.store = "sqlite:" + options.state_dir + "/financescr.db";
  std::unique_ptr<OpenedService> opened(new OpenedService(options));
  auto library = PackFolderLibrary::find(options.pack);
  if (!library) return fault(library.error());
  opened->library_ = *std::move(library);
  auto id_key = pack_files::id_key_from_environment();
  if (!id_key) return fault(id_key.error());
  auto secrets = keys::FileSecrets::open(keys::secret_files(options.state_dir), *std::move(id_key));
  if (!secrets) return fault(secrets.error());
  opened->secrets_ = *std::move(secrets);
  stores::OpenStoreOptions how;
  how.migrate = options.migrates;
  how.report = [&log = opened->log_](std::string_view event, std::string_view code) {
    log.write(ports::LogLevel::kError, "store", {{"fault", event}, {"code", code}});
  };
  const keys::AuditSigning signing(options.state_dir, options.instance);
  how.signing =
      signing.options(*opened->secrets_, options.trusted_audit_keys, opened->clock_.now());
  const audit::Trust trust = how.signing.trust();
  auto store = stores::open_store(options.store, options.instance, std::move(how));
  if (!store) return fault(store.error());
  if (auto noted = signing.note(**store); !noted) return fault(noted.error());
  opened->store_ = *std::move(store);
  const auto adopted = adopt(*opened->store_, trust, opened->clock_, opened->entropy_);
  if (!adopted) return fault(adopted.error());
  if (*adopted > 0) {
    opened->log_.write(ports::LogLevel::kInfo, "records_adopted", {{"records", *adopted}});
  }
  const std::string pack_id = first_active(options, *opened->library_, *opened->store_);
  auto pack = opened->library_->read(pack_id);
  if (!pack) return tl::unexpected(pack_files::fault_lines(pack.error()));
  opened->pack_ = *std::move(pack);
  opened->library_->activate(opened->pack_);
  if (!options.web.empty()) {
    auto site = StaticSite::open(options.web);
    if (!site) return fault(site.error());
    opened->site_ = *std::move(site);
  }
  auto heads =
      keys::HeadWriter::start({*opened->store_, opened->clock_, *opened->secrets_, opened->log_},
                              keys::anchors_path(options.state_dir, options.instance));
  if (!heads) return fault(heads.error());
  opened->heads_ = *std::move(heads);
  opened->service_ = std::make_unique<Service>(
      ServiceParts{*opened->library_, *opened->store_, opened->clock_, opened->entropy_,
                   *opened->secrets_, opened->log_, opened->settings_,
                   opened->site_ ? &*opened->site_ : nullptr},
      http::RateLimit{options.rate_limit, 2 * options.rate_limit});
  return opened;
}

}  // namespace financescr::service
