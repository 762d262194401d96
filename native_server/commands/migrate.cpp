// financescr migrate: brings the tables of a store to this program's version, says where they
// stand, or takes migrations back.
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "native_server/commands/command.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/stores/open_store.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string store;
  std::int64_t target = 0;
  bool destroy = false;
};

int report(const Error& error) {
  fmt::print(stderr, "financescr: {}\n", error.detail);
  return kBadInput;
}

int print_names(std::string_view what, const Result<std::vector<std::string>>& names) {
  if (!names) return report(names.error());
  for (const std::string& name : *names) fmt::print("{} {}\n", what, name);
  if (names->empty()) fmt::print("nothing to do\n");
  return kOk;
}

int up(const Options& options) {
  auto driver = stores::open_driver(options.store);
  if (!driver) return report(driver.error());
  return print_names("applied", sql::migrate_up(**driver));
}

int down(const Options& options) {
  if (const auto there = stores::check_store_file(options.store); !there) {
    return report(there.error());
  }
  auto driver = stores::open_driver(options.store);
  if (!driver) return report(driver.error());
  if (!options.destroy) {
    return report({ErrorCode::kMissing,
                   "taking a migration back drops its tables with all that is in them; say "
                   "--destroy-data if you mean it",
                   {}});
  }
  return print_names("took back", sql::migrate_down(**driver, options.target));
}

int status(const Options& options) {
  if (const auto there = stores::check_store_file(options.store); !there) {
    return report(there.error());
  }
  auto driver = stores::open_driver(options.store);
  if (!driver) return report(driver.error());
  const auto states = sql::migration_states(**driver);
  if (!states) return report(states.error());
  bool current = true;
  for (const sql::MigrationState& state : *states) {
    current = current && !state.applied_at.empty();
    fmt::print("{:<36} {}\n", state.name,
               state.applied_at.empty() ? "not applied" : "applied " + state.applied_at);
  }
  return current ? kOk : kSomeFailed;
}

}  // namespace

void add_migrate(Command app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto command = app.add_subcommand("migrate", "Make or change the tables of a store");
  command.require_subcommand();
  command.footer("Exit codes: 0 done or current, 1 status: something is not applied, 3 failed.");
  command.fallthrough();
  command.add_option("--store", options->store, "sqlite:FILE or postgresql://USER@HOST/DATABASE")
      .envname("DATABASE_URL")
      .required();
  command.add_subcommand("up", "Apply what is missing, all of it or nothing")
      .callback([&chosen, options] { chosen = [options] { return up(*options); }; });
  command.add_subcommand("status", "List migrations and when they were applied")
      .callback([&chosen, options] { chosen = [options] { return status(*options); }; });
  auto back = command.add_subcommand("down", "Take migrations back; their data is lost");
  back.add_option("--to", options->target, "The number of the newest one that stays").required();
  back.add_flag("--destroy-data", options->destroy, "Yes, drop the tables");
  back.callback([&chosen, options] { chosen = [options] { return down(*options); }; });
}

}  // namespace financescr::commands
