// How a command says why it cannot go on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::commands {

// Both print to standard error and return the exit code.
[[nodiscard]] int bad_input(const Error& error);
[[nodiscard]] int bad_usage(std::string_view message);

// Flags with the paths that they name; empty paths are none.
using NamedPaths = std::vector<std::pair<std::string_view, std::string>>;
// What is wrong where a file would be written that is read as well, or written twice: "--out and
// --in name the same file". Empty: nothing.
[[nodiscard]] std::string path_clash(const NamedPaths& inputs, const NamedPaths& outputs);

}  // namespace financescr::commands
