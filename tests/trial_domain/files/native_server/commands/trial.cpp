// financescr trial: amounts to decisions of the trial domain.
#include <memory>

#include "native_server/commands/command.hpp"
#include "native_server/commands/decide_lines.hpp"

namespace financescr::commands {

void add_trial(Command app, Action& chosen) {
  auto command = app.add_subcommand("trial", "Decide whether amounts are within their limits");
  auto options = std::make_shared<DecideOptions>();
  add_decide_options(command, *options);
  command.callback([options, &chosen] {
    chosen = [options] {
      return decide_lines(
          *options, [](const replay::EngineSet& engines, const canonical::Json& request,
                       decision::Workspace& workspace) {
            return engines.of(Domain::kTrial).decide(request, workspace, decision::Form::kText);
          });
    };
  });
}

}  // namespace financescr::commands
