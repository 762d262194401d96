// Store: what must outlive a request.
//
// A change is a value: a Transaction lists its writes and audit rows, so that a store can put
// transactions that arrive together under one commit and still decide each by itself. A handler
// answers only after commit() said that its transaction is durable.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "functions/ports/records.hpp"
#include "functions/ports/value.hpp"

namespace financescr::ports {

enum class StoreFault : std::uint8_t {
  kConflict,     // a key that exists, or a version that is no longer the stored one
  kBusy,         // the queue of commits is full; nothing was done
  kUnavailable,  // the store cannot be reached or cannot write; nothing of it is acknowledged
  kUnreadable,   // a record is there, and its values are not those of one
};

template <typename T>
using Stored = tl::expected<T, StoreFault>;

// Errors: kConflict if the key exists.
template <typename Record>
struct Insert {
  Record record;
};

// Replaces the whole row. Errors: kConflict unless the stored version is record.version - 1.
template <typename Record>
struct Update {
  Record record;
};

// Removes what identifies a person and was typed or decided about this subject: bundles and salts
// of decisions, names of cases, the caller's references of both, texts of case events, remembered
// answers, messages of the turn that asked and of those about the case. Ids, outcomes and times
// stay. Never a conflict.
struct EraseDecision {
  std::string decision_id;
  Timestamp at;
};

// Empties the texts and traces of a conversation's messages, and the remembered answers of its
// turns.
struct EraseConversation {
  std::string conversation_id;
  Timestamp at;
};

// How long an answer is remembered.
inline constexpr std::int64_t kAnswerLifetime_us = Timestamp::kDay;

// Removes remembered answers that were given before a moment. Never a conflict.
struct ForgetIdempotency {
  Timestamp before;
};

// The same for one key of one principal.
struct ForgetIdempotencyKey {
  std::string principal;
  std::string key;
  Timestamp before;
};

// Binds records that nothing binds yet, because a build before wrote them. `keys`: of each record
// the values of its table's key columns. One that is bound meanwhile, or gone, is passed over.
struct AdoptRecords {
  std::string table;
  std::vector<Row> keys;
};

// Lists a decision of the same transaction as late if, at its commit, a pack with another screening
// hash is the active one than the one it was made on. Never a conflict.
struct NoteIfLate {
  std::string decision_id;
  std::string screening_pack_hash;
};

// Takes a decision off that list. Errors: kConflict if it is not on it.
struct ForgetLate {
  std::string decision_id;
};

using Write =
    std::variant<Insert<DecisionRecord>, Insert<CaseRecord>, Update<CaseRecord>,
                 Insert<CaseEventRecord>, Insert<ConversationRecord>, Update<ConversationRecord>,
                 Insert<MessageRecord>, Insert<UserRecord>, Update<UserRecord>,
                 Insert<ApiKeyRecord>, Update<ApiKeyRecord>, Insert<IdempotencyRecord>,
                 Insert<PackActivationRecord>, Update<PackActivationRecord>, Insert<JobRecord>,
                 Update<JobRecord>, EraseDecision, EraseConversation, ForgetIdempotency,
                 ForgetIdempotencyKey, AdoptRecords, NoteIfLate, ForgetLate>;

// All of it or nothing of it.
struct Transaction {
  std::vector<Write> writes;
  std::vector<AuditEvent> audit;
};

// Whether it changes who may do what.
[[nodiscard]] inline bool is_about_accounts(const Transaction& transaction) {
  return std::any_of(transaction.writes.begin(), transaction.writes.end(), [](const Write& write) {
    return std::holds_alternative<Insert<UserRecord>>(write) ||
           std::holds_alternative<Update<UserRecord>>(write) ||
           std::holds_alternative<Insert<ApiKeyRecord>>(write) ||
           std::holds_alternative<Update<ApiKeyRecord>>(write);
  });
}

// Where the next page begins: after this row, in the order of the listing.
struct PageStart {
  Timestamp at;
  std::string id;
};

// Newest first, by (created_at, case_id). Empty members do not filter.
struct CaseFilter {
  std::optional<std::string> status;
  std::optional<std::string> domain;
  std::optional<std::string> severity;
  std::optional<std::string> priority;
  std::optional<std::string> assignee;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;
  std::optional<std::string> request_id;
  std::optional<std::string> decision_id;
  std::optional<Timestamp> created_from;   // inclusive
  std::optional<Timestamp> created_until;  // exclusive
  std::optional<Timestamp> due_until;      // exclusive; only cases that are not closed
};

// Newest first, by (created_at, decision_id). Empty members do not filter.
struct DecisionFilter {
  std::optional<std::string> kind;
  std::optional<std::string> outcome;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;
  std::optional<std::string> request_id;
  std::optional<std::string> principal;
  std::optional<std::string> pack_id;
  std::optional<bool> has_case;
  std::optional<bool> erased;
  std::optional<Timestamp> created_from;   // inclusive
  std::optional<Timestamp> created_until;  // exclusive
};

// Newest first, by (at, chain, seq).
struct AuditFilter {
  std::optional<std::string> event;
  std::optional<std::string> actor;
  std::optional<std::string> request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
};

struct AuditPageStart {
  Timestamp at;
  std::string chain;
  std::int64_t seq = 0;
};

// A record as its table holds it, whatever that is: for verification.
struct RawRecord {
  std::string place;  // a page after it begins here
  Row row;            // in order of the table's columns; NULL in those that are bound elsewhere
};

// What a row of the audit log says was erased: a decision or a conversation.
struct ErasureClaim {
  std::string decision_id;      // empty: it is a conversation
  std::string conversation_id;  // empty: it is a decision
  std::string chain;            // of the row
  std::int64_t seq = 0;
  Timestamp at;
  // The row lists entries of records: it is of a build that binds what an erasure changes.
  bool is_bound = false;
};

// Whether a store signs what it appends to the audit log.
struct Signing {
  enum class State : std::uint8_t {
    kNone,     // it has no key: rows of its own memory, or a program that only reads
    kOn,       // the last row of each group of rows is sealed
    kStopped,  // its chain holds what it did not write; from then on it signs nothing
  };
  State state = State::kNone;
  std::string reason;  // why it stopped: a word such as "foreign_row"
};

inline constexpr std::size_t kMaxChains = 100'000;

// Every member may be called from several threads. Errors of reads: kUnavailable, kUnreadable.
class Store {
 public:
  virtual ~Store() = default;

  // Applies the writes in their order and appends the audit rows to this instance's chain. The last
  // of them, or one of their own, hold the digests of the records written. Durable
  // when it returns. After an error nothing of it is there; where the outcome of a commit was
  // unknown (a lost connection), the store has found it out before it answers, or answers
  // kUnavailable.
  [[nodiscard]] virtual Stored<void> commit(Transaction transaction) = 0;

  [[nodiscard]] virtual Stored<std::optional<DecisionRecord>> decision(std::string_view id) = 0;
  // Without bundles and salts, whether or not they are erased.
  [[nodiscard]] virtual Stored<std::vector<DecisionRecord>> decisions(
      const DecisionFilter& filter, const std::optional<PageStart>& after, std::size_t limit) = 0;
  // Ids of all decisions greater than `after`, in order; no UUIDs where somebody wrote others.
  [[nodiscard]] virtual Stored<std::vector<std::string>> decision_ids(std::string_view after,
                                                                      std::size_t limit) = 0;
  // Ids of the decisions about a subject, oldest first, that are not erased.
  [[nodiscard]] virtual Stored<std::vector<std::string>> decisions_of(
      std::string_view subject_id) = 0;

  [[nodiscard]] virtual Stored<std::optional<CaseRecord>> find_case(std::string_view id) = 0;
  [[nodiscard]] virtual Stored<std::vector<CaseRecord>> cases(const CaseFilter& filter,
                                                              const std::optional<PageStart>& after,
                                                              std::size_t limit) = 0;
  // In order of seq.
  [[nodiscard]] virtual Stored<std::vector<CaseEventRecord>> case_events(std::string_view id) = 0;

  [[nodiscard]] virtual Stored<std::optional<ConversationRecord>> conversation(
      std::string_view id) = 0;
  // In order of seq.
  [[nodiscard]] virtual Stored<std::vector<MessageRecord>> messages(
      std::string_view conversation_id) = 0;

  [[nodiscard]] virtual Stored<std::optional<UserRecord>> user(std::string_view id) = 0;
  [[nodiscard]] virtual Stored<std::optional<UserRecord>> user_named(std::string_view username) = 0;
  // In order of username.
  [[nodiscard]] virtual Stored<std::vector<UserRecord>> users() = 0;
  [[nodiscard]] virtual Stored<std::optional<ApiKeyRecord>> api_key(std::string_view id) = 0;
  // In order of creation.
  [[nodiscard]] virtual Stored<std::vector<ApiKeyRecord>> api_keys() = 0;

  [[nodiscard]] virtual Stored<std::optional<IdempotencyRecord>> idempotency(
      std::string_view principal, std::string_view key) = 0;
  // When the oldest remembered answer was given; nothing if there is none.
  [[nodiscard]] virtual Stored<std::optional<Timestamp>> oldest_idempotency() = 0;

  // Newest first.
  [[nodiscard]] virtual Stored<std::vector<PackActivationRecord>> pack_activations() = 0;
  [[nodiscard]] virtual Stored<std::optional<PackActivationRecord>> pack_activation(
      std::string_view id) = 0;
  // QUEUED and RUNNING ones, oldest first.
  [[nodiscard]] virtual Stored<std::vector<JobRecord>> open_jobs() = 0;
  [[nodiscard]] virtual Stored<std::optional<JobRecord>> job(std::string_view id) = 0;
  // Ids of decisions that were committed on a pack that was no longer the active one, and have not
  // been decided anew; in order.
  [[nodiscard]] virtual Stored<std::vector<std::string>> late_decisions(std::size_t limit) = 0;

  // Grows with every commit of this process that wrote users or API keys.
  [[nodiscard]] virtual std::uint64_t account_changes() const = 0;

  [[nodiscard]] virtual Stored<std::vector<AuditRow>> audit(
      const AuditFilter& filter, const std::optional<AuditPageStart>& after, std::size_t limit) = 0;
  // Up to `limit` rows of a chain with seq >= from, in order; fewer where rows are large, none only
  // at the end. A row that cannot be read is among them, marked as such.
  [[nodiscard]] virtual Stored<std::vector<AuditRow>> audit_rows(std::string_view chain,
                                                                 std::int64_t from,
                                                                 std::size_t limit) = 0;
  // The names of all chains that have rows or heads, sorted; of more than kMaxChains, one more.
  [[nodiscard]] virtual Stored<std::vector<std::string>> audit_chains() = 0;
  // The signed heads of a chain with count >= from, in order of count.
  [[nodiscard]] virtual Stored<std::vector<AuditHead>> audit_heads(std::string_view chain,
                                                                   std::int64_t from,
                                                                   std::size_t limit) = 0;
  // How many rows of the log, heads and decisions no listing shows, because what they are found by
  // is NULL or of another type.
  [[nodiscard]] virtual Stored<std::int64_t> keyless_rows() = 0;
  // The last row that this instance itself has committed to its chain, or that carried the seal of
  // a trusted key when it was opened; nothing while there is none. Never a row that is only there.
  [[nodiscard]] virtual Stored<std::optional<AuditRow>> audit_tail() = 0;
  // Looks whether somebody else has written to this instance's chain; signing() says so then.
  [[nodiscard]] virtual Stored<void> check_audit_tail() = 0;
  [[nodiscard]] virtual Signing signing() = 0;
  // Not part of any transaction: a head says what is already durable.
  [[nodiscard]] virtual Stored<void> add_audit_head(const AuditHead& head) = 0;

  // Records of a bound table (columns.hpp) after `place`, or from the first on; every record that
  // the table holds is met, and the place always advances. A value that is longer than any that is
  // written comes as another, short text.
  [[nodiscard]] virtual Stored<std::vector<RawRecord>> raw_records(
      std::string_view table, const std::optional<std::string>& place, std::size_t limit) = 0;
  // The record that the audit log calls `id`.
  [[nodiscard]] virtual Stored<std::optional<RawRecord>> raw_record(std::string_view table,
                                                                    std::string_view id) = 0;

  // What still stands of what a row of the log says was erased: a few words for each table. What
  // was written after that row is no part of it.
  [[nodiscard]] virtual Stored<std::vector<std::string>> left_by_erasure(
      const ErasureClaim& /*claim*/) {
    return std::vector<std::string>{};
  }
  // Where the tables, indexes, triggers ... are not what the migrations make: a sentence for each
  // object.
  [[nodiscard]] virtual Stored<std::vector<std::string>> schema_changes() {
    return std::vector<std::string>{};
  }
  // What the database's own check of its tables and indexes finds; a server answers with what its
  // last check found. Nothing where the database has none.
  [[nodiscard]] virtual Stored<std::vector<std::string>> damage() {
    return std::vector<std::string>{};
  }

  // Asks the store for an answer: reachable, and its schema is the one this program knows.
  [[nodiscard]] virtual Stored<void> check() = 0;
};

}  // namespace financescr::ports
