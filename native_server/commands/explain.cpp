// financescr explain: decisions in words and tables, for people.
#include "native_server/explain/explain.hpp"
#include "engine/canonical/json_lines.hpp"

#include <unistd.h>

#include <memory>
#include <string>

#include "native_server/commands/command.hpp"
#include "native_server/terminal/line_stream.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string format = "text";
  bool strict = false;
};

constexpr const char* kFooter =
    "Input:  answers of `screen`, `apply`, `match` and `replay`, and decision bundles, a line "
    "each.\n"
    "Output: for each a paragraph (the decision, why, what would change it, what was not known)\n"
    "        and tables; the contributions add up to the log-odds, and it says so.\n"
    "Nothing is decided again; `replay` does that. The headline is bold on a terminal.";

int run(const Options& options) {
  const bool markdown = options.format == "markdown";
  const explain::Style style{markdown ? explain::Format::kMarkdown : explain::Format::kText,
                             ::isatty(STDOUT_FILENO) == 1};
  terminal::LineOptions lines;
  lines.strict = options.strict;
  lines.what = "explained";
  return terminal::run_lines(
      lines,
      [&](std::size_t line, std::string_view text, decision::Workspace&) -> replay::LineResult {
        const auto json = canonical::parse(text);
        if (!json) return {canonical::error_line(line, {}, {json.error()}), {}, true};
        auto explained = explain::explain(*json, style);
        if (!explained) {
          return {canonical::error_line(line, canonical::request_id_of(*json), {explained.error()}),
                  {},
                  true};
        }
        return {std::move(*explained), {}, false};
      });
}

}  // namespace

void add_explain(Command app, Action& chosen) {
  auto command = app.add_subcommand("explain", "Tell a person what was decided, and why");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("--format", options->format, "text or markdown")
      .one_of({"text", "markdown"})
      .capture_default_str();
  command.add_flag("--strict", options->strict, "Stop at the first bad line (exit code 4)");
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
