#!/usr/bin/env python3
"""Every operation of the contract, asked with good and bad input; every live answer is held to the
contract: its status is listed, its headers are there, its body is what the schema says and holds
nothing that the schema does not know. The contract's examples are asked too, and their answers are
those that the contract shows."""

import json
import os
import sys

import support

BUILD = os.environ.get("FINANCESCR_CONTRACT_BUILD", "build")
NOBODY = "00000000-0000-4000-8000-000000000000"
CHANGING = {"request_id", "decision_id", "case_id", "latency_ms"}  # of an answer, from run to run


class Visit:
    def __init__(self, server, contract):
        self.server = server
        self.contract = contract
        self.wrong = []

    def ask(self, method, path, body=None, headers=None, expect=None):
        answer = self.server.ask(method, path, body, headers)
        for fault in self.contract.faults_of_answer(method, path, answer):
            self.wrong.append(f"{method} {path}: {fault}")
        if expect is not None and answer.status != expect:
            self.wrong.append(f"{method} {path}: {answer.status} instead of {expect}: "
                              f"{answer.body[:300]!r}")
        return answer

    # ---- One function an operation, named as it is ----

    def screen(self):
        key = {"Idempotency-Key": '"screen-1"'}
        body = {"customer_id": "C_000049"}
        first = self.ask("POST", "/screen", body, key, 200)
        again = self.ask("POST", "/screen", body, key, 200)
        if again.body != first.body or again.headers.get("Idempotency-Replayed") != "true":
            self.wrong.append("POST /screen: the same Idempotency-Key was decided twice")
        self.ask("POST", "/screen", {"customer_id": "C_000050"}, key, 422)
        self.ask("POST", "/screen", body, {"Idempotency-Key": "a b"}, 400)
        self.ask("POST", "/screen", {"customer_id": "C_9"}, None, 404)
        self.ask("POST", "/screen", {}, None, 422)
        self.ask("POST", "/screen", "{", None, 400)
        self.ask("POST", "/screen", "{}", {"Content-Type": "text/plain"}, 415)
        self.ask("POST", "/screen", '{"x":"' + "a" * (5 << 20) + '"}', None, 413)

    def screenBatch(self):
        lines = ('{"customer_id":"C_000049"}\n\n{"request_id":7,"subject":{"name":""}}\nx\n'
                 '{"request_id":"z","subject":{"name":"Amelia Davies"},"colour":1}')
        kind = {"Content-Type": "application/x-ndjson"}
        answer = self.ask("POST", "/screen/batch", lines, kind, 200)
        if len(answer.body.splitlines()) != 4:
            self.wrong.append(f"POST /screen/batch: {len(answer.body.splitlines())} answers to 4 lines")

    def applyForCredit(self):
        self.ask("POST", "/credit/apply", {"application_id": "A_002945"}, None, 200)
        self.ask("POST", "/credit/apply", {"application_id": "A_000002"},
                 {"Idempotency-Key": "credit-1"}, 200)
        self.ask("POST", "/credit/apply", {"application_id": "A_9"}, None, 404)
        self.ask("POST", "/credit/apply", {"application": {"amount_gbp": "x"}}, None, 422)
        self.ask("POST", "/credit/apply", "[1", None, 400)

    def getDecision(self):
        decided = self.ask("POST", "/screen", {"customer_id": "C_000049"}, None, 200).json()
        self.ask("GET", f"/decisions/{decided['decision_id']}", None, None, 200)
        self.ask("GET", f"/decisions/{decided['decision_id'].upper()}", None, None, 200)
        self.ask("GET", f"/decisions/{NOBODY}", None, None, 404)
        self.ask("GET", "/decisions/x", None, None, 404)

    def replay(self):
        decided = self.ask("POST", "/credit/apply", {"application_id": "A_000002"}).json()
        stored = self.ask("GET", f"/decisions/{decided['decision_id']}").json()
        again = self.ask("POST", "/replay", {"decision_id": decided["decision_id"]}, None, 200)
        if again.json()["status"] != "identical":
            self.wrong.append(f"POST /replay: {again.body!r}")
        self.ask("POST", "/replay", {"bundle": stored["bundle"]}, None, 200)
        stored["bundle"]["decision"]["pd_12m"] = 0.5
        self.ask("POST", "/replay", stored["bundle"], None, 200)
        self.ask("POST", "/replay", {"decision_id": NOBODY}, None, 404)
        self.ask("POST", "/replay", {}, None, 422)

    def getHealth(self):
        trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        answer = self.ask("GET", "/health", None, {"traceparent": trace, "X-Request-Id": "r-1"}, 200)
        if answer.headers["X-Request-Id"] != "r-1" or trace[:36] not in answer.headers["traceparent"]:
            self.wrong.append("GET /health: request id or trace is not continued")
        self.ask("HEAD", "/health", None, None, 200)

    def getLiveness(self):
        self.ask("GET", "/healthz", None, None, 200)

    def getReadiness(self):
        self.ask("GET", "/readyz", None, None, 200)

    def getVersion(self):
        self.ask("GET", "/version", None, None, 200)

    def getMetrics(self):
        self.ask("GET", "/metrics", None, None, 200)

    def page(self, path):
        answer = self.ask("GET", path, None, None, 200)
        self.ask("GET", path, None, {"If-None-Match": answer.headers["ETag"]}, 304)
        self.ask("GET", path, None, {"If-None-Match": '"other"'}, 200)

    def getOpenapi(self):
        self.page("/openapi.json")

    def getDocs(self):
        self.page("/docs")

    def getUi(self):
        self.page("/ui")

    def getUiScript(self):
        self.page("/ui/app.js")

    def getUiStyle(self):
        self.page("/ui/app.css")

    # ---- Cases ----

    def new_case(self, customer="C_000049"):
        case = self.ask("POST", "/screen", {"customer_id": customer}, None, 200).json()["case_id"]
        return case, self.ask("GET", f"/cases/{case}", None, None, 200).headers["ETag"]

    def step(self, case, tag, action, body, expect):
        return self.ask("POST", f"/cases/{case}/{action}", body, {"If-Match": tag}, expect)

    def listCases(self):
        self.new_case()
        first = self.ask("GET", "/cases?limit=1&domain=screen", None, None, 200)
        if "next" not in first.headers.get("Link", ""):
            self.wrong.append("GET /cases: a page that is not the last has no Link")
        second = self.ask("GET", f"/cases?limit=1&cursor={first.json()['next_cursor']}", None, None,
                          200)
        if first.json()["items"] == second.json()["items"]:
            self.wrong.append("GET /cases: the second page is the first")
        for query in ("status=OPEN", "severity=HIGH", "priority=P2&overdue=false", "assignee=me",
                      "created_from=2020-01-01", "subject_id=C_000049"):
            self.ask("GET", f"/cases?{query}", None, None, 200)
        for query in ("limit=0", "limit=x", "cursor=x", "status=NEW", "stat=OPEN", "limit=1&limit=2",
                      "created_from=soon"):
            self.ask("GET", f"/cases?{query}", None, None, 422)
        self.ask("GET", "/cases?x=%", None, None, 400)

    def getCase(self):
        case, tag = self.new_case()
        self.ask("GET", f"/cases/{case}", None, {"If-None-Match": tag}, 304)
        self.ask("GET", f"/cases/{NOBODY}", None, None, 404)

    def assignCase(self):
        case, tag = self.new_case()
        self.ask("POST", f"/cases/{case}/assign", {}, None, 428)
        self.step(case, '"99"', "assign", {}, 412)
        self.step(case, tag, "assign", {"assignee": "nobody"}, 422)
        self.step(case, tag, "assign", {"assignee": "me"}, 200)

    def commentCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "comments", {"text": " "}, 422)
        self.step(case, tag, "comments", {"text": "Looked at"}, 200)
        self.step(NOBODY, tag, "comments", {"text": "Looked at"}, 404)

    def decideCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "decide", {"disposition": "MAYBE", "reason": "x"}, 422)
        self.step(case, tag, "decide", {"disposition": "FALSE_POSITIVE", "reason": "Other year"}, 200)

    def approveCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "approve", {}, 409)

    def rejectCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "reject", {"reason": "x"}, 409)

    def escalateCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "escalate", {"reason": "Unclear"}, 200)

    def closeCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "close", {}, 409)
        tag = self.step(case, tag, "decide", {"disposition": "INCONCLUSIVE", "reason": "x"},
                        200).headers["ETag"]
        self.step(case, tag, "close", {}, 200)

    def reopenCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "reopen", {"reason": "x"}, 409)
        tag = self.step(case, tag, "decide", {"disposition": "INCONCLUSIVE", "reason": "x"},
                        200).headers["ETag"]
        self.step(case, tag, "reopen", {"reason": "New facts"}, 200)


def same(recorded, given):
    """Whether two answers are one but for what changes from run to run."""
    if isinstance(recorded, dict) and isinstance(given, dict):
        return recorded.keys() == given.keys() and all(
            key in CHANGING or same(value, given[key]) for key, value in recorded.items())
    return recorded == given


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def check_examples(visit, examples):
    """The examples: valid themselves, and what the program answers."""
    for name, example in examples.items():
        method, path, operation = visit.contract.operations[example["operation"]]
        body = example.get("request", {}).get("value")
        kind = None
        if body is not None:
            if isinstance(body, str):
                kind = {"Content-Type": "application/x-ndjson"}
            elif "errors" not in (example["answer"]["value"] or {}):
                schema = visit.contract.request_schema(example["operation"])
                for fault in visit.contract.faults_of(body, schema, closed_objects=False):
                    visit.wrong.append(f"example {name}: request {fault}")
        answer = visit.ask(method, path, body, kind)
        recorded = example["answer"]["value"]
        if isinstance(recorded, str):
            if not all(map(same, lines_of(recorded), lines_of(answer.body.decode("utf-8")))):
                visit.wrong.append(f"example {name}: the answer is now {answer.body!r}")
        elif not same(recorded, answer.json()):
            visit.wrong.append(f"example {name}: the answer is now {json.dumps(answer.json())}")


def record(visit, path, examples):
    """Writes what the program answers into the examples (after an intended change)."""
    for example in examples.values():
        method, target, _ = visit.contract.operations[example["operation"]]
        body = example.get("request", {}).get("value")
        kind = {"Content-Type": "application/x-ndjson"} if isinstance(body, str) else None
        answer = visit.server.ask(method, target, body, kind)
        example["answer"]["value"] = (answer.body.decode("utf-8") if isinstance(body, str)
                                      else answer.json())
    with open(path, "w", encoding="utf-8") as file:
        json.dump(examples, file, ensure_ascii=False, indent=1)
        file.write("\n")


def main(program, examples_path, mode=None):
    support.with_packages(BUILD)
    import contract as contracts  # needs the packages
    with open(examples_path, encoding="utf-8") as file:
        examples = json.load(file)
    with support.served(program) as server:
        contract = contracts.Contract(server.ask("GET", "/openapi.json").json())
        visit = Visit(server, contract)
        if mode == "record":
            record(visit, examples_path, examples)
            return 0
        for operation_id in contract.operations:
            function = getattr(visit, operation_id, None)
            if function is None:
                visit.wrong.append(f"this test does not visit {operation_id}")
                continue
            try:
                function()
            except (KeyError, TypeError, ValueError) as error:
                visit.wrong.append(f"{operation_id}: {error!r}")
        check_examples(visit, examples)
    for operation_id in contract.operations:
        if not any(seen == operation_id and status < 300 for seen, status in contract.seen):
            visit.wrong.append(f"{operation_id} was never answered well")
    print("\n".join(visit.wrong) or f"{len(contract.operations)} operations, "
          f"{len(contract.seen)} answers of different kinds, {len(examples)} examples: as promised")
    return 1 if visit.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
