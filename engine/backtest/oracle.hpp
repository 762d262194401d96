// Oracle: of a generated history, how likely the generator made each event fraud, given all that
// can be observed. Nothing that looks at events can rank them better; a backtest stands beside it.
#pragma once

#include <string_view>
#include <unordered_map>

#include "engine/backtest/truth.hpp"
#include "engine/backtest/verdict.hpp"

namespace financescr::backtest {

class Oracle {
 public:
  // {"event_id","p"}: one line of oracle.jsonl. Errors: all faults of the line; kTooLarge.
  [[nodiscard]] tl::expected<void, Errors> add_line(std::string_view text);

  // Its ranking: the probability is the score, 0 for an event that it does not name.
  [[nodiscard]] Verdict verdict_of(std::string_view event_id) const;

 private:
  std::unordered_map<canonical::ContentHash, Micro, IdHash> probabilities_;
};

}  // namespace financescr::backtest
