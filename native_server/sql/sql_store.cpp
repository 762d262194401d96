#include "native_server/sql/sql_store.hpp"

#include <algorithm>
#include <utility>

#include "native_server/sql/bound_tables.hpp"
#include "native_server/sql/filters.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

// SELECT with nothing in the place of bundle and salt: a listing shows neither, and a bundle is
// long.
std::string listed_decision_text(std::string_view rest) {
  std::string names;
  for (const auto& column : table_of<DecisionRecord>().columns) {
    const bool is_kept_back = column.name == "bundle" || column.name == "salt";
    names.append(names.empty() ? "" : ", ").append(is_kept_back ? "NULL" : column.name);
  }
  return "SELECT " + names + " FROM decisions" + std::string(rest);
}
// Within this time of the database falling silent check() says so.
constexpr std::chrono::milliseconds kLongestSilence{700};

}  // namespace

SqlStore::SqlStore(std::unique_ptr<Driver> driver, std::string instance, StoreOptions options)
    : driver_(std::move(driver)),
      instance_(std::move(instance)),
      report_(options.report),
      salts_(std::move(options.seed)),
      read_before_([this](const Shape& shape, const Row& key) -> Stored<std::optional<Row>> {
        auto found = find_raw(shape, {&bound_table(shape, driver_->dialect()).by_key, key});
        if (!found) return tl::unexpected(found.error());
        if (!*found) return std::nullopt;
        return std::move((*found)->row);
      }),
      readers_(*driver_, options.readers),
      writer_(*driver_, instance_, options.limits, options.report, salts_) {}

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

Stored<void> SqlStore::commit(Transaction transaction) {
  const bool about_accounts = is_about_accounts(transaction);
  auto plan =
      plan_of(std::move(transaction), {instance_, driver_->dialect(), salts_, read_before_});
  if (!plan) {
    if (report_) report_("record_refused", "not a UUID, or not readable");
    return tl::unexpected(plan.error());
  }
  auto committed = writer_.commit(*std::move(plan));
  // Counted also where the outcome is not known: to ask once too often does no harm.
  if (about_accounts) ++account_changes_;
  return committed;
}

Stored<std::optional<DecisionRecord>> SqlStore::decision(std::string_view id) {
  static const Statement kStatement{select_text<DecisionRecord>(" WHERE decision_id = $1")};
  if (!is_uuid(id)) return std::nullopt;
  return find<DecisionRecord>({&kStatement, {std::string(id)}});
}

Stored<std::vector<DecisionRecord>> SqlStore::decisions(const DecisionFilter& filter,
                                                        const std::optional<PageStart>& after,
                                                        std::size_t limit) {
  const Where where = where_of(filter, after, limit);
  const Statement statement{listed_decision_text(where.text)};
  return list<DecisionRecord>({&statement, where.values}, true);
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

Stored<std::vector<std::string>> SqlStore::late_decisions(std::size_t limit) {
  static const Statement kStatement{
      "SELECT decision_id FROM late_decisions ORDER BY decision_id LIMIT $1"};
  return texts({&kStatement, {page_size(limit)}});
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

Stored<void> SqlStore::add_audit_head(const AuditHead& head) {
  return writer_.commit(*insert_command<AuditHead>(to_row(head)));
}

Stored<std::optional<RawRecord>> SqlStore::find_raw(const Shape& shape, const Command& command) {
  auto found = rows(command);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return to_raw(shape, driver_->dialect(), std::move(found->front()));
}

Stored<std::vector<RawRecord>> SqlStore::raw_records(std::string_view table,
                                                     const std::optional<std::string>& place,
                                                     std::size_t limit) {
  const Shape* shape = find_shape(table);
  if (shape == nullptr) return std::vector<RawRecord>{};
  const BoundTable& statements = bound_table(*shape, driver_->dialect());
  Command command{&statements.first_page, {page_size(limit)}};
  if (place) {
    const auto after = parse_place(*shape, driver_->dialect(), *place);
    if (!after) return std::vector<RawRecord>{};
    command.statement = &statements.next_page;
    command.parameters.insert(command.parameters.end(), after->begin(), after->end());
  }
  auto found = rows(command);
  if (!found) return tl::unexpected(found.error());
  std::vector<RawRecord> records;
  for (Row& row : *found) records.push_back(to_raw(*shape, driver_->dialect(), std::move(row)));
  return records;
}

Stored<std::optional<RawRecord>> SqlStore::raw_record(std::string_view table, std::string_view id) {
  const Shape* shape = find_shape(table);
  const auto key = shape == nullptr ? std::nullopt : parse_id(*shape, id);
  if (!key) return std::nullopt;
  return find_raw(*shape, {&bound_table(*shape, driver_->dialect()).by_id, *key});
}

Stored<void> SqlStore::check() {
  static const Statement kStatement{"SELECT MAX(number) FROM schema_migrations"};
  const std::int64_t latest = latest_migration(driver_->dialect());
  if (const auto pulse = driver_->pulse()) {
    if (pulse->silent_for < kLongestSilence && pulse->migration == latest) return {};
    return tl::unexpected(StoreFault::kUnavailable);
  }
  const auto found = rows({&kStatement, {}});
  if (!found) return tl::unexpected(found.error());
  const auto* number = std::get_if<std::int64_t>(&found->at(0).at(0));
  if (number == nullptr || *number != latest) {
    return tl::unexpected(StoreFault::kUnavailable);
  }
  return {};
}

}  // namespace financescr::sql
