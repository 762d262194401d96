"""Log-ins, accounts and proxies at a whole server, as people and programs meet them.

accounts_test.py FINANCESCR
"""
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

import server
from server import Server, run

PROGRAM = sys.argv.pop(1)
PASSWORD = "a long enough sentence 7"
OWN = "what the owner chose instead 3"


class Bank:
    """A server with two administrators that were made beside it."""

    def __init__(self, test, *arguments):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="financescr_accounts."))
        test.addCleanup(shutil.rmtree, self.folder)
        pack = server.make_pack(PROGRAM, self.folder)
        self.state = self.folder / "state"
        self.password_file = self.folder / "password"
        self.password_file.touch(0o600)
        self.password_file.write_text(PASSWORD)
        self.test = test
        for name in ("root", "rita"):
            self.operator("create", name, "--email", "a@bank.test", "--password-file",
                          self.password_file)
        self.server = Server(PROGRAM, pack, self.state, *arguments)
        test.addCleanup(self.server.kill)
        self.server.wait_until_it_listens()

    def operator(self, command, name, *more):
        code, out, error = run(PROGRAM, "admin", command, "--store",
                               f"sqlite:{self.state}/financescr.db", "--state-dir", self.state,
                               "--username", name, *more)
        self.test.assertEqual(code, 0, error)
        return out

    def ask(self, token, method, path, body=None, tag=None):
        headers = {"Authorization": f"Bearer {token}"}
        if tag:
            headers["If-Match"] = tag
        return self.server.ask(method, path, body, headers)

    def log_in(self, name, password, headers=None):
        return self.server.ask("POST", "/auth/login", {"username": name, "password": password},
                               headers)

    def token(self, name, password=PASSWORD):
        status, answer, _ = self.log_in(name, password)
        self.test.assertEqual(status, 200, answer)
        return answer["access_token"]

    def set_password(self, token, current, wanted):
        """Status of the change; an answer of 204 has no body."""
        with server.Connection(self.server.port) as connection:
            text = (f'{{"current_password":"{current}","new_password":"{wanted}"}}')
            connection.client.request("POST", "/auth/password", text, {
                "Content-Type": "application/json", "Authorization": f"Bearer {token}"})
            answer = connection.client.getresponse()
            answer.read()
            return answer.status


class Accounts(unittest.TestCase):
    def test_the_owner_sets_the_password_and_a_second_administrator_the_role(self):
        bank = Bank(self)
        root, rita = bank.token("root"), bank.token("rita")
        status, made, headers = bank.ask(root, "POST", "/auth/register", {
            "username": "ann", "email": "ann@bank.test", "full_name": "Ann", "role": "analyst"})
        self.assertEqual(status, 201, made)
        self.assertEqual((made["role"], made["proposed_role"]), ("viewer", "analyst"))
        first = bank.token("ann", made["one_time_password"])
        self.assertEqual(bank.ask(first, "GET", "/cases")[0], 403)
        self.assertEqual(bank.set_password(first, made["one_time_password"], OWN), 204)
        ann = bank.token("ann", OWN)
        self.assertEqual(bank.ask(ann, "GET", "/cases")[0], 200)
        role = f"/users/{made['id']}/role/approve"
        tag = bank.ask(root, "GET", f"/users/{made['id']}")[2]["ETag"]
        status, refused, _ = bank.ask(root, "POST", role, tag=tag)
        self.assertEqual((status, refused["code"]), (403, "four_eyes"))
        self.assertEqual(bank.ask(rita, "POST", role, tag=tag)[0], 200)
        self.assertEqual(bank.ask(ann, "GET", "/auth/me")[1]["role"], "analyst")

    def test_the_command_line_helps_who_has_lost_his_password(self):
        bank = Bank(self)
        before = bank.token("root")
        out = bank.operator("reset-password", "root")
        one_time = re.search(r"one-time password, until \S+: (\S+)", out).group(1)
        self.assertEqual(bank.ask(before, "GET", "/users")[0], 401)
        self.assertEqual(bank.set_password(bank.token("root", one_time), one_time, OWN), 204)
        self.assertEqual(bank.ask(bank.token("root", OWN), "GET", "/users")[0], 200)
        self.assertNotIn(one_time, bank.server.said())

    def test_behind_a_trusted_proxy_guessing_elsewhere_locks_nobody_out(self):
        bank = Bank(self, "--trusted-proxy", "127.0.0.0/8", "--trusted-proxy", "::1")
        home = {"X-Forwarded-For": "6.6.6.6, 192.0.2.1"}
        self.assertEqual(bank.log_in("root", PASSWORD, home)[0], 200)
        for i in range(5):
            elsewhere = {"Forwarded": f"for=1.1.1.{i}, for=\"198.51.100.7:{4000 + i}\""}
            self.assertEqual(bank.log_in("root", "wrong", elsewhere)[0], 401)
        status, _, headers = bank.log_in("root", PASSWORD, {"X-Forwarded-For": "198.51.100.7"})
        self.assertEqual(status, 429)
        self.assertLessEqual(int(headers["Retry-After"]), 15)
        self.assertEqual(bank.log_in("root", PASSWORD, home)[0], 200)
        self.assertEqual(bank.log_in("root", PASSWORD, {"X-Forwarded-For": "203.0.113.9"})[0], 200)

    def test_without_one_a_client_s_headers_are_believed_nothing(self):
        bank = Bank(self)
        for i in range(5):
            claim = {"X-Forwarded-For": f"192.0.2.{i}", "Forwarded": f"for=192.0.2.{i}"}
            self.assertEqual(bank.log_in("root", "wrong", claim)[0], 401)
        self.assertEqual(bank.log_in("root", "wrong", {"X-Forwarded-For": "192.0.2.9"})[0], 429)

    def test_what_is_no_address_is_no_trusted_proxy(self):
        for bad in ("proxy", "10.0.0.0/33", "10.0.0.0/8,nothing"):
            code, _, error = run(PROGRAM, "serve", "--pack", "none", "--trusted-proxy", bad)
            self.assertNotEqual(code, 0, bad)
            self.assertIn("--trusted-proxy", error)


if __name__ == "__main__":
    unittest.main()
