// financescr eval: how well a pack's policies and models decide its labelled rows.
#include <memory>

#include "native_server/commands/command.hpp"
#include "native_server/commands/eval_golden.hpp"
#include "native_server/commands/evaluate.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/report/pages.hpp"

namespace financescr::commands {
namespace {

constexpr const char* kFooter =
    "The report holds no clock, machine or thread count: the same pack gives the same bytes.\n"
    "docs/EVALUATION.md has every formula and says how ties and label noise are treated.";

int eval_fincrime(const EvaluateOptions& options) {
  const auto loaded = load_noting(options.pack);
  if (!loaded) return kBadInput;
  const auto run = screen_labelled(loaded->engine, options.threads);
  if (!run) return kBadInput;
  const auto report = evaluation::evaluate_fincrime(loaded->engine, run->data, run->outcomes);
  if (!report) return bad_input(report.error());
  return put_out(options, report::page_of(*report), to_json(*report));
}

int eval_credit(const EvaluateOptions& options) {
  const auto loaded = load_noting(options.pack);
  if (!loaded) return kBadInput;
  const auto run = decide_labelled(loaded->engine, options.threads);
  if (!run) return kBadInput;
  const auto report = evaluation::evaluate_credit(loaded->engine, run->data, run->outcomes);
  return put_out(options, report::page_of(report), to_json(report));
}

}  // namespace

void add_eval(Command app, Action& chosen) {
  auto command = app.add_subcommand("eval", "Measure decisions against labels");
  command.require_subcommand();
  command.footer(kFooter);
  auto options = std::make_shared<EvaluateOptions>();
  const auto add = [&](const char* name, const char* what,
                       int (*evaluate)(const EvaluateOptions&)) {
    auto each = command.add_subcommand(name, what);
    each.footer(kFooter);
    add_evaluate_options(each, *options);
    each.callback([options, evaluate, &chosen] {
      chosen = [options, evaluate] { return evaluate(*options); };
    });
  };
  add("fincrime", "Screening on the labelled scenarios: recall, precision, curves, slices, cost",
      eval_fincrime);
  add("credit", "Credit on the labelled applications: discrimination, calibration, rates, cost",
      eval_credit);
  auto golden = command.add_subcommand(
      "golden", "Golden decisions against those made now; exit code 1 if one changed");
  golden.add_option("--pack", options->pack, "Pack root with golden/<version>").required();
  golden.add_flag("--json", options->json, "Canonical JSON instead of text");
  golden.callback([options, &chosen] {
    chosen = [options] { return eval_golden(options->pack, options->json); };
  });
}

}  // namespace financescr::commands
