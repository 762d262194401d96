"""Two servers behind nginx on one Postgres lose no acknowledged decision and make none twice:
not when a server is killed, not when Postgres is restarted under them."""
import os
import sys
import time
import unittest

import deployment
import topology
from load import Load
from topology import Topology, post, wait_until

LONG = os.environ.get("FINANCESCR_TEST_ALL") == "1"


class TwoServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.topology = Topology()
        try:
            cls.topology.start()
        except BaseException:
            cls.topology.close()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.topology.close()

    def load(self):
        return Load(self.topology.port, self.topology.headers)

    def expect_more(self, load, count, limit_s=60):
        began = time.monotonic()
        wait_until(f"{count} more decisions; so far {load.statuses}, {load.faults[:3]}",
                   lambda: load.acknowledged_since(began) >= count or load.faults, limit_s)

    def check_nothing_lost_or_twice(self, load):
        self.assertEqual(load.faults, [])
        self.assertLessEqual(set(load.statuses), {0, 200, 201, 502, 503}, load.statuses)
        stored = {}
        for request_id, decision_id in self.topology.sql(
                "SELECT request_id, decision_id FROM decisions WHERE request_id LIKE 'load-%'"):
            stored.setdefault(request_id, []).append(decision_id)
        for each in load.acknowledged:
            self.assertEqual(stored.get(each.request_id), [each.decision_id], each.request_id)
        twice = {key: value for key, value in stored.items() if len(value) > 1}
        self.assertEqual(twice, {})
        audited = self.topology.sql(
            "SELECT count(*), count(DISTINCT decision_id) FROM audit_log WHERE event = 'decision'")
        decisions = self.topology.sql("SELECT count(*) FROM decisions")
        self.assertEqual(audited, [decisions[0] * 2])
        code, said = self.topology.verify_audit()
        self.assertEqual(code, 0, said)
        repeated = sum(1 for each in load.acknowledged if each.attempts > 1)
        print(f"  {len(load.acknowledged)} acknowledged, {repeated} of them repeated; "
              f"answers by status: {dict(sorted(load.statuses.items()))}")

    def test_both_servers_take_part(self):
        with self.load() as load:
            self.expect_more(load, 100)
        self.check_nothing_lost_or_twice(load)
        chains = self.topology.sql("SELECT chain FROM audit_log GROUP BY chain ORDER BY chain")
        self.assertEqual([chain for [chain] in chains if not chain.startswith("admin@")],
                         ["server-1", "server-2"])

    def test_a_server_killed_under_load(self):
        with self.load() as load:
            for _ in range(20 if LONG else 3):
                self.expect_more(load, 100)
                self.topology.kill_server("server-1")
                self.expect_more(load, 100)  # the other goes on
                self.topology.start_server("server-1")
                self.topology.wait_ready("server-1")
        self.check_nothing_lost_or_twice(load)

    def test_postgres_restarted_under_load(self):
        with self.load() as load:
            for mode in ("fast", "immediate") * (5 if LONG else 1):
                self.expect_more(load, 100)
                self.topology.pg_ctl("restart", "-m", mode)
                self.expect_more(load, 100)
        self.check_nothing_lost_or_twice(load)

    def test_without_a_token_nobody_decides(self):
        status, answer = post(self.topology.port, "/screen", {"customer_id": "C_000049"})
        self.assertEqual((status, answer["code"]), (401, "unauthenticated"))

    def test_without_postgres_nobody_is_ready_but_all_live(self):
        ports = self.topology.ports.values()
        self.topology.pg_ctl("stop", "-m", "fast")
        try:
            for port in ports:
                wait_until("not ready",
                           lambda port=port: self.topology.status_of(port, "/readyz") == 503)
                self.assertEqual(self.topology.status_of(port, "/healthz"), 200)
        finally:
            self.topology.pg_ctl("start")
        for port in ports:
            wait_until("ready", lambda port=port: self.topology.status_of(port, "/readyz") == 200)

    def test_with_both_servers_gone_nginx_says_so(self):
        for name in self.topology.ports:
            self.topology.kill_server(name)
        self.assertEqual(self.topology.status_of(self.topology.port, "/healthz"), 502)
        for name in self.topology.ports:
            self.topology.start_server(name)
            self.topology.wait_ready(name)
        wait_until("nginx has found them again",
                   lambda: self.topology.status_of(self.topology.port, "/healthz") == 200)


if __name__ == "__main__":
    reason = topology.absent()
    if reason:
        print(f"skipped: {reason}")
        sys.exit(deployment.SKIPPED)
    deployment.main()
