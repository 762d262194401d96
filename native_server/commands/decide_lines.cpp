#include "native_server/commands/decide_lines.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "engine/canonical/json.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/host/line_stream.hpp"
#include "native_server/host/pack_loader.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

void add_decide_options(CLI::App& command, DecideOptions& options) {
  command.add_option("--pack", options.pack, "Pack root, domain folder or .fpk")->required();
  command.add_option("--bundles", options.bundles,
                     "Write a decision bundle a line to FILE, for `replay`");
  command.add_option("--threads", options.threads, "Decide with this many threads; same output")
      ->check(CLI::Range(1, 256));
  command.add_flag("--strict", options.strict, "Stop at the first bad line (exit code 4)");
}

int decide_lines(const DecideOptions& options, replay::Kind kind, const Decide& decide) {
  const auto loaded = host::load_pack(options.pack);
  if (!loaded) return kBadInput;
  for (const auto& warning : loaded->warnings) {
    std::fprintf(stderr, "financescr: note: %s\n", warning.c_str());
  }
  std::unique_ptr<std::FILE, CloseFile> bundles;
  if (!options.bundles.empty()) {
    bundles.reset(std::fopen(options.bundles.c_str(), "wb"));
    if (!bundles) {
      std::fprintf(stderr, "financescr: %s: cannot be written: %s\n", options.bundles.c_str(),
                   std::strerror(errno));
      return kBadInput;
    }
  }
  host::LineOptions lines;
  lines.threads = options.threads;
  lines.strict = options.strict;
  lines.bundles = bundles.get();
  lines.what = "decisions";
  const auto handle = [&](std::size_t line, std::string_view text,
                          screening::Workspace& workspace) {
    return replay::decide_line(
        kind, line, text,
        [&](Json request) { return decide(loaded->engine, std::move(request), workspace); },
        bundles != nullptr);
  };
  return host::run_lines(lines, handle);
}

}  // namespace financescr::commands
