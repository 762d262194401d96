"""`financescr serve`: batches that are sent many times at once, packs that are asked for again and
again, bodies that are all structure.

limits_test.py FINANCESCR
"""
import concurrent.futures
import http.client
import json
import pathlib
import shutil
import sys
import tempfile
import threading
import unittest

import server
from server import Connection, Server

PROGRAM = sys.argv.pop(1)
LINES = 200
SENDERS = 10


def bytes_read(pid):
    """What a process has read from files so far."""
    for line in pathlib.Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("rchar:"):
            return int(line.split()[1])
    raise RuntimeError("the system does not say what a process has read")


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr_limits."))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        server.make_pack(PROGRAM, cls.folder)
        packs = cls.folder / "packs"
        for name in ("other", "used"):
            shutil.copytree(cls.folder / "source", packs / name)
        cls.server = Server(PROGRAM, packs, cls.folder / "state")
        cls.addClassCleanup(cls.server.kill)
        cls.server.wait_until_it_listens()

    def post(self, path, text, headers=None):
        with Connection(self.server.port) as connection:
            connection.client.request("POST", path, text,
                                      {"Content-Type": "application/json", **(headers or {})})
            answer = connection.client.getresponse()
            return answer.status, answer.read()

    def test_batches_that_are_the_same_all_get_the_stored_answers(self):
        lines = "".join(json.dumps({"request_id": f"l{i}", "as_of": "2026-01-01",
                                    "subject": {"name": f"Person Number {i}"}}) + "\n"
                        for i in range(LINES))
        gate = threading.Barrier(SENDERS)

        def send(_):
            gate.wait()
            return self.post("/screen/batch", lines, {"Idempotency-Key": "ten-at-once"})

        with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
            answers = list(pool.map(send, range(SENDERS)))
        for status, body in answers:
            self.assertEqual(status, 200)
            self.assertNotIn(b'"error"', body)
        self.assertEqual(len({body for _, body in answers}), 1)
        decided = [json.loads(line)["decision_id"] for line in answers[0][1].splitlines()]
        self.assertEqual(len(set(decided)), LINES)

    def test_another_batch_with_the_same_key_is_a_fault_of_its_lines(self):
        line = {"as_of": "2026-01-01", "subject": {"name": "Somebody"}}
        headers = {"Idempotency-Key": "once"}
        self.assertNotIn(b'"error"', self.post("/screen/batch", json.dumps(line), headers)[1])
        line["subject"]["name"] = "Somebody Else"
        self.assertIn(b'"conflict"', self.post("/screen/batch", json.dumps(line), headers)[1])

    def test_a_pack_is_read_once_however_often_it_is_asked_for(self):
        pid = self.server.process.pid
        size = sum(file.stat().st_size
                   for file in (self.folder / "packs" / "other").rglob("*") if file.is_file())
        for pack in ("other", "used"):
            with self.subTest(pack):
                status, first, _ = self.server.ask("GET", f"/packs/{pack}")
                self.assertEqual(status, 200)
                before = bytes_read(pid)
                for _ in range(20):
                    self.assertEqual(self.server.ask("GET", f"/packs/{pack}")[:2], (200, first))
                self.assertLess(bytes_read(pid) - before, size)

    def test_a_pack_whose_files_changed_is_read_again(self):
        other = self.folder / "packs" / "other"
        hash_before = self.server.ask("GET", "/packs/other")[1]["screening"]["pack_hash"]
        rows = next(other.rglob("watchlist.csv"), None) or next(other.rglob("watchlist.jsonl"))
        text = rows.read_bytes()
        try:
            # The last row goes.
            rows.write_bytes(text[:text.rstrip(b"\n").rindex(b"\n") + 1])
            status, body, _ = self.server.ask("GET", "/packs/other")
            self.assertNotEqual((status, (body.get("screening") or {}).get("pack_hash")),
                                (200, hash_before))
        finally:
            rows.write_bytes(text)
        self.assertEqual(self.server.ask("GET", "/packs/other")[1]["screening"]["pack_hash"],
                         hash_before)

    def test_a_body_of_keys_and_nothing_else_gets_a_small_answer(self):
        body = "{" + ",".join(f'"k{i}":1' for i in range(380_000)) + "}"
        status, answer = self.post("/screen", body)
        self.assertEqual(status, 413)
        self.assertLess(len(answer), 2_000)
        few = "{" + ",".join(f'"k{i}":1' for i in range(20_000)) + "}"
        status, answer = self.post("/screen", few)
        self.assertEqual(status, 422)
        self.assertLess(len(answer), 40_000)


class Paced(unittest.TestCase):
    def test_a_batch_beyond_the_limit_is_slower_and_whole_and_leaves_room_for_requests(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr_paced."))
        self.addCleanup(shutil.rmtree, folder)
        pack = server.make_pack(PROGRAM, folder)
        with Server(PROGRAM, pack, folder / "state", "--rate-limit", "40") as paced:
            paced.wait_until_it_listens()
            line = json.dumps({"as_of": "2026-01-01", "subject": {"name": "Some Body"}}) + "\n"
            client = http.client.HTTPConnection("127.0.0.1", paced.port, timeout=60)
            client.request("POST", "/screen/batch", line * 120)
            answer = client.getresponse()
            first = answer.readline()
            self.assertIn(b'"decision"', first)
            self.assertEqual(paced.ask("POST", "/screen", json.loads(line))[0], 200)
            rest = answer.read().splitlines()
            self.assertEqual(len(rest), 119)
            self.assertFalse([one for one in rest if b'"error"' in one])


if __name__ == "__main__":
    unittest.main()
