#!/usr/bin/env python3
"""What is wrong with a request is said with a status, a code and the pointer of the field, in a
problem document, and nothing of it is stored."""

import json
import re
import sys

import support

AS_OF = "2026-01-01"
SUBJECT = {"name": "Amelia Davies"}
LOAN = {"amount_gbp": 2500, "term_months": 24, "income_monthly_gbp": 3200,
        "outgoings_monthly_gbp": 1400, "employment_status": "EMPLOYED", "employment_months": 60,
        "missed_payments_12m": 0, "credit_utilisation": 0.2, "bank_balance_volatility": 0.2}


def loan(**changes):
    return {"application": {**LOAN, **changes}}


def subject(**changes):
    return {"subject": {**SUBJECT, **changes}}


DEEP = '{"subject":{"name":"A B"},"x":' + "[" * 40 + "]" * 40 + "}"
BIG = '{"subject":{"name":"' + "a" * (5 << 20) + '"}}'

# path, body, status, pointer of the first fault, its code
FAULTS = [
    ("/screen", {"customer_id": "C_000049", **subject()}, 422, "/subject", "conflict"),
    ("/screen", {}, 422, "", "missing"),
    ("/screen", {"customer_id": ""}, 422, "", "missing"),
    ("/screen", {"customer_id": "C_9"}, 404, "/customer_id", "not_found"),
    ("/screen", {"customer_id": 49}, 422, "/customer_id", "invalid"),
    ("/screen", {"subject": "Amelia"}, 422, "/subject", "invalid"),
    ("/screen", subject(name=7), 422, "/subject/name", "invalid"),
    ("/screen", subject(name=""), 422, "/subject/name", "invalid"),
    ("/screen", subject(name="   "), 422, "/subject/name", "invalid"),
    ("/screen", subject(name="..."), 422, "/subject/name", "invalid"),
    ("/screen", {"subject": {}}, 422, "/subject/name", "missing"),
    ("/screen", subject(name="x" * 1025), 422, "/subject/name", "too_large"),
    ("/screen", subject(dob="03/04/1990"), 422, "/subject/dob", "invalid"),
    ("/screen", subject(dob="1990-02-30"), 422, "/subject/dob", "invalid"),
    ("/screen", subject(nationality="Atlantis"), 422, "/subject/nationality", "invalid"),
    ("/screen", subject(entity_type="ALIEN"), 422, "/subject/entity_type", "invalid"),
    ("/screen", {"as_of": "2999-01-01", **subject()}, 422, "/as_of", "invalid"),
    ("/screen", {"as_of": "yesterday", **subject()}, 422, "/as_of", "invalid"),
    ("/screen", {**subject(), "options": {"top_k": 0}}, 422, "/options/top_k", "invalid"),
    ("/screen", {**subject(), "options": {"top_k": 201}}, 422, "/options/top_k", "invalid"),
    ("/screen", {**subject(), "options": {"threshold": 1.1}}, 422, "/options/threshold", "invalid"),
    ("/screen", {**subject(), "options": []}, 422, "/options", "invalid"),
    ("/screen", {**subject(), "request_id": "Amelia Davies"}, 422, "/request_id", "invalid"),
    ("/screen", {**subject(), "request_id": {"id": 1}}, 422, "/request_id", "invalid"),
    ("/screen", {**subject(), "customer_ref": "Amelia Davies"}, 422, "/customer_ref", "invalid"),
    ("/screen", {**subject(), "customer_ref": 47}, 422, "/customer_ref", "invalid"),
    ("/screen", {**subject(), "customer_ref": "x" * 129}, 422, "/customer_ref", "too_large"),
    ("/screen", "[]", 422, "", "invalid"),
    ("/screen", "", 400, "", "malformed"),
    ("/screen", "{", 400, "", "malformed"),
    ("/screen", '{"subject":{"name":"A B"}} x', 400, "", "malformed"),
    ("/screen", b'{"subject":{"name":"A\xff B"}}', 400, "", "malformed"),
    ("/screen", b'{"subject":{"name":"\xed\xa0\x80"}}', 400, "", "malformed"),
    ("/screen", '{"customer_id":"C_000049","customer_id":"C_000050"}', 400, "/customer_id",
     "invalid"),
    ("/screen", '{"subject":{"name":"A B","name":"C D"}}', 400, "/subject/name", "invalid"),
    ("/screen", DEEP, 413, None, "too_large"),
    ("/screen", BIG, 413, None, None),
    ("/credit/apply", {"application_id": "A_000001", **loan()}, 422, "/application", "conflict"),
    ("/credit/apply", {}, 422, "", "missing"),
    ("/credit/apply", {"application_id": "A_9"}, 404, "/application_id", "not_found"),
    ("/credit/apply", {"application_id": 1}, 422, "/application_id", "invalid"),
    ("/credit/apply", loan(amount_gbp="2500"), 422, "/application/amount_gbp", "invalid"),
    ("/credit/apply", loan(amount_gbp=0), 422, "/application/amount_gbp", "invalid"),
    ("/credit/apply", loan(term_months=12.5), 422, "/application/term_months", "invalid"),
    ("/credit/apply", loan(employment_status="RETIRED"), 422, "/application/employment_status",
     "invalid"),
    ("/credit/apply", loan(credit_utilisation=None), 422, "/application/credit_utilisation",
     "missing"),
    ("/credit/apply", {"as_of": "2999-01-01", **loan()}, 422, "/as_of", "invalid"),
    ("/credit/apply", BIG, 413, None, None),
    ("/credit/apply", {**loan(), "customer_ref": "a@b"}, 422, "/customer_ref", "invalid"),
    ("/credit/apply", {**loan(), "request_id": True}, 422, "/request_id", "invalid"),
    ("/replay", {}, 422, "", "missing"),
    ("/replay", {"decision_id": "0", "bundle": {}}, 422, "/bundle", "conflict"),
    ("/replay", {"decision_id": "00000000-0000-0000-0000-000000000000"}, 404, None, None),
    ("/replay", {"bundle": {}}, 422, "/bundle_version", "missing"),
    ("/what-if/screening", {"threshold": 2}, 422, "/threshold", "invalid"),
    ("/what-if/screening", {"cost_fn": "15"}, 422, "/cost_fn", "invalid"),
    ("/what-if/credit", {"policy": {"pd_threshold_approve": 0.9}}, 422,
     "/policy/pd_threshold_approve", "invalid"),
    ("/what-if/credit", {"policy": {"costs": {"loss": 1}}}, 422, "/policy/costs/loss", "invalid"),
]


def stored(server):
    """How much the server says it has stored."""
    text = server.ask("GET", "/metrics").body.decode("utf-8")
    decided = sum(int(n) for n in re.findall(r"^financescr_decisions_total\{[^}]*\} (\d+)$", text,
                                             re.MULTILINE))
    return decided, len(server.ask("GET", "/cases?limit=200").json().get("items", []))


def complaint(server, path, body, status, pointer, code):
    answer = server.ask("POST", path, body)
    try:
        problem = answer.json()
    except ValueError:
        return f"{answer.status} {answer.body[:200]!r}, which is not JSON"
    if answer.status != status:
        return f"{answer.status} instead of {status}: {json.dumps(problem)[:400]}"
    if answer.headers.get("Content-Type") != "application/problem+json":
        return f"Content-Type {answer.headers.get('Content-Type')}"
    if pointer is not None:
        fault = problem.get("errors", [{}])[0]
        if (fault.get("pointer"), fault.get("code")) != (pointer, code):
            return f"{json.dumps(problem.get('errors'))[:400]} instead of {code} at {pointer!r}"
    return None


def main(program):
    wrong = []
    with support.served(program) as server:
        good = server.ask("POST", "/screen", {"as_of": AS_OF, "customer_id": "C_000049"})
        if good.status != 200:
            print(f"a good request is answered {good.status} {good.body[:300]!r}")
            return 1
        before = stored(server)
        for path, body, status, pointer, code in FAULTS:
            fault = complaint(server, path, body, status, pointer, code)
            if fault:
                shown = body if isinstance(body, (str, bytes)) else json.dumps(body)
                wrong.append(f"POST {path} {shown[:120]!r}: {fault}")
        after = stored(server)
        if before != after:
            wrong.append(f"stored before {before}, after {after} (decisions, cases)")
        for path, kind in (("/screen", "text/plain"), ("/credit/apply", "application/xml")):
            answer = server.ask("POST", path, "{}", {"Content-Type": kind})
            if answer.status != 415:
                wrong.append(f"POST {path} as {kind}: {answer.status} instead of 415")
    print("\n".join(wrong) or f"{len(FAULTS)} faults are named where they are; nothing was stored")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
