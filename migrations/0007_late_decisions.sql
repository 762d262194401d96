-- Decisions that were committed after another pack had become the active one than they were made
-- on. Each is decided anew and then taken off the list.

CREATE TABLE late_decisions (
  decision_id uuid PRIMARY KEY REFERENCES decisions (decision_id),
  activation_id text NOT NULL
);
CREATE INDEX ix_pack_activations_active ON pack_activations (status) WHERE status = 'ACTIVE';

-- down
DROP INDEX ix_pack_activations_active;
DROP TABLE late_decisions;
