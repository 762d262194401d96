"""Drives `financescr serve` as an operator would: start, requests, signals, faults.

serve_test.py FINANCESCR
"""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = sys.argv.pop(1)
LIMIT_S = 60
SCREEN = json.dumps({"request_id": "r-1", "customer_id": "C_000049"})
JSON = {"Content-Type": "application/json"}


class Server:
    """A server on a free port; `lines` are its log."""

    def __init__(self, *arguments, environment=None):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--rate-limit", "0", *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={"PATH": os.environ["PATH"], **(environment or {})})
        self.lines = []
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        assert self.listening.wait(LIMIT_S), "the server did not start"
        self.port = self.events("listening")[0]["port"]

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)
            if '"event":"listening"' in line:
                self.listening.set()
        self.listening.set()

    def events(self, name):
        every = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [event for event in every if event["event"] == name]

    def ask(self, method, path, body=None, headers=None):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_S)
        client.request(method, path, body, headers or {})
        answer = client.getresponse()
        text = answer.read().decode()
        client.close()
        return answer.status, text, answer.headers

    def stop(self, kind=signal.SIGTERM):
        self.process.send_signal(kind)
        code = self.process.wait(LIMIT_S)
        self.reader.join(LIMIT_S)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join(LIMIT_S)
        self.process.stderr.close()


def fails(*arguments):
    """The exit code and what is said of a server that must not start."""
    done = subprocess.run([PROGRAM, "serve", "--port", "0", "--store", "memory:", *arguments],
                          capture_output=True, text=True, timeout=LIMIT_S, check=False)
    return done.returncode, done.stderr


class ServeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr-serve-", dir="/tmp"))
        cls.pack = cls.folder / "packs" / "demo"
        subprocess.run([PROGRAM, "datagen", "--out_root", cls.pack, "--seed", "42"], check=True,
                       capture_output=True, timeout=LIMIT_S)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def serve(self, *arguments, **keywords):
        state = tempfile.mkdtemp(dir=self.folder)
        return Server("--state-dir", state, *arguments, **keywords)

    def test_the_demonstration_answers_without_a_token_and_stops_when_told(self):
        with self.serve("--pack", self.pack, "--demo") as server:
            status, text, headers = server.ask("POST", "/screen", SCREEN, JSON)
            self.assertEqual(status, 200, text)
            self.assertEqual(json.loads(text)["decision"], "REVIEW")
            self.assertEqual(headers["X-Request-Id"], "r-1")
            self.assertIn("Date", headers)
            self.assertEqual(server.stop(), 0)
            self.assertEqual(len(server.events("stopped")), 1)

    def test_a_decision_is_still_there_after_a_restart(self):
        state = tempfile.mkdtemp(dir=self.folder)
        with Server("--pack", self.pack, "--demo", "--state-dir", state) as server:
            made = json.loads(server.ask("POST", "/screen", SCREEN, JSON)[1])
            self.assertEqual(server.stop(), 0)
        with Server("--pack", self.pack, "--demo", "--state-dir", state) as server:
            status, text, _ = server.ask("GET", "/decisions/" + made["decision_id"])
            self.assertEqual(status, 200, text)
            self.assertIn(made["result_hash"], text)
        self.assertEqual(os.stat(state).st_mode & 0o077, 0)

    def test_an_interrupt_stops_it_too(self):
        with self.serve("--pack", self.pack, "--demo") as server:
            self.assertEqual(server.stop(signal.SIGINT), 0)

    def test_without_demo_everything_but_health_wants_a_token(self):
        with self.serve("--pack", self.pack) as server:
            self.assertEqual(server.ask("GET", "/health")[0], 200)
            self.assertEqual(server.ask("POST", "/screen", SCREEN, JSON)[0], 401)

    def test_every_request_leaves_one_line_without_names(self):
        subject = {"subject": {"name": "Zebulon Quartermain", "id_number": "X1234567"}}
        with self.serve("--pack", self.pack, "--demo") as server:
            trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            status, text, _ = server.ask(
                "POST", "/screen", json.dumps(subject),
                {**JSON, "traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            self.assertEqual(status, 200, text)
            server.ask("GET", "/no/such/path")
            server.stop()
            requests = server.events("request")
            self.assertEqual([one["status"] for one in requests], [200, 404])
            self.assertEqual(requests[0]["route"], "/screen")
            self.assertEqual(requests[0]["trace_id"], trace)
            self.assertGreater(requests[0]["latency_us"], 0)
            log = "".join(server.lines)
            self.assertNotIn("Zebulon", log)
            self.assertNotIn("X1234567", log)

    def test_requests_the_host_refuses_are_logged_and_counted(self):
        with self.serve("--pack", self.pack, "--demo") as server:
            with socket.create_connection(("127.0.0.1", server.port), LIMIT_S) as client:
                client.sendall(b"GET / HTTP/1.1\r\n\r\n")
                self.assertIn(b"400 Bad Request", client.recv(4096))
            _, metrics, _ = server.ask("GET", "/metrics")
            self.assertIn('financescr_http_refused_total{code="bad_host"} 1', metrics)
            server.stop()
            self.assertEqual(server.events("refused")[0]["code"], "bad_host")

    def test_a_batch_that_runs_when_it_is_told_to_stop_is_answered_whole(self):
        lines = 4_000
        with self.serve("--pack", self.pack, "--demo") as server:
            client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LIMIT_S)
            client.request("POST", "/screen/batch", (SCREEN + "\n") * lines,
                           {"Content-Type": "application/x-ndjson"})
            answer = client.getresponse()
            first = answer.read(100)
            server.process.send_signal(signal.SIGTERM)
            rest = answer.read()
            client.close()
            self.assertEqual((first + rest).count(b"\n"), lines)
            self.assertEqual(server.process.wait(LIMIT_S), 0)

    def test_liveness_is_answered_while_the_store_hangs(self):
        state = tempfile.mkdtemp(dir=self.folder)
        with Server("--pack", self.pack, "--demo", "--state-dir", state) as server:
            server.ask("POST", "/screen", SCREEN, JSON)
            store = sqlite3.connect(f"{state}/financescr.db", isolation_level=None)
            store.execute("BEGIN IMMEDIATE")
            asking = [threading.Thread(target=server.ask, daemon=True,
                                       args=("POST", "/screen", SCREEN, JSON)) for _ in range(100)]
            for thread in asking:
                thread.start()
            time.sleep(0.5)
            for _ in range(5):
                began = time.monotonic()
                status, text, headers = server.ask("GET", "/healthz")
                self.assertEqual((status, json.loads(text)), (200, {"status": "alive"}))
                self.assertIn("X-Request-Id", headers)
                self.assertLess(time.monotonic() - began, 2)
            self.assertTrue(any(thread.is_alive() for thread in asking))
            self.assertEqual(server.ask("GET", "/healthz", None, {"Host": "evil.example"})[0], 403)
            self.assertEqual(server.ask("POST", "/healthz")[0], 405)
            store.execute("ROLLBACK")
            store.close()
            for thread in asking:
                thread.join(LIMIT_S)

    def test_a_body_above_the_limit_is_refused_and_a_batch_may_have_more(self):
        with self.serve("--pack", self.pack, "--demo") as server:
            large = SCREEN + " " * (5 << 20)
            self.assertEqual(server.ask("POST", "/screen", large, JSON)[0], 413)
            status, _, _ = server.ask("POST", "/screen/batch", large + "\n" + SCREEN,
                                      {"Content-Type": "application/x-ndjson"})
            self.assertEqual(status, 200)

    def test_a_pack_with_faults_prevents_the_start_and_all_of_them_are_told(self):
        broken = self.folder / "broken"
        shutil.copytree(self.pack, broken)
        (broken / "fincrime/v1/manifest.json").unlink()
        with open(broken / "fincrime/v1/watchlist.jsonl", "a", encoding="utf-8") as rows:
            rows.write('{"entity_id":1}\nno json\n')
        code, said = fails("--pack", broken, "--demo")
        self.assertEqual(code, 3)
        self.assertIn("watchlist.jsonl:3001", said)
        self.assertIn("watchlist.jsonl:3002", said)
        self.assertIn("the pack was refused", said)

    def test_a_library_of_packs_takes_its_last_or_the_one_asked_for(self):
        library = self.folder / "packs"
        subprocess.run([PROGRAM, "pack", "build", self.pack, "--out", library / "older.fpk"],
                       check=True, capture_output=True, timeout=LIMIT_S)
        (library / "notes.txt").write_text("no pack", encoding="utf-8")
        with self.serve("--demo", environment={"FINANCESCR_DATA_DIR": str(library)}) as server:
            self.assertEqual(json.loads(server.ask("GET", "/health")[1])["pack_id"], "older")
        with self.serve("--demo", "--pack", library, "--active", "demo") as server:
            self.assertEqual(json.loads(server.ask("GET", "/health")[1])["pack_id"], "demo")
        self.assertEqual(fails("--demo", "--pack", library, "--active", "../demo")[0], 3)

    def test_what_cannot_be_served_is_said(self):
        cases = [
            (2, ["--pack", self.pack, "--demo", "--host", "0.0.0.0"], "this machine only"),
            (2, [], "--pack is required"),
            (3, ["--pack", self.folder / "nowhere"], "does not exist"),
            (3, ["--pack", tempfile.mkdtemp(dir=self.folder)], "holds no pack"),
            (3, ["--pack", self.pack, "--host", "203.0.113.7"], "cannot listen on 203.0.113.7"),
        ]
        for code, arguments, said in cases:
            with self.subTest(said):
                result = fails(*arguments)
                self.assertEqual(result[0], code, result[1])
                self.assertIn(said, result[1])


if __name__ == "__main__":
    unittest.main()
