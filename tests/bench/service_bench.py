#!/usr/bin/env python3
"""Durable decisions over HTTP: `service_bench.py PROGRAM [--pack FOLDER] [--store sqlite|postgres]`.

Starts `financescr serve` on a fresh SQLite file and on a private Postgres, drives POST /screen and
POST /credit/apply with wrk at full load and at half of what that reached, and prints requests/s,
latency, the processor time of the server a request, and its memory. Needs wrk.
"""

import argparse
import json
import os
import pathlib
import platform
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

POSTGRES = next(iter(sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))), None)
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
BODIES = 2000
WARM_UP_S = 2

# One body after the other. With THINK_MS each connection waits that long, on average, between an
# answer and its next request; wrk times a request from when it is sent.
WRK_SCRIPT = """
local bodies, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local think_ms = tonumber(os.getenv("THINK_MS"))
if think_ms > 0 then
  delay = function() return math.random(0, 2 * think_ms) end
end
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[at])
end
done = function(summary, latency)
  io.write(string.format('\\nRESULT {"requests":%d,"us":%d,"bad":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


def rows(folder, name):
    """The rows of one file of a pack, wherever in the folder it lies."""
    for path in sorted(folder.rglob(name)):
        with path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    return []


def misspelt(name, rng):
    at = rng.randrange(len(name))
    return name[:at] + rng.choice("aeinorst") + name[at + 1:]


def screen_bodies(pack, rng):
    """Half customers of the pack by id, if it has any; the others names: every second one a listed
    name with a wrong letter, else words of two listed names."""
    names = [row["primary_name"] for row in rows(pack, "watchlist.jsonl")]
    ids = [row["customer_id"] for row in rows(pack, "customers.jsonl")]
    if not names:
        return []
    bodies = []
    for number in range(BODIES):
        if ids and number % 2 == 0:
            body = {"customer_id": rng.choice(ids)}
        elif number // 2 % 2 == 0:
            body = {"subject": {"name": misspelt(rng.choice(names), rng)}}
        else:
            first, last = rng.choice(names).split(), rng.choice(names).split()
            body = {"subject": {"name": f"{first[0]} {last[-1]}"}}
        bodies.append({"request_id": f"b{number}", **body})
    return bodies


def credit_bodies(pack, rng):
    ids = [row["application_id"] for row in rows(pack, "applications.jsonl")]
    return [{"request_id": f"b{number}", "application_id": rng.choice(ids)}
            for number in range(BODIES)] if ids else []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PrivatePostgres:
    """A server of its own in a folder, reached by a Unix socket; settings are the defaults."""

    def __init__(self, folder):
        self.folder = folder / "postgres"
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            folder.chmod(0o711)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.call("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust",
                  "--encoding=UTF8", "--locale=C.UTF-8")
        settings = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        self.call("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o",
                  settings, "start")
        self.url = "postgresql://postgres@" + str(self.folder).replace("/", "%2F") + "/postgres"

    def call(self, program, *arguments):
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, str(POSTGRES / program), *map(str, arguments)], check=True,
                       cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=120)

    def stop(self):
        self.call("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")


class Server:
    def __init__(self, program, pack, store, folder):
        state = folder / "state"
        self.log = folder / "server.log"
        self.port = free_port()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--demo", "--port", str(self.port), "--pack", str(pack), "--store", store,
                 "--state-dir", str(state), "--instance", "bench", "--rate-limit", "0", "--log",
                 "off"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(600):
            if self.is_healthy():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        sys.exit(f"the server does not start: {self.log.read_text(errors='replace')}")

    def is_healthy(self):
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=10) as got:
                return got.status == 200
        except OSError:
            return False

    def cpu_s(self):
        """User and system time so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2]
        user, system = fields.split()[11:13]
        return int(user) / TICKS_PER_S, int(system) / TICKS_PER_S

    def rss_mb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def drive(server, path, bodies_file, script, seconds, connections, think_ms):
    environment = {**os.environ, "BODIES": str(bodies_file), "THINK_MS": str(think_ms)}
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "-s", str(script),
         f"http://localhost:{server.port}{path}"], env=environment, stdout=subprocess.PIPE,
        text=True, check=True, timeout=seconds + 60)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line[7:])
    sys.exit(f"wrk said nothing: {done.stdout}")


def measure(server, path, name, args, files, think_ms):
    user, system = server.cpu_s()
    before = server.rss_mb()
    result = drive(server, path, files[path], files["script"], args.seconds, args.connections,
                   think_ms)
    user, system = server.cpu_s()[0] - user, server.cpu_s()[1] - system
    count = max(1, result["requests"])
    rate = count / (result["us"] / 1e6)
    load = "half" if think_ms else "full"
    print(f"| {name} | {path} | {load} | {rate:,.0f} | {result['p50'] / 1000:.2f} | "
          f"{result['p99'] / 1000:.2f} | {user / count * 1e6:.0f} + {system / count * 1e6:.0f} | "
          f"{before:.1f} -> {server.rss_mb():.1f} | {result['bad']} |", flush=True)
    return rate


def bench_store(name, store, args, files, folder):
    server = Server(args.program, args.pack, store, folder)
    try:
        for path in ("/screen", "/credit/apply"):
            if path not in files:
                continue
            drive(server, path, files[path], files["script"], WARM_UP_S, args.connections, 0)
            rate = measure(server, path, name, args, files, 0)
            # So many connections, each twice as slow as at full load.
            measure(server, path, name, args, files, round(2000 * args.connections / rate))
    finally:
        server.stop()


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    model = next((line.partition(":")[2].strip() for line in text.splitlines()
                  if line.startswith("model name")), platform.machine())
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}, " \
           f"load average {load:.1f} before"


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", help="the financescr to measure")
    parser.add_argument("--pack", type=pathlib.Path,
                        help="pack folder (default: the generated pack of seed 42)")
    parser.add_argument("--store", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seconds", type=int, default=10, help="of each measurement")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/tmp"),
                        help="where the databases lie: the disk that is measured")
    return parser.parse_args()


def bench(args, folder):
    if args.pack is None:
        args.pack = folder / "pack"
        subprocess.run([args.program, "datagen", "--out_root", str(args.pack), "--seed", "42"],
                       check=True, stdout=subprocess.DEVNULL)
    files = {"script": folder / "wrk.lua"}
    files["script"].write_text(WRK_SCRIPT)
    for path, make in (("/screen", screen_bodies), ("/credit/apply", credit_bodies)):
        bodies = make(args.pack, random.Random(42))
        if bodies:
            files[path] = folder / f"{path.replace('/', '_')}.jsonl"
            files[path].write_text("".join(json.dumps(body) + "\n" for body in bodies))
    print(f"Machine: {machine()}")
    print(f"Data: {args.pack}, {len(rows(args.pack, 'watchlist.jsonl')):,} listed entities; "
          f"{args.connections} connections, {args.seconds} s each; CPU is the server's, user + "
          "system, without that of Postgres\n")
    print("| store | | load | requests/s | p50 ms | p99 ms | CPU us a request | RSS MB | failed |")
    print("|---|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    if args.store != "postgres":
        bench_store("SQLite", f"sqlite:{folder}/bench.db", args, files, folder)
    if args.store != "sqlite":
        if POSTGRES is None:
            sys.exit("no Postgres is installed")
        postgres = PrivatePostgres(folder)
        try:
            bench_store("Postgres", postgres.url, args, files, folder)
        finally:
            postgres.stop()


def main():
    args = read_arguments()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fsb", dir=args.folder))
    try:
        bench(args, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
