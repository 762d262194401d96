#include "functions/memory_store/memory_store.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "functions/audit/declaration.hpp"
#include "functions/memory_store/writer.hpp"

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

template <typename T>
bool passes(const std::optional<T>& wanted, const T& value) {
  return !wanted || *wanted == value;
}

template <typename T>
bool passes(const std::optional<T>& wanted, const std::optional<T>& value) {
  return !wanted || wanted == value;
}

bool passes(const AuditFilter& filter, const AuditRow& row) {
  return passes(filter.event, row.event) && passes(filter.actor, row.actor) &&
         passes(filter.request_id, row.request_id) && passes(filter.decision_id, row.decision_id) &&
         passes(filter.case_id, row.case_id);
}

}  // namespace

Stored<void> MemoryStore::commit(Transaction transaction) {
  const std::lock_guard lock(mutex_);
  declare();
  audit::Binder binder(instance_, audit_.empty() ? 0 : audit_.back().seq, transaction.audit,
                       salts_);
  Writer writer(tables_, binder);
  const bool about_accounts = is_about(transaction, Concern::kAccounts);
  for (Write& write : transaction.writes) {
    if (auto applied = writer.apply(std::move(write)); !applied) return applied;
  }
  writer.finish();
  if (about_accounts) ++account_changes_;
  append(transaction.audit);
  return {};
}

void MemoryStore::declare() {
  if (!audit_.empty() || signing_.secrets == nullptr) return;
  const auto declared = audit::declare(instance_, signing_.opened_at, {}, *signing_.secrets);
  if (declared) append({*declared});
}

void MemoryStore::append(const std::vector<AuditEvent>& events) {
  if (events.empty()) return;
  audit::ChainEnd end = audit_.empty() ? audit::ChainEnd{} : audit::end_after(audit_.back());
  for (const AuditEvent& event : events) {
    audit_.push_back(audit::append(instance_, end, event));
    end = audit::end_after(audit_.back());
  }
  if (signing_.secrets != nullptr) {
    audit_.back().seal = audit::make_seal(audit_.back(), *signing_.secrets);
  }
}

Stored<void> MemoryStore::read(Query query, const TakeRow& take) {
  const std::lock_guard lock(mutex_);
  const Table* table = tables_.find(query.form.shape->table);
  if (table == nullptr) return {};
  for (const Row* row : table->select(query)) {
    Row answer;
    answer.reserve(row->size());
    for (std::size_t i = 0; i < row->size(); ++i) {
      if (holds(query.form.columns, i)) answer.push_back((*row)[i]);
    }
    if (!take(std::move(answer))) return tl::unexpected(StoreFault::kUnreadable);
  }
  return {};
}

Stored<std::vector<AuditRow>> MemoryStore::audit(const AuditFilter& filter,
                                                 const std::optional<AuditPageStart>& after,
                                                 std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<AuditRow> rows;
  for (const AuditRow& row : audit_) {
    const auto place = std::tie(row.at, row.chain, row.seq);
    if (after && !(place < std::tie(after->at, after->chain, after->seq))) continue;
    if (passes(filter, row)) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const AuditRow& a, const AuditRow& b) {
    return std::tie(a.at, a.chain, a.seq) > std::tie(b.at, b.chain, b.seq);
  });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

Stored<std::vector<AuditRow>> MemoryStore::audit_rows(std::string_view chain, std::int64_t from,
                                                      std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<AuditRow> rows;
  if (chain != instance_) return rows;
  for (std::size_t i = static_cast<std::size_t>(std::max<std::int64_t>(from, 1)) - 1;
       i < audit_.size() && rows.size() < limit; ++i) {
    rows.push_back(audit_[i]);
  }
  return rows;
}

Stored<std::vector<std::string>> MemoryStore::audit_chains() {
  const std::lock_guard lock(mutex_);
  std::set<std::string> names;
  if (!audit_.empty()) names.insert(instance_);
  for (const auto& [key, head] : heads_) names.insert(head.chain);
  return std::vector<std::string>(names.begin(), names.end());
}

Stored<std::vector<AuditHead>> MemoryStore::audit_heads(std::string_view chain, std::int64_t from,
                                                        std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<AuditHead> heads;
  for (auto at = heads_.lower_bound({std::string(chain), from});
       at != heads_.end() && at->second.chain == chain && heads.size() < limit; ++at) {
    heads.push_back(at->second);
  }
  return heads;
}

Stored<std::optional<AuditRow>> MemoryStore::audit_tail() {
  const std::lock_guard lock(mutex_);
  return audit_.empty() ? std::nullopt : std::optional(audit_.back());
}

Signing MemoryStore::signing() {
  return {signing_.secrets == nullptr ? Signing::State::kNone : Signing::State::kOn, ""};
}

Stored<void> MemoryStore::add_audit_head(const AuditHead& head) {
  const std::lock_guard lock(mutex_);
  if (!heads_.try_emplace({head.chain, head.count}, head).second) {
    return tl::unexpected(StoreFault::kConflict);
  }
  return {};
}

}  // namespace financescr::memory_store
