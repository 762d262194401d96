"""`financescr serve --web`: the exported console beside the API.

web_test.py FINANCESCR
"""
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

import server
from server import Connection, Server

PROGRAM = sys.argv.pop(1)
PAGE_ID = "0190f3a4-1111-7000-8000-000000000001"  # the log keeps UUIDs as they are


class Web(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr_web."))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.pack = server.make_pack(PROGRAM, cls.folder)
        cls.site = cls.folder / "site"
        (cls.site / "assets").mkdir(parents=True)
        (cls.site / "index.html").write_text("<!doctype html><title>Console</title>")
        (cls.site / "assets" / "page-1a2b.js").write_text("export {};")
        (cls.site / "engine.wasm").write_bytes(b"\0asm\1\0\0\0")
        (cls.folder / "secret.txt").write_text("not for the web")
        (cls.site / "linked.txt").symlink_to(cls.folder / "secret.txt")
        (cls.site / "linked").symlink_to(cls.folder)
        (cls.site / ".env").write_text("not for the web")
        (cls.site / ".git").mkdir()
        (cls.site / ".git" / "config").write_text("not for the web")
        os.mkfifo(cls.site / "pipe")
        cls.server = Server(PROGRAM, cls.pack, cls.folder / "state", "--web", str(cls.site))
        cls.addClassCleanup(cls.server.kill)
        cls.server.wait_until_it_listens()

    def get(self, path, method="GET", headers=None):
        with Connection(self.server.port) as connection:
            connection.client.request(method, path, None, headers or {})
            answer = connection.client.getresponse()
            return answer, answer.read()

    def test_the_page_and_its_parts_come_with_their_types(self):
        for path, kind in (("/app/", "text/html; charset=utf-8"),
                           ("/app/index.html", "text/html; charset=utf-8"),
                           ("/app/assets/page-1a2b.js", "text/javascript; charset=utf-8"),
                           ("/app/engine.wasm", "application/wasm")):
            answer, body = self.get(path)
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, kind), path)
            self.assertTrue(body)
            self.assertIn("'wasm-unsafe-eval'", answer.headers["Content-Security-Policy"])
            self.assertNotIn("'unsafe-eval'", answer.headers["Content-Security-Policy"])

    def test_what_has_its_hash_in_its_name_is_kept_and_the_rest_asked_for_again(self):
        self.assertIn("immutable", self.get("/app/assets/page-1a2b.js")[0].headers["Cache-Control"])
        answer, _ = self.get("/app/")
        self.assertEqual(answer.headers["Cache-Control"], "no-cache")
        again, body = self.get("/app/", headers={"If-None-Match": answer.headers["ETag"]})
        self.assertEqual((again.status, body), (304, b""))

    def test_the_folder_s_own_address_leads_to_the_page(self):
        for path in ("/", "/app"):
            self.assertEqual(self.get(path)[0].headers["Location"], "/app/", path)
        answer, _ = self.get("/app")
        self.assertEqual((answer.status, answer.headers["Location"]), (308, "/app/"))

    def test_nothing_outside_the_folder_is_served(self):
        for path in ("/app/../secret.txt", "/app/%2e%2e/secret.txt", "/app//etc/passwd",
                     "/app/assets", "/app/missing.js", "/app/%zz", "/app/linked.txt",
                     "/app/linked/secret.txt", "/app/.env", "/app/.git/config", "/app/%2eenv",
                     "/app/pipe"):
            answer, body = self.get(path)
            self.assertEqual(answer.status, 404, path)
            self.assertNotIn(b"not for the web", body)

    def test_the_page_is_only_read(self):
        answer, _ = self.get("/app/", method="POST")
        self.assertEqual((answer.status, answer.headers["Allow"]), (405, "GET, HEAD, OPTIONS"))

    def test_a_demonstration_answers_this_machine_only(self):
        for host in ("evil.example", "localhost.evil.example", "10.0.0.1:8000"):
            for path in ("/app", "/app/", "/app/engine.wasm"):
                answer, body = self.get(path, headers={"Host": host})
                self.assertEqual(answer.status, 403, (host, path))
                self.assertNotIn(b"Console", body)
        self.assertEqual(self.get("/app/", headers={"Origin": "https://evil.example"})[0].status,
                         403)
        self.assertEqual(self.get("/app/", headers={"Host": "127.0.0.1"})[0].status, 200)

    def test_a_page_is_logged_and_counted_like_other_requests(self):
        answer, _ = self.get("/app/", headers={"X-Request-Id": PAGE_ID})
        self.assertEqual(answer.headers["X-Request-Id"], PAGE_ID)
        lines = [json.loads(line) for line in self.server.said().splitlines()
                 if f'"request_id":"{PAGE_ID}"' in line]
        self.assertEqual([(line["event"], line["route"], line["status"]) for line in lines],
                         [("request", "/app/{page}", 200)])
        _, metrics = self.get("/metrics")
        self.assertIn(b'route="/app/{page}",status="200"', metrics)

    def test_a_path_that_is_not_utf_8_is_refused_everywhere(self):
        for path in ("/app/%ff", "/app/%c3%28", "/%ff", "/decisions/%ff", "/healthz/%80",
                     "/decisions/%ed%a0%80", "/decisions/%c0%af", "/decisions/%f5%80%80%80"):
            answer, body = self.get(path)
            self.assertEqual(answer.status, 400, path)
            self.assertIn(b"malformed_path", body)
        for path in ("/app/%c3%a9", "/decisions/%f0%9f%98%80"):
            self.assertEqual(self.get(path)[0].status, 404, path)

    def test_the_api_stays_where_it_was(self):
        self.assertEqual(self.get("/healthz")[0].status, 200)
        self.assertEqual(self.get("/application")[0].status, 404)

    def test_a_folder_without_a_page_prevents_the_start(self):
        for site, why in ((self.folder / "nowhere", "No such file"),
                          (self.folder / "state", "index.html")):
            code, _, error = server.run(PROGRAM, "serve", "--pack", self.pack, "--demo", "--port",
                                        "0", "--state-dir", self.folder / "other", "--web", site)
            self.assertNotEqual(code, 0)
            self.assertIn(why, error)
            self.assertIn(os.fspath(site), error)


if __name__ == "__main__":
    unittest.main()
