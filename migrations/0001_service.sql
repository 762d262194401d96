-- What the service keeps. One text for SQLite and Postgres.
-- Texts that must come back byte for byte are text or json (jsonb would reorder and refuse \u0000).

CREATE TABLE decisions (
  decision_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  kind varchar(16) NOT NULL,
  outcome varchar(16) NOT NULL,
  principal text NOT NULL,
  request_id text NOT NULL,
  subject_id text,
  case_id uuid,
  pack_id text NOT NULL,
  policy_version text NOT NULL,
  bundle text,
  salt varchar(64),
  erased_at timestamptz,
  version bigint NOT NULL
);
CREATE INDEX ix_decisions_subject_id ON decisions (subject_id, created_at)
  WHERE subject_id IS NOT NULL;

CREATE TABLE cases (
  case_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  closed_at timestamptz,
  domain varchar(16) NOT NULL,
  status varchar(32) NOT NULL,
  severity varchar(16) NOT NULL,
  priority varchar(16) NOT NULL,
  decision varchar(16) NOT NULL,
  entity_name text,
  risk_score_micro bigint NOT NULL,
  decision_id uuid NOT NULL,
  request_id text NOT NULL,
  subject_id text,
  version_stamp text NOT NULL,
  assignee text,
  disposition text,
  maker text,
  version bigint NOT NULL
);
CREATE INDEX ix_cases_created_at ON cases (created_at, case_id);
CREATE INDEX ix_cases_status_created_at ON cases (status, created_at, case_id);
CREATE INDEX ix_cases_decision_id ON cases (decision_id);
CREATE INDEX ix_cases_request_id ON cases (request_id);
CREATE INDEX ix_cases_subject_id ON cases (subject_id) WHERE subject_id IS NOT NULL;

CREATE TABLE case_events (
  case_id uuid NOT NULL REFERENCES cases (case_id),
  seq bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  actor text NOT NULL,
  action varchar(32) NOT NULL,
  from_status varchar(32) NOT NULL,
  to_status varchar(32) NOT NULL,
  comment_text text,
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE conversations (
  conversation_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  status varchar(32) NOT NULL,
  owner text NOT NULL,
  metadata json NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX ix_conversation_updated_at ON conversations (updated_at);

CREATE TABLE conversation_messages (
  message_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations (conversation_id) ON DELETE CASCADE,
  seq bigint NOT NULL,
  created_at timestamptz NOT NULL,
  role varchar(16) NOT NULL,
  content text NOT NULL,
  tool_name varchar(64),
  trace json,
  ref_request_id text,
  ref_case_id uuid,
  UNIQUE (conversation_id, seq)
);
CREATE INDEX ix_conversation_messages_conversation_id_created_at
  ON conversation_messages (conversation_id, created_at);
CREATE INDEX ix_conversation_messages_ref_request_id ON conversation_messages (ref_request_id)
  WHERE ref_request_id IS NOT NULL;
CREATE INDEX ix_conversation_messages_ref_case_id ON conversation_messages (ref_case_id)
  WHERE ref_case_id IS NOT NULL;

CREATE TABLE users (
  user_id text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  username text NOT NULL UNIQUE,
  email text NOT NULL,
  full_name text NOT NULL,
  role varchar(32) NOT NULL,
  password_hash text NOT NULL,
  is_active boolean NOT NULL,
  version bigint NOT NULL
);

CREATE TABLE api_keys (
  key_id text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  name text NOT NULL,
  owner text NOT NULL,
  role varchar(32) NOT NULL,
  scopes text NOT NULL,
  key_hash text NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  version bigint NOT NULL
);

CREATE TABLE idempotency (
  principal text NOT NULL,
  idempotency_key text NOT NULL,
  created_at timestamptz NOT NULL,
  fingerprint text NOT NULL,
  status bigint NOT NULL,
  content_type text NOT NULL,
  body text NOT NULL,
  decision_id uuid,
  PRIMARY KEY (principal, idempotency_key)
);
CREATE INDEX ix_idempotency_created_at ON idempotency (created_at);
CREATE INDEX ix_idempotency_decision_id ON idempotency (decision_id)
  WHERE decision_id IS NOT NULL;

CREATE TABLE pack_activations (
  activation_id text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  pack_id text NOT NULL,
  screening_pack_hash text NOT NULL,
  credit_pack_hash text NOT NULL,
  status varchar(16) NOT NULL,
  maker text NOT NULL,
  checker text,
  decided_at timestamptz,
  version bigint NOT NULL
);

CREATE TABLE jobs (
  job_id text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  kind varchar(32) NOT NULL,
  status varchar(16) NOT NULL,
  state json NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX ix_jobs_status_created_at ON jobs (status, created_at);

CREATE TABLE audit_log (
  chain text NOT NULL,
  seq bigint NOT NULL,
  row_text text NOT NULL,
  hash varchar(64) NOT NULL,
  occurred_at timestamptz NOT NULL,
  event varchar(64) NOT NULL,
  actor text NOT NULL,
  request_id text NOT NULL,
  decision_id text,
  case_id text,
  PRIMARY KEY (chain, seq)
);
CREATE INDEX ix_audit_log_occurred_at ON audit_log (occurred_at, chain, seq);
CREATE INDEX ix_audit_log_request_id ON audit_log (request_id);
CREATE INDEX ix_audit_log_decision_id ON audit_log (decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX ix_audit_log_case_id ON audit_log (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE audit_heads (
  chain text NOT NULL,
  row_count bigint NOT NULL,
  hash varchar(64) NOT NULL,
  signed_at timestamptz NOT NULL,
  public_key text NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (chain, row_count)
);

-- The number of the last group of transactions that an instance committed. After a lost connection
-- it tells whether the group that was on its way is there.
CREATE TABLE store_writers (
  instance text PRIMARY KEY,
  batch bigint NOT NULL
);

-- down
DROP TABLE store_writers;
DROP TABLE audit_heads;
DROP TABLE audit_log;
DROP TABLE jobs;
DROP TABLE pack_activations;
DROP TABLE idempotency;
DROP TABLE api_keys;
DROP TABLE users;
DROP TABLE conversation_messages;
DROP TABLE conversations;
DROP TABLE case_events;
DROP TABLE cases;
DROP TABLE decisions;
