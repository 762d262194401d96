"""The trial domain at a whole server on SQLite: route, record, job, case, agent, audit log, and a
change of the active pack.

service.py FINANCESCR PACKS STATE
PACKS holds the compiled packs "before" and "after", which differ in the limit "small": 100 and 200.
Prints "ok WHAT" or "FAILED WHAT" for each step, and ends at the first that fails.
"""
import contextlib
import pathlib
import sqlite3
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "service/serve"))
from server import INSTANCE, LIMIT_S, Server, run  # noqa: E402

PASSWORD = "a long enough sentence 7"
STEPS = []


def step(what):
    def add(function):
        STEPS.append((what, function))
        return function
    return add


def same(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r}, not {expected!r}")


class Trial:
    def __init__(self, program, packs, state):
        self.program = program
        self.packs = packs
        self.state = state
        self.store = f"sqlite:{state}/financescr.db"
        self.server = None
        self.within = self.review = None  # answers

    def start(self):
        self.server = Server(self.program, self.packs, self.state, "--active", "before")
        self.server.wait_until_it_listens()

    def ask(self, expected, method, path, body=None, headers=None):
        status, answer, given = self.server.ask(method, path, body, headers)
        if status != expected:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer, given

    def decide(self, amount, expected=200, limit="small", headers=None, **more):
        body = {"limit_id": limit, "amount": amount, **more}
        return self.ask(expected, "POST", "/trial", body, headers)[0]

    def administrator(self, name, password_file):
        code, _, error = run(self.program, "admin", "create", "--username", name, "--email",
                             "a@bank.test", "--store", self.store, "--state-dir", self.state,
                             "--password-file", password_file)
        assert code == 0, error
        body = {"username": name, "password": PASSWORD}
        token = self.ask(200, "POST", "/auth/login", body)[0]["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(f"{self.state}/financescr.db")) as store:
            return store.execute(query).fetchall()

    def verify_audit(self):
        return run(self.program, "audit", "verify", "--store", self.store, "--anchors",
                   self.state / f"anchors-{INSTANCE}.jsonl")


@step("POST /trial decides, and names what it passed over")
def decides(trial):
    trial.within = trial.decide(99.5, request_id="t-1", colour="red")
    same((trial.within["decision"], trial.within["case_id"]), ("WITHIN", None))
    same(trial.within["ignored_fields"], ["/colour"])


@step("an amount above the limit opens a case")
def opens_a_case(trial):
    trial.review = trial.decide(150, request_id="t-2", customer_ref="c-7")
    same(trial.review["decision"], "REVIEW")
    case = trial.ask(200, "GET", "/cases/" + trial.review["case_id"])[0]["case"]
    same([case[key] for key in ("domain", "decision", "severity", "customer_ref")],
         ["trial", "REVIEW", "LOW", "c-7"])


@step("faults of a request are told with their places")
def tells_faults(trial):
    for status, amount, limit, place in ((422, -1, "small", "/amount"),
                                         (404, 1, "none", "/limit_id")):
        answer = trial.decide(amount, status, limit)
        same([fault["pointer"] for fault in answer["errors"]], [place])


@step("the same Idempotency-Key is decided once")
def decides_once(trial):
    first, again = (trial.decide(3, headers={"Idempotency-Key": "k-1"}) for _ in range(2))
    same(again, first)


@step("GET /decisions lists them, and they are made again identically")
def lists_decisions(trial):
    items = trial.ask(200, "GET", "/decisions?kind=trial")[0]["items"]
    same(sorted(item["outcome"] for item in items), ["REVIEW", "WITHIN", "WITHIN"])
    items = trial.ask(200, "GET", "/decisions?outcome=WITHIN&kind=trial")[0]["items"]
    same(len(items), 2)
    for answer in (trial.within, trial.review):
        body = {"decision_id": answer["decision_id"]}
        same(trial.ask(200, "POST", "/replay", body)[0]["status"], "identical")


@step("its case takes the dispositions of the domain and no other")
def takes_dispositions(trial):
    path = "/cases/" + trial.review["case_id"]
    tag = {"If-Match": trial.ask(200, "GET", path)[1]["ETag"]}
    body = {"disposition": "TRUE_MATCH", "reason": "of another domain"}
    answer = trial.ask(422, "POST", path + "/decide", body, tag)[0]
    same([fault["pointer"] for fault in answer["errors"]], ["/disposition"])
    body["disposition"] = "TOO_MUCH"
    decided = trial.ask(200, "POST", path + "/decide", body, tag)[0]["case"]
    same((decided["status"], decided["disposition"]), ("DECIDED", "TOO_MUCH"))


@step("the job of the decision becomes DONE and has counted the records")
def counts(trial):
    path, end = "/jobs/" + trial.review["job_id"], time.monotonic() + LIMIT_S
    job = {"status": None}
    while job["status"] != "DONE" and time.monotonic() < end:
        job = trial.ask(200, "GET", path)[0]
        time.sleep(0.05)
    same((job["kind"], job["status"]), ("count_trials", "DONE"))
    assert job["progress"]["checks"] in (2, 3), job


@step("the agent says what was decided")
def explains(trial):
    body = {"conversation_id": "00000000-0000-4000-8000-000000000001",
            "message": "explain " + trial.review["decision_id"]}
    said = trial.ask(200, "POST", "/agent/chat", body)[0]
    assert "REVIEW." in str(said), said


@step("health and packs tell of the domain")
def tells_of_packs(trial):
    health = trial.ask(200, "GET", "/health")[0]
    assert "trial" in str(health), health
    same(trial.ask(200, "GET", "/packs")[0]["active"]["trial"]["rows"], {"limits": 2})


@step("another pack is proposed, approved and decides")
def activates(trial):
    password = trial.state / "password"
    password.touch(0o600)
    password.write_text(PASSWORD)
    root, rita = (trial.administrator(name, password) for name in ("root", "rita"))
    proposed = trial.ask(201, "POST", "/packs/after/activations", None, root)[0]["activation"]
    assert proposed["trial_pack_hash"].startswith("xxh3-128:"), proposed
    assert proposed["trial_pack_hash"] != trial.review["pack_hash"], proposed
    trial.ask(200, "POST", f"/packs/activations/{proposed['activation_id']}/approve", None, rita)
    decided = trial.decide(150, request_id="t-3")
    same((decided["decision"], decided["pack_hash"]), ("WITHIN", proposed["trial_pack_hash"]))


@step("a server that is started again follows that pack")
def starts_again(trial):
    same(trial.server.stop(), 0)
    trial.start()
    end, decision = time.monotonic() + LIMIT_S, None
    while decision != "WITHIN" and time.monotonic() < end:
        decision = trial.decide(150)["decision"]
        time.sleep(0.05)
    same(decision, "WITHIN")
    same(trial.server.stop(), 0)


@step("the records are in the store, and the audit log binds them")
def keeps_records(trial):
    checks = trial.rows("SELECT limit_id, amount_micro, decision_id, t.audit_seq IS NOT NULL,"
                        " outcome FROM trial_checks t JOIN decisions USING (decision_id)"
                        " ORDER BY t.created_at, check_id")
    same(checks[:2], [("small", 99_500_000, trial.within["decision_id"], 1, "WITHIN"),
                      ("small", 150_000_000, trial.review["decision_id"], 1, "REVIEW")])
    same(len(checks), trial.rows("SELECT count(*) FROM decisions")[0][0])
    same(len(checks), trial.rows("SELECT count(*) FROM jobs WHERE kind = 'count_trials'")[0][0])


@step("audit verify is clean, and finds an amount that was changed")
def verifies(trial):
    code, out, error = trial.verify_audit()
    same((code, out.count("FAULT")), (0, 0))
    with contextlib.closing(sqlite3.connect(f"{trial.state}/financescr.db")) as store, store:
        store.execute("UPDATE trial_checks SET amount_micro = 1 WHERE decision_id = ?",
                      (trial.review["decision_id"],))
    code, out, error = trial.verify_audit()
    same(code, 1)
    assert "amount_micro of trial_checks" in out, out + error


def main():
    trial = Trial(sys.argv[1], *map(pathlib.Path, sys.argv[2:4]))
    trial.state.mkdir(parents=True, exist_ok=True)
    trial.start()
    try:
        for what, function in STEPS:
            try:
                function(trial)
            except Exception:
                traceback.print_exc()
                print("FAILED", what)
                print(trial.server.said()[-2000:], file=sys.stderr)
                return 1
            print("ok", what, flush=True)
    finally:
        trial.server.process.kill()
        trial.server.process.wait(LIMIT_S)
    return 0


if __name__ == "__main__":
    sys.exit(main())
