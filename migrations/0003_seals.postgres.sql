-- The last row of each group of rows that a server commits together carries its signature.
ALTER TABLE audit_log ADD COLUMN seal text;

-- New rows and heads have a number and the name of a chain. What stands in the log already stays,
-- to be found.
ALTER TABLE audit_log ADD CONSTRAINT audit_log_numbers_rows
  CHECK (seq BETWEEN 1 AND 4611686018427387904 AND chain <> '') NOT VALID;
ALTER TABLE audit_heads ADD CONSTRAINT audit_heads_numbers_rows
  CHECK (row_count BETWEEN 1 AND 4611686018427387904 AND chain <> '') NOT VALID;

-- down
ALTER TABLE audit_heads DROP CONSTRAINT audit_heads_numbers_rows;
ALTER TABLE audit_log DROP CONSTRAINT audit_log_numbers_rows;
ALTER TABLE audit_log DROP COLUMN seal;
