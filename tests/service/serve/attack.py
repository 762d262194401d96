"""A server with little memory, clients that attack it, and one that does not."""
import contextlib
import http.client
import json
import os
import pathlib
import resource
import socket
import subprocess
import threading
import time

import server

MEMORY_BYTES = 1 << 30
CGROUPS = pathlib.Path("/sys/fs/cgroup/memory")
PASSWORD = "a long password of the test"


class Cage:
    """A memory cgroup where this machine gives one (version 1, as root), else RLIMIT_AS; with
    `address_space` always the latter."""

    def __init__(self, address_space=False):
        self.folder = CGROUPS / f"financescr_{os.getpid()}_{time.monotonic_ns()}"
        try:
            if address_space:
                raise OSError
            self.folder.mkdir()
            (self.folder / "memory.limit_in_bytes").write_text(str(MEMORY_BYTES))
            self.kind = "memory cgroup"
        except OSError:
            self.folder = None
            self.kind = "RLIMIT_AS"

    def enter(self):
        """In the process that is to be caged."""
        if self.folder is not None:
            (self.folder / "tasks").write_text(str(os.getpid()))
        else:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    def remove(self):
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self.folder.rmdir()


class CagedServer(server.Server):
    """A server in a cage. Without `demo` everybody needs a token."""

    def __init__(self, program, pack, state, *arguments, demo=False,
                 address_space=False):
        self.cage = Cage(address_space)
        self.log = pack.parent / "attacked.log"
        with self.log.open("ab") as log:
            self.from_byte = log.tell()
            self.process = subprocess.Popen(
                [program, "serve", "--pack", str(pack), "--port", "0", "--instance", "attacked",
                 "--state-dir", str(state), "--rate-limit", "0", *(["--demo"] if demo else []),
                 *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                env={"PATH": os.environ["PATH"]}, preexec_fn=self.cage.enter)
        self.port = None
        self.wait_until_it_listens()

    def resident_bytes(self, which="VmHWM"):
        """The most that was resident at a time, or what is now (VmRSS). 0: it is gone."""
        try:
            status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        lines = dict(line.split(":", 1) for line in status.splitlines())
        return int(lines.get(which, "0 kB").split()[0]) * 1024

    def __exit__(self, *_):
        super().__exit__()
        self.cage.remove()


def make_person(program, state, name, role="analyst"):
    """Somebody in the store of a server that is not yet started."""
    done = subprocess.run(
        [program, "admin", "create", "--store", f"sqlite:{state}/financescr.db", "--state-dir",
         str(state), "--username", name, "--email", f"{name}@example.org", "--role", role],
        input=PASSWORD + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def log_in(port, name):
    with server.Connection(port) as connection:
        status, body, _ = connection.ask("POST", "/auth/login",
                                         {"username": name, "password": PASSWORD})
    assert status == 200, body
    return body["access_token"]


class Other:
    """A client that asks for decisions all the time, on connections of its own."""

    def __init__(self, port, token=None):
        self.port = port
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self.latencies_s = []
        self.bad = []
        self.liveness_s = []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self._decide, daemon=True),
                        threading.Thread(target=self._ask_liveness, daemon=True)]

    def _timed(self, method, path, body=None):
        began = time.monotonic()
        try:
            client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            client.request(method, path, body, self.headers)
            answer = client.getresponse()
            answer.read()
            client.close()
            if answer.status != 200:
                self.bad.append((path, answer.status))
        except (OSError, http.client.HTTPException) as fault:
            self.bad.append((path, repr(fault)))
            time.sleep(0.05)
        return time.monotonic() - began

    def _decide(self):
        number = 0
        while not self.stopped.is_set():
            number += 1
            body = json.dumps({"request_id": f"o-{number}", "subject": {"name": "Anna Example"}})
            self.latencies_s.append(self._timed("POST", "/screen", body))
            time.sleep(0.005)

    def _ask_liveness(self):
        while not self.stopped.is_set():
            self.liveness_s.append(self._timed("GET", "/healthz"))
            time.sleep(0.05)

    def wait_for_decisions(self, count):
        end = time.monotonic() + server.LIMIT_S
        while len(self.latencies_s) < count and time.monotonic() < end:
            time.sleep(0.01)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join(30)


def percentile_ms(times_s, per_cent):
    ordered = sorted(times_s) or [float("nan")]
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * per_cent // 100)]


def report(what, caged, other):
    print(f"{what}: most resident {caged.resident_bytes() >> 20} MiB ({caged.cage.kind}); other "
          f"client {len(other.latencies_s)} decisions, p50 {percentile_ms(other.latencies_s, 50):.1f}"
          f" ms, p99 {percentile_ms(other.latencies_s, 99):.1f} ms, slowest liveness "
          f"{1000 * max(other.liveness_s, default=float('nan')):.1f} ms, {len(other.bad)} not 200")


def many_keys(count=380_000):
    """A JSON object of as many unknown members: 3.7 MB."""
    return ("{" + ",".join(f'"{number:x}":0' for number in range(count)) + "}").encode()


def head(method, path, length, token=None, kind="application/json"):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}",
             f"Content-Length: {length}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status_after(port, head_bytes, body=b"", timeout_s=30):
    """Sends a request and returns the status of its answer; None if the connection just ended."""
    with socket.create_connection(("127.0.0.1", port), timeout_s) as client:
        with contextlib.suppress(OSError):
            client.sendall(head_bytes)
            client.sendall(body)
        try:
            line = client.recv(4096).split(b"\r\n")[0].split()
        except OSError:
            return None
        return int(line[1]) if len(line) > 1 else None


def all_at_once(count, step):
    """Runs `step(number)` in as many threads. Returns: what each returned."""
    results = [None] * count

    def run(number):
        results[number] = step(number)

    threads = [threading.Thread(target=run, args=(number,), daemon=True)
               for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def flood(port, data, senders, seconds):
    """So many senders, each of which sends all of `data`, takes one line of the answer, leaves and
    comes again. Returns: the statuses that they were told, None for none."""
    end = time.monotonic() + seconds

    def send(_):
        told = set()
        while time.monotonic() < end:
            told.add(status_after(port, data))
        return told

    return set().union(*(told for told in all_at_once(senders, send) if told))


def read_slowly(port, path, count, token=None):
    """Connections that ask for `path` and take nothing of the answer."""
    credential = f"Authorization: Bearer {token}\r\n" if token else ""
    clients = []
    for _ in range(count):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(10)
        client.connect(("127.0.0.1", port))
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{credential}\r\n".encode())
        clients.append(client)
    return clients
