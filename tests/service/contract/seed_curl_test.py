#!/usr/bin/env python3
"""The `curl` lines of the reference's documentation, run as they are written.

They name port 8000. In a network namespace of its own the test has that port for itself; where the
machine allows none it takes port 8000 if that is free, else the port, and nothing but the port, is
replaced in the lines."""

import fcntl
import json
import os
import re
import socket
import struct
import subprocess
import sys

import support

PORT = 8000


def lines_of(seed):
    """Every `curl ... | python -m json.tool` and the assignment of CID, in the order of the text,
    which has lost most of its line ends."""
    with open(seed, encoding="utf-8") as file:
        text = file.read()
    return re.findall(r'CID=\$\(python -c "[^"]*"\)|curl -.*?\| python -m json\.tool', text, re.DOTALL)


def bring_loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def port_is_free():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return False
    return True


def run(program, lines, port):
    with support.served(program, port) as server:
        script = "\n".join(["set -euo pipefail", 'python() { python3 "$@"; }',
                            *[f"{line}\necho '--'" for line in lines]])
        if port != PORT:
            script = script.replace(f":{PORT}", f":{server.port}")
        done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, text=True,
                              check=False)
    print(done.stdout[-3000:], done.stderr[-1000:])
    if done.returncode != 0:
        print(f"the lines ended with {done.returncode}")
        return 1
    answers = [json.loads(part) for part in done.stdout.split("--\n") if part.strip()]
    health = [answer for answer in answers if answer.get("status") == "ok"]
    chats = [answer for answer in answers if "assistant_message" in answer]
    talks = [answer for answer in answers if "messages" in answer]
    good = (len(health) == sum("/health" in line for line in lines)
            and len(chats) == 1 and chats[0]["final_state"]["intent"] == "HELP"
            and len(talks) == 1 and [m["role"] for m in talks[0]["messages"]]
            == ["USER", "TOOL", "ASSISTANT"])
    print("the reference's lines work" if good else "an answer is not what the reference gives")
    return 0 if good else 1


def main(program, seed, inside=None):
    if not os.path.exists(seed):
        support.skip(f"no {seed}")
    lines = lines_of(seed)
    if len(lines) < 4:
        print(f"only {len(lines)} lines found in {seed}")
        return 1
    if inside:
        bring_loopback_up()
        print(f"in a network namespace, on port {PORT}")
        return run(program, lines, PORT)
    for unshare in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0:
            return subprocess.run([*unshare, sys.executable, "-B", __file__, program, seed,
                                   "inside"], timeout=150, check=False).returncode
    port = PORT if port_is_free() else None
    print(f"on port {PORT}" if port else f"port {PORT} is taken; only the port is replaced")
    return run(program, lines, port)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
