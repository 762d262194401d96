// financescr datagen: the seeded synthetic packs.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "datagen/name_pools_v2.hpp"
#include "datagen/packs.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/datagen_output.hpp"
#include "native_server/commands/datagen_transactions.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

using datagen::PackVersion;

struct Options {
  std::string out_root;
  std::string version_name = "v1";
  std::string names_path;
  bool no_oracle = false;
  bool no_expected = false;
  datagen::GeneratorOptions generator;

  [[nodiscard]] PackVersion version() const {
    return version_name == "v2" ? PackVersion::kV2 : PackVersion::kV1;
  }
};

constexpr const char* kFooter =
    "Writes fincrime/V, credit/V and golden/V under --out_root, V being the version: customers,\n"
    "watchlist, labels, applications, policies, models, manifests, golden sets with the decision\n"
    "and result_hash that each row must have, and oracle.jsonl with the truth and the best score\n"
    "that any matcher can give. The same options always give the same bytes. docs/DATAGEN.md says\n"
    "what is drawn and how much memory it takes.\n"
    "`datagen transactions` has options of its own and takes none of these.";

int failed(const Error& error, int exit_code) {
  pack_files::print_error(error);
  return exit_code;
}

// Decides the golden rows of one domain with the pack as it was written.
using WriteExpected = Result<void> (*)(PackVersion, const replay::EngineSet&, std::string_view,
                                       datagen::Output&);
int write_expected(const Options& options, const std::string& domain, WriteExpected write,
                   FolderOutput& output) {
  const auto golden = files::read_file(options.out_root + "/golden/" + options.version_name + "/" +
                                       domain + "_golden.jsonl");
  if (!golden) return failed(golden.error(), kBadInput);
  const auto loaded =
      pack_files::load_pack(options.out_root + "/" + domain + "/" + options.version_name);
  if (!loaded) return kBadInput;
  const auto written = write(options.version(), loaded->engine, golden->view, output);
  return written ? kOk : failed(written.error(), kBadInput);
}

// What an earlier run left and this one was told to leave out would not belong to the new pack.
void remove_stale(const Options& options) {
  const auto remove = [&](const std::string& folder, const std::string& file) {
    std::remove((options.out_root + "/" + folder + "/" + options.version_name + file).c_str());
  };
  if (options.no_oracle) remove("fincrime", "/oracle.jsonl");
  if (options.no_expected) {
    remove("golden", "/fincrime_expected.jsonl");
    remove("golden", "/credit_expected.jsonl");
  }
}

int run(const Options& options) {
  if (options.version() == PackVersion::kV1 && !options.names_path.empty()) {
    return failed({ErrorCode::kConflict, "--names_path is for --version v2", ""}, kUsage);
  }
  datagen::GeneratorOptions generator = options.generator;
  generator.with_oracle = !options.no_oracle;
  std::optional<datagen::NamePools> pools;
  if (!options.names_path.empty()) {
    const auto file = files::read_file(options.names_path);
    if (!file) return failed(file.error(), kBadInput);
    auto read = datagen::read_name_pools(file->view);
    if (!read) {
      for (const Error& error : read.error()) {
        pack_files::print_error(
            {error.code, options.names_path + ": " + error.pointer + " " + error.detail, ""});
      }
      return kBadInput;
    }
    pools = std::move(*read);
    generator.name_pools = &*pools;
  }
  if (const auto valid = validate(generator); !valid) return failed(valid.error(), kUsage);
  FolderOutput output(options.out_root);
  const auto written = datagen::write_pack(options.version(), generator, output);
  if (!written) return failed(written.error(), kBadInput);
  remove_stale(options);
  if (options.no_expected) return kOk;
  const int code = write_expected(options, "fincrime", datagen::write_fincrime_expected, output);
  if (code != kOk) return code;
  return write_expected(options, "credit", datagen::write_credit_expected, output);
}

void add_v2_options(Command command, Options& options) {
  command.add_option("--version", options.version_name, "v1 or v2 of the packs")
      .one_of({"v1", "v2"})
      .capture_default_str();
  command
      .add_option("--credit_raw_fields_rate", options.generator.credit_raw_fields_rate,
                  "v2: share of applications with raw balances")
      .capture_default_str();
  command.add_option("--names_path", options.names_path,
                     "v2: JSON file with other name pools (docs/DATAGEN.md)");
  command.add_flag("--no-oracle", options.no_oracle, "Leave oracle.jsonl out");
  command.add_flag("--no-expected", options.no_expected,
                   "Leave the expected decisions out; they need the pack in memory");
}

}  // namespace

void add_datagen(Command app, Action& chosen) {
  auto command = app.add_subcommand("datagen", "Generate the seeded synthetic packs");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  auto& generator = options->generator;
  const char* home = std::getenv("HOME");
  options->out_root = std::string(home == nullptr ? "." : home) + "/financescr_data";
  command.add_option("--out_root", options->out_root, "Folder to write under")
      .capture_default_str();
  command.add_option("--seed", generator.seed, "Seed of the generator").capture_default_str();
  const auto count = [&](const char* name, std::int64_t& value, const char* what) {
    command.add_option(name, value, what).capture_default_str();
  };
  count("--n_customers", generator.customer_count, "Customers");
  count("--n_watchlist", generator.watchlist_count, "Watchlist entries");
  count("--n_credit_apps", generator.credit_application_count, "Loan applications");
  count("--n_fincrime_scenarios", generator.fincrime_scenario_count, "Labelled scenarios");
  command
      .add_option("--customers_dob_present", generator.customers_dob_present,
                  "Share of customers with a date of birth")
      .capture_default_str();
  command
      .add_option("--watchlist_dob_present", generator.watchlist_dob_present,
                  "Share of watchlist entries with a date of birth")
      .capture_default_str();
  add_v2_options(command, *options);
  add_datagen_transactions(command, chosen);
  // Also called, and last, when the subcommand was chosen.
  command.callback([options, command, &chosen] {
    if (!chosen) {
      chosen = [options] { return run(*options); };
    } else if (command.has_given_options()) {
      chosen = [] {
        return failed({ErrorCode::kConflict,
                       "options before `transactions` are not for it; see "
                       "`financescr datagen transactions --help`",
                       ""},
                      kUsage);
      };
    }
  });
}

}  // namespace financescr::commands
