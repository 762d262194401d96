// compile: the files of a pack to the bytes of one .fpk. The whole pack is validated; with one
// fault or more nothing is compiled.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/domain_source.hpp"

namespace financescr::pack {

struct CompiledPack {
  std::string bytes;                  // a .fpk (container.hpp)
  std::vector<std::string> warnings;  // what was accepted although it is odd, for people
};

using Compilation = tl::expected<CompiledPack, PackErrors>;

// Called now and then with the rows read so far.
using CompileProgress = std::function<void(std::size_t rows)>;

// Requires: no domain stands twice.
[[nodiscard]] Compilation compile(const std::vector<DomainSource>& sources,
                                  const CompileProgress& progress = {});

}  // namespace financescr::pack
