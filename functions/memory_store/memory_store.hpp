// MemoryStore: the Store of tests and of the browser. Nothing outlives it; everything else is as in
// the others, which tests/service/stores holds all of them to.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "functions/audit/binding.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/seal.hpp"
#include "functions/memory_store/tables.hpp"
#include "functions/ports/store.hpp"

namespace financescr::memory_store {

class MemoryStore final : public ports::Store {
 public:
  // `instance` names the audit chain. `seed`: what nobody can guess, for the salts of digests.
  explicit MemoryStore(std::string instance, std::string seed = "",
                       audit::SigningOptions signing = {})
      : instance_(std::move(instance)), salts_(std::move(seed)), signing_(std::move(signing)) {}

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
  [[nodiscard]] ports::Stored<std::int64_t> keyless_rows() override { return 0; }
  [[nodiscard]] ports::Stored<std::optional<ports::AuditRow>> audit_tail() override;
  [[nodiscard]] ports::Stored<void> check_audit_tail() override { return {}; }
  [[nodiscard]] ports::Signing signing() override;
  [[nodiscard]] ports::Stored<void> add_audit_head(const ports::AuditHead& head) override;
  [[nodiscard]] ports::Stored<std::vector<ports::RawRecord>> raw_records(
      std::string_view table, const std::optional<std::string>& place, std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::optional<ports::RawRecord>> raw_record(
      std::string_view table, std::string_view id) override;
  [[nodiscard]] ports::Stored<std::vector<std::string>> raw_keys(std::string_view table,
                                                                 std::string_view after,
                                                                 std::size_t limit) override;
  [[nodiscard]] ports::Stored<void> check() override { return {}; }

 private:
  // The first row of a chain that is signed. Requires: mutex_ is held.
  void declare();
  // Rows of one transaction, the last of them sealed. Requires: mutex_ is held.
  void append(const std::vector<ports::AuditEvent>& events);

  std::string instance_;
  audit::Salts salts_;
  std::atomic<std::uint64_t> account_changes_ = 0;
  audit::SigningOptions signing_;
  std::mutex mutex_;  // guards what follows
  Tables tables_;
  std::vector<ports::AuditRow> audit_;
  std::map<std::tuple<std::string, std::int64_t>, ports::AuditHead> heads_;
};

}  // namespace financescr::memory_store
