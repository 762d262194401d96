#!/usr/bin/env python3
"""Databases that earlier builds wrote: they migrate, verify, serve, and an edit of theirs is found.

    upgrade_test.py FINANCESCR sqlite|postgres"""
import pathlib
import shutil
import sys
import tempfile

import databases
import expectations
import upgraded

FIXTURES = ["before-digests", "before-leases", "before-further-hashes"]


class Case(expectations.Case):
    def faults(self):
        return {finding["fault"] for finding in self.bank.verify()[1]}

    def migrate_and_serve(self):
        bank = self.bank
        before = bank.store.rows("SELECT COUNT(*) AS n FROM audit_log")[0]["n"]
        done = upgraded.run(bank.program, "migrate", "--store", bank.store.url, "up")
        self.expect("it migrates", done.returncode == 0)
        self.expect("it verifies before any server has started", bank.verify()[0] == 0)
        with bank.serve():
            pass
        adopted = bank.store.rows(
            "SELECT COUNT(*) AS n FROM audit_log WHERE event = 'records_adopted'")[0]["n"]
        self.expect("its records are bound once", adopted == 1)
        code, findings, result = bank.verify()
        self.expect(f"it verifies after that {findings[:3]}", code == 0)
        self.expect("every record was looked at", result["records_looked_up"] > 100)
        after = bank.store.rows("SELECT COUNT(*) AS n FROM audit_log")[0]["n"]
        self.expect("few rows are added", after - before < 30)
        with bank.serve() as service:
            upgraded.work(service)
        again = bank.store.rows(
            "SELECT COUNT(*) AS n FROM audit_log WHERE event = 'records_adopted'")[0]["n"]
        self.expect("a later start binds nothing", again == 1)
        code, findings, _ = bank.verify()
        self.expect(f"it verifies after a day's work {findings[:3]}", code == 0)

    def edits(self):
        """What was edited stays a finding, whoever works on the record afterwards."""
        bank = self.bank
        case = bank.store.rows("SELECT case_id, maker FROM cases WHERE status = 'IN_REVIEW' "
                               "ORDER BY case_id LIMIT 1")[0]
        bank.store.run(("UPDATE cases SET priority = 'P9' WHERE case_id = ?", [case["case_id"]]))
        code, findings, _ = bank.verify()
        self.expect("an edit is found, and the column named", code == 1 and any(
            "column priority of cases" in finding["detail"] for finding in findings))
        with bank.serve() as service:
            service.log_in("ann")
            service.step("ann", case["case_id"], "comments", {"text": "Worked on"})
        self.expect("also after a person has worked on the case",
                    "record_changed" in self.faults())
        event = bank.store.rows("SELECT case_id, seq FROM case_events WHERE comment_text IS NOT "
                                "NULL ORDER BY case_id, seq DESC LIMIT 1")[0]
        bank.store.run(("UPDATE case_events SET actor = 'user:nobody' WHERE case_id = ? AND "
                        "seq = ?", [event["case_id"], event["seq"]]))
        decision = bank.store.rows("SELECT decision_id FROM cases WHERE case_id = ?",
                                   event["case_id"])[0]["decision_id"]
        with bank.serve() as service:
            service.log_in("cora")
            service.ask("cora", "POST", "/erasures", {"decision_ids": [decision],
                                                      "reason": "legal_order"})
        _, findings, _ = bank.verify()
        self.expect("also after an erasure", any(
            "case_events" in finding["detail"] and finding["fault"] == "record_changed"
            for finding in findings))

    def slipped_in(self):
        """A record without binding is not adopted by a later start."""
        bank = self.bank
        names = [name for name in bank.store.types("users")]
        other = {"user_id": "'00000000-0000-4000-8000-000000000abc'", "username": "'mallory'",
                 "record_salt": "NULL", "audit_chain": "NULL", "audit_seq": "NULL"}
        bank.store.run(f"INSERT INTO users ({', '.join(names)}) SELECT "
                       + ", ".join(other.get(name, name) for name in names)
                       + " FROM users WHERE username = 'root'")
        with bank.serve():
            pass
        self.expect("a record that is slipped in stays one", "record_surplus" in self.faults())


def check(program, kind, fixture, server, folder):
    packs = upgraded.small_packs(program, folder)
    store = (databases.Sqlite.load(folder, fixture) if kind == "sqlite" else
             databases.Postgres.load(server, fixture))
    case = Case(upgraded.Bank(program, folder, packs, store, fixture))
    case.migrate_and_serve()
    case.edits()
    case.slipped_in()
    return case.wrong


def main():
    program, kind = sys.argv[1:3]
    wrong = []
    for fixture in FIXTURES:
        print(f"{fixture} on {kind}")
        folder = pathlib.Path(tempfile.mkdtemp(prefix="fman", dir="/tmp"))
        try:
            if kind == "sqlite":
                wrong += check(program, kind, fixture, None, folder)
            elif not (databases.POSTGRES / "initdb").exists():
                sys.exit(77)
            else:
                with databases.PrivatePostgres() as server:
                    wrong += check(program, kind, fixture, server, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
