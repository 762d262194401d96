#include "native_server/commands/decide_lines.hpp"

#include <cstdio>

#include "engine/canonical/json.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/terminal/line_stream.hpp"

namespace financescr::commands {

using canonical::Json;

void add_decide_options(Command command, DecideOptions& options) {
  command.add_option("--pack", options.pack, "Pack root, domain folder or .fpk").required();
  command.add_option("--bundles", options.bundles,
                     "Write a decision bundle a line to FILE (mode 0600), for `replay`");
  command.add_option("--threads", options.threads, "Decide with this many threads; same output")
      .between(1, 256);
  command.add_flag("--strict", options.strict, "Stop at the first bad line (exit code 4)");
}

std::optional<Opened> open_pack_and_bundles(const DecideOptions& options) {
  auto loaded = pack_files::load_pack(options.pack);
  if (!loaded) return std::nullopt;
  for (const auto& warning : loaded->warnings) {
    std::fprintf(stderr, "financescr: note: %s\n", warning.c_str());
  }
  Opened opened{*std::move(loaded), {}};
  if (options.bundles.empty()) return opened;
  auto bundles = files::open_private_stream(options.bundles);
  if (!bundles) {
    pack_files::print_error(bundles.error());
    return std::nullopt;
  }
  opened.bundles = *std::move(bundles);
  return opened;
}

int decide_lines(const DecideOptions& options, const Decide& decide) {
  const auto opened = open_pack_and_bundles(options);
  if (!opened) return kBadInput;
  terminal::LineOptions lines;
  lines.threads = options.threads;
  lines.strict = options.strict;
  lines.bundles = opened->bundles.get();
  lines.what = "decisions";
  const auto handle = [&](std::size_t line, std::string_view text, decision::Workspace& workspace) {
    return replay::decide_line(
        line, text,
        [&](Json request) { return decide(opened->pack.engine, std::move(request), workspace); },
        opened->bundles != nullptr);
  };
  return terminal::run_lines(lines, handle);
}

}  // namespace financescr::commands
