"""Manipulations of what holds the records: the forms of values, the schema, indexes, and what an
erasure took away."""
from manipulations import Manipulation, sql


def odd_forms():
    """Values that mean the same and compare as others, or are of another type."""
    first = " WHERE rowid = (SELECT MIN(rowid) FROM {})"
    for table, column, value in (
            ("users", "created_at", "replace(created_at, 'T', ' ')"),
            ("cases", "due_at", "replace(due_at, 'Z', '+00:00')"),
            ("cases", "created_at", "replace(created_at, 'Z', '+00')"),
            ("case_events", "occurred_at", "replace(occurred_at, 'Z', 'z')"),
            ("conversations", "updated_at", "substr(updated_at, 1, 19) || 'Z'"),
            ("idempotency", "created_at", "replace(created_at, 'Z', '0Z')"),
            ("users", "is_active", "2"), ("users", "is_active", "-1"),
            ("users", "must_change_password", "'no'"),
            ("users", "full_name", "CAST(full_name AS blob)"),
            ("api_keys", "key_hash", "CAST(key_hash AS blob)"),
            ("cases", "risk_score_micro", "CAST(risk_score_micro AS blob)"),
            ("cases", "version", "version + 0.5"),
            ("cases", "case_id", "upper(case_id)"),
            ("conversation_messages", "conversation_id", "replace(conversation_id, '-', '')"),
            ("decisions", "salt", "upper(salt) || ' '"),
            ("decisions", "record_salt", "record_salt || char(10)")):
        # A letter or a digit of an id that the change leaves as it is tells nothing.
        yield Manipulation(f"{table}.{column} is {value}",
                           sql(f"UPDATE {table} SET {column} = {value}"
                               + ("" if column.endswith("salt") else first.format(table))),
                           {"record_unreadable"}, f"column {column} of {table}")
    yield Manipulation("a bundle is bytes", sql(
        "UPDATE decisions SET bundle = CAST(bundle AS blob) WHERE bundle IS NOT NULL"),
                       {"record_unreadable"})
    yield Manipulation("audit_log.occurred_at has a space", sql(
        "UPDATE audit_log SET occurred_at = replace(occurred_at, 'T', ' ') WHERE seq = 20"),
                       {"row_unreadable"}, "occurred_at")
    yield Manipulation("audit_heads.signed_at has a space", sql(
        "UPDATE audit_heads SET signed_at = replace(signed_at, 'T', ' ')"),
                       {"head_forged"}, "signed_at")
    for table, column in (("users", "full_name"), ("decisions", "bundle"), ("audit_log", "actor"),
                          ("case_events", "comment_text")):
        yield Manipulation(f"a text of 160 MB stands in {table}.{column}", sql(
            f"UPDATE {table} SET {column} = hex(zeroblob(80000000)) WHERE rowid = "
            f"(SELECT MAX(rowid) FROM {table})"), {"record_unreadable", "row_unreadable"})


def of_erasures(store):
    """What an erasure took away stands there again, or has never gone."""
    gone = store.rows("SELECT decision_id, case_id, request_id FROM decisions WHERE erased_at IS "
                      "NOT NULL AND case_id IS NOT NULL ORDER BY 1 DESC LIMIT 1")[0]
    decision, case = gone["decision_id"], gone["case_id"]
    for name, statement in {
            "a bundle": f"UPDATE decisions SET bundle = '{{}}' WHERE decision_id = '{decision}'",
            "a salt": f"UPDATE decisions SET salt = '{'0' * 32}' WHERE decision_id = '{decision}'",
            "a reference": "UPDATE decisions SET customer_ref = 'c-1' WHERE decision_id = "
                           f"'{decision}'",
            "no time of the erasure": "UPDATE decisions SET erased_at = NULL WHERE decision_id = "
                                      f"'{decision}'",
            "a name": f"UPDATE cases SET entity_name = 'Somebody' WHERE case_id = '{case}'",
    }.items():
        yield Manipulation(f"an erased decision has {name}", sql(statement), {"erasure_not_done"},
                           decision)


# ---- The schema ----


def alter(*statements):
    return lambda store: store.alter(*statements)


def stale_index(store):
    """An index that lacks rows under the definition of one that has all."""
    def schema(*statements):
        version = store.rows("PRAGMA schema_version")[0]["schema_version"]
        store.alter("PRAGMA writable_schema = on; " + "; ".join(statements)
                    + f"; PRAGMA schema_version = {version + 1}")
    name = "ix_cases_created_at"
    whole = store.rows("SELECT sql FROM sqlite_master WHERE name = ?", name)[0]["sql"]
    store.alter(f"DROP INDEX {name}", whole + " WHERE priority = 'none'")
    schema(f"UPDATE sqlite_master SET sql = '{whole}' WHERE name = '{name}'")
    assert not store.rows(f"SELECT 1 FROM cases INDEXED BY {name}")


def collated(store):
    version = store.rows("PRAGMA schema_version")[0]["schema_version"]
    store.alter("PRAGMA writable_schema = on; UPDATE sqlite_master SET sql = replace(sql, "
                "'role varchar(32) NOT NULL', 'role varchar(32) NOT NULL COLLATE NOCASE') WHERE "
                f"name = 'users'; PRAGMA schema_version = {version + 1}")


def for_database(setting, *statements):
    """Postgres: what holds in every session of this database."""
    return lambda store: store.alter(*statements, f"ALTER DATABASE {store.name} SET {setting}")


def of_schema(store):
    view = ("ALTER TABLE users RENAME TO people",
            "CREATE VIEW users AS SELECT * FROM people WHERE username <> 'ann'")
    both = {
        "an index is dropped": (["DROP INDEX ix_cases_created_at"], "ix_cases_created_at"),
        "an index holds a part of its rows": (
            ["DROP INDEX ix_cases_created_at", "CREATE INDEX ix_cases_created_at ON cases "
             "(created_at, case_id) WHERE severity <> 'HIGH'"], "ix_cases_created_at"),
        "there is one index more": (["CREATE INDEX more ON users (role)"], "more"),
        "a view stands in the place of a table": (view, "users"),
        "a table is dropped": (["DROP TABLE late_decisions"], "late_decisions"),
        "the table of heads is dropped": (["DROP TABLE audit_heads"], "audit_heads"),
        "the table of answers is dropped": (["DROP TABLE idempotency"], "idempotency"),
        "there is one table more": (["CREATE TABLE users_old AS SELECT * FROM users"],
                                    "users_old"),
        "there is one column more": (["ALTER TABLE users ADD COLUMN note text"], "users"),
    }
    sqlite = {
        "a trigger ignores what is written": (
            ["CREATE TRIGGER x BEFORE UPDATE ON decisions BEGIN SELECT RAISE(IGNORE); END"], "x"),
        "a trigger writes": (["CREATE TRIGGER y AFTER INSERT ON cases BEGIN UPDATE cases SET "
                              "severity = 'LOW' WHERE case_id = NEW.case_id; END"], "y"),
        "a guard of the log is dropped": (["DROP TRIGGER audit_log_keeps_rows"],
                                          "audit_log_keeps_rows"),
        "a column is computed": (["ALTER TABLE users ADD COLUMN g GENERATED ALWAYS AS (1)"],
                                 "users"),
    }
    skip = ("CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$")
    postgres = {
        "a trigger ignores what is written": (
            [skip, "CREATE TRIGGER x BEFORE UPDATE ON decisions FOR EACH ROW EXECUTE FUNCTION "
             "skip()"], "trigger x"),
        "a rule ignores what is written": (
            ["CREATE RULE r AS ON UPDATE TO cases DO INSTEAD NOTHING"], "rule r"),
        "a policy hides rows": (
            ["ALTER TABLE cases ENABLE ROW LEVEL SECURITY",
             "CREATE POLICY p ON cases USING (severity <> 'HIGH')"], "policy p"),
        "row security is on": (["ALTER TABLE users FORCE ROW LEVEL SECURITY"], "table users"),
        "a guard of the log is disabled": (
            ["ALTER TABLE audit_log DISABLE TRIGGER audit_log_keeps_rows"], "audit_log_keeps_rows"),
        "a guard of the log does nothing": (
            ["CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
             "$$ BEGIN RETURN NULL; END $$"], "refuse_change"),
        "a check is dropped": (
            ["ALTER TABLE audit_log DROP CONSTRAINT audit_log_numbers_rows"],
            "audit_log_numbers_rows"),
        "a column has a default": (
            ["ALTER TABLE users ALTER COLUMN role SET DEFAULT 'admin'"], "column role of users"),
        "a column has another type": (
            ["ALTER TABLE cases ALTER COLUMN severity TYPE text"], "column severity of cases"),
        "a column is computed": (
            ["ALTER TABLE users ADD COLUMN g text GENERATED ALWAYS AS ('x') STORED"],
            "column g of users"),
        "a table has a child": (["CREATE TABLE more_users () INHERITS (users)"], "table users"),
        "a table is not logged": (["ALTER TABLE jobs SET UNLOGGED"], "table jobs"),
        "an index is not valid": (
            ["UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
             "'ix_cases_created_at'::regclass"], "ix_cases_created_at"),
        "an operator is another": (
            ["CREATE FUNCTION never(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false'",
             "CREATE OPERATOR = (LEFTARG = text, RIGHTARG = text, FUNCTION = never)"],
            "operator ="),
    }
    for name, (statements, says) in {**both, **(sqlite if store.kind == "sqlite" else
                                               postgres)}.items():
        yield Manipulation(name, alter(*statements), {"schema_changed"}, says)
    if store.kind == "postgres":
        yield Manipulation("another table is found first", for_database(
            "search_path = evil, public", "CREATE SCHEMA evil",
            "CREATE TABLE evil.users AS SELECT * FROM users"), {"schema_changed"}, "table users")
        yield Manipulation("operators of another schema are found first", for_database(
            "search_path = public, pg_catalog"), {"schema_changed"}, "search_path")
        yield Manipulation("triggers are not in force", for_database(
            "session_replication_role = replica"), {"schema_changed"}, "session_replication_role")
    if store.kind == "sqlite":
        yield Manipulation("a column is compared otherwise", collated, {"schema_changed"}, "users")
        yield Manipulation("an index lacks rows and says that it has all", stale_index,
                           {"index_corrupt"}, "ix_cases_created_at")


def all_of(store):
    yield from of_erasures(store)
    yield from of_schema(store)
    if store.kind == "sqlite":
        yield from odd_forms()
