#include "native_server/stores/open_store.hpp"

#include <unistd.h>

#include <utility>

#include "functions/memory_store/memory_store.hpp"
#include "native_server/postgres/postgres_driver.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/sql_store.hpp"
#include "native_server/sqlite/sqlite_driver.hpp"

namespace financescr::stores {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::size_t kSeedBytes = 32;

Result<void> check_migrations(sql::Driver& driver, bool migrate) {
  if (migrate) {
    if (auto done = sql::migrate_up(driver); !done) return tl::unexpected(done.error());
    return {};
  }
  const auto states = sql::migration_states(driver);
  if (!states) return tl::unexpected(states.error());
  for (const sql::MigrationState& state : *states) {
    if (state.applied_at.empty()) {
      return fail(ErrorCode::kMissing,
                  "migration " + state.name + " is not applied; run `financescr migrate up`");
    }
  }
  return {};
}

// What nobody can guess.
Result<std::string> make_seed() {
  std::string seed(kSeedBytes, '\0');
  if (::getentropy(seed.data(), seed.size()) == 0) return seed;
  return fail(ErrorCode::kUnsupported, "the system gives no random bytes");
}

// The URL without a password, for messages.
std::string shown(const std::string& url) {
  const std::size_t authority = url.find("://");
  const std::size_t at = url.find('@');
  if (authority == std::string::npos || at == std::string::npos) return url;
  const std::size_t colon = url.find(':', authority + 3);
  return colon < at ? url.substr(0, colon) + url.substr(at) : url;
}

}  // namespace

Result<void> check_store_file(const std::string& url) {
  if (!url.starts_with(kSqlite)) return {};
  const std::string path = url.substr(kSqlite.size());
  if (::access(path.c_str(), F_OK) == 0) return {};
  return fail(ErrorCode::kNotFound, path + ": there is no such file");
}

Result<std::unique_ptr<sql::Driver>> open_driver(const std::string& url) {
  constexpr std::string_view kPostgres[] = {"postgresql://", "postgres://",
                                            "postgresql+psycopg://"};
  if (url.starts_with(kSqlite) && url.size() > kSqlite.size()) {
    return sqlite::make_driver(url.substr(kSqlite.size()));
  }
  for (const std::string_view scheme : kPostgres) {
    if (url.starts_with(scheme)) {
      return postgres::make_driver("postgresql://" + url.substr(scheme.size()));
    }
  }
  return fail(ErrorCode::kInvalid,
              "a store is sqlite:FILE, postgresql://USER@HOST/DATABASE or memory:");
}

Result<std::unique_ptr<ports::Store>> open_store(const std::string& url,
                                                 const std::string& instance,
                                                 OpenStoreOptions options) {
  auto seed = make_seed();
  if (!seed) return tl::unexpected(seed.error());
  if (url == "memory:") {
    return std::make_unique<memory_store::MemoryStore>(instance, *std::move(seed),
                                                       std::move(options.signing));
  }
  auto driver = open_driver(url);
  if (!driver) return tl::unexpected(driver.error());
  if (auto there = check_store_file(url); !there && !options.migrate) {
    return tl::unexpected(there.error());
  }
  if (auto current = check_migrations(**driver, options.migrate); !current) {
    return tl::unexpected(current.error());
  }
  auto store = std::make_unique<sql::SqlStore>(
      *std::move(driver), instance,
      sql::StoreOptions{options.limits, options.readers, std::move(options.signing),
                        std::move(options.report), *std::move(seed)});
  if (const auto started = store->start(); !started) {
    if (started.error().kind == sql::FaultKind::kConflict) {
      return fail(ErrorCode::kConflict, "another server holds the instance name '" + instance +
                                            "' in this store; give each its own --instance");
    }
    return fail(ErrorCode::kUnsupported, "the store " + shown(url) + " cannot be opened (error " +
                                             started.error().code + " of the database)");
  }
  return store;
}

}  // namespace financescr::stores
