-- Rows of the audit log are added and never changed.

CREATE TRIGGER audit_log_keeps_rows BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_loses_none BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_heads_keeps_rows BEFORE UPDATE ON audit_heads
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_heads_loses_none BEFORE DELETE ON audit_heads
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- down
DROP TRIGGER audit_heads_loses_none;
DROP TRIGGER audit_heads_keeps_rows;
DROP TRIGGER audit_log_loses_none;
DROP TRIGGER audit_log_keeps_rows;
