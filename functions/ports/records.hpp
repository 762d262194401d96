// What a Store keeps: one struct a table. Ids are UUIDs in lower-case canonical form unless said
// otherwise. `version` counts changes of a row, from 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::ports {

// Which row of the audit log holds the newest digest of a record, and the salt of that digest. Set
// by the store at each commit; what a caller gives is not read. Nothing in records of builds
// before.
struct Binding {
  std::optional<std::string> salt;  // 32 hexadecimal digits
  std::optional<std::string> chain;
  std::optional<std::int64_t> seq;
};

// A decision with all that a replay needs.
struct DecisionRecord {
  std::string decision_id;
  Timestamp created_at;
  std::string kind;       // "screen", "credit"
  std::string outcome;    // CLEAR, REVIEW, APPROVE, REFER, DECLINE
  std::string principal;  // who asked
  std::string request_id;
  std::optional<std::string> subject_id;    // customer_id or application_id, where one was given
  std::optional<std::string> customer_ref;  // the caller's own name for the subject; erased too
  std::optional<std::string> case_id;
  std::string pack_id;
  std::string policy_version;
  std::optional<std::string> bundle;  // canonical text; nothing once erased
  std::optional<std::string> salt;    // 32 hexadecimal digits; erased with the bundle
  std::optional<Timestamp> erased_at;
  std::int64_t version = 1;
  Binding binding = {};
};

struct CaseRecord {
  std::string case_id;
  Timestamp created_at;
  Timestamp updated_at;
  Timestamp due_at;
  std::optional<Timestamp> closed_at;
  std::string domain;                      // "screen", "credit"
  std::string status;                      // handlers/case_workflow.hpp has the transition table
  std::string severity;                    // HIGH, MED, LOW
  std::string priority;                    // P0, P1, P2
  std::string decision;                    // REVIEW, REFER
  std::optional<std::string> entity_name;  // of the person or firm decided on; nothing once erased
  Micro risk_score;                        // match probability or probability of default
  std::string decision_id;
  std::string request_id;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;  // as the decision's; nothing once erased
  std::string version_stamp;
  std::optional<std::string> assignee;  // a principal
  std::optional<std::string> disposition;
  std::optional<std::string> maker;  // who proposed the disposition that awaits a second person
  std::int64_t version = 1;
  Binding binding = {};
};

// One step of a case's history. Never changed, except that its text can be erased.
struct CaseEventRecord {
  std::string case_id;
  std::int64_t seq = 1;  // 1, 2, 3 ... within the case
  Timestamp at;
  std::string actor;
  std::string action;  // "created", "assign", "comment", "decide", ...
  std::string from_status;
  std::string to_status;
  std::optional<std::string> text;  // comment or reason
  Binding binding = {};
};

struct ConversationRecord {
  std::string conversation_id;
  Timestamp created_at;
  Timestamp updated_at;
  std::string status;           // ACTIVE
  std::string owner;            // the principal that started it
  std::string metadata = "{}";  // canonical JSON
  std::int64_t version = 1;
  Binding binding = {};
};

struct MessageRecord {
  std::string message_id;
  std::string conversation_id;
  std::int64_t seq = 1;  // 1, 2, 3 ... within the conversation
  Timestamp created_at;
  std::string role;  // USER, TOOL, ASSISTANT
  std::string content;
  std::optional<std::string> tool_name;
  std::optional<std::string> trace;  // canonical JSON
  std::optional<std::string> ref_request_id;
  std::optional<std::string> ref_case_id;
  Binding binding = {};
};

struct UserRecord {
  std::string user_id;
  Timestamp created_at;
  std::string username;
  std::string email;
  std::string full_name;
  std::string role;
  std::string password_hash;  // PHC text
  bool is_active = true;
  std::int64_t version = 1;
  // Who has had power over the account: principals ("user:UUID"), or "operator" for the command
  // line. Nothing: nobody, or before this was written down.
  std::optional<std::string> created_by;
  std::optional<std::string> password_reset_by;  // gave the last one-time password
  std::optional<std::string> role_changed_by;    // asked for the last change of the role
  bool must_change_password = false;             // until the owner has set one
  std::optional<Timestamp> password_expires_at;  // of a one-time password
  std::optional<Timestamp> deactivated_at;       // the last time; stays when it is active again
  std::optional<std::string> proposed_role;      // waits for another administrator
  std::optional<std::string> proposed_by;
  Binding binding = {};
};

struct ApiKeyRecord {
  std::string key_id;
  Timestamp created_at;
  std::string name;
  std::string owner;  // principal that made it
  std::string role;
  std::string scopes;    // route groups, comma-separated; empty: all that the role may
  std::string key_hash;  // SHA-256 in hexadecimal
  std::optional<Timestamp> expires_at;
  std::optional<Timestamp> revoked_at;
  std::int64_t version = 1;
  Binding binding = {};
};

// What an Idempotency-Key was answered with.
struct IdempotencyRecord {
  std::string principal;
  std::string key;
  Timestamp created_at;
  std::string fingerprint;  // of the request, keyed: http/idempotency.hpp; empty once erased
  std::int64_t status = 200;
  std::string content_type;
  std::string body;
  std::optional<std::string> decision_id;  // body and fingerprint go when it is erased
  // What the audit log calls the answer: set by the store from principal and key, which may say
  // more.
  std::optional<std::string> record_id = {};
  Binding binding = {};
};

// A change of the active pack: proposed by one person, approved by another.
struct PackActivationRecord {
  std::string activation_id;
  Timestamp created_at;
  std::string pack_id;
  std::string screening_pack_hash;
  std::string credit_pack_hash;
  std::string status;  // PROPOSED, ACTIVE, REJECTED, SUPERSEDED
  std::string maker;
  std::optional<std::string> checker;
  std::optional<Timestamp> decided_at;
  std::int64_t version = 1;
  Binding binding = {};
};

// Work that outlives a request, written in the commit of its cause.
struct JobRecord {
  std::string job_id;
  Timestamp created_at;
  Timestamp updated_at;
  std::string kind;          // "rescreen"
  std::string status;        // QUEUED, RUNNING, DONE, FAILED
  std::string state = "{}";  // canonical JSON: what to do and how far it is
  std::int64_t version = 1;
};

// A row of the audit log, as a handler gives it: ids, outcomes and versions; never a name, an
// identity number, an input hash or text of a person.
struct AuditEvent {
  Timestamp at;
  std::string event;  // "decision", "case_assign", "login", ...
  std::string actor;
  std::string request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
  std::optional<std::string> bundle_digest;  // SHA-256 of salt and bundle, in hexadecimal
  canonical::Json details = canonical::Json::object();
  // Digests of the records that the transaction wrote; added by the store.
  std::vector<canonical::Json> records = {};
};

// The same, in its place in the chain of one server instance.
struct AuditRow {
  std::string chain;     // name of the server instance
  std::int64_t seq = 1;  // 1, 2, 3 ... within the chain
  std::string row;       // canonical JSON of the event, chain and seq
  std::string hash;      // SHA-256(hash before it, row), in hexadecimal
  // Copies out of `row`, to search by.
  Timestamp at;
  std::string event;
  std::string actor;
  std::string request_id;
  std::optional<std::string> decision_id;
  std::optional<std::string> case_id;
  // On the last row of each group that a server commits together: its signature of chain, seq and
  // hash (audit/seal.hpp).
  std::optional<std::string> seal;
  // False: the row is there, and its values are not those of a row; only chain and seq are set.
  bool is_readable = true;
  std::string odd_column;  // which one holds what no row holds, where that is known
};

// A signed statement of how far a chain had come.
struct AuditHead {
  std::string chain;
  std::int64_t count = 0;
  std::string hash;  // of row `count`
  Timestamp at;
  std::string public_key;
  std::string signature;
  bool is_readable = true;  // as of a row; only chain and count are set
  std::string odd_column;
};

}  // namespace financescr::ports
