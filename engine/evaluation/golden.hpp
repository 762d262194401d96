// Golden rows: decisions that were accepted once, compared with those made now, field by field.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"

namespace financescr::evaluation {

using GoldenRows = std::map<std::string, canonical::Json>;  // by the id of the row

// JSON Lines to rows. Errors: a row that is no JSON, has no id, or an id that stands twice.
[[nodiscard]] Result<GoldenRows> read_golden_rows(std::string_view bytes, std::string_view id_key);

// One field that changed, or a row that is only on one side.
struct GoldenChange {
  std::string row;
  std::string pointer;  // empty: the whole row
  canonical::Json before;
  canonical::Json after;
  enum class Kind : std::uint8_t { kChanged, kGone, kNew } kind = Kind::kChanged;
};

// In order of rows, then of fields; members of inner objects each on their own.
[[nodiscard]] std::vector<GoldenChange> golden_changes(const GoldenRows& accepted,
                                                       const GoldenRows& now);

// "ID /field: before -> after", "ID: gone", "ID: new", one a line.
[[nodiscard]] std::string to_text(const std::vector<GoldenChange>& changes);
[[nodiscard]] canonical::Json to_json(const std::vector<GoldenChange>& changes);

// Of `decision`, the members that the accepted row names, and the row's id: what the row would be
// if it were accepted now.
[[nodiscard]] canonical::Json golden_row_now(const canonical::Json& accepted,
                                             const canonical::Json& decision,
                                             std::string_view id_key);

}  // namespace financescr::evaluation
