#include "native_server/sql/sql_store.hpp"

#include <algorithm>
#include <utility>

#include "native_server/sql/filters.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

SqlStore::SqlStore(std::unique_ptr<Driver> driver, std::string instance, StoreOptions options)
    : driver_(std::move(driver)),
      instance_(std::move(instance)),
      report_(options.report),
      readers_(*driver_, options.readers),
      writer_(*driver_, instance_, options.limits, options.report) {}

Stored<std::vector<Row>> SqlStore::rows(const Command& command, bool once) {
  auto rows = readers_.query(command, once);
  if (!rows) {
    if (report_) report_("read_failed", rows.error().code);
    return tl::unexpected(StoreFault::kUnavailable);
  }
  return *std::move(rows);
}

template <typename Record>
Stored<std::vector<Record>> SqlStore::list(const Command& command, bool once) {
  auto found = rows(command, once);
  if (!found) return tl::unexpected(found.error());
  std::vector<Record> records;
  records.reserve(found->size());
  for (Row& row : *found) {
    auto record = to_record<Record>(std::move(row));
    if (!record) {
      if (report_) report_("read_failed", "a value of another type than was written");
      return tl::unexpected(StoreFault::kUnavailable);
    }
    records.push_back(*std::move(record));
  }
  return records;
}

template <typename Record>
Stored<std::optional<Record>> SqlStore::find(const Command& command) {
  auto records = list<Record>(command);
  if (!records) return tl::unexpected(records.error());
  if (records->empty()) return std::nullopt;
  return std::move(records->front());
}

// The first column of every row.
Stored<std::vector<std::string>> SqlStore::texts(const Command& command) {
  auto found = rows(command);
  if (!found) return tl::unexpected(found.error());
  std::vector<std::string> texts;
  for (Row& row : *found) texts.push_back(std::get<std::string>(std::move(row[0])));
  return texts;
}

Stored<void> SqlStore::commit(Transaction transaction) { return writer_.commit(transaction); }

Stored<std::optional<DecisionRecord>> SqlStore::decision(std::string_view id) {
  static const Statement kStatement{select_text<DecisionRecord>(" WHERE decision_id = $1")};
  if (!is_uuid(id)) return std::nullopt;
  return find<DecisionRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<std::string>> SqlStore::decision_ids(std::string_view after, std::size_t limit) {
  static const Statement kFirst{"SELECT decision_id FROM decisions ORDER BY decision_id LIMIT $1"};
  static const Statement kNext{
      "SELECT decision_id FROM decisions WHERE decision_id > $2 ORDER BY decision_id LIMIT $1"};
  if (!is_uuid(after)) return texts({&kFirst, {page_size(limit)}});
  return texts({&kNext, {page_size(limit), std::string(after)}});
}

Stored<std::vector<std::string>> SqlStore::decisions_of(std::string_view subject_id) {
  static const Statement kStatement{
      "SELECT decision_id FROM decisions WHERE subject_id = $1 AND erased_at IS NULL "
      "ORDER BY created_at, decision_id"};
  return texts({&kStatement, {std::string(subject_id)}});
}

Stored<std::optional<CaseRecord>> SqlStore::find_case(std::string_view id) {
  static const Statement kStatement{select_text<CaseRecord>(" WHERE case_id = $1")};
  if (!is_uuid(id)) return std::nullopt;
  return find<CaseRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<CaseRecord>> SqlStore::cases(const CaseFilter& filter,
                                                const std::optional<PageStart>& after,
                                                std::size_t limit) {
  const auto where = where_of(filter, after, limit);
  if (!where) return std::vector<CaseRecord>{};
  const Statement statement{select_text<CaseRecord>(where->text)};
  return list<CaseRecord>({&statement, where->values}, true);
}

Stored<std::vector<CaseEventRecord>> SqlStore::case_events(std::string_view id) {
  static const Statement kStatement{
      select_text<CaseEventRecord>(" WHERE case_id = $1 ORDER BY seq")};
  if (!is_uuid(id)) return std::vector<CaseEventRecord>{};
  return list<CaseEventRecord>({&kStatement, {std::string(id)}});
}

Stored<std::optional<ConversationRecord>> SqlStore::conversation(std::string_view id) {
  static const Statement kStatement{select_text<ConversationRecord>(" WHERE conversation_id = $1")};
  if (!is_uuid(id)) return std::nullopt;
  return find<ConversationRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<MessageRecord>> SqlStore::messages(std::string_view conversation_id) {
  static const Statement kStatement{
      select_text<MessageRecord>(" WHERE conversation_id = $1 ORDER BY seq")};
  if (!is_uuid(conversation_id)) return std::vector<MessageRecord>{};
  return list<MessageRecord>({&kStatement, {std::string(conversation_id)}});
}

Stored<std::optional<UserRecord>> SqlStore::user(std::string_view id) {
  static const Statement kStatement{select_text<UserRecord>(" WHERE user_id = $1")};
  return find<UserRecord>({&kStatement, {std::string(id)}});
}

Stored<std::optional<UserRecord>> SqlStore::user_named(std::string_view username) {
  static const Statement kStatement{select_text<UserRecord>(" WHERE username = $1")};
  return find<UserRecord>({&kStatement, {std::string(username)}});
}

// Sorted here: a database sorts texts by its own rules.
Stored<std::vector<UserRecord>> SqlStore::users() {
  static const Statement kStatement{select_text<UserRecord>("")};
  auto users = list<UserRecord>({&kStatement, {}});
  if (!users) return users;
  std::stable_sort(users->begin(), users->end(), [](const UserRecord& a, const UserRecord& b) {
    return a.username < b.username;
  });
  return users;
}

Stored<std::optional<ApiKeyRecord>> SqlStore::api_key(std::string_view id) {
  static const Statement kStatement{select_text<ApiKeyRecord>(" WHERE key_id = $1")};
  return find<ApiKeyRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<ApiKeyRecord>> SqlStore::api_keys() {
  static const Statement kStatement{select_text<ApiKeyRecord>(" ORDER BY created_at, key_id")};
  return list<ApiKeyRecord>({&kStatement, {}});
}

Stored<std::optional<IdempotencyRecord>> SqlStore::idempotency(std::string_view principal,
                                                               std::string_view key) {
  static const Statement kStatement{
      select_text<IdempotencyRecord>(" WHERE principal = $1 AND idempotency_key = $2")};
  return find<IdempotencyRecord>({&kStatement, {std::string(principal), std::string(key)}});
}

Stored<std::optional<Timestamp>> SqlStore::oldest_idempotency() {
  static const Statement kStatement{select_text<IdempotencyRecord>(" ORDER BY created_at LIMIT 1")};
  const auto oldest = find<IdempotencyRecord>({&kStatement, {}});
  if (!oldest) return tl::unexpected(oldest.error());
  return *oldest ? std::optional((*oldest)->created_at) : std::nullopt;
}

Stored<std::vector<PackActivationRecord>> SqlStore::pack_activations() {
  static const Statement kStatement{
      select_text<PackActivationRecord>(" ORDER BY created_at DESC, activation_id DESC")};
  return list<PackActivationRecord>({&kStatement, {}});
}

Stored<std::optional<PackActivationRecord>> SqlStore::pack_activation(std::string_view id) {
  static const Statement kStatement{select_text<PackActivationRecord>(" WHERE activation_id = $1")};
  return find<PackActivationRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<JobRecord>> SqlStore::open_jobs() {
  static const Statement kStatement{
      select_text<JobRecord>(" WHERE status IN ('QUEUED', 'RUNNING') ORDER BY created_at, job_id")};
  return list<JobRecord>({&kStatement, {}});
}

Stored<std::optional<JobRecord>> SqlStore::job(std::string_view id) {
  static const Statement kStatement{select_text<JobRecord>(" WHERE job_id = $1")};
  return find<JobRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<AuditRow>> SqlStore::audit(const AuditFilter& filter,
                                              const std::optional<AuditPageStart>& after,
                                              std::size_t limit) {
  const Where where = where_of(filter, after, limit);
  const Statement statement{select_text<AuditRow>(where.text)};
  return list<AuditRow>({&statement, where.values}, true);
}

Stored<std::vector<AuditRow>> SqlStore::audit_rows(std::string_view chain, std::int64_t from,
                                                   std::size_t limit) {
  static const Statement kStatement{
      select_text<AuditRow>(" WHERE chain = $1 AND seq >= $2 ORDER BY seq LIMIT $3")};
  return list<AuditRow>({&kStatement, {std::string(chain), from, page_size(limit)}});
}

Stored<std::vector<std::string>> SqlStore::audit_chains() {
  // Steps from one name to the next by the index instead of reading every row.
  static const Statement kStatement{
      "WITH RECURSIVE names (chain) AS ("
      "  SELECT MIN(chain) FROM audit_log"
      "  UNION ALL"
      "  SELECT (SELECT MIN(chain) FROM audit_log WHERE chain > names.chain) FROM names"
      "  WHERE names.chain IS NOT NULL"
      ") SELECT chain FROM names WHERE chain IS NOT NULL"
      " UNION SELECT chain FROM audit_heads"};
  auto chains = texts({&kStatement, {}});
  if (chains) std::stable_sort(chains->begin(), chains->end());
  return chains;
}

Stored<std::vector<AuditHead>> SqlStore::audit_heads(std::string_view chain, std::int64_t from,
                                                     std::size_t limit) {
  static const Statement kStatement{
      select_text<AuditHead>(" WHERE chain = $1 AND row_count >= $2 ORDER BY row_count LIMIT $3")};
  return list<AuditHead>({&kStatement, {std::string(chain), from, page_size(limit)}});
}

Stored<std::optional<AuditRow>> SqlStore::audit_tail() {
  static const Statement kStatement{
      select_text<AuditRow>(" WHERE chain = $1 ORDER BY seq DESC LIMIT 1")};
  return find<AuditRow>({&kStatement, {instance_}});
}

Stored<std::int64_t> SqlStore::keyless_rows() { return 0; }

Stored<void> SqlStore::check_audit_tail() { return {}; }

Signing SqlStore::signing() { return {}; }

Stored<void> SqlStore::add_audit_head(const AuditHead& head) {
  return writer_.commit(*insert_command(head));
}

Stored<void> SqlStore::check() {
  static const Statement kStatement{"SELECT MAX(number) FROM schema_migrations"};
  const auto found = rows({&kStatement, {}});
  if (!found) return tl::unexpected(found.error());
  const auto* number = std::get_if<std::int64_t>(&found->at(0).at(0));
  if (number == nullptr || *number != latest_migration(driver_->dialect())) {
    return tl::unexpected(StoreFault::kUnavailable);
  }
  return {};
}

}  // namespace financescr::sql
