// Incoming: what a line of a stream to monitor may be: an event, a tick of the clock, a label.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/json.hpp"
#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/result.hpp"
#include "engine/monitoring/event.hpp"

namespace financescr::monitoring {

// {"event_id", "type": "tick", "occurred_at"}: it is that late now. Loans are checked by it.
struct Tick {
  std::string event_id;
  Timestamp occurred_at;
};

// {"type"?: "label", "event_id" | "account_id", "label": "fraud" | "legitimate", "known_at",
// "typology"?, "difficulty"?, "case_id"?}: what became known of an event, or of all of an account.
struct Label {
  std::optional<std::string> event_id;    // either this ...
  std::optional<std::string> account_id;  // ... or this
  bool is_fraud = false;
  Timestamp known_at;
  // For whoever measures decisions; empty: the label does not say.
  std::string typology;
  std::string difficulty;
  std::string case_id;  // what belongs together
};

struct Incoming {
  std::variant<Event, Tick, Label> what;
  // Of all that was understood, in UTC and without received_at, by which an event that comes again
  // is known.
  canonical::ContentHash content;
  Pointers ignored;

  // Errors: all faults, at their pointers.
  [[nodiscard]] static std::optional<Incoming> read(
      const canonical::Json& json, const std::vector<canonical::RoundedNumber>& rounded,
      Errors& errors);
};

}  // namespace financescr::monitoring
