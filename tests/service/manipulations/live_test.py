#!/usr/bin/env python3
"""A database that does not do what a running server asks of it: the server does not say that it
was done, says so in /health, and signs nothing more.

    live_test.py FINANCESCR sqlite|postgres"""
import pathlib
import shutil
import sys
import tempfile
import time

import databases
import expectations
import upgraded

FIXTURE = "before-digests"
LIMIT_S = 45
CONVERSATION = "2f9a3b6e-9d53-4d4e-8f0a-3b9d5c6e7f81"
SKIP = ("CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")
OLD = ("CREATE FUNCTION old() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$")
ERASED = ("decisions", "cases", "case_events", "idempotency", "conversation_messages")


def ignoring(kind, table, when="UPDATE"):
    if kind == "sqlite":
        return [f"CREATE TRIGGER x BEFORE {when} ON {table} BEGIN SELECT RAISE(IGNORE); END"]
    return [SKIP, f"CREATE TRIGGER x BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION "
                  "skip()"]


def undoing(kind, table):
    """The change is counted and yet not there."""
    if kind == "postgres":
        return [OLD, f"CREATE TRIGGER x BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION "
                     "old()"]
    column = {"decisions": "bundle", "cases": "entity_name", "case_events": "comment_text",
              "idempotency": "body", "conversation_messages": "content"}[table]
    return [f"CREATE TRIGGER x AFTER UPDATE ON {table} WHEN NEW.{column} IS NOT OLD.{column} BEGIN "
            f"UPDATE {table} SET {column} = OLD.{column} WHERE rowid = OLD.rowid; END"]


class Case(expectations.Case):
    def stops(self, what, service, reasons):
        end = time.monotonic() + LIMIT_S
        checks = {}
        while time.monotonic() < end:
            checks = service.ask("root", "GET", "/health")["checks"]
            if checks["audit_signing"] == "stopped":
                break
            time.sleep(0.2)
        self.expect(f"{what}: health says so: {checks.get('audit_signing_reason')}",
                    checks.get("audit_signing_reason") in reasons)

    def with_copy(self, what, statements, act):
        """Runs act(service, store) with a server on a copy of the store that is then altered."""
        kept, state = self.bank.store, self.bank.state
        folder = pathlib.Path(tempfile.mkdtemp(prefix="state-", dir=state.parent))
        self.bank.state = folder / "state"
        shutil.copytree(state, self.bank.state)
        self.bank.store = kept.copy()
        try:
            with self.bank.serve() as service:
                for name in ("root", "ann", "cora"):
                    service.log_in(name)
                act(service, self.bank.store, lambda: self.bank.store.alter(*statements))
            code, findings, _ = self.bank.verify()
            faults = {finding["fault"] for finding in findings}
            self.expect(f"{what}: verification finds the schema", code == 1 and
                        "schema_changed" in faults)
            with self.bank.serve() as service:
                service.log_in("root")
                self.stops(f"{what}, after a restart", service, {"schema_changed", "head_missing"})
        finally:
            self.bank.store.drop()
            self.bank.store, self.bank.state = kept, state

    def erasure(self, what, table, statements):
        def act(service, store, alter):
            rows = store.rows(
                "SELECT d.decision_id FROM decisions d WHERE d.bundle IS NOT NULL AND EXISTS ("
                + {"decisions": "SELECT 1",
                   "cases": "SELECT 1 FROM cases c WHERE c.decision_id = d.decision_id AND "
                            "c.entity_name IS NOT NULL",
                   "case_events": "SELECT 1 FROM cases c JOIN case_events e ON e.case_id = "
                                  "c.case_id WHERE c.decision_id = d.decision_id AND "
                                  "e.comment_text IS NOT NULL",
                   "idempotency": "SELECT 1 FROM idempotency i WHERE i.decision_id = "
                                  "d.decision_id AND i.body <> ''",
                   "conversation_messages": "SELECT 1 FROM conversation_messages m WHERE "
                                            "m.ref_request_id = d.request_id AND m.content <> ''"
                   }[table] + ") ORDER BY 1 DESC LIMIT 1")
            if not rows:
                self.expect(f"{what}: the fixture has something to erase", False)
                return
            decision = rows[0]["decision_id"]
            alter()
            try:
                service.ask("cora", "POST", "/erasures", {"decision_ids": [decision],
                                                          "reason": "legal_order"}, status=503)
            except AssertionError as error:
                self.expect(f"{what}: {error}", False)
            claimed = store.rows("SELECT 1 AS one FROM audit_log WHERE event = 'erasure' AND "
                                 "decision_id = ?", decision)
            kept = store.rows("SELECT 1 AS one FROM decisions WHERE decision_id = ? AND bundle IS "
                              "NOT NULL AND salt IS NOT NULL AND erased_at IS NULL", decision)
            self.expect(f"{what}: it is refused whole", len(kept) == 1 and not claimed)
            self.stops(what, service, {"schema_changed"})
        self.with_copy(what, statements, act)

    def heads(self, what, statements, reasons):
        def act(service, _, alter):
            alter()
            service.ask("ann", "POST", "/screen", {"customer_id": "C_000004"})
            self.stops(what, service, reasons)
        self.with_copy(what, statements, act)


def check(program, kind, server, folder):
    packs = upgraded.small_packs(program, folder)
    store = (databases.Sqlite.load(folder, FIXTURE) if kind == "sqlite" else
             databases.Postgres.load(server, FIXTURE))
    case = Case(upgraded.Bank(program, folder, packs, store, FIXTURE))
    with case.bank.serve() as service:
        upgraded.work(service)
        service.ask("ann", "POST", "/agent/chat", {"message": "screen customer C_000005",
                                                   "conversation_id": CONVERSATION})
    for table in ERASED:
        case.erasure(f"an update of {table} is ignored", table, ignoring(kind, table))
    for table in ERASED:
        case.erasure(f"an update of {table} is undone", table, undoing(kind, table))
    case.heads("heads are not written", ignoring(kind, "audit_heads", "INSERT"),
               {"schema_changed", "head_missing"})
    case.heads("the table of heads is dropped", ["DROP TABLE audit_heads"], {"schema_changed"})
    return case.wrong


def main():
    program, kind = sys.argv[1:3]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fman", dir="/tmp"))
    try:
        if kind == "sqlite":
            wrong = check(program, kind, None, folder)
        elif not (databases.POSTGRES / "initdb").exists():
            sys.exit(77)
        else:
            with databases.PrivatePostgres() as server:
                wrong = check(program, kind, server, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
