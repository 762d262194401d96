-- What the trial domain was asked. The number is far from those of migrations to come.

CREATE TABLE trial_checks (
  check_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  decision_id uuid NOT NULL REFERENCES decisions (decision_id),
  limit_id text NOT NULL,
  amount_micro bigint NOT NULL,
  record_salt varchar(64),
  audit_chain text,
  audit_seq bigint
);

-- down
DROP TABLE trial_checks;
