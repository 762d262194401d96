"""The topology of docker-compose.yml as processes: Postgres, `migrate up`, two servers, nginx.

Everything lies in one temporary folder, listens on loopback only and is ended by close().
"""
import contextlib
import http.client
import json
import os
import pathlib
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import deployment
from deployment import PROGRAM, ROOT

POSTGRES = next(iter(sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)),
                None)
NGINX = shutil.which("nginx", path=deployment.search_path())


def absent():
    """What the topology needs and this machine has not, or nothing."""
    if POSTGRES is None or not (POSTGRES / "initdb").exists():
        return "the package postgresql-15 is not installed"
    if NGINX is None:
        return "the package nginx-light is not installed"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "as root, runuser is needed to start Postgres"
    return None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(what, is_true, limit_s=60):
    end = time.monotonic() + limit_s
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError(f"after {limit_s} s: {what}")
        time.sleep(0.05)


def post(port, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


class Topology:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fscr."))
        self.folder.chmod(0o711)  # for the user postgres
        self.cleanup = contextlib.ExitStack()
        self.cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.servers = {}
        self.ports = {}
        self.headers = {}
        self.state = self.folder / "state"  # of both servers, as in docker-compose.yml
        self.environment = {"PATH": deployment.search_path(), "HOME": str(self.folder)}

    def start(self):
        self.start_postgres()
        self.run("datagen", "--out_root", str(self.folder / "packs"), "--seed", "42")
        self.run("migrate", "up")
        self.create_account()
        for name in ("server-1", "server-2"):
            self.ports[name] = free_port()
            self.start_server(name)
        for name in self.ports:
            self.wait_ready(name)
        self.start_nginx()
        self.log_in()

    def close(self):
        self.cleanup.close()

    # Postgres

    def as_postgres(self, *command):
        """A command as a user that Postgres lets start it."""
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = deployment.run([*prefix, *map(str, command)], cwd="/", limit_s=90)
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")

    def start_postgres(self):
        self.database = self.folder / "postgres"
        self.database.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.database, owner.pw_uid, owner.pw_gid)
        self.postgres_port = free_port()
        self.as_postgres(POSTGRES / "initdb", "-D", self.database / "data", "-U", "postgres", "-A",
                         "trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.pg_ctl("start")
        self.cleanup.callback(self.pg_ctl, "stop", "-m", "immediate")
        self.environment["DATABASE_URL"] = (
            f"postgresql://postgres@127.0.0.1:{self.postgres_port}/postgres")

    def pg_ctl(self, action, *more):
        settings = (f"-c listen_addresses=127.0.0.1 -c port={self.postgres_port} "
                    f"-c unix_socket_directories={self.database}")
        self.as_postgres(POSTGRES / "pg_ctl", "-D", self.database / "data", "-l",
                         self.database / "log", "-w", "-t", "60", "-o", settings, *more, action)

    def sql(self, query):
        """The rows of a query, each a list of texts."""
        done = deployment.run([str(POSTGRES / "psql"), "-X", "-A", "-t", "-F", "\t", "-v",
                               "ON_ERROR_STOP=1", "-c", query, self.environment["DATABASE_URL"]])
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    # Financescr

    def run(self, *arguments):
        done = deployment.run([PROGRAM, *arguments], env=self.environment, cwd=self.folder)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def verify_audit(self):
        """Exit code and output; the servers go on writing meanwhile."""
        done = deployment.run([PROGRAM, "audit", "verify", "--store",
                               self.environment["DATABASE_URL"]], env=self.environment,
                              cwd=self.folder)
        return done.returncode, done.stdout + done.stderr

    def start_server(self, name):
        log = (self.folder / f"{name}.log").open("ab")
        self.servers[name] = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(self.ports[name]), "--pack",
             str(self.folder / "packs"), "--instance", name, "--state-dir",
             str(self.state), "--rate-limit", "0", "--log", "warning"],
            env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
            stderr=log)
        log.close()
        self.cleanup.callback(self.end, self.servers[name])

    def create_account(self):
        password = self.folder / "password"
        self.password = secrets.token_urlsafe(24)
        password.touch(mode=0o600)
        password.write_text(self.password + "\n", encoding="utf-8")
        self.run("admin", "create", "--state-dir", str(self.state), "--username", "analyst",
                 "--email", "analyst@example.org", "--role", "analyst", "--password-file",
                 str(password))

    def log_in(self):
        """A token of whichever server nginx asked; the other must take it too."""
        status, answer = post(self.port, "/auth/login",
                              {"username": "analyst", "password": self.password})
        if status != 200:
            raise RuntimeError(f"log in: {status} {answer}")
        self.headers = {"Authorization": "Bearer " + answer["access_token"]}

    def wait_ready(self, name):
        def is_ready():
            if self.servers[name].poll() is not None:
                raise RuntimeError(f"{name} ended: " + (self.folder / f"{name}.log").read_text())
            return self.status_of(self.ports[name], "/readyz") == 200
        wait_until(f"{name} is ready", is_ready)

    def kill_server(self, name):
        self.servers[name].send_signal(signal.SIGKILL)
        self.servers[name].wait(10)

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)

    @staticmethod
    def status_of(port, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    # nginx, with the files that ship; only addresses differ

    def start_nginx(self):
        conf = self.folder / "nginx"
        shutil.copytree(ROOT / "deploy/nginx", conf)
        self.port = free_port()
        servers = (conf / "servers.conf").read_text()
        for name, port in self.ports.items():
            servers, count = re.subn(rf"\b{name}:8000\b", f"127.0.0.1:{port}", servers)
            assert count == 1
        (conf / "servers.conf").write_text(servers)
        main = (conf / "nginx.conf").read_text()
        assert "listen 8080" in main
        (conf / "nginx.conf").write_text(main.replace("listen 8080", f"listen 127.0.0.1:{self.port}"))
        user = ["-g", "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"]
        log = (self.folder / "nginx.log").open("ab")
        nginx = subprocess.Popen([NGINX, "-p", str(self.folder), "-c", str(conf / "nginx.conf"),
                                  *user], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        log.close()
        self.cleanup.callback(self.end, nginx)
        wait_until("nginx answers", lambda: self.status_of(self.port, "/nginx") == 200)
