// SqlStore: the Store on a database, whichever Driver speaks to it.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "functions/audit/seal.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/damage_watch.hpp"
#include "native_server/sql/group_commit.hpp"
#include "native_server/sql/reader_pool.hpp"

namespace financescr::sql {

struct StoreOptions {
  CommitLimits limits;
  std::size_t readers = 4;
  audit::SigningOptions signing;
  Report report;
  std::string seed;  // what nobody can guess, for the salts of digests
};

class SqlStore final : public ports::Store {
 public:
  SqlStore(std::unique_ptr<Driver> driver, std::string instance, StoreOptions options);

  // Connects. Requires: the migrations are applied. Errors: kConflict if another process holds the
  // instance.
  [[nodiscard]] Answer<void> start();

  [[nodiscard]] ports::Stored<void> commit(ports::Transaction transaction) override;

  [[nodiscard]] ports::Stored<void> read(ports::Query query, const ports::TakeRow& take) override;
  [[nodiscard]] std::uint64_t account_changes() const override { return account_changes_; }
  [[nodiscard]] ports::Stored<std::vector<ports::AuditRow>> audit(
      const ports::AuditFilter& filter, const std::optional<ports::AuditPageStart>& after,
      std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::vector<ports::AuditRow>> audit_rows(std::string_view chain,
                                                                       std::int64_t from,
                                                                       std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> audit_chains() override;
  [[nodiscard]] ports::Stored<std::vector<ports::AuditHead>> audit_heads(
      std::string_view chain, std::int64_t from, std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::int64_t> keyless_rows() override;
  [[nodiscard]] ports::Stored<std::optional<ports::AuditRow>> audit_tail() override;
  [[nodiscard]] ports::Stored<void> check_audit_tail() override;
  [[nodiscard]] ports::Signing signing() override;
  [[nodiscard]] ports::Stored<void> add_audit_head(const ports::AuditHead& head) override;
  [[nodiscard]] ports::Stored<std::vector<ports::RawRecord>> raw_records(
      std::string_view table, const std::optional<std::string>& place, std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::optional<ports::RawRecord>> raw_record(
      std::string_view table, std::string_view id) override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> raw_keys(std::string_view table,
                                                                 std::string_view after,
                                                                 std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> left_by_erasure(
      const ports::ErasureClaim& claim) override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> schema_changes() override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> damage() override;
  [[nodiscard]] ports::Stored<void> check() override;

 private:
  [[nodiscard]] ports::Stored<std::vector<Row>> rows(const Command& command, bool once = false);
  [[nodiscard]] ports::Stored<std::optional<ports::RawRecord>> find_raw(const ports::Shape& shape,
                                                                        const Command& command);
  // Where a value is too long to be read: the next record alone, what cannot be read of it left
  // out.
  [[nodiscard]] ports::Stored<std::vector<ports::RawRecord>> raw_single(
      const ports::Shape& shape, const std::optional<std::string>& place);
  [[nodiscard]] ports::Stored<std::optional<ports::RawRecord>> raw_by_columns(
      const ports::Shape& shape, std::int64_t number);
  // The next row that an audit search meets, where a page of them cannot be read.
  [[nodiscard]] ports::Stored<std::vector<Row>> audit_single(const ports::AuditFilter& filter,
                                                             const std::vector<Value>& from);
  [[nodiscard]] ports::Stored<std::vector<std::string>> texts(const Command& command);
  [[nodiscard]] bool is_sqlite() const { return driver_->dialect() == "sqlite"; }
  // Rows of the audit log or its heads whose number is at least `from`; `number` is its column.
  template <typename Record>
  [[nodiscard]] ports::Stored<std::vector<Record>> numbered(std::string_view number,
                                                            std::string_view chain,
                                                            std::int64_t from, std::size_t limit);
  template <typename Record>
  [[nodiscard]] ports::Stored<std::vector<Record>> numbered_one_by_one(std::string_view number,
                                                                       std::string_view chain,
                                                                       std::int64_t from,
                                                                       std::size_t limit);

  const std::unique_ptr<Driver> driver_;
  const std::string instance_;
  const Report report_;
  audit::Salts salts_;
  const ReadRecord read_before_;
  std::atomic<std::uint64_t> account_changes_ = 0;
  ReaderPool readers_;
  GroupCommit writer_;
  std::unique_ptr<DamageWatch> damage_watch_;  // of a server on SQLite
};

}  // namespace financescr::sql
