// Inspection: what a store holds, whatever that is: for verification, which believes nothing of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/timestamp.hpp"
#include "functions/ports/stored.hpp"
#include "functions/ports/value.hpp"

namespace financescr::ports {

// A record as its table holds it, whatever that is.
struct RawRecord {
  std::string place;  // a page after it begins here
  Row row;            // in order of the table's columns; NULL in those that are bound elsewhere
};

// What a row of the audit log says was erased: a decision or a conversation.
struct ErasureClaim {
  std::string decision_id;      // empty: it is a conversation
  std::string conversation_id;  // empty: it is a decision
  std::string chain;            // of the row
  std::int64_t seq = 0;
  Timestamp at;
  // The row lists entries of records: it is of a build that binds what an erasure changes.
  bool is_bound = false;
};

class Inspection {
 public:
  virtual ~Inspection() = default;

  // Records of a bound table (columns.hpp) after `place`, or from the first on; every record that
  // the table holds is met, and the place always advances. A value that is longer than any that is
  // written comes as another, short text.
  [[nodiscard]] virtual Stored<std::vector<RawRecord>> raw_records(
      std::string_view table, const std::optional<std::string>& place, std::size_t limit) = 0;
  // The record that the audit log calls `id`.
  [[nodiscard]] virtual Stored<std::optional<RawRecord>> raw_record(std::string_view table,
                                                                    std::string_view id) = 0;
  // Keys of a bound table greater than `after`, in order, where the key is one column with a text;
  // no UUIDs where somebody wrote others.
  [[nodiscard]] virtual Stored<std::vector<std::string>> raw_keys(std::string_view table,
                                                                  std::string_view after,
                                                                  std::size_t limit) = 0;
  // How many rows of the log, heads and decisions no listing shows, because what they are found by
  // is NULL or of another type.
  [[nodiscard]] virtual Stored<std::int64_t> keyless_rows() = 0;

  // What still stands of what a row of the log says was erased: a few words for each table. What
  // was written after that row is no part of it.
  [[nodiscard]] virtual Stored<std::vector<std::string>> left_by_erasure(
      const ErasureClaim& /*claim*/) {
    return std::vector<std::string>{};
  }
  // Where the tables, indexes, triggers ... are not what the migrations make: a sentence for each
  // object.
  [[nodiscard]] virtual Stored<std::vector<std::string>> schema_changes() {
    return std::vector<std::string>{};
  }
  // What the database's own check of its tables and indexes finds; a server answers with what its
  // last check found. Nothing where the database has none.
  [[nodiscard]] virtual Stored<std::vector<std::string>> damage() {
    return std::vector<std::string>{};
  }
};

}  // namespace financescr::ports
