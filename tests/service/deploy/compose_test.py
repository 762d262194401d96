"""docker-compose.yml and what it starts from: the deployment defects of the reference are absent."""
import os
import re
import stat
import unittest

import deployment
from deployment import Folder, ROOT, needs, run, text_of, yaml

SECRETS = ("POSTGRES_PASSWORD",)
VALUES = {name: "0123456789abcdef" * 4 for name in SECRETS} | {"FINANCESCR_DATA_DIR": "/srv/packs"}


def config(values):
    """`docker-compose config` with these variables and no .env."""
    with Folder() as folder:
        (folder / "docker-compose.yml").write_text(text_of("docker-compose.yml"), encoding="utf-8")
        environment = {"PATH": deployment.search_path(), "HOME": str(folder)} | values
        return run(["docker-compose", "config"], env=environment, cwd=folder)


def resolved():
    shown = config(VALUES)
    if shown.returncode != 0:
        raise AssertionError(shown.stderr)
    return yaml.safe_load(shown.stdout)


@needs("docker-compose")
class Compose(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = resolved()
        cls.services = cls.file["services"]
        cls.servers = {name: service for name, service in cls.services.items()
                       if service.get("command", [""])[0] == "serve"}

    def test_only_nginx_is_published(self):
        for name, service in self.services.items():
            self.assertEqual("ports" in service, name == "web", name)
        self.assertTrue(self.file["networks"]["back"]["internal"])
        self.assertEqual(list(self.services["postgres"]["networks"]), ["back"])

    def test_the_web_page_is_published_on_loopback_unless_said_otherwise(self):
        self.assertIn("127.0.0.1", str(self.services["web"]["ports"]))

    def test_it_does_not_start_without_each_secret(self):
        for name in VALUES:
            for absent in ({}, {name: ""}):
                values = {key: value for key, value in VALUES.items() if key != name} | absent
                shown = config(values)
                self.assertNotEqual(shown.returncode, 0, name)
                self.assertIn("make_env.sh", shown.stderr)

    def test_two_servers_with_names_of_their_own_and_the_same_keys(self):
        self.assertEqual(len(self.servers), 2)
        names = {service["command"][service["command"].index("--instance") + 1]
                 for service in self.servers.values()}
        states = {volume for service in self.servers.values() for volume in service["volumes"]
                  if ":/var/lib/financescr" in volume}
        self.assertEqual(names, set(self.servers))
        self.assertEqual(len(states), 1)

    def test_the_packs_cannot_be_written(self):
        for name, service in self.servers.items():
            self.assertIn("/srv/packs:/data:ro", service["volumes"], name)

    def test_migrations_are_a_step_before_the_servers(self):
        self.assertEqual(self.services["migrate"]["command"], ["migrate", "up"])
        self.assertEqual(self.services["migrate"]["image"],
                         self.services["server-1"]["image"])
        for name, service in self.servers.items():
            self.assertEqual(service["depends_on"]["migrate"]["condition"],
                             "service_completed_successfully", name)

    def test_every_start_waits_for_health(self):
        self.assertEqual(self.services["migrate"]["depends_on"],
                         {"postgres": {"condition": "service_healthy"}})
        self.assertIn("pg_isready", self.services["postgres"]["healthcheck"]["test"])
        for name, service in self.services.items():
            for other, how in service.get("depends_on", {}).items():
                expected = ("service_completed_successfully" if other == "migrate"
                            else "service_healthy")
                self.assertEqual(how["condition"], expected, f"{name} waits for {other}")
        self.assertEqual(set(self.services["web"]["depends_on"]), set(self.servers))

    def test_ours_run_without_privileges(self):
        for name, service in self.services.items():
            if name == "postgres":
                continue
            self.assertTrue(service["read_only"], name)
            self.assertEqual(service["cap_drop"], ["ALL"], name)
            self.assertIn("no-new-privileges:true", service["security_opt"], name)

    def test_nginx_knows_the_servers_by_their_names(self):
        upstream = re.findall(r"^\s*server ([a-z0-9-]+):(\d+)", text_of("deploy/nginx/servers.conf"),
                              re.M)
        self.assertEqual({name for name, _ in upstream}, set(self.servers))
        for name, port in upstream:
            self.assertEqual(self.servers[name]["environment"]["PORT"], port)

    def test_a_stopped_server_has_time_to_finish(self):
        for name, service in self.servers.items():
            self.assertEqual(service["stop_grace_period"], "30s", name)

    def test_the_options_exist(self):
        for name, service in self.services.items():
            command = service.get("command") or []
            if not command or name == "postgres":
                continue
            words = [word for word in command[:2] if re.fullmatch("[a-z]+", word)]
            known = deployment.help_of(words)
            self.assertIsNotNone(known, f"{name}: financescr {' '.join(words)}")
            for word in command:
                if word.startswith("--"):
                    self.assertIn(word, known, name)


class Secrets(unittest.TestCase):
    def test_no_deployment_file_holds_one(self):
        files = [ROOT / name for name in ("Dockerfile", "docker-compose.yml", ".env.example")]
        files += [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]
        written_out = re.compile(
            r"(?i)(password|passwd|secret(?!Name)|token[-_]key|api[-_]?key)\w*[\"']?\s*[:=]\s*[\"']?"
            r"(?!\$|\s|#)[^\s\"']{3,}")
        in_url = re.compile(r"://\w+:(?!\$|PASSWORD@)[^@\s]+@")
        for path in files:
            for line in path.read_text(encoding="utf-8").splitlines():
                line = re.sub(r"\$\{[^}]*\}", "$", line)
                if line.strip().startswith("#") and "://" not in line:
                    continue
                self.assertIsNone(in_url.search(line), f"{path}: {line}")
                if path.name != "make_env.sh":
                    self.assertIsNone(written_out.search(line), f"{path}: {line}")

    def test_the_example_leaves_them_empty(self):
        for name in SECRETS:
            self.assertRegex(text_of(".env.example"), rf"(?m)^{name}=$")

    def test_a_written_env_is_private_and_never_the_same(self):
        seen = set()
        for _ in range(2):
            with Folder() as folder:
                (folder / "deploy").mkdir()
                for name in ("deploy/make_env.sh", ".env.example"):
                    (folder / name).write_text(text_of(name), encoding="utf-8")
                made = run(["bash", "deploy/make_env.sh", "/srv/packs"], cwd=folder)
                self.assertEqual(made.returncode, 0, made.stderr)
                env = (folder / ".env").read_text(encoding="utf-8")
                self.assertEqual(stat.S_IMODE(os.stat(folder / ".env").st_mode), 0o600)
                self.assertIn("\nFINANCESCR_DATA_DIR=/srv/packs\n", env)
                for name in SECRETS:
                    value = re.search(rf"(?m)^{name}=([0-9a-f]{{64}})$", env).group(1)
                    self.assertNotIn(value, seen)
                    seen.add(value)
                run(["bash", "deploy/make_env.sh"], cwd=folder)
                self.assertEqual((folder / ".env").read_text(encoding="utf-8"), env)

    def test_git_ignores_it(self):
        self.assertRegex(text_of(".gitignore"), r"(?m)^/\.env$")


if __name__ == "__main__":
    deployment.main()
