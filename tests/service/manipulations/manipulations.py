"""What somebody who can write to the database may do to it, and what `audit verify` must say.

A manipulation changes a copy of a store. `faults`: one of these must be reported; none: it is not
found, and docs/AUDIT.md says so. `says`: words that a finding must hold.
"""
import dataclasses
import hashlib
import json
from typing import Callable

KEYS = {
    "decisions": ["decision_id"], "cases": ["case_id"], "case_events": ["case_id", "seq"],
    "conversations": ["conversation_id"], "conversation_messages": ["message_id"],
    "users": ["user_id"], "api_keys": ["key_id"], "idempotency": ["principal", "idempotency_key"],
    "pack_activations": ["activation_id"],
}
BINDING = ("record_salt", "audit_chain", "audit_seq")
ANOTHER_ID = "00000000-0000-4000-8000-000000000abc"
RECORD_FAULTS = {"record_changed", "record_missing", "record_surplus", "record_rolled_back",
                 "record_unreadable"}
CHAIN = "bank-1"


@dataclasses.dataclass
class Manipulation:
    name: str
    change: Callable
    faults: set
    says: str = ""


def where(table, row):
    return (" WHERE " + " AND ".join(f"{key} = ?" for key in KEYS[table]),
            [row[key] for key in KEYS[table]])


def some_row(store, table, column=None):
    """The last row, of those that hold something in the column if there are any."""
    order = " ORDER BY " + ", ".join(f"{key} DESC" for key in KEYS[table]) + " LIMIT 1"
    names = ", ".join(KEYS[table] + ([column] if column else []))
    if column:
        found = store.rows(f"SELECT {names} FROM {table} WHERE {column} IS NOT NULL" + order)
        if found:
            return found[0]
    return store.rows(f"SELECT {names} FROM {table}" + order)[0]


def another_value(kind, value):
    if kind == "uuid":
        return ANOTHER_ID
    if kind.startswith("timestamp"):
        return "2026-01-02T03:04:05.000000Z"
    if kind == "boolean":
        return not value
    if kind in ("bigint", "INTEGER"):
        return 1 if value is None else value + 10_000
    if kind == "json":
        return '{"another":1}'
    return "x" if not value else ("y" if value[0] != "y" else "z") + value[1:]


def edit_column(table, column):
    def change(store):
        kind = store.types(table)[column]
        row = some_row(store, table, column)
        place, values = where(table, row)
        store.run((f"UPDATE {table} SET {column} = ?{place}",
                   [another_value(kind, row[column]), *values]))
    return change


def column_edits(store):
    for table, keys in KEYS.items():
        for column in store.types(table):
            if table == "decisions" and column in ("bundle", "salt"):
                continue
            names_it = column not in (*keys, *BINDING, "record_id")
            yield Manipulation(f"{table}.{column} is edited", edit_column(table, column),
                               {"record_changed"} if names_it else RECORD_FAULTS,
                               f"column {column} of {table} " if names_it else "")


def delete_record(table):
    def change(store):
        place, values = where(table, some_row(store, table))
        store.run((f"DELETE FROM {table}{place}", values))
    return change


def insert_copy(table, keeps_binding):
    def change(store):
        row = some_row(store, table)
        names = list(store.types(table))
        taken = {KEYS[table][-1]: "99999" if KEYS[table][-1] == "seq" else
                 f"'{ANOTHER_ID}'"}
        if table == "users":
            taken["username"] = "'mallory'"
        if table == "conversation_messages":
            taken["seq"] = "99999"
        if not keeps_binding:
            taken.update({column: "NULL" for column in BINDING})
        place, values = where(table, row)
        store.run((f"INSERT INTO {table} ({', '.join(names)}) SELECT "
                   + ", ".join(taken.get(name, name) for name in names)
                   + f" FROM {table}{place}", values))
    return change


def unbind(table):
    def change(store):
        place, values = where(table, some_row(store, table))
        store.run((f"UPDATE {table} SET record_salt = NULL, audit_chain = NULL, audit_seq = NULL"
                   + place, values))
    return change


def sql(*statements):
    return lambda store: store.run(*statements)


def put_back(before, table):
    """An older state of a record, with the binding that it had then."""
    def change(store):
        row = before[table]
        place, values = where(table, row)
        names = [name for name in row if name not in KEYS[table]]
        store.run((f"UPDATE {table} SET " + ", ".join(f"{name} = ?" for name in names) + place,
                   [row[name] for name in names] + values))
    return change


def whole_records(before):
    for table in KEYS:
        yield Manipulation(f"a record of {table} is deleted", delete_record(table),
                           {"record_missing"})
        yield Manipulation(f"a record of {table} is slipped in with another's binding",
                           insert_copy(table, True), {"record_surplus"})
        yield Manipulation(f"a record of {table} is slipped in without one",
                           insert_copy(table, False), {"record_surplus"})
        yield Manipulation(f"the binding of a record of {table} is taken away", unbind(table),
                           {"record_surplus"})
    for table in before:
        yield Manipulation(f"an older state of a record of {table} is put back",
                           put_back(before, table), {"record_rolled_back"})


def swap_columns(table, columns, condition=""):
    """Gives two records the values of each other."""
    def change(store):
        order = ", ".join(KEYS[table])
        names = ", ".join(KEYS[table] + columns)
        one, two = store.rows(f"SELECT {names} FROM {table}{condition} ORDER BY {order} LIMIT 2")
        for row, other in ((one, two), (two, one)):
            place, values = where(table, row)
            store.run((f"UPDATE {table} SET " + ", ".join(f"{c} = ?" for c in columns) + place,
                       [other[c] for c in columns] + values))
    return change


def of_decisions():
    live = "bundle IS NOT NULL"
    one = f"decision_id = (SELECT decision_id FROM decisions WHERE {live} ORDER BY 1 DESC LIMIT 1)"
    null = "bundle = NULL, salt = NULL"
    yield Manipulation("a bundle is edited",
                       sql(f"UPDATE decisions SET bundle = replace(bundle, '0', '1') WHERE {one}"),
                       {"bundle_changed"})
    yield Manipulation("the salt of a bundle is edited",
                       sql(f"UPDATE decisions SET salt = '0' WHERE {one}"), {"record_unreadable"},
                       "column salt")
    yield Manipulation("the salt of a bundle is another one of its form",
                       sql(f"UPDATE decisions SET salt = '{'0' * 32}' WHERE {one}"),
                       {"bundle_changed"})
    yield Manipulation("the border between a salt and its bundle is moved to the right",
                       sql("UPDATE decisions SET salt = salt || '{', bundle = substr(bundle, 2) "
                           f"WHERE {one}"), {"record_unreadable"}, "column salt")
    yield Manipulation("the border between a salt and its bundle is moved to the left",
                       sql("UPDATE decisions SET salt = substr(salt, 1, 31), bundle = "
                           f"substr(salt, 32) || bundle WHERE {one}"),
                       {"record_unreadable"}, "column salt")
    yield Manipulation("a bundle is no object",
                       sql(f"UPDATE decisions SET bundle = '[]' WHERE {one}"), {"bundle_changed"})
    yield Manipulation("two decisions have each other's bundle",
                       swap_columns("decisions", ["bundle", "salt"], f" WHERE {live}"),
                       {"bundle_changed"})
    yield Manipulation("a bundle is taken away", sql(f"UPDATE decisions SET {null} WHERE {one}"),
                       {"erasure_unaudited", "decision_changed"})
    yield Manipulation("a decision is erased without a row",
                       sql(f"UPDATE decisions SET {null}, erased_at = created_at, version = "
                           f"version + 1 WHERE {one}"), {"record_changed", "erasure_unaudited"})
    yield Manipulation("the time of an erasure is taken away",
                       sql("UPDATE decisions SET erased_at = NULL WHERE bundle IS NULL"),
                       {"record_changed"})
    yield Manipulation("every decision is deleted", sql("DELETE FROM decisions"),
                       {"decision_missing", "record_missing"})


def of_cases():
    event = ("seq = 2 AND case_id = "
             "(SELECT case_id FROM case_events WHERE seq = 2 ORDER BY 1 DESC LIMIT 1)")
    yield Manipulation("a comment is taken away",
                       sql("UPDATE case_events SET comment_text = NULL WHERE seq = 3"),
                       {"record_changed"}, "comment_text")
    yield Manipulation("the name of a case is taken away",
                       sql("UPDATE cases SET entity_name = NULL"), {"record_changed"},
                       "entity_name")
    yield Manipulation("two cases have each other's disposition and maker",
                       swap_columns("cases", ["severity", "created_at", "risk_score_micro"]),
                       {"record_changed"})
    yield Manipulation("two cases have each other's place in the log",
                       swap_columns("cases", list(BINDING)), {"record_changed", "record_surplus"})
    yield Manipulation("a step is moved to another moment",
                       sql(f"UPDATE case_events SET occurred_at = '2026-01-01T00:00:00.000000Z' WHERE "
                           f"{event}"), {"record_changed"}, "occurred_at")
    yield Manipulation("the history of a case is renumbered",
                       sql(f"UPDATE case_events SET seq = 77 WHERE {event}"),
                       {"record_missing"})
    yield Manipulation("a case is closed, with a new version",
                       sql("UPDATE cases SET status = 'CLOSED', version = version + 1"),
                       {"record_changed"}, "status")
    yield Manipulation("every case and its history are deleted",
                       sql("DELETE FROM case_events", "DELETE FROM cases"), {"record_missing"})
    yield Manipulation("a case states a row that is none",
                       sql("UPDATE cases SET audit_seq = 0"), {"record_surplus"})
    yield Manipulation("a case states a chain that is none",
                       sql("UPDATE cases SET audit_chain = 'nobody'"), {"record_surplus"})
    yield Manipulation("an account becomes an administrator's",
                       sql("UPDATE users SET role = 'admin' WHERE username = 'ann'"),
                       {"record_changed"}, "role")
    yield Manipulation("a password is exchanged",
                       swap_columns("users", ["password_hash"]), {"record_changed"},
                       "password_hash")
    yield Manipulation("a remembered answer is emptied",
                       sql("UPDATE idempotency SET body = ''"), {"record_changed"}, "body")


def long_texts():
    many = 20 << 20
    yield Manipulation("a text of 20 MB stands in a comment",
                       lambda store: store.run(
                           ("UPDATE case_events SET comment_text = ? WHERE seq = 3",
                            ["x" * many])), RECORD_FAULTS)
    yield Manipulation("a control character and letters of other scripts stand in a name",
                       sql(("UPDATE users SET full_name = ?", ["\u0001\u202eМ名"])),
                       {"record_changed"}, "full_name")


def only_sqlite():
    for name, statement in {
            "a case without an id": "UPDATE cases SET case_id = NULL",
            "a case whose id is no UUID": "UPDATE cases SET case_id = 'abc' WHERE rowid = "
                                           "(SELECT MAX(rowid) FROM cases)",
            "a step whose number is a word":
                "UPDATE case_events SET seq = 'two' WHERE rowid IN "
                "(SELECT MAX(rowid) FROM case_events)",
            "a time that is none": "UPDATE cases SET due_at = 'soon'",
            "a binding to a row whose number is a word": "UPDATE users SET audit_seq = 'first'",
            "bytes in the place of a name": "UPDATE users SET full_name = x'ff00fe'",
            "a fraction in the place of a score": "UPDATE cases SET risk_score_micro = 1.5",
            "an account without a name": "UPDATE users SET user_id = x'00' WHERE username = 'ann'",
    }.items():
        yield Manipulation(name, sql(statement), RECORD_FAULTS)


# ---- The log itself ----


def log(store, chain=CHAIN):
    return store.rows("SELECT * FROM audit_log WHERE chain = ? ORDER BY seq", chain)


def hash_of(previous, text):
    return hashlib.sha256(bytes.fromhex(previous or "00" * 32) + text.encode()).hexdigest()


def insert_row(row, **changed):
    row = {**row, **changed}
    names = [name for name in row]
    return (f"INSERT INTO audit_log ({', '.join(names)}) VALUES "
            f"({', '.join('?' for _ in names)})", [row[name] for name in names])


def rewrite(row, **members):
    return json.dumps({**json.loads(row["row_text"]), **members}, sort_keys=True,
                      separators=(",", ":"), ensure_ascii=False)


def forged(row, previous, seq, chain=CHAIN, **members):
    """A row as the service would write it, by somebody who can compute hashes."""
    text = rewrite(row, **{"records": [], "seq": seq, "chain": chain, **members})
    changed = {"seq": seq, "chain": chain, "row_text": text, "hash": hash_of(previous, text)}
    changed.update({name: members[name] for name in ("actor", "event", "decision_id", "case_id")
                    if name in members})
    return insert_row({name: value for name, value in row.items() if name != "seal"}, **changed)


def edit_row(recompute):
    def change(store):
        rows = log(store)
        at = len(rows) // 2
        statements = []
        previous = rows[at - 1]["hash"]
        for i, row in enumerate(rows[at:]):
            text = rewrite(row, actor="user:somebody") if i == 0 else row["row_text"]
            if i > 0 and recompute != "all":
                break
            previous = hash_of(previous, text) if recompute else row["hash"]
            statements.append((
                "UPDATE audit_log SET row_text = ?, hash = ?, actor = ? "
                "WHERE chain = ? AND seq = ?",
                [text, previous, json.loads(text)["actor"], CHAIN, row["seq"]]))
        store.run(*statements)
    return change


def append_row(**members):
    def change(store):
        last = log(store)[-1]
        store.run(forged(last, last["hash"], last["seq"] + 1, **members))
    return change


def row_below_one(seq, **members):
    def change(store):
        last = log(store)[-1]
        store.run(forged(last, "", seq, **members))
    return change


def erase_with_forged_rows(seq):
    """Sixty decisions are nulled, each with a row that says that it was erased."""
    def change(store):
        row = log(store)[-1]
        statements = []
        for i, one in enumerate(store.rows(
                "SELECT decision_id FROM decisions WHERE bundle IS NOT NULL LIMIT 60")):
            statements.append(forged(row, "", seq - i, event="erasure",
                                     decision_id=one["decision_id"]))
            statements.append(("UPDATE decisions SET bundle = NULL, salt = NULL, erased_at = "
                               "created_at WHERE decision_id = ?", [one["decision_id"]]))
        store.run(*statements)
    return change


def new_chain(store):
    row = log(store)[-1]
    store.run(forged(row, "", 1, chain="bank-9", actor="user:somebody"))


def decision_with_forged_row(store):
    """A decision that was never made, with a row in a new chain that it is bound to."""
    insert_copy("decisions", True)(store)
    row = next(r for r in reversed(log(store)) if r["event"] == "decision")
    store.run(forged(row, "", 1, chain="bank-9", decision_id=ANOTHER_ID),
              ("UPDATE decisions SET audit_chain = 'bank-9', audit_seq = 1 WHERE decision_id = ?",
               [ANOTHER_ID]))


def of_the_log(store):
    seals = {"row_unsealed", "chain_undeclared", "row_out_of_place", "row_repeated"}
    sealed = seals if "seal" in store.types("audit_log") else set()
    yield Manipulation("a row is edited", edit_row(None), {"row_changed"})
    yield Manipulation("a row and its hash are edited", edit_row("one"), {"row_changed"})
    yield Manipulation("a row and all hashes after it are edited", edit_row("all"),
                       {"head_differs"})
    for column in ("occurred_at", "event", "actor", "request_id", "decision_id", "case_id"):
        value = "2026-01-02T03:04:05.000000Z" if column == "occurred_at" else "x"
        yield Manipulation(f"audit_log.{column} is edited",
                           sql((f"UPDATE audit_log SET {column} = ? WHERE seq = 20", [value])),
                           {"copy_changed"}, column.replace("occurred_", ""))
    for name, statement, faults in (
            ("a row is deleted", "DELETE FROM audit_log WHERE seq = 20", {"row_missing"}),
            ("the first row is deleted", "DELETE FROM audit_log WHERE seq = 1", {"row_missing"}),
            ("every row after the twentieth is deleted", "DELETE FROM audit_log WHERE seq > 20",
             {"truncated"}),
            ("rows are renumbered", "UPDATE audit_log SET seq = seq + 100000",
             {"row_out_of_place", "row_missing"}),
            ("a row is moved to number 0", "UPDATE audit_log SET seq = 0 WHERE seq = 20",
             {"row_missing"}),
            ("the log is emptied", "DELETE FROM audit_log", {"truncated"}),
            ("a chain is deleted", f"DELETE FROM audit_log WHERE chain = '{CHAIN}'",
             {"truncated"}),
            ("a chain is renamed", f"UPDATE audit_log SET chain = 'bank-2' WHERE chain = '{CHAIN}'",
             {"truncated", "row_out_of_place"}),
            ("a hash is edited", "UPDATE audit_log SET hash = '" + "a" * 64 + "' WHERE seq = 20",
             {"row_changed"}),
            ("a hash is no hash", "UPDATE audit_log SET hash = 'x' WHERE seq = 20",
             {"row_changed"}),
            ("a row's text is no JSON", "UPDATE audit_log SET row_text = 'x' WHERE seq = 20",
             {"row_unreadable", "row_changed"}),
            ("the heads are deleted, the anchors tell", "DELETE FROM audit_heads; "
             "DELETE FROM audit_log WHERE seq > 20", {"truncated"}),
            ("the heads are deleted", "DELETE FROM audit_heads", {"head_missing"}),
            ("one head is deleted", "DELETE FROM audit_heads WHERE row_count = (SELECT "
             f"MAX(row_count) FROM audit_heads WHERE chain = '{CHAIN}')", {"head_missing"}),
            ("the hash of a head is edited", "UPDATE audit_heads SET hash = '" + "a" * 64 + "'",
             {"head_forged", "head_differs"}),
            ("the signature of a head is edited",
             "UPDATE audit_heads SET signature = '" + "a" * 128 + "'", {"head_forged"}),
            ("the key of a head is edited",
             "UPDATE audit_heads SET public_key = '" + "a" * 64 + "'",
             {"head_forged", "head_untrusted"}),
            ("the time of a head is edited",
             "UPDATE audit_heads SET signed_at = '2026-01-01T00:00:00.000000Z'", {"head_forged"}),
            ("the count of a head is edited",
             "UPDATE audit_heads SET row_count = row_count + 100000", {"head_forged"})):
        yield Manipulation(name, sql(*statement.split("; ")), faults)

    def swap_rows(store):
        store.run("UPDATE audit_log SET seq = -7 WHERE seq = 20",
                  "UPDATE audit_log SET seq = 20 WHERE seq = 21",
                  "UPDATE audit_log SET seq = 21 WHERE seq = -7")
    yield Manipulation("two rows are swapped", swap_rows, {"row_out_of_place"})
    yield Manipulation("a row is appended with the right hash",
                       append_row(event="case_approve", actor="user:somebody"), sealed)
    yield Manipulation("a row is appended that speaks of records",
                       append_row(records=[{"table": "cases", "id": ANOTHER_ID,
                                            "record_version": 1, "digest": "", "columns": ""}]),
                       {"record_missing"})
    yield Manipulation("a forged approval at number 0",
                       row_below_one(0, event="case_approve", actor="user:somebody"), sealed)
    yield Manipulation("a forged approval at a number below 0",
                       row_below_one(-5, event="case_approve", actor="user:somebody"), sealed)
    yield Manipulation("sixty decisions are erased by rows at numbers below 1",
                       erase_with_forged_rows(0), {"record_changed"})
    yield Manipulation("a new chain of one row", new_chain, sealed)
    yield Manipulation("a decision is slipped in with a row in a new chain",
                       decision_with_forged_row, {"record_surplus"})


def not_found():
    yield Manipulation("answers of the build before are deleted",
                       sql("DELETE FROM idempotency WHERE idempotency_key LIKE 'night%'"), set())
    yield Manipulation("a job is edited", sql("UPDATE jobs SET state = '{}'"), set())
    yield Manipulation("jobs are deleted", sql("DELETE FROM jobs"), set())
    yield Manipulation("the number of a server's last group is edited",
                       sql("DELETE FROM store_writers"), set())
    yield Manipulation("the time of a migration is edited",
                       sql("UPDATE schema_migrations SET applied_at = '2026-01-01T00:00:00.000000Z'"),
                       set())


def all_of(store, before):
    """`before`: older states of records, by table."""
    yield from column_edits(store)
    yield from whole_records(before)
    yield from of_decisions()
    yield from of_cases()
    yield from long_texts()
    if store.kind == "sqlite":
        yield from only_sqlite()
    yield from of_the_log(store)
    yield from not_found()
