// Finding: what a verification of the audit log says is wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"

namespace financescr::audit {

enum class Fault : std::uint8_t {
  kRowUnreadable,      // the text is not the JSON of a row
  kRowChanged,         // text, hash and the hash before do not belong together
  kRowOutOfPlace,      // the text names another chain or number than the row stands at
  kRowMissing,         // numbers are passed over
  kRowRepeated,        // a number a second time, or a lower one after a higher one
  kCopyChanged,        // a column to search by differs from the text
  kHeadForged,         // the key of a head did not sign it
  kHeadUntrusted,      // signed, but by a key that is not among the trusted ones
  kHeadDiffers,        // a head states another hash than the chain has there
  kHeadOutOfOrder,     // a head about fewer rows after one about more
  kTruncated,          // a head states more rows than there are
  kDecisionMissing,    // a row about a decision that is not in the store
  kDecisionChanged,    // the decision's record says otherwise than its row
  kBundleChanged,      // the bundle or its salt is not the one of the row
  kDecisionUnaudited,  // a decision in the store without a row
  kErasureUnaudited,   // an erased decision without a row about the erasure
  kRecordMissing,      // a row about a record that is not in its table
  kRecordChanged,      // a record is not what its newest row states, or was not when it was changed
  kRecordRolledBack,   // a record that does not follow from a row about it
  kRecordSurplus,      // a record that no row is about
  kRecordUnreadable,   // a record, or an entry about one, that cannot be read
  kRowUnsealed,        // rows that no seal and no head binds: no server signed them
  kSealForged,         // the key of a seal did not sign it
  kSealUntrusted,      // signed, but by a key that is not among the trusted ones
  kChainUndeclared,    // no server that is trusted has declared the chain
  kKeyUnreadable,      // rows that cannot be told apart, their keys being none
  kErasureNotDone,     // a row says that something was erased, and it is there
  kHeadMissing,        // a head that was kept outside the store is not in it
  kSchemaChanged,      // a table, index, trigger ... is not what the migrations make
  kIndexCorrupt,       // the database's own check of its tables and indexes finds fault
};

// "row_changed", "head_differs", ...
[[nodiscard]] std::string_view to_string(Fault fault);

// The text, or its bytes in hexadecimal where it is no UTF-8, as a name may be that somebody wrote
// into the log.
[[nodiscard]] std::string printable(std::string_view text);

struct Finding {
  Fault fault = Fault::kRowChanged;
  std::string chain;       // empty: of a decision that no row names
  std::int64_t seq = 0;    // of the row, or count of the head
  bool is_anchor = false;  // of a head that was kept outside the store
  std::string detail;      // one sentence; ids and hashes only
};

[[nodiscard]] canonical::Json to_json(const Finding& finding);

using Found = std::function<void(const Finding&)>;

}  // namespace financescr::audit
