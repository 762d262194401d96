// financescr pack: build, verify, manifest; diff is in pack_diff.cpp.
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "engine/canonical/pretty.hpp"
#include "engine/pack/container.hpp"
#include "engine/pack/domain_spec.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/commands/pack_diff.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/pack_files/policy_file.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct Options {
  std::string path;
  std::string out;
  std::string as_of;
};

void print_domain(const decision::DomainEngine& engine) {
  if (engine.rows() == nullptr) return;
  const pack::DomainMeta& meta = engine.rows()->meta;
  const pack::Watchlist& watchlist = engine.rows()->watchlist;
  const decision::Provenance& provenance = engine.provenance();
  fmt::print("{}\n", meta.label);
  if (const auto* rows = meta.rows.if_object()) {
    for (const auto& [name, count] : *rows)
      fmt::print("  {:<22} {}\n", name, canonical::write(count));
  }
  fmt::print("  {:<22} {}\n", "as_of",
             meta.manifest.as_of ? meta.manifest.as_of->to_string() : "not given");
  fmt::print("  {:<22} {}\n", "pack_hash", provenance.pack_hash);
  fmt::print("  {:<22} {}{}\n", "policy_hash", provenance.policy_hash,
             engine.has_own_policy() ? "" : "  (built-in policy)");
  fmt::print("  {:<22} {}{}\n", "model_hash", provenance.model_hash,
             meta.model.is_null() ? "  (built-in model)" : "");
  for (const auto& [name, hash] : meta.manifest.files) {
    fmt::print("  {:<22} {}\n", name, hash.to_string());
  }
  if (!pack::spec_of(engine.domain()).has_watchlist()) return;
  fmt::print("  {:<22} {} in {} distinct words\n", "names", watchlist.listed_name_count(),
             watchlist.word_count());
}

void print_pack(const pack_files::LoadedPack& loaded) {
  for (const Domain domain : kDomains) print_domain(loaded.engine.of(domain));
  for (const auto& warning : loaded.warnings) fmt::print("note: {}\n", warning);
}

int verify(const Options& options) {
  const auto loaded = pack_files::load_pack(options.path);
  if (!loaded) return kBadInput;
  if (const auto verified = loaded->engine.pack().verify_hashes(); !verified) {
    return bad_input(verified.error());
  }
  print_pack(*loaded);
  fmt::print("valid\n");
  return kOk;
}

int build(const Options& options) {
  const auto compiled = pack_files::compile_folder(options.path);
  if (!compiled) return kBadInput;
  if (const auto written = files::write_file(options.out, compiled->bytes); !written) {
    return bad_input(written.error());
  }
  // Opened again from what was written: a pack that cannot be loaded is never reported as built.
  const auto loaded = pack_files::load_pack(options.out);
  if (!loaded) {
    std::remove(options.out.c_str());
    return kBadInput;
  }
  print_pack(*loaded);
  for (const auto& warning : compiled->warnings) fmt::print("note: {}\n", warning);
  fmt::print("wrote {} ({} bytes)\n", options.out, compiled->bytes.size());
  return kOk;
}

int write_manifests(const Options& options) {
  const auto folder = pack_files::find_pack_folder(options.path);
  if (!folder) return bad_input(folder.error());
  for (std::size_t i = 0; i < folder->domains.size(); ++i) {
    const auto& source = folder->domains[i];
    auto manifest = pack_files::current_manifest(source);
    if (!manifest) return bad_input(manifest.error());
    if (!options.as_of.empty()) manifest->as_of = Date::parse(options.as_of);
    const std::string text = canonical::pretty(pack::make_manifest(source, *manifest).to_json());
    const std::string path = folder->paths[i] + "/manifest.json";
    if (const auto written = files::write_file(path, text); !written) {
      return bad_input(written.error());
    }
    fmt::print("wrote {}\n", path);
  }
  return kOk;
}

const Check kDate{"YYYY-MM-DD", [](const std::string& text) {
                    return Date::parse(text) ? std::string()
                                             : std::string("must be a date, YYYY-MM-DD");
                  }};

}  // namespace

void add_pack(Command app, Action& chosen) {
  auto command = app.add_subcommand("pack", "Compile, verify and compare data packs");
  command.require_subcommand();
  auto options = std::make_shared<Options>();
  auto build_command =
      command.add_subcommand("build", "Validate a pack folder and compile it to one .fpk file");
  build_command.add_option("DIR", options->path, "Pack root or domain folder").required();
  build_command.add_option("--out", options->out, "The .fpk to write").required();
  build_command.callback([options, &chosen] { chosen = [options] { return build(*options); }; });

  auto verify_command = command.add_subcommand(
      "verify", "Validate a pack whole, recompute its hashes and show what is in it");
  verify_command.add_option("PACK", options->path, "Pack root, domain folder or .fpk").required();
  verify_command.callback([options, &chosen] { chosen = [options] { return verify(*options); }; });

  add_pack_diff(command, chosen);

  auto manifest_command = command.add_subcommand(
      "manifest", "Write manifest.json anew after a file was changed on purpose");
  manifest_command.add_option("DIR", options->path, "Pack root or domain folder").required();
  manifest_command.add_option("--as-of", options->as_of, "The date decisions are made for")
      .check(kDate);
  manifest_command.callback(
      [options, &chosen] { chosen = [options] { return write_manifests(*options); }; });
}

}  // namespace financescr::commands
