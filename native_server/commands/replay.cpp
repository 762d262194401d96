// financescr replay: decision bundles made again.
#include <memory>
#include <string>

#include "engine/replay/lines.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/policy_file.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/line_stream.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string pack;
  std::string policy;
  std::size_t threads = 1;
  bool strict = false;
};

constexpr const char* kFooter =
    "Input:  bundles as `screen`, `apply` and `monitor` write them with --bundles.\n"
    "Answer: {\"request_id\",\"status\":\"identical\",\"result_hash\"} or\n"
    "        {\"request_id\",\"status\":\"different\",\"field\",\"recorded\",\"replayed\"}: the "
    "first field that\n"
    "        differs, causes (pack, policy, model, input) before consequences.";

int run(const Options& options) {
  const auto loaded = pack_files::load_pack(options.pack);
  if (!loaded) return kBadInput;
  replay::EngineSet engines = loaded->engine;
  if (!options.policy.empty()) {
    auto policy = load_policy(options.policy);
    if (!policy) return kBadInput;
    engines = engines.with(engines.monitoring().with_policy(*std::move(policy)));
  }
  terminal::LineOptions lines;
  lines.threads = options.threads;
  lines.strict = options.strict;
  lines.what = "bundles replayed";
  return terminal::run_lines(
      lines, [&](std::size_t line, std::string_view text, decision::Workspace& workspace) {
        return replay::replay_line(line, text, engines, workspace);
      });
}

}  // namespace

void add_replay(Command app, Action& chosen) {
  auto command = app.add_subcommand("replay", "Make recorded decisions again and compare them");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("--pack", options->pack, "The pack the decisions were made with").required();
  command.add_option("--policy", options->policy,
                     "The policy.json that `monitor --policy` was given, where it was a file");
  command.add_option("--threads", options->threads, "Replay with this many threads")
      .between(1, 256);
  command.add_flag("--strict", options->strict, "Stop at the first difference (exit code 4)");
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
