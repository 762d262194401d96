// diff: what one pack has that another has not, row by row and field by field.
//
// Entities, customers, applications and labels are matched by id; both packs keep them sorted, so
// one pass over each suffices and only rows that differ are read whole. Pure: it returns values and
// prints nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/pack/pack.hpp"

namespace financescr::pack {

// One field that differs. A list is compared as a bag of values; one that only has another order
// has both `before` and `after`, as has any other value. Absent is null, or an empty list.
struct FieldChange {
  std::string field;  // "aliases"; inside objects "priority_rules/HIGH"
  std::vector<canonical::Json> removed;
  std::vector<canonical::Json> added;
  canonical::Json before;
  canonical::Json after;
};

// The fields in which two objects differ, by name.
[[nodiscard]] std::vector<FieldChange> changed_fields(const canonical::Json& before,
                                                      const canonical::Json& after);

struct RowName {
  std::string id;
  std::string name;  // for people; empty where the row has none
};

struct RowChange {
  RowName row;  // as it is after
  std::vector<FieldChange> fields;
};

struct TableDiff {
  std::string table;  // "watchlist", "customers", "labels", "applications"
  std::size_t count_before = 0;
  std::size_t count_after = 0;
  std::vector<RowName> removed;  // each by id
  std::vector<RowName> added;
  std::vector<RowChange> changed;

  [[nodiscard]] bool empty() const { return removed.empty() && added.empty() && changed.empty(); }
};

// A document of a domain: policy, model or manifest. The hash of one that is not there is empty.
struct DocumentDiff {
  std::string document;
  std::string hash_before;
  std::string hash_after;
  std::vector<FieldChange> fields;

  [[nodiscard]] bool empty() const { return hash_before == hash_after; }
};

struct DomainDiff {
  std::string domain;        // "fincrime", "credit"
  std::string label_before;  // empty: that pack has no such domain
  std::string label_after;   // a label is no difference
  std::string pack_hash_before;
  std::string pack_hash_after;
  std::vector<DocumentDiff> documents;
  std::vector<TableDiff> tables;

  [[nodiscard]] bool empty() const;
};

struct PackDiff {
  std::vector<DomainDiff> domains;  // those that either pack has

  // Whether the packs have the same rows and documents.
  [[nodiscard]] bool empty() const;
};

[[nodiscard]] PackDiff diff(const Pack& before, const Pack& after);

// {"same":bool,"domains":[...]} for machines; everything in order of id.
[[nodiscard]] canonical::Json to_json(const PackDiff& diff);

}  // namespace financescr::pack
