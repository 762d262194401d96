// financescr apply: loan applications to credit decisions.
#include <memory>

#include "native_server/commands/command.hpp"
#include "native_server/commands/decide_lines.hpp"

namespace financescr::commands {
namespace {

constexpr const char* kFooter =
    "Request:  {\"request_id\",\"as_of\"?,\"application_id\" | \"application\":{...}}\n"
    "Decision: APPROVE, REFER or DECLINE with pd_12m, apr_percent, affordability, one to four\n"
    "          adverse-action reasons, contributions that add up, and hashes.";

}  // namespace

void add_apply(Command app, Action& chosen) {
  auto command = app.add_subcommand("apply", "Decide loan applications");
  command.footer(kFooter);
  auto options = std::make_shared<DecideOptions>();
  add_decide_options(command, *options);
  command.callback([options, &chosen] {
    chosen = [options] {
      return decide_lines(
          *options, [](const replay::EngineSet& engines, const canonical::Json& request,
                       decision::Workspace& workspace) {
            return engines.credit().decide(request, workspace, decision::Form::kText);
          });
    };
  });
}

}  // namespace financescr::commands
