// financescr datagen: the seeded synthetic packs.
#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "datagen/pack_v1.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/host/files.hpp"
#include "native_server/host/pack_loader.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string out_root;
  datagen::GeneratorOptions generator;
};

constexpr const char* kFooter =
    "Writes fincrime/v1, credit/v1 and golden/v1 under --out_root: customers, watchlist, labels,\n"
    "applications, policies, models, manifests, and golden sets with the decision and result_hash\n"
    "that each row must have. The same options always give the same bytes.";

int run(const Options& options) {
  const auto files = datagen::generate_pack_v1(options.generator);
  if (!files) {
    host::print_error(files.error());
    return files.error().code == ErrorCode::kCorrupt ? kBadInput : kUsage;
  }
  for (const auto& file : *files) {
    const std::string path = options.out_root + "/" + file.path;
    if (const auto written = host::write_file(path, file.bytes); !written) {
      host::print_error(written.error());
      return kBadInput;
    }
    fmt::print("{:<48} {:>8} rows\n", path, file.row_count);
  }
  return kOk;
}

}  // namespace

void add_datagen(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("datagen", "Generate the seeded synthetic packs");
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  auto& generator = options->generator;
  const char* home = std::getenv("HOME");
  options->out_root = std::string(home == nullptr ? "." : home) + "/financescr_data";
  command->add_option("--out_root", options->out_root, "Folder to write under")
      ->capture_default_str();
  command->add_option("--seed", generator.seed, "Seed of the generator")->capture_default_str();
  const auto count = [&](const char* name, std::int64_t& value, const char* what) {
    command->add_option(name, value, what)->capture_default_str();
  };
  count("--n_customers", generator.customer_count, "Customers");
  count("--n_watchlist", generator.watchlist_count, "Watchlist entries");
  count("--n_credit_apps", generator.credit_application_count, "Loan applications");
  count("--n_fincrime_scenarios", generator.fincrime_scenario_count, "Labelled scenarios");
  command
      ->add_option("--customers_dob_present", generator.customers_dob_present,
                   "Share of customers with a date of birth")
      ->capture_default_str();
  command
      ->add_option("--watchlist_dob_present", generator.watchlist_dob_present,
                   "Share of watchlist entries with a date of birth")
      ->capture_default_str();
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
