#include "native_server/sql/migrations.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "engine/canonical/sha256.hpp"
#include "engine/core/timestamp.hpp"
#include "native_server/sql/migration_files.hpp"

namespace financescr::sql {
namespace {

constexpr std::string_view kDownMarker = "\n-- down\n";

struct Applied {
  std::int64_t number = 0;
  std::string name;
  std::string checksum;
  std::string applied_at;
};

Migration read_file(const MigrationFile& file) {
  Migration migration;
  migration.name = file.name;
  migration.checksum = canonical::hex(canonical::sha256(file.text));
  const std::size_t marker = std::min(file.text.find(kDownMarker), file.text.size());
  migration.up = file.text.substr(0, marker);
  migration.down = file.text.substr(std::min(marker + kDownMarker.size(), file.text.size()));
  for (const char c : file.name.substr(0, 4)) migration.number = migration.number * 10 + (c - '0');
  return migration;
}

// "0002_name.sqlite.sql" is of that dialect only, "0001_name.sql" of every one.
bool is_of(std::string_view name, std::string_view dialect) {
  const std::string_view stem = name.substr(0, name.size() - std::string_view(".sql").size());
  const std::size_t dot = stem.find('.');
  return dot == std::string_view::npos || stem.substr(dot + 1) == dialect;
}

std::vector<Migration> read_files(std::string_view dialect) {
  std::vector<Migration> migrations;
  for (const MigrationFile& file : migration_files()) {
    if (file.name.ends_with(".sql") && is_of(file.name, dialect))
      migrations.push_back(read_file(file));
  }
  return migrations;
}

tl::unexpected<Error> unreachable(const Fault& fault) {
  return fail(ErrorCode::kUnsupported, "the store cannot be reached (" + fault.code + ")");
}

Result<std::vector<Applied>> read_applied(Connection& connection) {
  static const Statement kStatement{
      "SELECT number, name, checksum, applied_at FROM schema_migrations ORDER BY number"};
  auto rows = connection.query({&kStatement, {}}, true);
  if (!rows) return unreachable(rows.error());
  std::vector<Applied> applied;
  for (const Row& row : *rows) {
    applied.push_back({std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]),
                       std::get<std::string>(row[2]), std::get<std::string>(row[3])});
  }
  return applied;
}

const Migration* find(const std::vector<Migration>& known, std::int64_t number) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Migration& m) { return m.number == number; });
  return found == known.end() ? nullptr : &*found;
}

Result<void> check_applied(const std::vector<Migration>& known,
                           const std::vector<Applied>& applied) {
  for (const Applied& row : applied) {
    const Migration* migration = find(known, row.number);
    if (migration == nullptr) {
      return fail(ErrorCode::kCorrupt, "the store has migration " + row.name +
                                           ", which this program does not know; it is of a "
                                           "newer version");
    }
    if (migration->checksum != row.checksum) {
      return fail(ErrorCode::kCorrupt, "migration " + row.name +
                                           " was changed after it was applied; add a new one "
                                           "instead");
    }
  }
  return {};
}

std::string now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Timestamp{std::chrono::duration_cast<std::chrono::microseconds>(since).count()}
      .to_string();
}

Result<void> apply(Connection& connection, const Migration& migration) {
  static const Statement kRecord{
      "INSERT INTO schema_migrations (number, name, checksum, applied_at) "
      "VALUES ($1, $2, $3, $4)"};
  auto done = connection.script(migration.up);
  const Command record{&kRecord, {migration.number, migration.name, migration.checksum, now()}, 1};
  if (done) done = connection.run({&record, 1});
  if (!done) {
    return fail(ErrorCode::kInvalid,
                "migration " + migration.name + " failed (" + done.error().code + ")");
  }
  return {};
}

Result<void> take_back(Connection& connection, const Migration& migration) {
  static const Statement kForget{"DELETE FROM schema_migrations WHERE number = $1"};
  auto done = connection.script(migration.down);
  const Command forget{&kForget, {migration.number}, 1};
  if (done) done = connection.run({&forget, 1});
  if (!done) {
    return fail(ErrorCode::kInvalid, "migration " + migration.name + " could not be taken back (" +
                                         done.error().code + ")");
  }
  return {};
}

// A transaction that no other migration runs beside, with what is applied.
struct Session {
  std::unique_ptr<Connection> connection;
  std::vector<Applied> applied;
};

Result<Session> begin(Driver& driver) {
  auto opened = driver.open();
  if (!opened) return unreachable(opened.error());
  Session session{*std::move(opened), {}};
  auto done = session.connection->script(driver.begin_migration());
  if (done) {
    done = session.connection->script(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number bigint PRIMARY KEY, "
        "name text NOT NULL, checksum varchar(64) NOT NULL, applied_at timestamptz NOT NULL)");
  }
  if (!done) return unreachable(done.error());
  auto applied = read_applied(*session.connection);
  if (!applied) return tl::unexpected(applied.error());
  session.applied = *std::move(applied);
  if (auto checked = check_applied(migrations_of(driver.dialect()), session.applied); !checked) {
    return tl::unexpected(checked.error());
  }
  return session;
}

Result<void> commit(Session& session) {
  if (auto done = session.connection->commit(); !done) return unreachable(done.error());
  return {};
}

}  // namespace

const std::vector<Migration>& migrations_of(std::string_view dialect) {
  static const std::vector<Migration> kSqlite = read_files("sqlite");
  static const std::vector<Migration> kPostgres = read_files("postgres");
  return dialect == "sqlite" ? kSqlite : kPostgres;
}

std::int64_t latest_migration(std::string_view dialect) {
  const auto& known = migrations_of(dialect);
  return known.empty() ? 0 : known.back().number;
}

Result<std::vector<MigrationState>> migration_states(Driver& driver) {
  auto opened = driver.open();
  if (!opened) return unreachable(opened.error());
  static const Statement kProbe{"SELECT COUNT(*) FROM schema_migrations"};
  const auto probe = (*opened)->query({&kProbe, {}}, true);
  std::vector<Applied> applied;
  if (probe) {
    auto read = read_applied(**opened);
    if (!read) return tl::unexpected(read.error());
    applied = *std::move(read);
  } else if (probe.error().kind != FaultKind::kRefused) {
    return unreachable(probe.error());
  }
  const auto& known = migrations_of(driver.dialect());
  if (auto checked = check_applied(known, applied); !checked) {
    return tl::unexpected(checked.error());
  }
  std::vector<MigrationState> states;
  for (const Migration& migration : known) {
    MigrationState state{migration.number, migration.name, {}};
    for (const Applied& row : applied) {
      if (row.number == migration.number) state.applied_at = row.applied_at;
    }
    states.push_back(std::move(state));
  }
  return states;
}

Result<std::vector<std::string>> migrate_up(Driver& driver) {
  auto session = begin(driver);
  if (!session) return tl::unexpected(session.error());
  std::vector<std::string> names;
  for (const Migration& migration : migrations_of(driver.dialect())) {
    const bool is_applied =
        std::any_of(session->applied.begin(), session->applied.end(),
                    [&](const Applied& row) { return row.number == migration.number; });
    if (is_applied) continue;
    if (auto done = apply(*session->connection, migration); !done) {
      session->connection->rollback();
      return tl::unexpected(done.error());
    }
    names.push_back(migration.name);
  }
  if (auto done = commit(*session); !done) return tl::unexpected(done.error());
  return names;
}

Result<std::vector<std::string>> migrate_down(Driver& driver, std::int64_t target) {
  auto session = begin(driver);
  if (!session) return tl::unexpected(session.error());
  std::vector<std::string> names;
  for (auto row = session->applied.rbegin(); row != session->applied.rend(); ++row) {
    if (row->number <= target) break;
    const Migration* migration = find(migrations_of(driver.dialect()), row->number);
    if (auto done = take_back(*session->connection, *migration); !done) {
      session->connection->rollback();
      return tl::unexpected(done.error());
    }
    names.push_back(migration->name);
  }
  if (auto done = commit(*session); !done) return tl::unexpected(done.error());
  return names;
}

}  // namespace financescr::sql
