#!/usr/bin/env python3
"""Every operation of the contract, asked with good and bad input; every live answer is held to the
contract: its status is listed, its headers are there, its body is what the schema says and holds
nothing that the schema does not know. The contract's examples are asked too, and their answers are
those that the contract shows."""

import json
import os
import sys
import time

import support
from recorded_examples import check_examples, record

BUILD = os.environ.get("FINANCESCR_CONTRACT_BUILD", "build")
NOBODY = "00000000-0000-4000-8000-000000000000"
PASSWORD = "a long enough sentence 7"
ONE_TIME = "what the administrator chose 8"
NO_TOKEN = {"Authorization": ""}


class Visit:
    def __init__(self, server, contract):
        self.server = server
        self.contract = contract
        self.wrong = []
        self.token = None  # of who asks; nobody: the demonstration's analyst
        self.people = {}   # tokens by user name

    def ask(self, method, path, body=None, headers=None, expect=None):
        headers = dict(headers or {})
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if headers.get("Authorization") == "":
            headers.pop("Authorization")
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
                 '{"request_id":"z","customer_ref":"crm:1","subject":{"name":"Amelia Davies"},'
                 '"colour":1}')
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

    def listDecisions(self):
        body = {"customer_id": "C_000049", "customer_ref": "crm:49", "request_id": "list-1"}
        decided = self.ask("POST", "/screen", body, None, 200).json()
        for query in ("customer_ref=crm:49", "request_id=list-1", "subject_id=C_000049&limit=1",
                      "kind=screen&outcome=REVIEW&has_case=true&erased=false", "principal=me",
                      "created_from=2026-01-01"):
            page = self.ask("GET", f"/decisions?{query}", None, None, 200).json()
            if not any(item["decision_id"] == decided["decision_id"] for item in page["items"]):
                self.wrong.append(f"GET /decisions?{query} does not list the newest decision")
        first = self.ask("GET", "/decisions?limit=1", None, None, 200).json()
        self.ask("GET", f"/decisions?limit=1&cursor={first['next_cursor']}", None, None, 200)
        self.ask("GET", "/decisions?pack_id=nobody", None, None, 200)
        self.ask("GET", "/decisions?customer=crm:49", None, None, 422)
        self.ask("GET", "/decisions?kind=SCREEN", None, None, 422)
        self.token = self.people["reader"]
        self.ask("GET", "/decisions?customer_ref=crm:49", None, None, 200)
        self.ask("GET", "/decisions", None, NO_TOKEN, 401)

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

    def getDecisionProof(self):
        decided = self.ask("POST", "/screen", {"customer_id": "C_000049"}, None, 200).json()
        path = f"/decisions/{decided['decision_id']}/proof"
        self.until_signed(path)
        proof = self.ask("GET", path, None, None, 200).json()["proof"]
        if json.loads(proof["rows"][0])["decision_id"] != decided["decision_id"]:
            self.wrong.append(f"GET {path}: the row is of another decision")
        self.ask("GET", f"/decisions/{NOBODY}/proof", None, None, 404)
        wish = {"decision_ids": [decided["decision_id"]], "reason": "entered_by_mistake"}
        self.ask("POST", "/erasures", wish, None, 200)
        self.ask("GET", path, None, None, 410)
        self.token = self.people["reader"]
        self.ask("GET", path, None, None, 403)

    def whatIfScreening(self):
        first = self.ask("POST", "/what-if/screening", {"threshold": 0.9}, None, 200).json()
        again = self.ask("POST", "/what-if/screening", {"threshold": 0.9, "x": 1}, None, 200).json()
        if again.pop("ignored_fields", None) != ["/x"] or again != first:
            self.wrong.append("POST /what-if/screening: asked again it is another answer")
        self.ask("POST", "/what-if/screening", {}, None, 200)
        self.ask("POST", "/what-if/screening", {"threshold": -1}, None, 422)
        self.ask("POST", "/what-if/screening", "{", None, 400)
        self.token = self.people["reader"]
        self.ask("POST", "/what-if/screening", {}, None, 403)

    def whatIfCredit(self):
        answer = self.ask("POST", "/what-if/credit", {}, None, 200).json()
        if answer["moves"] or answer["current"] != answer["changed"]:
            self.wrong.append("POST /what-if/credit: the active policy is not as itself")
        self.ask("POST", "/what-if/credit", {"policy": answer["policy"], "x": 1}, None, 200)
        self.ask("POST", "/what-if/credit", {"policy": {"pd_threshold_refer": 2}}, None, 422)
        self.ask("POST", "/what-if/credit", "[]", None, 422)

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

    def pending(self):
        """A case of high severity that the first officer has decided."""
        self.token = self.people["first"]
        decided = self.ask("POST", "/screen", {"subject": {"name": "A Davies"}}, None, 200).json()
        tag = self.ask("GET", f"/cases/{decided['case_id']}", None, None, 200).headers["ETag"]
        answer = self.step(decided["case_id"], tag, "decide",
                           {"disposition": "TRUE_MATCH", "reason": "Same person"}, 200)
        return decided["case_id"], answer.headers["ETag"]

    def approveCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "approve", {}, 409)
        case, tag = self.pending()
        self.step(case, tag, "approve", {}, 403)
        self.token = self.people["second"]
        self.step(case, tag, "approve", {"reason": "Agreed"}, 200)

    def rejectCase(self):
        case, tag = self.new_case()
        self.step(case, tag, "reject", {"reason": "x"}, 409)
        case, tag = self.pending()
        self.token = self.people["second"]
        self.step(case, tag, "reject", {"reason": "Look again"}, 200)

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

    # ---- The assistant ----

    def chat(self):
        talk = {"conversation_id": f"{{{NOBODY.upper()}}}"}
        for message in ("help", "Screen John Whyte", "List cases", "explain last",
                        "Open case " + NOBODY, "open case"):
            self.ask("POST", "/agent/chat", {**talk, "message": message}, None, 200)
        self.ask("POST", "/agent/chat", {**talk, "message": "Screen A Davies"},
                 {"Idempotency-Key": "chat-1", "X-Request-Id": "no-uuid:1"}, 200)
        for bad in ({}, {"conversation_id": "x", "message": "help"}, {**talk, "message": " "},
                    {**talk, "message": "help", "context": []}):
            self.ask("POST", "/agent/chat", bad, None, 422)

    def getConversation(self):
        talk = "5a0b2c64-7a0e-4f2a-9d54-2f4c3f1f9b11"
        self.ask("POST", "/agent/chat", {"conversation_id": talk, "message": "help"}, None, 200)
        answer = self.ask("GET", f"/agent/conversations/{talk}", None, None, 200)
        if [m["role"] for m in answer.json()["messages"]] != ["USER", "TOOL", "ASSISTANT"]:
            self.wrong.append(f"GET /agent/conversations: {answer.body[:300]!r}")
        self.ask("GET", "/agent/conversations/x", None, None, 422)
        self.ask("GET", "/agent/conversations/11111111-7a0e-4f2a-9d54-2f4c3f1f9b11", None, None, 404)

    # ---- Packs ----

    def listPacks(self):
        self.ask("GET", "/packs", None, None, 200)

    def getPack(self):
        name = self.ask("GET", "/packs", None, None, 200).json()["active"]["pack_id"]
        self.ask("GET", f"/packs/{name}", None, None, 200)
        self.ask("GET", "/packs/none", None, None, 404)

    def diffPack(self):
        name = self.ask("GET", "/packs", None, None, 200).json()["active"]["pack_id"]
        self.ask("GET", f"/packs/{name}/diff", None, None, 200)
        self.ask("GET", f"/packs/{name}/diff?against={name}&limit=1", None, None, 200)
        self.ask("GET", f"/packs/{name}/diff?against=none", None, None, 404)
        self.ask("GET", f"/packs/{name}/diff?limit=0", None, None, 422)

    def getPackFile(self):
        name = self.ask("GET", "/packs", None, None, 200).json()["active"]["pack_id"]
        self.token = self.people["reader"]
        self.ask("GET", f"/packs/{name}/file", None, None, 403)
        self.token = self.people["first"]
        answer = self.ask("GET", f"/packs/{name}/file", None, None, 200)
        if not answer.body.startswith(b"FSCRPACK"):
            self.wrong.append(f"GET /packs/{name}/file: {answer.body[:20]!r} is no pack")
        self.ask("GET", "/packs/none/file", None, None, 404)

    def propose(self, expect=201):
        self.token = self.people["first"]
        name = self.ask("GET", "/packs", None, None, 200).json()["active"]["pack_id"]
        return self.ask("POST", f"/packs/{name}/activations", None, None, expect).json()

    def proposePack(self):
        proposed = self.propose()["activation"]["activation_id"]
        self.propose(409)
        self.ask("POST", "/packs/none/activations", None, None, 404)
        self.ask("POST", f"/packs/activations/{proposed}/reject", None, None, 403)
        self.token = self.people["second"]
        self.ask("POST", f"/packs/activations/{proposed}/reject", None, None, 200)

    def approvePack(self):
        proposed = self.propose()["activation"]["activation_id"]
        self.token = self.people["second"]
        answer = self.ask("POST", f"/packs/activations/{proposed}/approve", None, None, 200)
        self.ask("POST", f"/packs/activations/{proposed}/approve", None, None, 409)
        self.ask("POST", f"/packs/activations/{NOBODY}/approve", None, None, 404)
        return answer.json()["job"]["job_id"]

    def rejectPack(self):
        proposed = self.propose()["activation"]["activation_id"]
        self.token = self.people["second"]
        self.ask("POST", f"/packs/activations/{proposed}/reject", None, None, 200)
        self.ask("POST", f"/packs/activations/{NOBODY}/reject", None, None, 404)

    def getJob(self):
        job = self.approvePack()
        self.ask("GET", f"/jobs/{job}", None, None, 200)
        self.ask("GET", f"/jobs/{NOBODY}", None, None, 404)

    # ---- Accounts and keys ----

    def login(self):
        good = {"username": "reader", "password": PASSWORD}
        self.ask("POST", "/auth/login", good, NO_TOKEN, 200)
        self.ask("POST", "/auth/login", {**good, "password": "wrong"}, NO_TOKEN, 401)
        self.ask("POST", "/auth/login", {**good, "username": "nobody"}, NO_TOKEN, 401)
        self.ask("POST", "/auth/login", {}, NO_TOKEN, 422)

    def registerUser(self):
        person = new_person("fourth", "viewer")
        self.ask("POST", "/auth/register", person, None, 201)
        self.ask("POST", "/auth/register", person, None, 409)
        self.ask("POST", "/auth/register", {**person, "password": "short"}, None, 422)
        self.token = self.people["reader"]
        self.ask("POST", "/auth/register", person, None, 403)

    def getCurrentUser(self):
        self.ask("GET", "/auth/me", None, None, 200)
        self.ask("GET", "/auth/me", None, {"Authorization": "Bearer x"}, 401)
        self.ask("GET", "/auth/me", None, NO_TOKEN, 401)

    def changePassword(self):
        self.ask("POST", "/auth/register", new_person("changer", "viewer"), None, 201)
        self.token = self.token_of("changer", ONE_TIME)
        change = {"current_password": ONE_TIME, "new_password": PASSWORD}
        self.ask("POST", "/auth/password", {**change, "current_password": "x"}, None, 403)
        self.ask("POST", "/auth/password", {**change, "new_password": "x"}, None, 422)
        self.ask("GET", "/auth/me", None, None, 403)  # a one-time password sets another, no more
        self.ask("POST", "/auth/password", {**change, "keep_api_keys": ["none"]}, None, 422)
        self.ask("POST", "/auth/password", {**change, "keep_api_keys": []}, None, 204)
        self.ask("GET", "/auth/me", None, None, 401)

    def hire(self, username, role):
        """An account in its owner's hands. Returns: his token."""
        self.ask("POST", "/auth/register", new_person(username, role), None, 201)
        first = {"Authorization": f"Bearer {self.token_of(username, ONE_TIME)}"}
        self.ask("POST", "/auth/password",
                 {"current_password": ONE_TIME, "new_password": PASSWORD}, first, 204)
        return self.token_of(username)

    def token_of(self, username, password=PASSWORD):
        answer = self.ask("POST", "/auth/login", {"username": username, "password": password},
                          NO_TOKEN, 200)
        return answer.json()["access_token"]

    def listUsers(self):
        self.ask("GET", "/users", None, None, 200)

    def user(self, username):
        return next(user for user in self.ask("GET", "/users", None, None, 200).json()["items"]
                    if user["username"] == username)

    def getUser(self):
        self.ask("GET", f"/users/{self.user('reader')['id']}", None, None, 200)
        self.ask("GET", f"/users/{NOBODY}", None, None, 404)

    def changeUser(self):
        self.ask("POST", "/auth/register", new_person("leaver", "analyst"), None, 201)
        path = f"/users/{self.user('leaver')['id']}"
        tag = self.ask("GET", path, None, None, 200).headers["ETag"]
        self.ask("PATCH", path, {"role": "viewer"}, None, 428)
        self.ask("PATCH", path, {"role": "king"}, {"If-Match": tag}, 422)
        self.ask("PATCH", path, {"role": "viewer"}, {"If-Match": '"9"'}, 412)
        self.ask("PATCH", path, {"role": "viewer", "is_active": False}, {"If-Match": tag}, 200)
        own = self.user("admin")["id"]
        self.ask("PATCH", f"/users/{own}", {"role": "viewer"}, {"If-Match": '"1"'}, 403)
        self.ask("PATCH", f"/users/{NOBODY}", {"role": "viewer"}, {"If-Match": '"1"'}, 404)

    def of_user(self, username, what, expect, tag=None):
        """A step about an account, by its version."""
        path = f"/users/{self.user(username)['id']}"
        tag = tag or self.ask("GET", path, None, None, 200).headers["ETag"]
        return self.ask("POST", path + what, None, {"If-Match": tag}, expect)

    def changes_of_role(self, username):
        """A proposed role, as there are two administrators, none of whom made the other."""
        path = f"/users/{self.user(username)['id']}"
        tag = self.ask("GET", path, None, None, 200).headers["ETag"]
        answer = self.ask("PATCH", path, {"role": "analyst"}, {"If-Match": tag}, 202)
        if answer.json()["proposed_role"] != "analyst":
            self.wrong.append(f"PATCH /users: no role is proposed: {answer.body!r}")

    def approveRole(self):
        self.of_user("fourth", "/role/approve", 409)
        self.server.make_user("deputy", PASSWORD)
        self.changes_of_role("fourth")
        self.of_user("fourth", "/role/approve", 412, '"9999"')
        self.of_user("fourth", "/role/approve", 403)
        self.token = self.token_of("deputy")
        self.of_user("deputy", "/role/approve", 403)
        self.of_user("fourth", "/role/approve", 200)
        self.ask("POST", f"/users/{NOBODY}/role/approve", None, {"If-Match": '"1"'}, 404)

    def rejectRole(self):
        self.changes_of_role("second")
        self.of_user("second", "/role/reject", 200)
        self.of_user("second", "/role/reject", 409)

    def resetPassword(self):
        self.ask("POST", "/auth/register", new_person("loser", "viewer"), None, 201)
        self.ask("POST", f"/users/{self.user('loser')['id']}/password", None, None, 428)
        self.of_user("admin", "/password", 403)
        answer = self.of_user("loser", "/password", 200).json()
        self.token_of("loser", answer["one_time_password"])

    def createApiKey(self):
        made = self.ask("POST", "/api-keys", {"name": "till", "role": "analyst",
                                              "scopes": ["decide"]}, None, 201).json()
        with_key = {"Authorization": f"Bearer {made['key']}"}
        self.ask("POST", "/screen", {"customer_id": "C_000049"}, with_key, 200)
        self.ask("GET", "/cases", None, with_key, 403)
        self.ask("POST", "/api-keys", {"name": "till", "scopes": ["everything"]}, None, 422)
        self.ask("POST", "/api-keys", {}, None, 422)
        return made["key_id"]

    def listApiKeys(self):
        self.createApiKey()
        self.ask("GET", "/api-keys", None, None, 200)

    def revokeApiKey(self):
        key = self.createApiKey()
        self.ask("DELETE", f"/api-keys/{key}", None, None, 204)
        self.ask("DELETE", f"/api-keys/{key}", None, None, 204)
        self.ask("DELETE", f"/api-keys/{NOBODY}", None, None, 404)

    # ---- Audit ----

    def listAudit(self):
        first = self.ask("GET", "/audit?limit=2", None, None, 200).json()
        self.ask("GET", f"/audit?limit=2&cursor={first['next_cursor']}", None, None, 200)
        for query in ("event=decision", "decision_id=x", f"case_id={NOBODY}", "request_id=r-1"):
            self.ask("GET", f"/audit?{query}", None, None, 200)
        self.ask("GET", "/audit?limit=0&what=x", None, None, 422)
        self.token = self.people["reader"]
        self.ask("GET", "/audit", None, None, 403)

    def verifyAudit(self):
        answer = self.ask("GET", "/audit/verify", None, None, 200).json()
        if not answer["valid"]:
            self.wrong.append(f"GET /audit/verify: {json.dumps(answer)[:800]}")
        self.ask("GET", "/audit/verify?cursor=x", None, None, 422)

    def getAuditProof(self):
        row = self.ask("GET", "/audit?limit=1", None, None, 200).json()["items"][0]
        path = f"/audit/{row['chain']}/{row['seq']}/proof"
        self.until_signed(path)
        self.ask("GET", path, None, None, 200)
        self.ask("GET", f"/audit/{row['chain']}/999999999/proof", None, None, 404)
        self.ask("GET", "/audit/nobody/1/proof", None, None, 404)

    def until_signed(self, path):
        deadline = time.monotonic() + 20
        while self.ask("GET", path).status == 409 and time.monotonic() < deadline:
            time.sleep(0.2)

    def erase(self):
        decided = self.ask("POST", "/screen", {"subject": {"name": "Amelia Davies"}}, None,
                           200).json()
        wish = {"decision_ids": [decided["decision_id"]], "reason": "data_subject_request"}
        self.ask("POST", "/erasures", wish, None, 200)
        gone = self.ask("GET", f"/decisions/{decided['decision_id']}", None, None, 200).json()
        if gone["bundle"] is not None or gone["erased_at"] is None:
            self.wrong.append("POST /erasures: the bundle is still there")
        self.ask("POST", "/replay", {"decision_id": decided["decision_id"]}, None, 410)
        self.ask("POST", "/erasures", {**wish, "reason": "because"}, None, 422)
        self.ask("POST", "/erasures", {**wish, "subject_id": "C_000049"}, None, 422)
        self.ask("POST", "/erasures", {**wish, "decision_ids": [NOBODY]}, None, 404)


def new_person(username, role):
    return {"username": username, "email": f"{username}@example.org", "full_name": username,
            "password": ONE_TIME, "role": role}


def visit_all(server, contract):
    """Every operation, by an administrator and the people that he makes."""
    visit = Visit(server, contract)
    visit.people["admin"] = visit.token = visit.token_of("admin")
    for name, role in (("first", "compliance_officer"), ("second", "compliance_officer"),
                       ("reader", "viewer")):
        visit.people[name] = visit.hire(name, role)
    for operation_id in contract.operations:
        visit.token = visit.people["admin"]
        function = getattr(visit, operation_id, None)
        if function is None:
            visit.wrong.append(f"this test does not visit {operation_id}")
            continue
        try:
            function()
        except (KeyError, TypeError, ValueError, StopIteration) as error:
            visit.wrong.append(f"{operation_id}: {error!r}")
    for operation_id in contract.operations:
        if not any(seen == operation_id and status < 300 for seen, status in contract.seen):
            visit.wrong.append(f"{operation_id} was never answered well")
    return visit.wrong


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
        check_examples(visit, examples)
        wrong = visit.wrong
    with support.served(program, options=support.QUIET, admin=PASSWORD) as server:
        wrong += visit_all(server, contract)
    print("\n".join(wrong) or f"{len(contract.operations)} operations, {len(contract.seen)} answers "
          f"of different kinds, {len(examples)} examples: as promised")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
