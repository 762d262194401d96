// RowLookup: single rows of the audit log, of which only those are given that are verified.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/audit/bound_rows.hpp"
#include "functions/audit/source.hpp"

namespace financescr::audit {

class RowLookup {
 public:
  RowLookup(Source& source, BoundRows& bound) : source_(source), bound_(bound) {}

  // The text of row `seq` of `chain`, if there is one and it counts (BoundRows::holds). Returns:
  // nullptr if not.
  [[nodiscard]] ports::Stored<std::shared_ptr<const canonical::Json>> row(std::string_view chain,
                                                                          std::int64_t seq);

 private:
  struct Known {
    std::string chain;
    std::int64_t seq = 0;
    std::shared_ptr<const canonical::Json> text;
  };

  [[nodiscard]] ports::Stored<std::shared_ptr<const canonical::Json>> read(std::string_view chain,
                                                                           std::int64_t seq);

  Source& source_;
  BoundRows& bound_;
  std::deque<Known> known_;  // the last ones looked up
};

// The last entry that a row's text holds of a record; nullptr if it holds none.
[[nodiscard]] const canonical::Json* find_entry(const canonical::Json& text, std::string_view table,
                                                std::string_view id);

}  // namespace financescr::audit
