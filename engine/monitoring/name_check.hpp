// NameCheck: the names of an event's parties, compared with the watchlist of the pack.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/decision/workspace.hpp"
#include "engine/monitoring/event.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "engine/screening/engine.hpp"

namespace financescr::monitoring {

// A list entry that a name may be.
struct NameMatch {
  std::string entity_id;
  std::string name;  // of the list entry, the one that matched
  pack::ListType list_type = pack::ListType::kSanctions;
  Micro probability;
};

struct NameResult {
  std::vector<NameMatch> matches;  // the best first; empty: no match
  bool was_compared = true;        // or a person must read the name
};

enum class Party : std::uint8_t { kClient, kCounterparty };
[[nodiscard]] std::string_view to_string(Party party);

// What comparing the names of an event's parties came to.
struct PartyResult {
  Party party = Party::kClient;
  std::string name;  // as the pack or the event has it
  std::shared_ptr<const NameResult> result;
};

struct NameCheck {
  bool was_made = false;             // there was a list, and a name to compare with it
  std::vector<PartyResult> parties;  // those that match or could not be compared
};

// The client by its row in the pack, the counterparty by the name that the event gives. Results are
// kept in the workspace by name, at most kMaxNamesKept.
[[nodiscard]] NameCheck check_names(const Event& event, const screening::Engine& screening,
                                    decision::Workspace& workspace);

inline constexpr std::size_t kMaxNamesKept = std::size_t{1} << 16U;

}  // namespace financescr::monitoring
