// BoundRows: the audit log as far as it is verified. Whoever looks a row up, to show it or to take
// it as the proof of something, looks it up here.
//
// A row counts if its text says what its columns say, its chain is declared, and hashing on from it
// leads to a seal, a head or a declaration of a trusted key. What was found is remembered for the
// rows around it, so that a page of neighbours costs little more than one row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "functions/audit/declaration.hpp"
#include "functions/audit/seal.hpp"
#include "functions/audit/source.hpp"
#include "functions/ports/store.hpp"

namespace financescr::audit {

// Rows that were searched for.
struct BoundPage {
  std::vector<ports::AuditRow> rows;
  std::int64_t unverified = 0;                // rows that were met and left out
  std::optional<ports::AuditPageStart> next;  // where to go on; nothing: there are no more
};

class BoundRows {
 public:
  // Requires: the store, and what `trust` refers to, outlive this. `trusts_all`: the rows are the
  // memory of this process, which nobody else writes to.
  BoundRows(ports::Store& store, Trust trust, bool trusts_all = false)
      : store_(store), source_(store), trust_(std::move(trust)), trusts_all_(trusts_all) {}

  // Rows of chains that are not declared count too, if heads bind them: in a log of the build
  // before, in which no chain is declared.
  void accept_undeclared() { accepts_undeclared_ = true; }

  // Whether the row, as it was read from the store, counts.
  [[nodiscard]] ports::Stored<bool> holds(const ports::AuditRow& row);

  // As Store::audit, of rows that count. A page may be short, even empty, and yet have a next one.
  [[nodiscard]] ports::Stored<BoundPage> search(const ports::AuditFilter& filter,
                                                std::optional<ports::AuditPageStart> after,
                                                std::size_t limit);

 private:
  // A row that is bound: by these two hashes its text is known.
  struct Link {
    std::string previous;
    std::string hash;
  };
  using Place = std::pair<std::string, std::int64_t>;  // chain and seq
  class Walk;

  ports::Stored<std::optional<Declaration>> declaration_of(const std::string& chain);
  // Adds the row and its neighbours to what is known, if they are bound.
  ports::Stored<void> bind(const std::string& chain, std::int64_t seq,
                           const Declaration& declaration);

  ports::Store& store_;
  StoreSource source_;
  Trust trust_;
  bool trusts_all_;
  bool accepts_undeclared_ = false;
  std::map<std::string, std::optional<Declaration>, std::less<>> declarations_;
  std::map<Place, Link> known_;
};

}  // namespace financescr::audit
