// PackLibrary: the data packs a host can decide on, and the one it decides on now.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/pack.hpp"
#include "engine/replay/engine.hpp"

namespace financescr::ports {

// An engine with its place in the library. Immutable; requests keep the one they started with.
struct LoadedPack {
  std::string pack_id;  // name in the library
  replay::Engine engine;
};

struct PackEntry {
  std::string pack_id;
  bool is_active = false;
};

class PackLibrary {
 public:
  virtual ~PackLibrary() = default;
  // Thread-safe; never null.
  [[nodiscard]] virtual std::shared_ptr<const LoadedPack> active() const = 0;
  // In order of pack_id.
  [[nodiscard]] virtual std::vector<PackEntry> list() const = 0;
  // Validates and opens a pack without making it the active one.
  // Errors: kNotFound; every fault of the pack (kInvalid), up to limits::kMaxPackErrors.
  [[nodiscard]] virtual tl::expected<std::shared_ptr<const LoadedPack>, Errors> open(
      const std::string& pack_id) = 0;
  // Swaps the active pack; requests that run finish on theirs.
  virtual void activate(std::shared_ptr<const LoadedPack> pack) = 0;
};

}  // namespace financescr::ports
