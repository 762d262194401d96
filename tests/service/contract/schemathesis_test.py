#!/usr/bin/env python3
"""Schemathesis, driven by the contract: requests that fit it and requests that do not, thousands of
them; no answer may be a server error or something that the contract does not promise.

About 1,500 requests; 20,000 with FINANCESCR_TEST_ALL=1. Seeds are fixed."""

import json
import os
import re
import subprocess
import sys

import support

BUILD = os.environ.get("FINANCESCR_CONTRACT_BUILD", "build")
LONG = os.environ.get("FINANCESCR_TEST_ALL") == "1"
REQUESTS = 20_000 if LONG else 1_500
CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,"
          "response_headers_conformance,response_schema_conformance,unsupported_method")
MOST_ROUNDS = 40


def answered(server):
    """Answers so far by status."""
    text = server.ask("GET", "/metrics").body.decode("utf-8")
    counts = {}
    for status, count in re.findall(r'^financescr_http_requests_total\{.*status="(\d+)".*\} (\d+)$',
                                    text, re.MULTILINE):
        counts[int(status)] = counts.get(int(status), 0) + int(count)
    return counts


# Accounts are made by the test, where it needs them. TRACE is a method that HTTP lets a server not
# implement (501).
CONFIGURATION = """
[auth]
auto-signup = false

[phases.coverage]
unexpected-methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]
"""


def prepare(server):
    """The contract without its tokens, so that none is made up: who asks is set once, by header."""
    document = server.ask("GET", "/openapi.json").json()
    document.pop("security")
    document["components"].pop("securitySchemes")
    for item in document["paths"].values():
        for operation in item.values():
            operation.pop("security", None)
    with open(os.path.join(server.folder, "contract.json"), "w", encoding="utf-8") as file:
        json.dump(document, file)
    with open(os.path.join(server.folder, "schemathesis.toml"), "w", encoding="utf-8") as file:
        file.write(CONFIGURATION)


def fuzz(server, seed, examples, token=None):
    command = [sys.executable, "-m", "schemathesis.cli", "run", "contract.json",
               "--url", f"http://127.0.0.1:{server.port}", "--checks", CHECKS,
               "--max-examples", str(examples), "--seed", str(seed), "--workers", "1",
               "--request-timeout", "30", "--suppress-health-check", "all", "--warnings", "off"]
    if token:
        command += ["--header", f"Authorization: Bearer {token}"]
    here = os.path.dirname(os.path.abspath(__file__))
    return subprocess.run(command, capture_output=True, text=True, timeout=2400, check=False,
                          cwd=server.folder,
                          env={**os.environ, "PYTHONPATH": here,
                               "SCHEMATHESIS_HOOKS": "fuzz_hooks"})


def main(program):
    support.with_packages(BUILD)
    with support.served(program) as server:
        prepare(server)
        failed = False
        for seed in range(1, MOST_ROUNDS + 1):
            done = fuzz(server, seed, 120 if LONG else 12)
            failed = done.returncode != 0
            counts = answered(server)
            if failed or sum(counts.values()) >= REQUESTS:
                break
        print(done.stdout[-12000:] if failed else done.stdout[-1500:], done.stderr[-2000:])
        errors = sum(count for status, count in counts.items() if status >= 500)
        if failed or errors:
            print(f"the server's log ends: {server.tail()}")
        print(f"{sum(counts.values())} requests, {errors} server errors; by status: "
              + ", ".join(f"{status}: {count}" for status, count in sorted(counts.items())))
    return 1 if failed or errors or sum(counts.values()) < REQUESTS else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
