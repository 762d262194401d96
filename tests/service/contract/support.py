"""What the contract tests share: a server on a free port, and the contract to hold it to.

Run by Debian's python3; what needs a package from PyPI asks `with_packages` first, which runs the
script again inside a virtual environment under build/, or skips it when PyPI cannot be reached.
"""

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PACKAGES = ["schemathesis==4.32.5", "jsonschema==4.25.1", "rfc3339-validator==0.1.4"]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def with_packages(build_folder):
    """Returns inside the environment; does not return otherwise."""
    home = os.path.join(build_folder, "contract-packages")
    python = os.path.join(home, "bin", "python3")
    if os.path.abspath(sys.prefix) == os.path.abspath(home):
        return
    os.makedirs(build_folder, exist_ok=True)
    with open(home + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        marker = os.path.join(home, "installed")
        wanted = "\n".join(PACKAGES)
        if not os.path.exists(marker) or open(marker, encoding="utf-8").read() != wanted:
            install(home, python)
            with open(marker, "w", encoding="utf-8") as file:
                file.write(wanted)
    os.execv(python, [python, "-B", *sys.argv])


def install(home, python):
    shutil.rmtree(home, ignore_errors=True)
    try:
        subprocess.run(["/usr/bin/python3", "-m", "venv", home], check=True, timeout=120,
                       capture_output=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "--timeout", "20", "--retries", "1", *PACKAGES],
                       check=True, timeout=400, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        shutil.rmtree(home, ignore_errors=True)
        skip(f"{', '.join(PACKAGES)} cannot be installed from PyPI ({error})")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class Server:
    """`financescr serve` on the pack of seed 42."""

    def __init__(self, program, folder, port=None, options=("--demo",)):
        self.program = program
        self.folder = folder
        self.port = port or free_port()
        self.log = open(os.path.join(folder, "server.log"), "ab")
        self.process = subprocess.Popen(
            [program, "serve", "--pack", os.path.join(folder, "pack"), "--port", str(self.port),
             "--state-dir", os.path.join(folder, "state"), *options],
            stdout=self.log, stderr=self.log)
        self.wait_until_ready()

    def wait_until_ready(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.tail()}")
            with contextlib.suppress(OSError):
                if self.ask("GET", "/readyz").status == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"the server is not ready after 60 s: {self.tail()}")

    def tail(self):
        with open(os.path.join(self.folder, "server.log"), "rb") as file:
            return file.read()[-2000:].decode("utf-8", "replace")

    def ask(self, method, path, body=None, headers=None):
        """Sends `body` as it is if it is bytes or text, else as JSON."""
        headers = dict(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if body is not None and not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = "application/json"
        if isinstance(body, str):
            body = body.encode("utf-8")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def make_user(self, username, password):
        """An administrator more, as who runs the server makes one beside it."""
        make_admin(self.program, self.folder, store_in(self.folder), password, username)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.log.close()
        return self.process.returncode


QUIET = ("--log", "warning", "--rate-limit", "0")


def store_in(folder):
    return "sqlite:" + os.path.join(folder, "store.db")


def make_admin(program, folder, store, password, username="admin"):
    subprocess.run([program, "admin", "create", "--store", store, "--state-dir",
                    os.path.join(folder, "state"), "--username", username, "--email",
                    username + "@example.org"],
                   input=password + "\n", text=True, check=True, timeout=60, capture_output=True)


@contextlib.contextmanager
def served(program, port=None, options=("--demo", *QUIET), admin=None):
    """A server in a folder of its own, gone with it; on SQLite. With the password of an
    account "admin" it has that account."""
    folder = tempfile.mkdtemp(prefix="financescr-contract-")
    server = None
    try:
        subprocess.run([program, "datagen", "--out_root", os.path.join(folder, "pack"), "--seed",
                        "42", "--no-oracle", "--no-expected"],
                       check=True, timeout=120, capture_output=True)
        store = store_in(folder)
        if admin is not None:
            make_admin(program, folder, store, admin)
        server = Server(program, folder, port, (*options, "--store", store))
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
