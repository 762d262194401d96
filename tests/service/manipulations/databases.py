"""A store of the service in SQLite and in a Postgres of the test's own: loaded, copied, edited."""
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import tempfile

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "store"
POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")
LIMIT_S = 60


class Sqlite:
    kind = "sqlite"

    def __init__(self, folder, path):
        self.folder, self.path = folder, path

    @classmethod
    def load(cls, folder, fixture):
        path = folder / "store.db"
        connection = sqlite3.connect(path)
        connection.executescript((FIXTURES / f"{fixture}.sqlite.sql").read_text())
        connection.close()
        return cls(folder, path)

    @property
    def url(self):
        return f"sqlite:{self.path}"

    def copy(self):
        path = self.folder / "copy.db"
        for end in ("", "-wal", "-shm"):
            pathlib.Path(f"{path}{end}").unlink(missing_ok=True)
        source, target = sqlite3.connect(self.path), sqlite3.connect(path)
        source.backup(target)
        source.close()
        target.close()
        return Sqlite(self.folder, path)

    def run(self, *statements):
        """As who owns the database: without the triggers that guard the log."""
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=20)
        connection.execute("BEGIN IMMEDIATE")
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            text, values = statement if isinstance(statement, tuple) else (statement, ())
            connection.execute(text, values)
        for _, text in guards:
            connection.execute(text)
        connection.execute("COMMIT")
        connection.close()

    def alter(self, *statements):
        """Changes the schema, each in a connection of its own, and leaves the guards alone."""
        for statement in statements:
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=20)
            connection.execute("PRAGMA legacy_alter_table = on")
            connection.executescript(statement)
            connection.close()

    def rows(self, query, *values):
        connection = sqlite3.connect(self.path)
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(query, values)]
        connection.close()
        return found

    def types(self, table):
        return {row["name"]: row["type"] for row in self.rows(f"PRAGMA table_info({table})")}

    def drop(self):
        pass


class PrivatePostgres:
    """A cluster in a temporary folder, reached by a socket there."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fman", dir="/tmp"))
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.databases = 0

    def __enter__(self):
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust",
                 "--encoding=UTF8", "--locale=C.UTF-8")
        options = (f"-c listen_addresses='' -c unix_socket_directories={self.folder} "
                   "-c fsync=off -c max_connections=50")
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                 options, "start")
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*who, POSTGRES / program, *map(str, arguments)], check=True, cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIMIT_S)

    def psql(self, database, text):
        done = subprocess.run(
            ["psql", "-h", self.folder, "-U", "postgres", "-d", database, "-qAtX", "-v",
             "ON_ERROR_STOP=1", "-f", "-"], input=text, capture_output=True, text=True,
            timeout=LIMIT_S, check=False)
        assert done.returncode == 0, (text[:2000], done.stderr)
        return done.stdout

    def fresh(self, template="template1"):
        self.databases += 1
        name = f"d{self.databases}"
        self.psql("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


class Postgres:
    kind = "postgres"

    def __init__(self, server, name):
        self.server, self.name = server, name

    @classmethod
    def load(cls, server, fixture):
        self = cls(server, server.fresh())
        server.psql(self.name, (FIXTURES / f"{fixture}.postgres.sql").read_text())
        return self

    @property
    def url(self):
        host = str(self.server.folder).replace("/", "%2F")
        return f"postgresql://postgres@{host}/{self.name}"

    def copy(self):
        return Postgres(self.server, self.server.fresh(self.name))

    def restored(self):
        """What pg_dump writes of it, in a new database."""
        name, dump = self.server.fresh(), self.server.folder / "dump"
        at = ["-h", self.server.folder, "-U", "postgres", "-d"]
        self.server.run("pg_dump", *at, self.name, "-Fc", "-f", dump)
        self.server.run("pg_restore", *at, name, "--exit-on-error", dump)
        return Postgres(self.server, name)

    @staticmethod
    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        return "'" + str(value).replace("'", "''") + "'"

    def run(self, *statements):
        # The owner of the tables, without triggers, foreign keys and checks.
        texts = ["SET session_replication_role = replica"]
        texts += [f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_numbers_rows"
                  for table in ("audit_log", "audit_heads")]
        for statement in statements:
            text, values = statement if isinstance(statement, tuple) else (statement, ())
            parts = text.split("?")
            assert len(parts) == len(values) + 1, text
            texts.append("".join(part + (self.literal(values[i]) if i < len(values) else "")
                                 for i, part in enumerate(parts)))
        texts += [f"ALTER TABLE {table} ADD CONSTRAINT {table}_numbers_rows CHECK ({number} "
                  "BETWEEN 1 AND 4611686018427387904 AND chain <> '') NOT VALID"
                  for table, number in (("audit_log", "seq"), ("audit_heads", "row_count"))
                  if self.has_guards()]
        self.server.psql(self.name, ";\n".join(texts) + ";")

    def has_guards(self):
        return bool(self.rows("SELECT 1 AS one FROM pg_constraint WHERE conname = "
                              "'audit_log_numbers_rows'"))

    def alter(self, *statements):
        """Changes the schema, and leaves the guards alone."""
        self.server.psql(self.name, "".join(text + ";\n" for text in statements))

    def rows(self, query, *values):
        import json
        parts = query.split("?")
        text = "".join(part + (self.literal(values[i]) if i < len(values) else "")
                       for i, part in enumerate(parts))
        out = self.server.psql(
            self.name, "SET timezone='UTC'; SELECT row_to_json(q)::text FROM (" + text + ") q;")
        return [json.loads(line) for line in out.splitlines()]

    def types(self, table):
        return {row["column_name"]: row["data_type"] for row in self.rows(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = ? ORDER BY ordinal_position", table)}

    def drop(self):
        self.server.psql("postgres", f"DROP DATABASE {self.name} WITH (FORCE)")
