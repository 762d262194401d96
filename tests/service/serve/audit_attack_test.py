"""Somebody who can write to the database writes to the audit log, beside a server or while it is
down: what he wrote is not shown, not taken as proof, never signed, and found.

audit_attack_test.py FINANCESCR
"""
import contextlib
import hashlib
import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest

import server
from server import Server

PROGRAM = sys.argv.pop(1)
CHAIN = server.INSTANCE
PERSON = {"subject": {"name": "Person Ivanova", "dob": "1970-01-01"}}


def row_text(chain, seq, event, at, **more):
    row = {"actor": "analyst", "at": at, "chain": chain, "details": {}, "event": event,
           "request_id": "forged", "seq": seq, **more}
    return json.dumps({key: value for key, value in row.items() if value is not None},
                      sort_keys=True, separators=(",", ":"))


class AuditAttackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.packs = pathlib.Path(tempfile.mkdtemp(prefix="financescr-attack-", dir="/tmp"))
        cls.addClassCleanup(shutil.rmtree, cls.packs)
        cls.pack = server.make_pack(PROGRAM, cls.packs)

    def setUp(self):
        self.state = pathlib.Path(tempfile.mkdtemp(prefix="state-", dir=self.packs)) / "state"
        password = self.packs / "password"
        password.write_text("a long enough passphrase\n")
        password.chmod(0o600)
        code, out, error = server.run(
            PROGRAM, "admin", "create", "--store", self.url, "--state-dir", self.state,
            "--username", "eve", "--email", "eve@bank.test", "--role", "compliance_officer",
            "--password-file", password)
        self.assertEqual(code, 0, out + error)
        self.server = None
        self.start()
        self.decisions = [self.decide() for _ in range(3)]

    @property
    def url(self):
        return f"sqlite:{self.state}/financescr.db"

    def start(self):
        self.server = Server(PROGRAM, self.pack, self.state)
        self.addCleanup(self.server.__exit__)
        self.server.wait_until_it_listens()
        _, answer, _ = self.server.ask(
            "POST", "/auth/login", {"username": "eve", "password": "a long enough passphrase"})
        self.officer = {"Authorization": "Bearer " + answer["access_token"]}

    def stop(self):
        self.assertEqual(self.server.stop(), 0)

    def get(self, path, status=200):
        found, answer, _ = self.server.ask("GET", path, None, self.officer)
        self.assertEqual(found, status, answer)
        return answer

    def decide(self):
        status, answer, _ = self.server.ask("POST", "/screen", PERSON)
        self.assertEqual(status, 200, answer)
        return answer["decision_id"]

    def sql(self, statement, *values):
        """As who owns the database and takes its guards away meanwhile."""
        with contextlib.closing(sqlite3.connect(f"{self.state}/financescr.db", timeout=20)) as db:
            db.isolation_level = None
            db.execute("BEGIN IMMEDIATE")
            guards = db.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in guards:
                db.execute("DROP TRIGGER " + name)
            found = db.execute(statement, values).fetchall()
            for _, text in guards:
                db.execute(text)
            db.execute("COMMIT")
            return found

    def tail(self):
        return self.sql("SELECT seq, hash FROM audit_log WHERE chain = ? AND seq > 0 "
                        "ORDER BY seq DESC LIMIT 1", CHAIN)[0]

    def forge(self, seq, event, chain=CHAIN, previous="", **more):
        """A row that chains on from the hash `previous`."""
        at = "2027-01-01T00:00:00.000000Z"
        text = row_text(chain, seq, event, at, **more)
        before = bytes.fromhex(previous) if previous else bytes(32)
        digest = hashlib.sha256(before + text.encode()).hexdigest()
        self.sql("INSERT INTO audit_log (chain, seq, row_text, hash, occurred_at, event, actor, "
                 "request_id, decision_id, case_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 chain, seq, text, digest, at, event, "analyst", "forged",
                 more.get("decision_id"), more.get("case_id"))
        return digest

    def append(self):
        """A row that chains on correctly behind the server's last one. Returns: its number."""
        self.wait_for_heads()
        seq, previous = self.tail()
        self.forge(seq + 1, "case_approve", previous=previous)
        return seq + 1

    def public_key(self):
        return self.sql("SELECT seal FROM audit_log WHERE chain = ? AND seq = 1",
                        CHAIN)[0][0].split(".")[0]

    def verify(self, *more):
        anchors = self.state / f"anchors-{CHAIN}.jsonl"
        return server.run(PROGRAM, "audit", "verify", "--store", self.url, "--anchors", anchors,
                          "--public-key", self.public_key(), *more)

    def assert_found(self, *faults):
        code, out, error = self.verify()
        self.assertEqual(code, 1, out + error)
        for fault in faults:
            self.assertIn(fault, out)
        return out

    def wait_for_heads(self):
        self.wait_until(lambda: self.sql("SELECT MAX(row_count) FROM audit_heads WHERE chain = ?",
                                         CHAIN)[0][0] == self.tail()[0])

    def wait_until(self, condition):
        end = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), end, "it did not come to pass: " + self.server.said())
            time.sleep(0.05)

    def checks(self):
        return self.get("/health")["checks"]

    def signed_up_to(self):
        """The greatest number of the server's chain under a head or a seal."""
        heads = self.sql("SELECT MAX(row_count) FROM audit_heads WHERE chain = ?", CHAIN)[0][0]
        seals = self.sql("SELECT MAX(seq) FROM audit_log WHERE chain = ? AND seal IS NOT NULL",
                         CHAIN)[0][0]
        return max(heads, seals)

    def assert_stopped(self, reason, foreign):
        """The foreign row is not signed, it is said, and deciding goes on."""
        self.wait_until(lambda: self.checks().get("audit_signing") == "stopped")
        health = self.get("/health")
        self.assertEqual(health["status"], "degraded")
        self.assertEqual(health["checks"]["audit_signing_reason"], reason)
        self.assertEqual(self.get("/readyz")["status"], "ready")
        for _ in range(3):
            self.decide()
        time.sleep(2.5)  # heads are signed within a second
        self.assertLess(self.signed_up_to(), foreign)
        self.assertIn("audit_signing_stopped", self.server.said())
        self.assertEqual(self.server.said().count("audit_signing_stopped"), 1)

    def test_a_log_that_nobody_touched_is_valid_also_after_a_restart_and_a_kill(self):
        self.assertEqual(self.checks()["audit_signing"], "ok")
        code, out, error = self.verify()
        self.assertEqual(code, 0, out + error)
        self.assertTrue(self.server.kill())
        self.start()
        self.decide()
        self.assertEqual(self.checks()["audit_signing"], "ok")
        self.assertEqual(self.get("/audit?event=decision")["unverified_rows"], 0)
        self.assertTrue(self.get("/audit/verify")["valid"])
        self.stop()
        code, out, error = self.verify()
        self.assertEqual(code, 0, out + error)
        export = self.packs / "log.jsonl"
        server.run(PROGRAM, "audit", "export", "--store", self.url, "--out", export)
        code, out, error = server.run(PROGRAM, "audit", "verify", "--export", export,
                                      "--public-key", self.public_key())
        self.assertEqual(code, 0, out + error)

    def test_forged_rows_below_one_are_not_shown_and_prove_nothing(self):
        case = self.sql("SELECT case_id FROM cases LIMIT 1")
        case_id = case[0][0] if case else "00000000-0000-7000-8000-000000000001"
        self.forge(0, "case_approve", case_id=case_id)
        self.forge(-7, "case_approve", case_id=case_id)
        page = self.get("/audit?event=case_approve")
        self.assertEqual(page["items"], [])
        self.assertEqual(page["unverified_rows"], 2)
        if case:
            shown = self.get("/cases/" + case_id)["audit_events"]
            self.assertNotIn("case_approve", [event["event"] for event in shown])
        self.assert_found("row_out_of_place")
        self.assertFalse(self.get("/audit/verify")["valid"])

    def test_a_decision_nulled_with_a_forged_erasure_is_found(self):
        for i, decision in enumerate(self.decisions):
            self.sql("UPDATE decisions SET bundle = NULL, salt = NULL, "
                     "erased_at = '2027-01-01T00:00:00.000000Z' WHERE decision_id = ?", decision)
            self.forge(-i, "erasure", decision_id=decision)
        out = self.assert_found("row_out_of_place")
        self.assertEqual(out.count("erasure_unaudited"), len(self.decisions))

    def test_a_decision_slipped_in_with_a_forged_row_is_found_and_has_no_proof(self):
        copy = "00000000-0000-7000-8000-00000000abcd"
        names = [row[1] for row in self.sql("PRAGMA table_info(decisions)")]
        rest = ", ".join(name for name in names if name != "decision_id")
        self.sql(f"INSERT INTO decisions (decision_id, {rest}) SELECT ?, {rest} FROM decisions "
                 "LIMIT 1", copy)
        self.forge(-3, "decision", decision_id=copy)
        self.get(f"/decisions/{copy}/proof", 404)
        self.assert_found("decision_unaudited", "row_out_of_place")

    def test_a_row_appended_beside_a_running_server_is_not_signed(self):
        foreign = self.append()
        self.assert_stopped("foreign_row", foreign)
        self.assertEqual(self.get("/audit?event=case_approve")["items"], [])
        self.get(f"/audit/{CHAIN}/{foreign}/proof", 409)
        metrics = self.metrics()
        self.assertIn("financescr_audit_signing_stopped 1", metrics)
        self.assert_found("row_unsealed")
        # It does not heal by itself.
        self.stop()
        self.start()
        self.assert_stopped("foreign_row", foreign)
        self.assert_found("row_unsealed")

    def metrics(self):
        with server.Connection(self.server.port) as connection:
            connection.client.request("GET", "/metrics", None, self.officer)
            return connection.client.getresponse().read().decode()

    def test_a_row_appended_while_the_server_is_down_is_not_signed(self):
        self.wait_for_heads()
        self.assertTrue(self.server.kill())
        foreign = self.append()
        self.start()
        self.assert_stopped("foreign_row", foreign)
        self.assert_found("row_unsealed")

    def test_rows_cut_off_while_the_server_is_down_stop_it_by_its_anchor(self):
        self.wait_for_heads()
        self.assertTrue(self.server.kill())
        last = self.tail()[0]
        self.sql("DELETE FROM audit_log WHERE chain = ? AND seq >= ?", CHAIN, last)
        self.sql("DELETE FROM audit_heads WHERE chain = ? AND row_count >= ?", CHAIN, last)
        self.start()
        self.assertEqual(self.checks()["audit_signing_reason"], "rows_missing")
        # The log-in after the start has taken the number of the row that is gone.
        self.assert_found("head_differs")

    def test_rows_cut_off_beside_a_running_server_stop_it(self):
        self.wait_for_heads()
        last = self.tail()[0]
        self.sql("DELETE FROM audit_log WHERE chain = ? AND seq >= ?", CHAIN, last)
        self.wait_until(lambda: self.checks().get("audit_signing") == "stopped")
        self.assertEqual(self.checks()["audit_signing_reason"], "rows_missing")

    def test_a_row_that_takes_the_next_number_but_one_stops_the_signing(self):
        self.wait_for_heads()
        seq, _ = self.tail()
        self.forge(seq + 2, "case_approve", previous="ab" * 32)
        self.assert_stopped("foreign_row", seq + 2)

    def test_a_whole_new_chain_is_found_with_and_without_heads(self):
        previous = ""
        for seq in range(1, 4):
            previous = self.forge(seq, "case_approve", chain="branch", previous=previous)
        self.assertEqual(self.get("/audit?event=case_approve")["items"], [])
        self.assert_found("chain_undeclared", "row_unsealed")
        # The declaration of another chain, copied, declares nothing.
        self.sql("UPDATE audit_log SET row_text = (SELECT row_text FROM audit_log WHERE chain = ? "
                 "AND seq = 1) WHERE chain = 'branch' AND seq = 1", CHAIN)
        self.assert_found("chain_undeclared")

    def test_a_server_of_the_name_of_a_forged_chain_does_not_take_it_over(self):
        self.stop()
        self.forge(1, "case_approve", chain="branch")
        self.addCleanup(setattr, server, "INSTANCE", CHAIN)
        server.INSTANCE = "branch"
        with Server(PROGRAM, self.pack, self.state) as branch:
            branch.wait_until_it_listens()
            status, health, _ = branch.ask("GET", "/health")
            self.assertEqual((status, health["checks"]["audit_signing"]), (200, "stopped"))
        self.assert_found("chain_undeclared")

    def test_a_seal_or_a_declaration_that_was_edited_is_found(self):
        self.stop()
        seal = self.sql("SELECT seal FROM audit_log WHERE chain = ? AND seq = 2", CHAIN)[0][0]
        other = seal[:-1] + ("0" if seal[-1] != "0" else "1")
        self.sql("UPDATE audit_log SET seal = ? WHERE chain = ? AND seq = 2", other, CHAIN)
        self.assert_found("seal_forged")

    def test_a_verification_ends_on_any_content(self):
        self.stop()
        names = [row[1] for row in self.sql("PRAGMA table_info(decisions)")]
        rest = ", ".join(name for name in names if name != "decision_id")
        odd = ["no uuid", "", None, 17, b"\xff\x00", 1.5, "\x00", "z" * 5000]
        for value in odd:
            self.sql(f"INSERT INTO decisions (decision_id, {rest}) SELECT ?, {rest} FROM decisions "
                     "LIMIT 1", value)
        columns = "chain, seq, row_text, hash, occurred_at, event, actor, request_id"
        for chain, seq in (("", 1), ("\udcff".encode("utf-8", "surrogateescape"), 1),
                           ("text", "no number"), ("text", 1.5), ("n" * 5000, 1),
                           ("most", 2**63 - 1), ("least", -2**63), (b"\x80\x81", b"\x82")):
            self.sql(f"INSERT INTO audit_log ({columns}) VALUES (CAST(? AS TEXT), ?, 'x', 'y', 'z', "
                     "'e', 'a', 'r')" if isinstance(chain, str) else
                     f"INSERT INTO audit_log ({columns}) VALUES (?, ?, 'x', 'y', 'z', 'e', 'a', 'r')",
                     chain, seq)
        self.sql(f"INSERT INTO audit_log ({columns}) VALUES ('huge', 1, CAST(zeroblob(40000000) AS "
                 "TEXT), x'00', 17, 'e', 'a', 'r')")
        self.sql("UPDATE decisions SET created_at = 'never' WHERE decision_id = ?",
                 self.decisions[0])
        self.sql("INSERT INTO audit_heads VALUES ('heads', ?, 'h', 'never', x'ff', 3)", 2**63 - 1)
        out = self.assert_found("key_unreadable", "record_unreadable", "row_unreadable",
                                "row_out_of_place", "decision_unaudited", "chain_undeclared")
        self.assertIn("NOT VALID", out)
        code, out, error = self.verify("--json")
        self.assertEqual(code, 1, error)
        for line in out.splitlines():
            json.loads(line)
        export = self.packs / "odd.jsonl"
        code, out, error = server.run(PROGRAM, "audit", "export", "--store", self.url, "--out",
                                      export)
        self.assertEqual(code, 0, error)
        code, out, error = server.run(PROGRAM, "audit", "verify", "--export", export)
        self.assertEqual(code, 1, out + error)
        # The server answers too, in parts.
        self.start()
        cursor, parts = "", 0
        while cursor is not None:
            part = self.get("/audit/verify" + cursor)
            cursor = part["next_cursor"] and "?cursor=" + part["next_cursor"]
            parts += 1
            self.assertLess(parts, 20)
        self.get("/audit?limit=200")


if __name__ == "__main__":
    unittest.main()
