// Binding: how the records that a transaction writes are tied to its row of the audit log.
//
// The row lists an entry for each record: which one it is, its digest after the step, and what the
// table held before it. The record keeps the salt of the digest and the place of the row. So the
// newest entry of a record states every column of it, tells nothing about them to somebody without
// the salt, and an erasure takes the salt away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/ports/columns.hpp"
#include "functions/ports/records.hpp"

namespace financescr::audit {

// Entries that one row holds at the most; more follow in rows of their own.
inline constexpr std::size_t kEntriesOfRow = 200;

// The text in a place of a row; empty where it holds none. It lives as long as the row.
[[nodiscard]] std::string_view text_in(const ports::Row& row, std::size_t place);

// SHA-256 in hexadecimal of
//   "financescr record VERSION\n" SALT "\n" TABLE "\n", then for each column that is part of it
//   NAME "=" VALUE "\n", VALUE being "null", an integer in decimal, or LENGTH ":" and the bytes.
// Requires: values in the form they were written in (Shape::find_odd).
[[nodiscard]] std::string record_digest(const ports::Shape& shape, const ports::Row& row,
                                        std::string_view salt, std::int64_t version);

// The name of the first column whose mark differs; empty if none does; the salt's if all do. The
// marks are four hexadecimal digits for each of these columns, from which one sees which column
// differs. They prove nothing, and tell nothing without the salt: each is a checksum of the
// column's line above, covered by 16 bits that only the salt gives.
[[nodiscard]] std::string_view differing_column(const ports::Shape& shape, const ports::Row& row,
                                                std::string_view salt, std::int64_t version,
                                                std::string_view marks);

// What the table held of a record before a step.
struct Previous {
  std::string chain;  // of the row that bound it
  std::int64_t seq = 0;
  std::string salt;
  std::vector<std::string> digests;  // by record_version, from 1
};

// Returns nothing if no row binds the record.
[[nodiscard]] std::optional<Previous> previous_of(const ports::Shape& shape, const ports::Row& row);

// Salts that nobody can guess who does not know the seed. Thread-safe.
class Salts {
 public:
  explicit Salts(std::string seed) : seed_(std::move(seed)) {}
  // 32 hexadecimal digits, never the same again.
  [[nodiscard]] std::string next();

 private:
  std::string seed_;
  std::mutex mutex_;
  std::uint64_t drawn_ = 0;  // guarded by mutex_
  std::string spare_;        // guarded by mutex_
};

// Binds the records of one transaction. If nothing of it is audited, a row of its own holds the
// entries.
class Binder {
 public:
  // `events` are those of the transaction, which will stand after row `end_seq` of the chain. With
  // an end_seq of 0, rows are numbered from 1 within the transaction.
  Binder(std::string_view chain, std::int64_t end_seq, std::vector<ports::AuditEvent>& events,
         Salts& salts);

  // Sets the columns of the binding and adds the entry. `previous`: of what the table held; nothing
  // where it held none, or none that was bound.
  void bind(const ports::Shape& shape, ports::Row& row, const std::optional<Previous>& previous);

  // The salt that a record was given earlier in this transaction; nullptr if it was not.
  [[nodiscard]] const std::string* salt_of(const ports::Shape& shape, std::string_view id);

 private:
  struct Bound {
    std::string table;
    std::string id;
    std::string salt;
    std::size_t event = 0;
    std::size_t entry = 0;
  };

  [[nodiscard]] Bound* find(std::string_view table, std::string_view id);
  Bound& place(const ports::Shape& shape, const ports::Row& row, std::string id);

  std::string chain_;
  std::int64_t end_seq_;
  std::vector<ports::AuditEvent>& events_;
  Salts& salts_;
  std::vector<Bound> bound_;
};

// What the audit log calls a remembered answer: its key is of the caller's choosing and may say
// what no row should.
[[nodiscard]] std::string answer_id(std::string_view principal, std::string_view key);

}  // namespace financescr::audit
