-- Which row of the audit log holds the newest digest of a record, and the salt of that digest.
-- Records of builds before have none until a server binds them at its first start.

ALTER TABLE decisions ADD COLUMN record_salt varchar(64);
ALTER TABLE decisions ADD COLUMN audit_chain text;
ALTER TABLE decisions ADD COLUMN audit_seq bigint;
ALTER TABLE cases ADD COLUMN record_salt varchar(64);
ALTER TABLE cases ADD COLUMN audit_chain text;
ALTER TABLE cases ADD COLUMN audit_seq bigint;
ALTER TABLE case_events ADD COLUMN record_salt varchar(64);
ALTER TABLE case_events ADD COLUMN audit_chain text;
ALTER TABLE case_events ADD COLUMN audit_seq bigint;
ALTER TABLE conversations ADD COLUMN record_salt varchar(64);
ALTER TABLE conversations ADD COLUMN audit_chain text;
ALTER TABLE conversations ADD COLUMN audit_seq bigint;
ALTER TABLE conversation_messages ADD COLUMN record_salt varchar(64);
ALTER TABLE conversation_messages ADD COLUMN audit_chain text;
ALTER TABLE conversation_messages ADD COLUMN audit_seq bigint;
ALTER TABLE users ADD COLUMN record_salt varchar(64);
ALTER TABLE users ADD COLUMN audit_chain text;
ALTER TABLE users ADD COLUMN audit_seq bigint;
ALTER TABLE api_keys ADD COLUMN record_salt varchar(64);
ALTER TABLE api_keys ADD COLUMN audit_chain text;
ALTER TABLE api_keys ADD COLUMN audit_seq bigint;
ALTER TABLE idempotency ADD COLUMN record_salt varchar(64);
ALTER TABLE idempotency ADD COLUMN audit_chain text;
ALTER TABLE idempotency ADD COLUMN audit_seq bigint;
ALTER TABLE pack_activations ADD COLUMN record_salt varchar(64);
ALTER TABLE pack_activations ADD COLUMN audit_chain text;
ALTER TABLE pack_activations ADD COLUMN audit_seq bigint;

-- What the audit log calls a remembered answer, whose key its caller chose.
ALTER TABLE idempotency ADD COLUMN record_id varchar(64);
CREATE INDEX ix_idempotency_record_id ON idempotency (record_id) WHERE record_id IS NOT NULL;

-- down
DROP INDEX ix_idempotency_record_id;
ALTER TABLE idempotency DROP COLUMN record_id;
ALTER TABLE pack_activations DROP COLUMN audit_seq;
ALTER TABLE pack_activations DROP COLUMN audit_chain;
ALTER TABLE pack_activations DROP COLUMN record_salt;
ALTER TABLE idempotency DROP COLUMN audit_seq;
ALTER TABLE idempotency DROP COLUMN audit_chain;
ALTER TABLE idempotency DROP COLUMN record_salt;
ALTER TABLE api_keys DROP COLUMN audit_seq;
ALTER TABLE api_keys DROP COLUMN audit_chain;
ALTER TABLE api_keys DROP COLUMN record_salt;
ALTER TABLE users DROP COLUMN audit_seq;
ALTER TABLE users DROP COLUMN audit_chain;
ALTER TABLE users DROP COLUMN record_salt;
ALTER TABLE conversation_messages DROP COLUMN audit_seq;
ALTER TABLE conversation_messages DROP COLUMN audit_chain;
ALTER TABLE conversation_messages DROP COLUMN record_salt;
ALTER TABLE conversations DROP COLUMN audit_seq;
ALTER TABLE conversations DROP COLUMN audit_chain;
ALTER TABLE conversations DROP COLUMN record_salt;
ALTER TABLE case_events DROP COLUMN audit_seq;
ALTER TABLE case_events DROP COLUMN audit_chain;
ALTER TABLE case_events DROP COLUMN record_salt;
ALTER TABLE cases DROP COLUMN audit_seq;
ALTER TABLE cases DROP COLUMN audit_chain;
ALTER TABLE cases DROP COLUMN record_salt;
ALTER TABLE decisions DROP COLUMN audit_seq;
ALTER TABLE decisions DROP COLUMN audit_chain;
ALTER TABLE decisions DROP COLUMN record_salt;
