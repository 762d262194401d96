#include "native_server/commands/failure.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "native_server/command_line/exit_code.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {

namespace {

namespace fs = std::filesystem;

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error) && !error) return fs::is_regular_file(a, error);
  const fs::path first = fs::weakly_canonical(fs::absolute(a, error), error);
  const fs::path second = fs::weakly_canonical(fs::absolute(b, error), error);
  return !error && first == second && !fs::exists(first, error);
}

}  // namespace

int bad_input(const Error& error) {
  pack_files::print_error(error);
  return command_line::kBadInput;
}

int bad_usage(std::string_view message) {
  fmt::print(stderr, "financescr: {}\n", message);
  return command_line::kUsage;
}

std::string path_clash(const NamedPaths& inputs, const NamedPaths& outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto& [flag, path] = outputs[i];
    if (path.empty()) continue;
    NamedPaths others = inputs;
    others.insert(others.end(), outputs.begin(), outputs.begin() + static_cast<std::ptrdiff_t>(i));
    for (const auto& [other_flag, other] : others) {
      if (other.empty() || !is_same_file(path, other)) continue;
      return fmt::format("{} and {} name the same file", flag, other_flag);
    }
  }
  return {};
}

}  // namespace financescr::commands
