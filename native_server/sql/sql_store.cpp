#include "native_server/sql/sql_store.hpp"

#include <algorithm>
#include <utility>

#include "native_server/sql/bound_tables.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/query_text.hpp"
#include "native_server/sql/schema.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

// Within this time of the database falling silent check() says so.
constexpr std::chrono::milliseconds kLongestSilence{700};
constexpr std::size_t kPageBytes = std::size_t{8} << 20U;
constexpr std::size_t kMaxSingleRows = 8;

// SQLite takes a value of any type in any column. These are the rows that a listing can go on
// after; the others are counted by keyless_rows(). An operand of AND that is NULL is false here.
constexpr const char* kIsAuditKey =
    "typeof(seq) = 'integer' AND typeof(chain) = 'text' AND typeof(occurred_at) = 'text'";
constexpr const char* kIsHeadKey = "typeof(row_count) = 'integer' AND typeof(chain) = 'text'";
constexpr const char* kIsChainName = "typeof(chain) = 'text' AND length(chain) <= 1024";

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
      writer_(*driver_, instance_, options.limits, std::move(options.signing), options.report,
              salts_) {}

Answer<void> SqlStore::start() {
  if (auto started = writer_.start(); !started) return started;
  if (!is_sqlite() || signing().state == Signing::State::kNone) return {};
  damage_watch_ =
      std::make_unique<DamageWatch>(*driver_, [this](const std::vector<std::string>& damage) {
        if (report_) report_("index_corrupt", damage.front());
        writer_.found_damage();
      });
  return {};
}

Stored<std::vector<Row>> SqlStore::rows(const Command& command, bool once) {
  auto rows = readers_.query(command, once);
  if (!rows) {
    if (report_) report_("read_failed", rows.error().code);
    // Of a read, what it refuses are values that are too large.
    return tl::unexpected(rows.error().kind == FaultKind::kRefused ? StoreFault::kUnreadable
                                                                   : StoreFault::kUnavailable);
  }
  return *std::move(rows);
}

// The first column of every row.
Stored<std::vector<std::string>> SqlStore::texts(const Command& command) {
  auto found = rows(command);
  if (!found) return tl::unexpected(found.error());
  std::vector<std::string> texts;
  for (Row& row : *found) {
    if (auto* text = std::get_if<std::string>(&row[0])) texts.push_back(std::move(*text));
  }
  return texts;
}

Stored<void> SqlStore::commit(Transaction transaction) {
  const bool about_accounts = is_about(transaction, Concern::kAccounts);
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

Stored<void> SqlStore::read(Query query, const TakeRow& take) {
  if (query.is_empty) return {};
  const bool is_rare = query.is_rare;
  Statement rare;
  const Statement* statement = &rare;
  if (is_rare) {
    rare.text = query_text(query.form, driver_->dialect());
  } else {
    statement = &query_statement(query.form, driver_->dialect());
  }
  auto found = rows({statement, parameters_of(std::move(query))}, is_rare);
  if (!found) return tl::unexpected(found.error());
  for (Row& row : *found) {
    if (take(std::move(row))) continue;
    if (report_) report_("read_failed", "a value of another type than was written");
    return tl::unexpected(StoreFault::kUnreadable);
  }
  return {};
}

Stored<std::vector<AuditRow>> SqlStore::audit(const AuditFilter& filter,
                                              const std::optional<AuditPageStart>& after,
                                              std::size_t limit) {
  std::vector<Value> from;
  if (after) from = {after->at.to_string(), after->chain, after->seq};
  while (true) {
    const Where where = where_of(filter, from, is_sqlite() ? kIsAuditKey : "", limit);
    const Statement statement{is_sqlite()
                                  ? select_text(shape_of<AuditRow>(), where.text)
                                  : sized_select(shape_of<AuditRow>(), where.text, kAuditOrder)};
    auto found = rows({&statement, where.values, 0, kPageBytes}, true);
    if (!found && found.error() == StoreFault::kUnreadable) found = audit_single(filter, from);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return std::vector<AuditRow>{};
    // The columns of the order, in case that no row of the page can be read.
    from = {found->back()[4], found->back()[0], found->back()[1]};
    std::vector<AuditRow> records;
    for (Row& row : *found) {
      if (auto record = to_record<AuditRow>(std::move(row))) records.push_back(*std::move(record));
    }
    if (!records.empty()) return records;
  }
}

Stored<std::vector<Row>> SqlStore::audit_single(const AuditFilter& filter,
                                                const std::vector<Value>& from) {
  const Where where = where_of(filter, from, is_sqlite() ? kIsAuditKey : "", 1);
  const Statement whole{select_text(shape_of<AuditRow>(), where.text)};
  auto found = rows({&whole, where.values}, true);
  if (found || found.error() != StoreFault::kUnreadable) return found;
  std::string names;
  for (const ColumnShape& column : shape_of<AuditRow>().columns) {
    const bool is_of_order = column.role == Role::kKey || column.name == "occurred_at";
    names.append(names.empty() ? "" : ", ").append(is_of_order ? column.name : "NULL");
  }
  const Statement order{"SELECT " + names + " FROM audit_log" + where.text};
  return rows({&order, where.values}, true);
}

template <typename Record>
Stored<std::vector<Record>> SqlStore::numbered(std::string_view number, std::string_view chain,
                                               std::int64_t from, std::size_t limit) {
  const std::string name(number);
  static const Statement kStatement{
      select_text(shape_of<Record>(), " WHERE chain = $1 AND " + name + " >= $2 AND typeof(" +
                                          name + ") = 'integer' ORDER BY " + name + " LIMIT $3")};
  static const Statement kSized{sized_select(
      shape_of<Record>(), " WHERE chain = $1 AND " + name + " >= $2 ORDER BY " + name + " LIMIT $3",
      name)};
  auto found = rows({is_sqlite() ? &kStatement : &kSized,
                     {std::string(chain), from, page_size(limit)},
                     0,
                     kPageBytes});
  if (!found && found.error() == StoreFault::kUnreadable) {
    return numbered_one_by_one<Record>(number, chain, from, limit);
  }
  if (!found) return tl::unexpected(found.error());
  std::vector<Record> records;
  records.reserve(found->size());
  for (Row& row : *found) records.push_back(to_record_or_mark<Record>(std::move(row)));
  return records;
}

// A row that is too large to be read is in the way of its neighbours.
template <typename Record>
Stored<std::vector<Record>> SqlStore::numbered_one_by_one(std::string_view number,
                                                          std::string_view chain, std::int64_t from,
                                                          std::size_t limit) {
  const std::string name(number);
  const std::string table(table_of<Record>().name);
  const Statement numbers{"SELECT " + name + " FROM " + table + " WHERE chain = $1 AND " + name +
                          " >= $2 ORDER BY " + name + " LIMIT $3"};
  const auto known = rows({&numbers, {std::string(chain), from, page_size(limit)}}, true);
  if (!known) return tl::unexpected(known.error());
  const Statement one{select_text(shape_of<Record>(), " WHERE chain = $1 AND " + name + " = $2")};
  std::vector<Record> records;
  for (const Row& row : *known) {
    if (!std::holds_alternative<std::int64_t>(row[0])) continue;
    auto found = rows({&one, {std::string(chain), row[0]}}, true);
    if (!found && found.error() != StoreFault::kUnreadable) return tl::unexpected(found.error());
    if (found && found->empty()) continue;
    records.push_back(found ? to_record_or_mark<Record>(std::move(found->front()))
                            : marked<Record>(std::string(chain), row[0]));
    // Rows that could be read one by one may be large.
    if (records.size() >= kMaxSingleRows) break;
  }
  return records;
}

Stored<std::vector<AuditRow>> SqlStore::audit_rows(std::string_view chain, std::int64_t from,
                                                   std::size_t limit) {
  return numbered<AuditRow>("seq", chain, from, limit);
}

Stored<std::vector<std::string>> SqlStore::audit_chains() {
  // Steps from one name to the next by the index instead of reading every row.
  static const std::string kNames =
      "WITH RECURSIVE names (chain) AS ("
      "  SELECT MIN(chain) FROM audit_log"
      "  UNION ALL"
      "  SELECT (SELECT MIN(chain) FROM audit_log WHERE chain > names.chain) FROM names"
      "  WHERE names.chain IS NOT NULL"
      ") SELECT chain FROM (SELECT chain FROM names WHERE chain IS NOT NULL"
      " UNION SELECT chain FROM audit_heads) known";
  static const Statement kStatement{kNames + " LIMIT $1"};
  static const Statement kSqlite{kNames + " WHERE " + kIsChainName + " LIMIT $1"};
  const auto limit = static_cast<std::int64_t>(kMaxChains) + 1;
  auto chains = texts({is_sqlite() ? &kSqlite : &kStatement, {limit}});
  if (chains) std::stable_sort(chains->begin(), chains->end());
  return chains;
}

Stored<std::vector<AuditHead>> SqlStore::audit_heads(std::string_view chain, std::int64_t from,
                                                     std::size_t limit) {
  return numbered<AuditHead>("row_count", chain, from, limit);
}

Stored<std::int64_t> SqlStore::keyless_rows() {
  // The columns of Postgres have types.
  if (!is_sqlite()) return 0;
  static const Statement kStatement{
      std::string("SELECT (SELECT COUNT(*) FROM audit_log WHERE NOT (") + kIsAuditKey + " AND " +
      kIsChainName + ")) + (SELECT COUNT(*) FROM audit_heads WHERE NOT (" + kIsHeadKey + " AND " +
      kIsChainName + ")) + (SELECT COUNT(*) FROM decisions WHERE NOT (" +
      text_key_condition(shape_of<DecisionRecord>()) + "))"};
  const auto found = rows({&kStatement, {}}, true);
  if (!found) return tl::unexpected(found.error());
  const auto* count = std::get_if<std::int64_t>(&found->front()[0]);
  return count == nullptr ? 0 : *count;
}

Stored<std::optional<AuditRow>> SqlStore::audit_tail() { return writer_.tail(); }

Stored<void> SqlStore::check_audit_tail() { return writer_.check_tail(); }

Signing SqlStore::signing() { return writer_.signing(); }

Stored<void> SqlStore::add_audit_head(const AuditHead& head) {
  auto done = writer_.commit(insert_command(shape_of<AuditHead>(), to_row(head)));
  // A conflict says that there is one, which the next look verifies.
  if (done || done.error() == StoreFault::kConflict) writer_.expect_head(head);
  return done;
}

Stored<std::optional<RawRecord>> SqlStore::find_raw(const Shape& shape, const Command& command) {
  auto found = rows(command);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  auto record = to_raw(shape, driver_->dialect(), std::move(found->front()));
  if (!record) return tl::unexpected(StoreFault::kUnreadable);
  return record;
}

Stored<std::optional<RawRecord>> SqlStore::raw_by_columns(const Shape& shape, std::int64_t number) {
  RawRecord record{std::to_string(number), {}};
  for (const ColumnShape& column : shape.columns) {
    record.row.emplace_back();
    if (column.role == Role::kElsewhere) continue;
    const Statement statement{"SELECT " + std::string(column.name) + " FROM " +
                              std::string(shape.table) + " WHERE rowid = $1"};
    auto found = rows({&statement, {number}}, true);
    if (!found && found.error() != StoreFault::kUnreadable) return tl::unexpected(found.error());
    if (found && found->empty()) return std::nullopt;
    record.row.back() = found ? std::move(found->front()[0]) : Value{Foreign{}};
  }
  return record;
}

Stored<std::vector<RawRecord>> SqlStore::raw_single(const Shape& shape,
                                                    const std::optional<std::string>& place) {
  const auto after = parse_place(shape, driver_->dialect(), place.value_or("0"));
  if (!is_sqlite() || !after) return tl::unexpected(StoreFault::kUnreadable);
  const Statement next{"SELECT rowid FROM " + std::string(shape.table) +
                       (place ? " WHERE rowid > $1" : " WHERE $1 = 0") + " ORDER BY rowid LIMIT 1"};
  const auto number = rows({&next, {place ? after->front() : Value{std::int64_t{0}}}}, true);
  if (!number) return tl::unexpected(number.error());
  if (number->empty()) return std::vector<RawRecord>{};
  const auto* rowid = std::get_if<std::int64_t>(&number->front()[0]);
  if (rowid == nullptr) return tl::unexpected(StoreFault::kUnreadable);
  auto record = raw_by_columns(shape, *rowid);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return tl::unexpected(StoreFault::kUnreadable);
  return std::vector<RawRecord>{**std::move(record)};
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
  if (!found && found.error() == StoreFault::kUnreadable) return raw_single(*shape, place);
  if (!found) return tl::unexpected(found.error());
  std::vector<RawRecord> records;
  for (Row& row : *found) {
    auto record = to_raw(*shape, driver_->dialect(), std::move(row));
    if (!record) return tl::unexpected(StoreFault::kUnreadable);
    records.push_back(*std::move(record));
  }
  return records;
}

Stored<std::optional<RawRecord>> SqlStore::raw_record(std::string_view table, std::string_view id) {
  const Shape* shape = find_shape(table);
  const auto key = shape == nullptr ? std::nullopt : parse_id(*shape, id);
  if (!key) return std::nullopt;
  return find_raw(*shape, {&bound_table(*shape, driver_->dialect()).by_id, *key});
}

Stored<std::vector<std::string>> SqlStore::raw_keys(std::string_view table, std::string_view after,
                                                    std::size_t limit) {
  const Shape* shape = find_shape(table);
  if (shape == nullptr) return std::vector<std::string>{};
  const BoundTable& statements = bound_table(*shape, driver_->dialect());
  // Postgres compares a UUID with nothing but a UUID.
  if (!is_sqlite() && after.empty()) return texts({&statements.first_keys, {page_size(limit)}});
  return texts({&statements.next_keys, {page_size(limit), std::string(after)}});
}

Stored<std::vector<std::string>> SqlStore::left_by_erasure(const ErasureClaim& claim) {
  constexpr std::int64_t kClocksDiffer_us = 60 * Timestamp::kSecond;
  const bool is_decision = !claim.decision_id.empty();
  const std::string& id = is_decision ? claim.decision_id : claim.conversation_id;
  std::vector<std::string> left;
  if (!is_uuid(id)) return left;
  // What another server wrote is compared by time, where the erasure is known to have bound it.
  const Timestamp before{claim.is_bound ? claim.at.us - kClocksDiffer_us : 0};
  const auto parts = is_decision ? decision_erasures(driver_->dialect())
                                 : conversation_erasures(driver_->dialect());
  for (const Erasure& part : parts) {
    if (part.left.text.empty()) continue;
    Command command{&part.left_before, {id}};
    if (part.is_written_later) {
      command.parameters.insert(command.parameters.end(),
                                {claim.chain, claim.seq, before.to_string()});
    }
    const auto found = rows(command);
    if (!found) return tl::unexpected(found.error());
    if (!found->empty()) left.emplace_back(part.shape->table);
  }
  return left;
}

Stored<std::vector<std::string>> SqlStore::schema_changes() {
  const auto found = rows({&schema_statement(driver_->dialect()), {}});
  if (!found) return tl::unexpected(found.error());
  return compare_schema(*found, driver_->dialect());
}

Stored<std::vector<std::string>> SqlStore::damage() {
  if (damage_watch_) {
    if (auto last = damage_watch_->last()) return *std::move(last);
  }
  auto connection = driver_->open();
  if (!connection) return tl::unexpected(StoreFault::kUnavailable);
  auto damage = (*connection)->damage();
  if (!damage) return tl::unexpected(StoreFault::kUnavailable);
  return *std::move(damage);
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
