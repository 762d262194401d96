#include "native_server/commands/datagen_transactions.hpp"

#include <memory>
#include <string>

#include "datagen/transactions/transactions.hpp"
#include "native_server/commands/datagen_output.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string out;
  datagen::TransactionOptions generator;
};

constexpr const char* kFooter =
    "Writes monitoring/v1 (policy, agents, manifest), events.jsonl and labels.jsonl under --out:\n"
    "ordinary life, with crimes of ten kinds planted in it, in the order of ingestion, a tick at\n"
    "the end of each day, and what is known of some events and accounts days later.\n"
    "`financescr monitor --pack DIR < DIR/events.jsonl` decides them. The same options always "
    "give\n"
    "the same bytes; docs/MONITORING.md says what is in them.";

int run(const Options& options) {
  if (const auto valid = validate(options.generator); !valid) {
    pack_files::print_error(valid.error());
    return kUsage;
  }
  FolderOutput output(options.out);
  const auto written = datagen::write_transactions(options.generator, output);
  if (written) return kOk;
  pack_files::print_error(written.error());
  return kBadInput;
}

}  // namespace

void add_datagen_transactions(Command datagen, Action& chosen) {
  auto command = datagen.add_subcommand("transactions", "Generate transactions to monitor");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  auto& generator = options->generator;
  command.add_option("--out", options->out, "Folder to write to").required();
  command.add_option("--seed", generator.seed, "Seed of the generator").capture_default_str();
  command.add_option("--clients", generator.client_count, "Clients").capture_default_str();
  command.add_option("--days", generator.day_count, "Days").capture_default_str();
  command.add_option_function<double>(
      "--late-share", [options](const double& share) { options->generator.late_share = share; },
      "Share of events that arrive late, by up to 20 days; events then have received_at");
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
