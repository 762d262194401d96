// Verification of the audit log: every hash is computed again, every copy, head, anchor, bundle,
// decision and record compared. It reads in pages and holds one page at a time, however long the
// log is.
//
// What it finds: a row edited, taken out, put in, swapped or renumbered; one that no server wrote,
// in a chain of a server or in one of its own; rows or whole chains cut off at the end, as far as a
// head in the store or outside it (an anchor) reaches; a decision without a row, or that no longer
// says what its row says. What it cannot find: rows cut off behind the last head. How many rows
// that can be, it says (ChainReport::tail_rows). It ends whatever it reads, and says what it cannot
// read.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "functions/audit/finding.hpp"
#include "functions/audit/record_check.hpp"
#include "functions/audit/source.hpp"
#include "functions/ports/secrets.hpp"
#include "functions/ports/store.hpp"

namespace financescr::audit {

struct VerifyOptions {
  // Public keys whose heads count. Empty: any key's, which finds accidents, but nobody who can
  // write to the store and signs heads with a key of his own.
  std::vector<std::string> trusted_keys;
  HeadSource* anchors = nullptr;    // heads kept outside the store
  ports::Store* records = nullptr;  // where the records of the rows are; nullptr: not compared
  // The present time. Remembered answers that are younger than their time are missed if they are
  // gone; nothing: none is missed.
  std::optional<Timestamp> now;
  // Whether rows must be bound by seals or heads, in chains that are declared. False for the
  // memory of a process without a key.
  bool wants_seals = true;
};

// What was read of a chain.
struct ChainReport {
  std::string chain;
  std::int64_t rows = 0;      // checked
  std::int64_t last_seq = 0;  // of the last row read
  std::string last_hash;      // computed, of that row
  std::int64_t heads = 0;
  std::int64_t anchors = 0;
  std::int64_t covered = 0;  // rows that the last good head or anchor covers
  std::int64_t seals = 0;
  std::int64_t bound = 0;  // rows that the last good seal, head or declaration binds
  bool is_declared = false;
  std::int64_t decisions = 0;
  std::int64_t erased_decisions = 0;
  std::vector<std::string> public_keys;  // that signed heads, in order of first use

  // Rows that no head covers yet.
  [[nodiscard]] std::int64_t tail_rows() const { return last_seq - covered; }
};

[[nodiscard]] canonical::Json to_json(const ChainReport& report);

// Where a long verification stands.
struct VerifyProgress {
  std::string chain = {};  // to go on with; empty: the first one
  // Row to go on with. Rows below 1 are read too, to be found.
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t bound = 0;  // of the chain's report so far
  bool is_on_decisions = false;
  std::string after_decision = {};
  bool is_on_records = false;
  RecordsPlace records = {};
};

struct VerifyResult {
  std::vector<ChainReport> chains;
  std::int64_t findings = 0;
  std::int64_t decisions_looked_up = 0;  // whether a row names them
  std::int64_t records_looked_up = 0;    // the same of every record
  std::optional<VerifyProgress> next;    // nothing: all has been read
};

// Verifies from `start` on and stops after about `max_rows` rows and decisions. Every fault is
// given to `found` as it is met. Errors: kUnavailable.
[[nodiscard]] ports::Stored<VerifyResult> verify(Source& source, const ports::Secrets& secrets,
                                                 const VerifyOptions& options, const Found& found,
                                                 VerifyProgress start = {},
                                                 std::int64_t max_rows = INT64_MAX);

}  // namespace financescr::audit
