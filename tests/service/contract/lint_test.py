#!/usr/bin/env python3
"""Redocly's linter over the contract, from npm."""

import os
import shutil
import subprocess
import sys

import support

PACKAGE = "@redocly/cli@2.77.0"
BUILD = os.environ.get("FINANCESCR_CONTRACT_BUILD", "build")


def main(contract):
    npm = shutil.which("npm")
    if npm is None:
        support.skip("no npm")
    home = os.path.join(BUILD, "contract-lint")
    program = os.path.join(home, "node_modules", ".bin", "redocly")
    if not os.path.exists(program):
        os.makedirs(home, exist_ok=True)
        done = subprocess.run([npm, "install", "--prefix", home, "--no-audit", "--no-fund",
                               "--silent", "--ignore-scripts", PACKAGE],
                              capture_output=True, text=True, timeout=240, check=False)
        if done.returncode != 0:
            shutil.rmtree(home, ignore_errors=True)
            support.skip(f"{PACKAGE} cannot be installed from npm: {done.stderr[-500:]}")
    rules = os.path.join(os.path.dirname(os.path.abspath(__file__)), "redocly.yaml")
    done = subprocess.run([program, "lint", contract, "--config", rules, "--format", "stylish"],
                          capture_output=True, text=True, timeout=120, check=False,
                          env={**os.environ, "REDOCLY_TELEMETRY": "off",
                               "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    print(done.stdout[-6000:], done.stderr[-3000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
