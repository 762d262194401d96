// Comparison of the store's records with the audit log, in both directions: every entry of a row
// with the record that it is about, and every record with the entry that it points to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "functions/audit/finding.hpp"
#include "functions/audit/row_lookup.hpp"
#include "functions/ports/columns.hpp"
#include "functions/ports/store.hpp"

namespace financescr::audit {

// Where a walk through the tables stands.
struct RecordsPlace {
  std::string table;                 // empty: the first one
  std::optional<std::string> after;  // a place in it (RawRecord)
};

class RecordCheck {
 public:
  // `now`: remembered answers are forgotten after their time; nothing: none is missed. All must
  // outlive this.
  RecordCheck(ports::Store& records, Source& source, BoundRows& bound, std::optional<Timestamp> now,
              const Found& found)
      : records_(records), bound_(bound), rows_(source, bound), now_(now), found_(found) {}

  // Compares the records that a row of the log is about with their tables.
  [[nodiscard]] ports::Stored<void> check_entries(const canonical::Json& text,
                                                  const ports::AuditRow& row);

  // If the row says that something was erased: looks whether it is.
  [[nodiscard]] ports::Stored<void> check_erasure(const canonical::Json& text,
                                                  const ports::AuditRow& row);

  // Looks for the entry of every record from `place` on, of about `max_records`. Returns: whether
  // all have been looked at.
  [[nodiscard]] ports::Stored<bool> walk(RecordsPlace& place, std::int64_t max_records,
                                         std::int64_t& looked_up);

 private:
  struct Place {
    std::string chain;
    std::int64_t seq = 0;
  };

  ports::Stored<void> check_entry(const canonical::Json& entry, const ports::AuditRow& row,
                                  bool is_adoption);
  void compare(const canonical::Json& entry, const ports::Shape& shape, const ports::Row& record,
               const ports::AuditRow& row);
  ports::Stored<void> check_previous(const canonical::Json& entry, const ports::Shape& shape,
                                     const ports::AuditRow& row);
  // Whether the newest entry follows, step by step, from the one of row `at`.
  ports::Stored<bool> follows(const ports::Shape& shape, const std::string& id, Place newest,
                              const Place& at);
  ports::Stored<void> check_record(const ports::Shape& shape, const ports::RawRecord& record);
  // Whether a record that is not what its entry states has the id of another one.
  ports::Stored<bool> is_second(const ports::Shape& shape, const std::string& id,
                                const ports::Row& row, const canonical::Json& entry);
  // Whether records that nothing binds are still to be bound by the first start of a server.
  ports::Stored<bool> awaits_adoption();
  void report(Fault fault, const ports::AuditRow& row, std::string detail);

  ports::Store& records_;
  BoundRows& bound_;
  RowLookup rows_;
  std::optional<Timestamp> now_;
  const Found& found_;
  std::optional<bool> awaits_adoption_;
};

}  // namespace financescr::audit
