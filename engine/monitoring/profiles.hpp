// Profiles: what is usual for an agent, from the rows of a pack.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/core/micro.hpp"

namespace financescr::monitoring {

class Profiles {
 public:
  // `typical_float`: the share of deposits in what an agent takes and pays out, 0 to 1.
  void set(std::string agent_id, Micro typical_float) {
    typical_float_.insert_or_assign(std::move(agent_id), typical_float);
  }
  [[nodiscard]] std::optional<Micro> typical_float(const std::string& agent_id) const {
    const auto found = typical_float_.find(agent_id);
    return found == typical_float_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string, Micro> typical_float_;
};

}  // namespace financescr::monitoring
