"""`financescr serve` on a disk that fills up: 503 and nothing half done, nobody sees a person's data
without a row in the log, other reads go on, and once there is space again everything works.

full_disk_test.py FINANCESCR
The disk is a file system in memory where the test may mount one, else a limit on the size of files.
"""
import contextlib
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import server
from server import Connection, Server

PROGRAM = sys.argv.pop(1)
CLIENTS = 4


class SmallDisk:
    """Some megabytes for a store and the state of its server."""

    def __init__(self, folder):
        self.folder = folder / "disk"
        self.folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", self.folder],
                                 capture_output=True, check=False)
        self.is_mounted = mounted.returncode == 0

    def fill(self, process):
        """Nearly: some decisions still fit."""
        self.leave(200_000, process, 600_000)

    def fill_up(self, process):
        """Not even a row of the audit log fits any longer."""
        self.leave(0, process, 1)

    def leave(self, free, process, largest_file):
        if not self.is_mounted:
            _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest_file, most))
            return
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            with contextlib.suppress(OSError):
                while shutil.disk_usage(self.folder).free > free:
                    ballast.write(b"x" * 4096)

    def make_space(self, process):
        if self.is_mounted:
            (self.folder / "ballast").unlink()
            return
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))

    def close(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", self.folder], check=True)


class FullDiskTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr-full-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.pack = server.make_pack(PROGRAM, self.folder)
        self.disk = SmallDisk(self.folder)
        self.addCleanup(self.disk.close)
        self.state = self.disk.folder / "state"
        self.guard = threading.Lock()
        self.answered = {}  # request id to decision id
        self.refused = {}  # request id to the problem document

    def decide(self, connection, number):
        request_id = f"r-{number}"
        status, answer, headers = connection.ask(
            "POST", "/screen", {"request_id": request_id, "customer_id": f"C_{number % 300 + 1:06d}"},
            {"Idempotency-Key": request_id})
        with self.guard:
            if status == 200:
                self.answered[request_id] = answer["decision_id"]
                self.refused.pop(request_id, None)
            else:
                self.refused[request_id] = status, answer["code"], headers["Retry-After"]
        return status

    def decide_until_full(self, port, client):
        with Connection(port) as connection:
            for turn in range(5_000):
                if self.decide(connection, turn * CLIENTS + client) != 200:
                    return

    def on_all_clients(self, port):
        threads = [threading.Thread(target=self.decide_until_full, args=(port, client))
                   for client in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(server.LIMIT_S)
            self.assertFalse(thread.is_alive(), "a client hangs")

    def test_a_full_disk_refuses_and_loses_nothing(self):
        with Server(PROGRAM, self.pack, self.state) as started:
            started.wait_until_it_listens()
            with Connection(started.port) as connection:
                self.assertEqual(self.decide(connection, 999_999), 200)
                self.disk.fill(started.process)
                self.on_all_clients(started.port)
                self.assertEqual(set(self.refused.values()), {(503, "store_unavailable", "1")},
                                 self.refused)
                self.disk.fill_up(started.process)
                for request_id in list(self.refused):  # and again
                    self.assertIn(self.decide(connection, int(request_id[2:])), (200, 503))
                before = self.stored()
                self.assertEqual(before, self.answered)
                self.look_at_decisions(connection)
                for path in ("/packs", "/version", "/health"):
                    status, _, _ = connection.ask("GET", path)
                    self.assertEqual(status, 200, path)
                self.disk.make_space(started.process)
                for request_id in list(self.refused):
                    self.assertEqual(self.decide_patiently(connection, int(request_id[2:])), 200)
                self.assertEqual(self.decide(connection, 999_999), 200)
                self.assertEqual(self.look_at_decisions(connection), {200})
                self.assertEqual(self.stored(), self.answered)
            self.assertEqual(started.stop(), 0)
        code, out, error = server.run(
            PROGRAM, "audit", "verify", "--store", f"sqlite:{self.state}/financescr.db",
            "--anchors", self.state / f"anchors-{server.INSTANCE}.jsonl")
        self.assertEqual(code, 0, out + error)
        print(f"{len(self.answered)} decisions answered, {CLIENTS} clients refused until there "
              f"was space")

    def look_at_decisions(self, connection):
        """Each look leaves its row in the log, or shows nothing. A store may still find room for a
        row in what it holds of the disk already. Returns the statuses."""
        before = self.rows_of_looks()
        statuses = []
        for decision_id in list(self.answered.values())[:50]:
            status, answer, _ = connection.ask("GET", "/decisions/" + decision_id)
            statuses.append(status)
            if status != 200:
                self.assertEqual((status, answer["code"]), (503, "store_unavailable"))
        self.assertEqual(self.rows_of_looks() - before, statuses.count(200))
        return set(statuses)

    def rows_of_looks(self):
        store = sqlite3.connect(f"file:{self.state}/financescr.db?mode=ro", uri=True)
        with contextlib.closing(store):
            return store.execute(
                "SELECT count(*) FROM audit_log WHERE event = 'decision_viewed'").fetchone()[0]

    def decide_patiently(self, connection, number):
        """As Retry-After says; three times at most."""
        for _ in range(3):
            status = self.decide(connection, number)
            if status == 200:
                break
            time.sleep(1)
        return status

    def stored(self):
        """Request id to decision id; each with its audit row, case and remembered answer."""
        store = sqlite3.connect(f"file:{self.state}/financescr.db?mode=ro", uri=True)
        with contextlib.closing(store):
            rows = store.execute("SELECT request_id, decision_id, case_id FROM decisions").fetchall()
            ids = sorted(row[1] for row in rows)
            self.assertEqual(ids, sorted(row[0] for row in store.execute(
                "SELECT decision_id FROM audit_log WHERE event = 'decision'")))
            self.assertEqual(ids, sorted(row[0] for row in store.execute(
                "SELECT decision_id FROM idempotency")))
            self.assertEqual(sorted(row[2] for row in rows if row[2]),
                             sorted(row[0] for row in store.execute("SELECT case_id FROM cases")))
            self.assertEqual(len({row[0] for row in rows}), len(rows), "decided twice")
            return {row[0]: row[1] for row in rows}


if __name__ == "__main__":
    os.umask(0o077)
    unittest.main()
