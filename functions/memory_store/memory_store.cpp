#include "functions/memory_store/memory_store.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "functions/audit/declaration.hpp"

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

template <typename TableOf, typename KeyOf>
auto find_in(const TableOf& table, const KeyOf& key) {
  const auto found = table.find(key);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

// Rows of a table that pass `wanted`, in the order of `before`.
template <typename TableOf, typename Wanted, typename Before>
auto select(const TableOf& table, Wanted wanted, Before before) {
  std::vector<typename TableOf::mapped_type> rows;
  for (const auto& [key, row] : table) {
    if (wanted(row)) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), before);
  return rows;
}

template <typename T>
bool passes(const std::optional<T>& wanted, const T& value) {
  return !wanted || *wanted == value;
}

template <typename T>
bool passes(const std::optional<T>& wanted, const std::optional<T>& value) {
  return !wanted || wanted == value;
}

bool passes(const CaseFilter& filter, const CaseRecord& row) {
  return passes(filter.status, row.status) && passes(filter.domain, row.domain) &&
         passes(filter.severity, row.severity) && passes(filter.priority, row.priority) &&
         passes(filter.assignee, row.assignee) && passes(filter.subject_id, row.subject_id) &&
         passes(filter.customer_ref, row.customer_ref) &&
         passes(filter.request_id, row.request_id) && passes(filter.decision_id, row.decision_id) &&
         (!filter.created_from || row.created_at >= *filter.created_from) &&
         (!filter.created_until || row.created_at < *filter.created_until) &&
         (!filter.due_until || (row.due_at < *filter.due_until && !row.closed_at));
}

bool passes(const DecisionFilter& filter, const DecisionRecord& row) {
  return passes(filter.kind, row.kind) && passes(filter.outcome, row.outcome) &&
         passes(filter.subject_id, row.subject_id) &&
         passes(filter.customer_ref, row.customer_ref) &&
         passes(filter.request_id, row.request_id) && passes(filter.principal, row.principal) &&
         passes(filter.pack_id, row.pack_id) && passes(filter.has_case, row.case_id.has_value()) &&
         passes(filter.erased, row.erased_at.has_value()) &&
         (!filter.created_from || row.created_at >= *filter.created_from) &&
         (!filter.created_until || row.created_at < *filter.created_until);
}

bool passes(const AuditFilter& filter, const AuditRow& row) {
  return passes(filter.event, row.event) && passes(filter.actor, row.actor) &&
         passes(filter.request_id, row.request_id) && passes(filter.decision_id, row.decision_id) &&
         passes(filter.case_id, row.case_id);
}

template <typename Row>
void cut(std::vector<Row>& rows, std::size_t limit) {
  if (rows.size() > limit) rows.resize(limit);
}

}  // namespace

Stored<void> MemoryStore::commit(Transaction transaction) {
  const std::lock_guard lock(mutex_);
  declare();
  audit::Binder binder(instance_, audit_.empty() ? 0 : audit_.back().seq, transaction.audit,
                       salts_);
  Writer writer(tables_, binder);
  const bool about_accounts = ports::is_about_accounts(transaction);
  for (Write& write : transaction.writes) {
    if (!writer.apply(std::move(write))) return tl::unexpected(StoreFault::kConflict);
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

Stored<std::optional<DecisionRecord>> MemoryStore::decision(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.decisions, id);
}

Stored<std::vector<DecisionRecord>> MemoryStore::decisions(const DecisionFilter& filter,
                                                           const std::optional<PageStart>& after,
                                                           std::size_t limit) {
  const std::lock_guard lock(mutex_);
  auto rows = select(
      tables_.decisions,
      [&](const DecisionRecord& row) {
        return passes(filter, row) && (!after || std::tie(row.created_at, row.decision_id) <
                                                     std::tie(after->at, after->id));
      },
      [](const DecisionRecord& a, const DecisionRecord& b) {
        return std::tie(a.created_at, a.decision_id) > std::tie(b.created_at, b.decision_id);
      });
  cut(rows, limit);
  for (DecisionRecord& row : rows) {
    row.bundle.reset();
    row.salt.reset();
  }
  return rows;
}

Stored<std::vector<std::string>> MemoryStore::decision_ids(std::string_view after,
                                                           std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (auto at = tables_.decisions.upper_bound(after);
       at != tables_.decisions.end() && ids.size() < limit; ++at) {
    ids.push_back(at->first);
  }
  return ids;
}

Stored<std::vector<std::string>> MemoryStore::decisions_of(std::string_view subject_id) {
  const std::lock_guard lock(mutex_);
  const auto rows = select(
      tables_.decisions,
      [&](const DecisionRecord& row) { return row.subject_id == subject_id && !row.erased_at; },
      [](const DecisionRecord& a, const DecisionRecord& b) {
        return std::tie(a.created_at, a.decision_id) < std::tie(b.created_at, b.decision_id);
      });
  std::vector<std::string> ids;
  for (const DecisionRecord& row : rows) ids.push_back(row.decision_id);
  return ids;
}

Stored<std::optional<CaseRecord>> MemoryStore::find_case(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.cases, id);
}

Stored<std::vector<CaseRecord>> MemoryStore::cases(const CaseFilter& filter,
                                                   const std::optional<PageStart>& after,
                                                   std::size_t limit) {
  const std::lock_guard lock(mutex_);
  auto rows = select(
      tables_.cases,
      [&](const CaseRecord& row) {
        return passes(filter, row) &&
               (!after || std::tie(row.created_at, row.case_id) < std::tie(after->at, after->id));
      },
      [](const CaseRecord& a, const CaseRecord& b) {
        return std::tie(a.created_at, a.case_id) > std::tie(b.created_at, b.case_id);
      });
  cut(rows, limit);
  return rows;
}

Stored<std::vector<CaseEventRecord>> MemoryStore::case_events(std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::vector<CaseEventRecord> rows;
  const auto first = tables_.case_events.lower_bound(std::tuple(std::string(id), std::int64_t{0}));
  for (auto at = first; at != tables_.case_events.end() && at->second.case_id == id; ++at) {
    rows.push_back(at->second);
  }
  return rows;
}

Stored<std::optional<ConversationRecord>> MemoryStore::conversation(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.conversations, id);
}

Stored<std::vector<MessageRecord>> MemoryStore::messages(std::string_view conversation_id) {
  const std::lock_guard lock(mutex_);
  std::vector<MessageRecord> rows;
  const auto first =
      tables_.messages.lower_bound(std::tuple(std::string(conversation_id), std::int64_t{0}));
  for (auto at = first;
       at != tables_.messages.end() && at->second.conversation_id == conversation_id; ++at) {
    rows.push_back(at->second);
  }
  return rows;
}

Stored<std::optional<UserRecord>> MemoryStore::user(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.users, id);
}

Stored<std::optional<UserRecord>> MemoryStore::user_named(std::string_view username) {
  const std::lock_guard lock(mutex_);
  const auto id = find_in(tables_.user_names, username);
  return id ? find_in(tables_.users, *id) : std::nullopt;
}

Stored<std::vector<UserRecord>> MemoryStore::users() {
  const std::lock_guard lock(mutex_);
  std::vector<UserRecord> rows;
  for (const auto& [name, id] : tables_.user_names) rows.push_back(tables_.users.at(id));
  return rows;
}

Stored<std::optional<ApiKeyRecord>> MemoryStore::api_key(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.api_keys, id);
}

Stored<std::vector<ApiKeyRecord>> MemoryStore::api_keys() {
  const std::lock_guard lock(mutex_);
  return select(
      tables_.api_keys, [](const ApiKeyRecord&) { return true; },
      [](const ApiKeyRecord& a, const ApiKeyRecord& b) {
        return std::tie(a.created_at, a.key_id) < std::tie(b.created_at, b.key_id);
      });
}

Stored<std::optional<IdempotencyRecord>> MemoryStore::idempotency(std::string_view principal,
                                                                  std::string_view key) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.idempotency, std::tuple(std::string(principal), std::string(key)));
}

Stored<std::optional<Timestamp>> MemoryStore::oldest_idempotency() {
  const std::lock_guard lock(mutex_);
  std::optional<Timestamp> oldest;
  for (const auto& [key, record] : tables_.idempotency) {
    if (!oldest || record.created_at < *oldest) oldest = record.created_at;
  }
  return oldest;
}

Stored<std::vector<PackActivationRecord>> MemoryStore::pack_activations() {
  const std::lock_guard lock(mutex_);
  return select(
      tables_.pack_activations, [](const PackActivationRecord&) { return true; },
      [](const PackActivationRecord& a, const PackActivationRecord& b) {
        return std::tie(a.created_at, a.activation_id) > std::tie(b.created_at, b.activation_id);
      });
}

Stored<std::optional<PackActivationRecord>> MemoryStore::pack_activation(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.pack_activations, id);
}

Stored<std::vector<JobRecord>> MemoryStore::open_jobs() {
  const std::lock_guard lock(mutex_);
  return select(
      tables_.jobs,
      [](const JobRecord& row) { return row.status == "QUEUED" || row.status == "RUNNING"; },
      [](const JobRecord& a, const JobRecord& b) {
        return std::tie(a.created_at, a.job_id) < std::tie(b.created_at, b.job_id);
      });
}

Stored<std::optional<JobRecord>> MemoryStore::job(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return find_in(tables_.jobs, id);
}

Stored<std::vector<std::string>> MemoryStore::late_decisions(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids(tables_.late_decisions.begin(), tables_.late_decisions.end());
  cut(ids, limit);
  return ids;
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
  cut(rows, limit);
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
