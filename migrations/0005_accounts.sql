-- Who has power over an account, one-time passwords, and roles that wait for a second administrator.
-- Of accounts that were there before, nobody is known to have made them.

ALTER TABLE users ADD COLUMN created_by text;
ALTER TABLE users ADD COLUMN password_reset_by text;
ALTER TABLE users ADD COLUMN role_changed_by text;
ALTER TABLE users ADD COLUMN must_change_password boolean NOT NULL DEFAULT FALSE;
ALTER TABLE users ADD COLUMN password_expires_at timestamptz;
ALTER TABLE users ADD COLUMN deactivated_at timestamptz;
ALTER TABLE users ADD COLUMN proposed_role varchar(32);
ALTER TABLE users ADD COLUMN proposed_by text;

-- down
ALTER TABLE users DROP COLUMN proposed_by;
ALTER TABLE users DROP COLUMN proposed_role;
ALTER TABLE users DROP COLUMN deactivated_at;
ALTER TABLE users DROP COLUMN password_expires_at;
ALTER TABLE users DROP COLUMN must_change_password;
ALTER TABLE users DROP COLUMN role_changed_by;
ALTER TABLE users DROP COLUMN password_reset_by;
ALTER TABLE users DROP COLUMN created_by;
