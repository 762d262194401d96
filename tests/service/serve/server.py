"""`financescr serve` as a process of a test's own: started, asked, killed; and its small pack."""
import http.client
import json
import os
import resource
import signal
import subprocess
import time

LIMIT_S = 180
INSTANCE = "crash"


def run(program, *arguments, environment=None):
    """Exit code, standard output and standard error of a command."""
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=LIMIT_S, check=False, stdin=subprocess.DEVNULL,
                          env={"PATH": os.environ["PATH"], **(environment or {})})
    return done.returncode, done.stdout, done.stderr


def make_pack(program, folder):
    """A compiled pack of few people, so that a server starts in a moment."""
    few = [f"--n_{what}=300" for what in ("customers", "watchlist", "credit_apps")]
    source, pack = folder / "source", folder / "small.fpk"
    for command in (["datagen", "--out_root", source, "--seed", "42", *few, "--no-oracle",
                     "--no-expected", "--n_fincrime_scenarios=10"],
                    ["pack", "build", source, "--out", pack]):
        code, out, error = run(program, *command)
        assert code == 0, (command, out, error)
    return pack


class Server:
    """A server on a free port with its store and log in `state`."""

    def __init__(self, program, pack, state, *arguments):
        self.log = pack.parent / "server.log"
        with self.log.open("ab") as log:
            self.from_byte = log.tell()
            self.process = subprocess.Popen(
                [program, "serve", "--pack", str(pack), "--demo", "--port", "0", "--instance",
                 INSTANCE, "--state-dir", str(state),
                 *([] if "--rate-limit" in arguments else ["--rate-limit", "0"]), *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                env={"PATH": os.environ["PATH"]}, preexec_fn=refuse_large_files_politely)
        self.port = None

    def wait_until_it_listens(self):
        end = time.monotonic() + LIMIT_S
        while self.port is None:
            said = self.said()
            for line in said.splitlines(keepends=True):
                if '"event":"listening"' in line and line.endswith("\n"):
                    self.port = json.loads(line)["port"]
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server did not start: " + said[-2000:])
            time.sleep(0.002)

    def said(self):
        with self.log.open("rb") as log:
            log.seek(self.from_byte)
            return log.read().decode()

    def kill(self):
        """SIGKILL. Returns: whether it was this that ended the server."""
        self.process.send_signal(signal.SIGKILL)
        return self.process.wait(LIMIT_S) == -signal.SIGKILL

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(LIMIT_S)

    def ask(self, method, path, body=None, headers=None):
        with Connection(self.port) as connection:
            return connection.ask(method, path, body, headers)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(LIMIT_S)


def refuse_large_files_politely():
    """A limit on the size of files is an error of a write, not the end of the process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Connection:
    """One kept connection. Errors of it: OSError, http.client.HTTPException."""

    def __init__(self, port):
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)

    def ask(self, method, path, body=None, headers=None):
        """Status, JSON and header fields of the answer."""
        text = None if body is None else json.dumps(body)
        self.client.request(method, path, text,
                            {"Content-Type": "application/json", **(headers or {})})
        answer = self.client.getresponse()
        return answer.status, json.loads(answer.read()), answer.headers

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()
