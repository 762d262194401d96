"""`financescr serve` on SQLite, killed with SIGKILL at random moments under load, again and again:
whatever a client was told is so afterwards, once.

crash_test.py FINANCESCR
200 kills; 1,000 with FINANCESCR_TEST_ALL=1.
"""
import collections
import contextlib
import http.client
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

import server
from server import Connection, Server

PROGRAM = sys.argv.pop(1)
KILLS = 1_000 if os.environ.get("FINANCESCR_TEST_ALL") == "1" else 200
CLIENTS = 6
# Of new requests to one start a client sends so many as fast as it can, and then one at a time: the
# log that is verified while it grows does not grow faster than it is read.
BURST = 200
PAUSE_S = 0.03


class Request:
    def __init__(self, path, body, key):
        self.path = path
        self.body = body
        self.key = key
        self.headers = {"Idempotency-Key": key} if key else {}

    @property
    def request_id(self):
        return self.body["request_id"]


class Client:
    """Decides; and once the server has been killed and is back, first sends again what was not
    answered and looks whether what was answered is there."""

    def __init__(self, number):
        self.number = number
        self.turn = 0
        self.unanswered = collections.deque()  # to be sent again, with their keys
        self.given_up = []  # sent once without a key: may be stored or not
        self.answered = {}  # by request id: the request and its answer
        self.fresh = []  # answered since the last start
        self.to_check = collections.deque()
        self.checked = 0
        self.faults = []

    def work(self, port, until_settled=False):
        """Until the connection breaks, or until nothing is left to look at."""
        self.to_check.extend(self.fresh)
        self.fresh = []
        try:
            with Connection(port) as connection:
                while not self.faults:
                    if self.unanswered:
                        self.decide(connection, self.unanswered[0])
                        self.unanswered.popleft()
                    elif self.to_check:
                        self.check(connection, *self.to_check[0])
                        self.to_check.popleft()
                    elif until_settled:
                        return
                    else:
                        if len(self.fresh) > BURST:
                            time.sleep(PAUSE_S)
                        self.decide_anew(connection)
        except (OSError, http.client.HTTPException):
            return

    def decide_anew(self, connection):
        self.turn += 1
        body = {"request_id": f"r-{self.number}-{self.turn}"}
        path, number = "/screen", (self.number * 50 + self.turn) % 300 + 1
        if self.turn % 3 == 0:
            path = "/credit/apply"
            body["application_id"] = f"A_{number:06d}"
        elif self.turn % 3 == 1:
            body["customer_id"] = f"C_{number:06d}"
        else:
            body["subject"] = {"name": f"Person {number} Ivanova", "dob": "1970-01-01"}
        request = Request(path, body, f"key-{self.number}-{self.turn}" if self.turn % 2 else None)
        waiting = self.unanswered if request.key else self.given_up
        waiting.append(request)
        self.decide(connection, request)
        waiting.pop()

    def decide(self, connection, request):
        status, answer, _ = connection.ask("POST", request.path, request.body, request.headers)
        if status != 200:
            self.faults.append(f"{request.request_id}: {status} {answer}")
            return
        self.answered[request.request_id] = request, answer
        self.fresh.append((request, answer))

    def check(self, connection, request, answer):
        decision_id, result_hash = answer["decision_id"], answer["result_hash"]
        status, stored, _ = connection.ask("GET", "/decisions/" + decision_id)
        if status != 200 or stored["bundle"]["decision"]["result_hash"] != result_hash:
            self.faults.append(f"{request.request_id} {decision_id}: {status}, {stored}")
        status, replayed, _ = connection.ask("POST", "/replay", {"decision_id": decision_id})
        if (status, replayed.get("status")) != (200, "identical"):
            self.faults.append(f"replay of {decision_id}: {status}, {replayed}")
        if answer["case_id"]:
            status, case, _ = connection.ask("GET", "/cases/" + answer["case_id"])
            if status != 200 or decision_id not in str(case):
                self.faults.append(f"the case of {decision_id}: {status}, {case}")
        if request.key:
            status, again, headers = connection.ask("POST", request.path, request.body,
                                                    request.headers)
            if (status, again) != (200, answer) or headers["Idempotency-Replayed"] != "true":
                self.faults.append(f"{request.key} again: {status}, {again}, was {answer}")
        self.checked += 1


class CrashTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr-crash-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.pack = server.make_pack(PROGRAM, self.folder)
        self.state = self.folder / "state"
        self.clients = [Client(number) for number in range(CLIENTS)]
        self.random = random.Random(20261122)

    def start(self):
        return Server(PROGRAM, self.pack, self.state)

    def on_all_clients(self, *arguments):
        threads = [threading.Thread(target=client.work, args=arguments, daemon=True)
                   for client in self.clients]
        for thread in threads:
            thread.start()
        return threads

    def join(self, threads):
        for thread in threads:
            thread.join(server.LIMIT_S)
            self.assertFalse(thread.is_alive(), "a client hangs")
        self.assertEqual([fault for client in self.clients for fault in client.faults], [])

    def kill_once(self, run):
        with self.start() as started:
            if run % 10 == 0:  # while it starts
                time.sleep(self.random.uniform(0, 0.05))
                self.assertTrue(started.kill(), started.said())
                return
            started.wait_until_it_listens()
            threads = self.on_all_clients(started.port)
            # Every fortieth time long enough for heads of the audit log to be signed.
            time.sleep(self.random.uniform(1, 1.5) if run % 40 == 1
                       else self.random.uniform(0, 0.15))
            if run % 40 == 1:
                self.verify_audit()
            self.assertTrue(started.kill(), started.said())
            self.join(threads)

    def verify_audit(self):
        code, out, error = server.run(
            PROGRAM, "audit", "verify", "--store", f"sqlite:{self.state}/financescr.db",
            "--anchors", self.state / f"anchors-{server.INSTANCE}.jsonl")
        self.assertEqual(code, 0, out + error)
        return out

    def settle(self):
        """Everything that was sent with a key is answered, and everything answered looked at."""
        with self.start() as started:
            started.wait_until_it_listens()
            for _ in range(2):
                self.join(self.on_all_clients(started.port, True))
            self.assertEqual(started.stop(), 0)
        for client in self.clients:
            self.assertEqual((len(client.unanswered), len(client.to_check)), (0, 0))

    def test_everything_answered_is_there_once_after_every_kill(self):
        began = time.monotonic()
        for run in range(KILLS):
            self.kill_once(run)
        took_s = time.monotonic() - began
        self.settle()
        answered = {key: value for client in self.clients
                    for key, value in client.answered.items()}
        given_up = {request.request_id for client in self.clients for request in client.given_up}
        self.assertGreater(len(answered), KILLS)
        self.assertEqual(sum(client.checked for client in self.clients), len(answered))
        stored = self.check_store(answered, given_up)
        said = self.verify_audit()
        self.assertRegex(said, r"[1-9][0-9]* heads, [1-9][0-9]* anchors")
        self.check_that_a_changed_outcome_is_found()
        print(f"{KILLS} kills in {took_s:.0f} s, {len(answered)} decisions answered, "
              f"{stored} stored; of {len(given_up)} that broke off without a key "
              f"{stored - len(answered)} were stored")

    def check_that_a_changed_outcome_is_found(self):
        store = sqlite3.connect(f"{self.state}/financescr.db")
        with contextlib.closing(store), store:
            store.execute("UPDATE decisions SET outcome = 'CLEAR' WHERE decision_id = "
                          "(SELECT decision_id FROM decisions WHERE outcome = 'REVIEW' LIMIT 1)")
        code, out, _ = server.run(PROGRAM, "audit", "verify", "--store",
                                  f"sqlite:{self.state}/financescr.db")
        self.assertEqual(code, 1)
        self.assertEqual(out.count("FAULT"), 2, out)
        self.assertIn("The outcome of decision", out)
        self.assertIn("The column outcome of decisions", out)

    def check_store(self, answered, given_up):
        store = sqlite3.connect(f"{self.state}/financescr.db")
        self.addCleanup(store.close)
        self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        decisions = store.execute(
            "SELECT request_id, decision_id, case_id, outcome FROM decisions").fetchall()
        by_request = {row[0]: row for row in decisions}
        self.assertEqual(len(by_request), len(decisions), "a request was decided twice")
        self.assertLessEqual(set(by_request), set(answered) | given_up)
        for request_id, (_, answer) in answered.items():
            self.assertEqual(by_request.get(request_id),
                             (request_id, answer["decision_id"], answer["case_id"],
                              answer["decision"]))
        cases = dict(store.execute("SELECT decision_id, case_id FROM cases"))
        self.assertEqual(cases, {row[1]: row[2] for row in decisions if row[2]})
        self.assertEqual({row[1] for row in decisions if row[3] in ("REVIEW", "REFER")},
                         set(cases))
        self.assertGreater(len(cases), 0)
        events = store.execute("SELECT case_id, count(*) FROM case_events GROUP BY 1").fetchall()
        self.assertEqual(sorted(events), sorted((case, 1) for case in cases.values()))
        audited = store.execute(
            "SELECT decision_id, count(*) FROM audit_log WHERE event = 'decision' GROUP BY 1")
        self.assertEqual(dict(audited), {row[1]: 1 for row in decisions})
        kept = dict(store.execute("SELECT idempotency_key, decision_id FROM idempotency"))
        self.assertEqual(kept, {request.key: answer["decision_id"]
                                for request, answer in answered.values() if request.key})
        return len(decisions)


if __name__ == "__main__":
    unittest.main()
