// financescr match: one query against one candidate a line, without a pack.
#include <memory>
#include <string>

#include "engine/pack/id_hash.hpp"
#include "engine/replay/lines.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/pack_files/id_key.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/line_stream.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string pack;
  std::size_t threads = 1;
  bool strict = false;
};

constexpr const char* kFooter =
    "Request: {\"request_id\",\"query\":{\"name\",\"dob\"?,...},\"candidate\":{\"primary_name\",\n"
    "         \"aliases\"?:[],\"dob\"?:[],\"nationalities\"?:[],\"entity_type\"?}}\n"
    "Answer:  {\"request_id\",\"score\",\"decision\"}; the policy and model are the built-in ones\n"
    "         unless --pack brings others.";

int run(const Options& options) {
  screening::Screener screener;
  screener.model = screening::builtin_model();
  pack::IdHashScheme scheme;
  if (!options.pack.empty()) {
    const auto loaded = pack_files::load_pack(options.pack);
    if (!loaded) return kBadInput;
    screener = loaded->engine.screening().screener();
    if (const auto* fincrime = loaded->engine.screening().rows()) {
      scheme = fincrime->meta.manifest.id_hash;
    }
  }
  const auto key = pack_files::id_key_from_environment();
  if (!key) return bad_input(key.error());
  terminal::LineOptions lines;
  lines.threads = options.threads;
  lines.strict = options.strict;
  lines.what = "pairs";
  return terminal::run_lines(lines,
                             [&](std::size_t line, std::string_view text, decision::Workspace&) {
                               return replay::match_line(line, text, screener, scheme, *key);
                             });
}

}  // namespace

void add_match(Command app, Action& chosen) {
  auto command = app.add_subcommand("match", "Compare one query with one candidate a line");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("--pack", options->pack, "Take policy and model from this pack");
  command.add_option("--threads", options->threads, "Compare with this many threads")
      .between(1, 256);
  command.add_flag("--strict", options->strict, "Stop at the first bad line (exit code 4)");
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
