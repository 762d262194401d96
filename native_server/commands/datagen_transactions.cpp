#include "native_server/commands/datagen_transactions.hpp"

#include <memory>
#include <string>

#include "datagen/transactions/transactions.hpp"
#include "native_server/commands/datagen_output.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string out;
  std::string difficulty = "mixed";
  datagen::TransactionOptions generator;
};

constexpr const char* kFooter =
    "Writes monitoring/v1 (policy, agents, manifest), events.jsonl, labels.jsonl and oracle.jsonl\n"
    "under --out: ordinary life in several currencies and regions, with crimes of fourteen kinds "
    "and\n"
    "innocent look-alikes planted in it, in the order of ingestion, a tick at the end of each "
    "day;\n"
    "what is known of some events and accounts days later; and the best that any rule could know.\n"
    "`financescr monitor --pack DIR < DIR/events.jsonl` decides them. The same options always "
    "give\n"
    "the same bytes; docs/DATAGEN.md says what is in them.";

// Nothing: mixed.
std::optional<datagen::Difficulty> difficulty_of(std::string_view name) {
  for (std::size_t i = 0; i < datagen::kDifficultyCount; ++i) {
    const auto difficulty = static_cast<datagen::Difficulty>(i);
    if (to_string(difficulty) == name) return difficulty;
  }
  return std::nullopt;
}

int run(const Options& options) {
  datagen::TransactionOptions generator = options.generator;
  generator.difficulty = difficulty_of(options.difficulty);
  if (const auto valid = validate(generator); !valid) {
    pack_files::print_error(valid.error());
    return kUsage;
  }
  FolderOutput output(options.out);
  const auto written = datagen::write_transactions(generator, output);
  if (written) return kOk;
  return bad_input(written.error());
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
  command
      .add_option("--difficulty", options->difficulty,
                  "How well the crimes are hidden; mixed: a third each")
      .one_of({"crude", "middle", "careful", "mixed"})
      .capture_default_str();
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
