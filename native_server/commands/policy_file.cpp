#include "native_server/commands/policy_file.hpp"

#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {

std::optional<monitoring::Policy> load_policy(const std::string& name_or_path) {
  if (const auto* builtin = monitoring::find_builtin_policy(name_or_path)) return *builtin;
  const auto file = files::read_file(name_or_path);
  if (!file) {
    pack_files::print_error(file.error());
    return std::nullopt;
  }
  const auto json = canonical::parse(file->view);
  Errors errors;
  auto policy = json ? monitoring::Policy::read(*json, errors) : std::nullopt;
  if (!json) errors.push_back(json.error());
  if (policy) return policy;
  pack_files::print_errors(name_or_path, errors);
  return std::nullopt;
}

}  // namespace financescr::commands
