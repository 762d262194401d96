// The `financescr` executable: parses the command line and runs one subcommand.
#include <cstdio>
#include <exception>
#include <string_view>

#include <fmt/format.h>

#include "engine/numeric/self_test.hpp"
#include "native_server/command_line/command_line.hpp"
#include "native_server/commands/command.hpp"

namespace {

constexpr const char* kDescription =
    "Financescr: deterministic financial-crime screening, transaction monitoring and credit\n"
    "decisions.\n"
    "Requests and answers are JSON lines, so commands compose in pipes. Every decision carries "
    "the\n"
    "hashes of all that went into it; `replay` makes it again and shows the identical result.";

constexpr const char* kFooter =
    "Exit codes: 0 all went well, 1 finished but a line was bad, or a replay or two packs\n"
    "differed, 2 the command line cannot be understood, 3 a pack or file is missing, invalid or\n"
    "damaged, 4 stopped by --strict at a bad line.\n\n"
    "A first session:\n"
    "  financescr datagen --out_root demo --seed 42\n"
    "  echo '{\"request_id\":\"1\",\"customer_id\":\"C_000049\"}' |\n"
    "    financescr screen --pack demo --bundles bundles.jsonl | financescr explain\n"
    "  financescr replay --pack demo < bundles.jsonl";

int run(int argc, char** argv) {
  using namespace financescr;  // NOLINT(google-build-using-namespace)
  using namespace commands;    // NOLINT(google-build-using-namespace): its commands, one by one
  const command_line::CommandLine line("financescr", kDescription, FINANCESCR_VERSION);
  const Command app = line.root();
  app.footer(kFooter);
  Action chosen;
  add_screen(app, chosen);
  add_match(app, chosen);
  add_monitor(app, chosen);
  add_apply(app, chosen);
  add_replay(app, chosen);
  add_explain(app, chosen);
  add_backtest(app, chosen);
  add_eval(app, chosen);
  add_tune(app, chosen);
  add_pack(app, chosen);
  add_policy(app, chosen);
  add_import(app, chosen);
  add_datagen(app, chosen);
  add_bench(app, chosen);
#ifdef FINANCESCR_SERVICE
  add_serve(app, chosen);
  add_migrate(app, chosen);
  add_admin(app, chosen);
  add_audit(app, chosen);
  add_health(app, chosen);
  add_lambda(app, chosen);
#endif
  const std::string_view asked = argc > 1 ? argv[1] : "";
  if (!asked.empty() && asked.front() != '-' && !line.has_subcommand(asked)) {
    fmt::print(stderr, "There is no command \"{}\"; financescr --help lists them\n", asked);
    return kUsage;
  }
  using Parsed = command_line::CommandLine::Parsed;
  const Parsed parsed = line.parse(argc, argv);
  if (parsed != Parsed::kChosen) return parsed == Parsed::kPrinted ? kOk : kUsage;
  if (!financescr::numeric::self_test()) {
    std::fputs(
        "financescr: this build computes numbers differently from every other one and would "
        "not give reproducible decisions; see docs/DETERMINISM.md\n",
        stderr);
    return kBadInput;
  }
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "financescr: %s\n", error.what());
    return financescr::commands::kBadInput;
  }
}
