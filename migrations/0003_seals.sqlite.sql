-- The last row of each group of rows that a server commits together carries its signature.
ALTER TABLE audit_log ADD COLUMN seal text;

-- New rows and heads have a number and the name of a chain. What stands in the log already stays,
-- to be found.
CREATE TRIGGER audit_log_numbers_rows BEFORE INSERT ON audit_log
WHEN NOT (typeof(NEW.seq) = 'integer' AND NEW.seq BETWEEN 1 AND 4611686018427387904
          AND typeof(NEW.chain) = 'text' AND NEW.chain <> '')
BEGIN
  SELECT RAISE(ABORT, 'a row of the audit log is numbered from 1, in a chain with a name');
END;
CREATE TRIGGER audit_heads_numbers_rows BEFORE INSERT ON audit_heads
WHEN NOT (typeof(NEW.row_count) = 'integer' AND NEW.row_count BETWEEN 1 AND 4611686018427387904
          AND typeof(NEW.chain) = 'text' AND NEW.chain <> '')
BEGIN
  SELECT RAISE(ABORT, 'a head of the audit log counts from 1, in a chain with a name');
END;

-- down
DROP TRIGGER audit_heads_numbers_rows;
DROP TRIGGER audit_log_numbers_rows;
ALTER TABLE audit_log DROP COLUMN seal;
