// The audit log and its signed heads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/columns.hpp"

namespace financescr::ports {

// A row of the audit log, as a handler gives it: ids, outcomes and versions; never a name, an
// identity number, an input hash or text of a person.
struct AuditEvent {
  Timestamp at;
  std::string event;  // "decision", "case_assign", "login", ...
  std::string actor;
  std::string request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
  std::optional<std::string> bundle_digest;  // SHA-256 of salt and bundle, in hexadecimal
  canonical::Json details = canonical::Json::object();
  // Digests of the records that the transaction wrote; added by the store.
  std::vector<canonical::Json> records = {};
};

// The same, in its place in the chain of one server instance.
struct AuditRow {
  std::string chain;     // name of the server instance
  std::int64_t seq = 1;  // 1, 2, 3 ... within the chain
  std::string row;       // canonical JSON of the event, chain and seq
  std::string hash;      // SHA-256(hash before it, row), in hexadecimal
  // Copies out of `row`, to search by.
  Timestamp at;
  std::string event;
  std::string actor;
  std::string request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
  // On the last row of each group that a server commits together: its signature of chain, seq and
  // hash (audit/seal.hpp).
  std::optional<std::string> seal;
  // False: the row is there, and its values are not those of a row; only chain and seq are set.
  bool is_readable = true;
  std::string odd_column;  // which one holds what no row holds, where that is known
};

// A signed statement of how far a chain had come.
struct AuditHead {
  std::string chain;
  std::int64_t count = 0;
  std::string hash;  // of row `count`
  Timestamp at;
  std::string public_key;
  std::string signature;
  bool is_readable = true;  // as of a row; only chain and count are set
  std::string odd_column;
};

template <>
const Table<AuditRow>& table_of();

template <>
const Table<AuditHead>& table_of();

// Newest first, by (at, chain, seq). Empty members do not filter.
struct AuditFilter {
  std::optional<std::string> event;
  std::optional<std::string> actor;
  std::optional<std::string> request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
};

struct AuditPageStart {
  Timestamp at;
  std::string chain;
  std::int64_t seq = 0;
};

}  // namespace financescr::ports
