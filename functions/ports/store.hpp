// Store: what must outlive a request.
//
// A change is a value: a Transaction lists its writes and audit rows, so that a store can put
// transactions that arrive together under one commit and still decide each by itself. A handler
// answers only after commit() said that its transaction is durable.
//
// A store knows no record. It interprets descriptors (columns.hpp), and the typed reads below are
// templates above its one read(): a new resource is a struct, a descriptor and a migration.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/audit_log.hpp"
#include "functions/ports/inspection.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records.hpp"
#include "functions/ports/stored.hpp"
#include "functions/ports/transaction.hpp"

namespace financescr::ports {

// Takes a row with the columns of a query, in order. Returns: false if no record is so.
using TakeRow = std::function<bool(Row row)>;

// Every member may be called from several threads. Errors of reads: kUnavailable, kUnreadable.
class Records {
 public:
  virtual ~Records() = default;

  // Applies the writes in their order and appends the audit rows to this instance's chain. The last
  // of them, or one of their own, hold the digests of the records written. Durable
  // when it returns. After an error nothing of it is there; where the outcome of a commit was
  // unknown (a lost connection), the store has found it out before it answers, or answers
  // kUnavailable.
  [[nodiscard]] virtual Stored<void> commit(Transaction transaction) = 0;

  // Calls take(row) for the rows that a query asks for. Errors: kUnreadable also if that is false;
  // then no further row is taken.
  [[nodiscard]] virtual Stored<void> read(Query query, const TakeRow& take) = 0;

  // Grows with every commit of this process that wrote users or API keys.
  [[nodiscard]] virtual std::uint64_t account_changes() const = 0;

  // Asks the store for an answer: reachable, and its schema is the one this program knows.
  [[nodiscard]] virtual Stored<void> check() = 0;
};

class Store : public Records, public AuditLog, public Inspection {};

// The records that a query asks for.
template <typename Record>
[[nodiscard]] Stored<std::vector<Record>> list(Records& store, QueryOf<Record> query) {
  std::vector<Record> records;
  const ColumnSet columns = query.form.columns;
  const auto read = store.read(std::move(query), [&records, columns](Row row) {
    auto record = to_record<Record>(std::move(row), nullptr, columns);
    if (record) records.push_back(*std::move(record));
    return record.has_value();
  });
  if (!read) return tl::unexpected(read.error());
  return records;
}

// The first of them.
template <typename Record>
[[nodiscard]] Stored<std::optional<Record>> first(Records& store, QueryOf<Record> query) {
  std::optional<Record> found;
  const ColumnSet columns = query.form.columns;
  const auto read = store.read(std::move(query), [&found, columns](Row row) {
    auto record = to_record<Record>(std::move(row), nullptr, columns);
    const bool is_readable = record.has_value();
    if (!found) found = std::move(record);
    return is_readable;
  });
  if (!read) return tl::unexpected(read.error());
  return found;
}

// The record of a key: the values of its columns in their order.
template <typename Record, typename... Key>
[[nodiscard]] Stored<std::optional<Record>> find(Records& store, const Key&... key) {
  QueryOf<Record> query;
  query.values.reserve(sizeof...(key));
  std::size_t part = 0;
  (query.where(query.form.shape->key[part++], Comparison::kEqual, to_value(key)), ...);
  return first(store, std::move(query));
}

// The texts of a query for one column; what is no text is passed over.
[[nodiscard]] Stored<std::vector<std::string>> texts(Records& store, Query query);

}  // namespace financescr::ports
