// PackLibrary: the data packs a host can decide on, and the one it decides on now.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/pack.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::ports {

// An engine with its place in the library. Immutable; requests keep the one they started with.
struct LoadedPack {
  std::string pack_id;  // name in the library
  replay::EngineSet engine;
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
  // What `make` says of a pack, which is the same for the same pack. A host may remember it for as
  // long as the pack's files are what they were, and then opens nothing. Errors: as open().
  using Describe = std::function<canonical::Json(const LoadedPack&)>;
  [[nodiscard]] virtual tl::expected<canonical::Json, Errors> describe(const std::string& pack_id,
                                                                       const Describe& make) {
    const auto opened = open(pack_id);
    if (!opened) return tl::unexpected(opened.error());
    return make(**opened);
  }
  // Swaps the active pack; requests that run finish on theirs.
  virtual void activate(std::shared_ptr<const LoadedPack> pack) = 0;
};

}  // namespace financescr::ports
