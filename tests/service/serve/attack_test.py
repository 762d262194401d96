"""Attacks on the memory of a server in 1 GiB, while another client is served.

attack_test.py FINANCESCR
"""
import contextlib
import pathlib
import shutil
import socket
import sys
import tempfile
import time
import unittest

import attack
import server
from attack import CagedServer, Other

PROGRAM = sys.argv.pop(1)
BATCH_BYTES = 64 << 20
SPARE_BYTES = 100 << 20  # of the cage, that must never be used


class Attack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr_attack."))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.pack = server.make_pack(PROGRAM, cls.folder)
        cls.site = cls.folder / "site"
        cls.site.mkdir()
        (cls.site / "index.html").write_text("<!doctype html><title>Console</title>")
        (cls.site / "engine.wasm").write_bytes(bytes(8 << 20))
        cls.keys = attack.many_keys()

    @contextlib.contextmanager
    def attacked(self, what, p99_ms=5000, **how):
        """A server with the people ann, who attacks, and bob, who is served meanwhile."""
        state = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for name, role in (("ann", "compliance_officer"), ("bob", "analyst")):
            attack.make_person(PROGRAM, state, name, role)
        with CagedServer(PROGRAM, self.pack, state, "--web", str(self.site), **how) as caged:
            caged.ann, bob = (attack.log_in(caged.port, name) for name in ("ann", "bob"))
            with Other(caged.port, bob) as other:
                time.sleep(0.3)
                yield caged
                other.wait_for_decisions(30)
            attack.report(what, caged, other)
            self.assertIsNone(caged.process.poll(), "the server is gone")
            self.assertLess(caged.resident_bytes(), attack.MEMORY_BYTES - SPARE_BYTES)
            if "address_space" not in how:
                self.assertEqual(other.bad, [])
            self.assertGreaterEqual(len(other.latencies_s), 30)
            self.assertLess(attack.percentile_ms(other.latencies_s, 99), p99_ms)
            self.assertLess(max(other.liveness_s), 5)

    def test_large_log_ins_are_refused_unread(self):
        with self.attacked("50 log-ins of 3.7 MB") as caged:
            head = attack.head("POST", "/auth/login", len(self.keys))
            for _ in range(3):
                statuses = attack.all_at_once(
                    50, lambda _: attack.status_after(caged.port, head, self.keys))
                self.assertLessEqual(set(statuses), {413, None})
                self.assertIn(413, statuses)

    def test_large_trees_of_one_principal_leave_room_for_others(self):
        with self.attacked("50 requests of 380,000 keys") as caged:
            head = attack.head("POST", "/screen", len(self.keys), caged.ann)
            statuses = attack.all_at_once(
                50, lambda _: attack.status_after(caged.port, head, self.keys, 60))
            self.assertLessEqual(set(statuses), {413, 422, 429, 503, None})

    def test_uploads_of_strangers_end_at_their_header(self):
        with self.attacked("4 uploads of strangers") as caged:
            head = attack.head("POST", "/screen/batch", BATCH_BYTES, kind="application/x-ndjson")
            body = b"\n" * (BATCH_BYTES - 1)
            statuses = attack.all_at_once(
                4, lambda _: attack.status_after(caged.port, head, body))
            self.assertLessEqual(set(statuses), {401, None})
            self.assertEqual(attack.status_after(caged.port, head), 401)

    def test_uploads_of_one_principal_leave_room_for_others(self):
        with self.attacked("4 uploads of one principal, one byte short") as caged:
            head = attack.head("POST", "/screen/batch", BATCH_BYTES, caged.ann,
                               "application/x-ndjson")
            clients = []
            for _ in range(4):
                client = socket.create_connection(("127.0.0.1", caged.port), 30)
                self.addCleanup(client.close)
                clients.append(client)
                with contextlib.suppress(OSError):
                    client.sendall(head + b"\n" * (BATCH_BYTES - 1))
            clients[0].settimeout(60)
            self.assertIn(b" 408 ", clients[0].recv(4096))  # and not in an hour

    def test_wide_log_ins_in_a_small_address_space_do_not_end_the_server(self):
        wide = attack.many_keys(6000)
        data = attack.head("POST", "/auth/login", len(wide)) + wide
        with self.attacked("200 log-ins of 6,000 keys", address_space=True) as caged:
            statuses = attack.flood(caged.port, data, 200, 6)
            self.assertNotIn(500, statuses)
            self.assertNotIn("std::bad_alloc", caged.said())

    def test_requests_that_are_sent_ahead_take_turns_with_others(self):
        data = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2000
        with self.attacked("40 senders of 2,000 requests at once", p99_ms=1000) as caged:
            self.assertLessEqual(attack.flood(caged.port, data, 40, 6), {200, 429, None})

    def test_questions_of_one_principal_leave_threads_to_others(self):
        with self.attacked("400 questions of one principal", p99_ms=2500) as caged:
            for _ in range(3):
                for client in attack.read_slowly(caged.port, "/audit?limit=200", 400, caged.ann):
                    self.addCleanup(client.close)
                time.sleep(2)

    def test_slow_readers_of_pages_hold_no_copies(self):
        with self.attacked("300 slow readers of 8 MiB") as caged:
            for client in attack.read_slowly(caged.port, "/app/engine.wasm", 300):
                self.addCleanup(client.close)
            time.sleep(3)

    def test_slow_readers_of_answers_hold_no_more_than_there_is(self):
        with self.attacked("1000 slow readers of the contract") as caged:
            for client in attack.read_slowly(caged.port, "/openapi.json", 1000):
                self.addCleanup(client.close)
            time.sleep(3)


if __name__ == "__main__":
    unittest.main()
