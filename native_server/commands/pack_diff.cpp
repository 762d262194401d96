// financescr pack diff: what changed from one pack to another.
#include "native_server/commands/pack_diff.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/pack/diff.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct Options {
  std::string before;
  std::string after;
  bool json = false;
};

constexpr const char* kFooter =
    "A and B are pack roots, domain folders or .fpk files. Rows are matched by id. Exit code 0: "
    "the\n"
    "same rows and documents; 1: they differ; 3: one of them cannot be read.";

std::string shown(const std::string& text) { return text.empty() ? "none" : text; }

void print_fields(const std::vector<pack::FieldChange>& fields, int indent) {
  for (const auto& change : fields) {
    fmt::print("{:{}}{}:", "", indent, change.field);
    if (change.removed.empty() && change.added.empty()) {
      fmt::print(" {} -> {}\n", canonical::write(change.before), canonical::write(change.after));
      continue;
    }
    for (const Json& value : change.removed) fmt::print(" - {}", canonical::write(value));
    for (const Json& value : change.added) fmt::print(" + {}", canonical::write(value));
    fmt::print("\n");
  }
}

void print_row(char sign, const pack::RowName& row) {
  fmt::print("    {} {}{}{}\n", sign, row.id, row.name.empty() ? "" : "  ", row.name);
}

void print_table(const pack::TableDiff& table) {
  if (table.empty()) {
    fmt::print("  {}: {} rows, the same\n", table.table, table.count_after);
    return;
  }
  fmt::print("  {}: {} -> {} rows; {} removed, {} added, {} changed\n", table.table,
             table.count_before, table.count_after, table.removed.size(), table.added.size(),
             table.changed.size());
  for (const auto& row : table.removed) print_row('-', row);
  for (const auto& row : table.added) print_row('+', row);
  for (const auto& change : table.changed) {
    print_row('~', change.row);
    print_fields(change.fields, 8);
  }
}

void print_domain(const pack::DomainDiff& domain) {
  fmt::print("{}: {} -> {}\n", domain.domain, shown(domain.label_before),
             shown(domain.label_after));
  if (domain.pack_hash_before == domain.pack_hash_after) {
    fmt::print("  pack_hash: {}, the same\n", domain.pack_hash_after);
  } else {
    fmt::print("  pack_hash: {} -> {}\n", shown(domain.pack_hash_before),
               shown(domain.pack_hash_after));
  }
  for (const auto& document : domain.documents) {
    if (document.empty()) {
      fmt::print("  {}: the same\n", document.document);
      continue;
    }
    fmt::print("  {}: {} -> {}\n", document.document, shown(document.hash_before),
               shown(document.hash_after));
    print_fields(document.fields, 6);
  }
  for (const auto& table : domain.tables) print_table(table);
}

int run(const Options& options) {
  const auto before = pack_files::open_pack(options.before);
  const auto after = before ? pack_files::open_pack(options.after) : std::nullopt;
  if (!before || !after) return kBadInput;
  const pack::PackDiff diff = pack::diff(*before, *after);
  if (options.json) {
    fmt::print("{}\n", canonical::write(pack::to_json(diff)));
  } else {
    for (const auto& domain : diff.domains) print_domain(domain);
    fmt::print("{}\n", diff.empty() ? "same" : "different");
  }
  return diff.empty() ? kOk : kSomeFailed;
}

}  // namespace

void add_pack_diff(Command pack_command, Action& chosen) {
  auto command = pack_command.add_subcommand(
      "diff", "List what was added, removed and changed from one pack to another");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("A", options->before, "The pack before").required();
  command.add_option("B", options->after, "The pack after").required();
  command.add_flag("--json", options->json, "One line of canonical JSON instead of text");
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
