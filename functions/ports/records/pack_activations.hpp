// Which pack is active, and who wants another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

enum class ActivationStatus : std::uint8_t { kProposed, kActive, kRejected, kSuperseded };
template <>
inline constexpr auto kNames<ActivationStatus> =
    names("PROPOSED", "ACTIVE", "REJECTED", "SUPERSEDED");

// A change of the active pack: proposed by one person, approved by another.
struct PackActivationRecord {
  std::string activation_id;
  Timestamp created_at;
  std::string pack_id;
  std::string screening_pack_hash;
  std::string credit_pack_hash;
  ActivationStatus status = ActivationStatus::kProposed;
  std::string maker;
  std::optional<std::string> checker;
  std::optional<Timestamp> decided_at;
  std::int64_t version = 1;
  // Of the domains that have no column of their own: pack_hashes.hpp.
  std::optional<std::string> further_pack_hashes = {};
  Binding binding = {};
};

template <>
const Table<PackActivationRecord>& table_of();

// Newest first.
[[nodiscard]] QueryOf<PackActivationRecord> pack_activations_query();
// The same of those that are ACTIVE: the one in use, and while it is changed the next.
[[nodiscard]] QueryOf<PackActivationRecord> active_packs_query();

}  // namespace financescr::ports
