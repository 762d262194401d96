// Store: what must outlive a request.
//
// A change is a value: a Transaction lists its writes and audit rows, so that a store can put
// transactions that arrive together under one commit and still decide each by itself. A handler
// answers only after commit() said that its transaction is durable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "functions/ports/records.hpp"

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
// of decisions, names of cases, texts of case events, remembered answers, messages of the turn that
// asked and of those about the case. Ids, outcomes and times stay. Never a conflict.
struct EraseDecision {
  std::string decision_id;
  Timestamp at;
};

// Empties the texts and traces of a conversation's messages.
struct EraseConversation {
  std::string conversation_id;
  Timestamp at;
};

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

using Write =
    std::variant<Insert<DecisionRecord>, Insert<CaseRecord>, Update<CaseRecord>,
                 Insert<CaseEventRecord>, Insert<ConversationRecord>, Update<ConversationRecord>,
                 Insert<MessageRecord>, Insert<UserRecord>, Update<UserRecord>,
                 Insert<ApiKeyRecord>, Update<ApiKeyRecord>, Insert<IdempotencyRecord>,
                 Insert<PackActivationRecord>, Update<PackActivationRecord>, Insert<JobRecord>,
                 Update<JobRecord>, EraseDecision, EraseConversation, ForgetIdempotency,
                 ForgetIdempotencyKey>;

// All of it or nothing of it.
struct Transaction {
  std::vector<Write> writes;
  std::vector<AuditEvent> audit;
};

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
  std::optional<std::string> decision_id;
  std::optional<Timestamp> created_from;   // inclusive
  std::optional<Timestamp> created_until;  // exclusive
  std::optional<Timestamp> due_until;      // exclusive; only cases that are not closed
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

  // Applies the writes in their order and appends the audit rows to this instance's chain. Durable
  // when it returns. After an error nothing of it is there; where the outcome of a commit was
  // unknown (a lost connection), the store has found it out before it answers, or answers
  // kUnavailable.
  [[nodiscard]] virtual Stored<void> commit(Transaction transaction) = 0;

  [[nodiscard]] virtual Stored<std::optional<DecisionRecord>> decision(std::string_view id) = 0;
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

  // Asks the store for an answer: reachable, and its schema is the one this program knows.
  [[nodiscard]] virtual Stored<void> check() = 0;
};

}  // namespace financescr::ports
