// financescr policy: monitoring policies, shown and compared.
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "engine/canonical/pretty.hpp"
#include "engine/monitoring/policy_changes.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/policy_file.hpp"

namespace financescr::commands {
namespace {

constexpr const char* kWhich = "A policy.json, or default, reference-mvp or reference-head";

int show(const std::string& name) {
  const auto policy = load_policy(name);
  if (!policy) return kBadInput;
  fmt::print("{}", canonical::pretty(policy->to_json()));
  return kOk;
}

int compare(const std::string& before, const std::string& after) {
  const auto old_policy = load_policy(before);
  const auto new_policy = old_policy ? load_policy(after) : std::nullopt;
  if (!new_policy) return kBadInput;
  const auto changes = monitoring::policy_changes(*old_policy, *new_policy);
  for (const std::string& change : changes) fmt::print("{}\n", change);
  if (changes.empty()) fmt::print("The policies are the same.\n");
  return changes.empty() ? kOk : kSomeFailed;
}

}  // namespace

void add_policy(Command app, Action& chosen) {
  auto command = app.add_subcommand("policy", "Show and compare monitoring policies");
  command.require_subcommand();
  struct Options {
    std::string first, second;
  };
  auto options = std::make_shared<Options>();
  auto shown =
      command.add_subcommand("show", "Write a policy whole, with the values it leaves out");
  shown.add_option("POLICY", options->first, kWhich).required();
  shown.callback([options, &chosen] { chosen = [options] { return show(options->first); }; });
  auto compared = command.add_subcommand(
      "diff", "Say in words what differs (exit code 1 where something does)");
  compared.add_option("A", options->first, kWhich).required();
  compared.add_option("B", options->second, kWhich).required();
  compared.callback([options, &chosen] {
    chosen = [options] { return compare(options->first, options->second); };
  });
}

}  // namespace financescr::commands
