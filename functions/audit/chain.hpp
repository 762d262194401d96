// The audit chain: how a row of the audit log is written down and bound to all rows before it.
//
// The text of row n is canonical JSON of the chain's name, n and the event. Its hash is
// SHA-256(hash of row n-1 as 32 bytes, text); before the first row stand 32 zero bytes. So whoever
// holds the hash of one row holds every row up to it: an edit, a deletion, a swap or an insertion
// changes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/ports/records.hpp"

namespace financescr::audit {

// Where a chain stands: enough to append to it.
struct ChainEnd {
  std::int64_t seq = 0;  // of the last row; 0: there is none
  std::string hash;      // of the last row, in hexadecimal; empty: there is none
};

// Returns: the text of the row.
[[nodiscard]] std::string row_text(std::string_view chain, std::int64_t seq,
                                   const ports::AuditEvent& event);

// Returns: the hash of a row in hexadecimal, or nothing if `previous` is neither empty (the first
// row's) nor 64 lower-case hexadecimal digits.
[[nodiscard]] std::optional<std::string> row_hash(std::string_view previous, std::string_view row);

// The next row of a chain. Requires: end.hash is empty or comes from here.
[[nodiscard]] ports::AuditRow append(std::string_view chain, const ChainEnd& end,
                                     const ports::AuditEvent& event);

// What append needs to go on after this row.
[[nodiscard]] ChainEnd end_after(const ports::AuditRow& row);

}  // namespace financescr::audit
