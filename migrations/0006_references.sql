-- What callers call their customers, and listings by it, by request and by time.

ALTER TABLE decisions ADD COLUMN customer_ref text;
ALTER TABLE cases ADD COLUMN customer_ref text;
CREATE INDEX ix_decisions_created_at ON decisions (created_at, decision_id);
CREATE INDEX ix_decisions_request_id ON decisions (request_id);
CREATE INDEX ix_decisions_customer_ref ON decisions (customer_ref, created_at)
  WHERE customer_ref IS NOT NULL;
CREATE INDEX ix_cases_customer_ref ON cases (customer_ref, created_at)
  WHERE customer_ref IS NOT NULL;

-- down
DROP INDEX ix_cases_customer_ref;
DROP INDEX ix_decisions_customer_ref;
DROP INDEX ix_decisions_request_id;
DROP INDEX ix_decisions_created_at;
ALTER TABLE cases DROP COLUMN customer_ref;
ALTER TABLE decisions DROP COLUMN customer_ref;
