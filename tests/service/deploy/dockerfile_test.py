"""Dockerfile: what it copies is there, what it installs exists and is enough, nobody is root."""
import fnmatch
import re
import shutil
import unittest

import deployment
from deployment import Folder, PROGRAM, ROOT, needs, packages, run, text_of


def instructions():
    """(stage, instruction, argument) of each, continued lines joined."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n", "", text_of("Dockerfile")))
    stage = ""
    for line in joined.splitlines():
        if not line.strip():
            continue
        name, _, argument = line.strip().partition(" ")
        if name == "FROM":
            stage = argument.split()[-1]
        yield stage, name, argument.strip()


def of_stage(stage, name):
    return [argument for at, instruction, argument in instructions()
            if at == stage and instruction == name]


def copied_paths():
    """What is copied from the context, with where it goes."""
    for stage, name, argument in instructions():
        if name == "COPY" and not argument.startswith("--from"):
            *sources, target = argument.split()
            for source in sources:
                yield stage, source, target


def is_in_context(path):
    """Whether .dockerignore lets a path through; the last matching line decides."""
    passes = True
    for line in text_of(".dockerignore").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        lets_in = pattern.startswith("!")
        pattern = pattern.lstrip("!")
        anywhere = pattern.removeprefix("**/")
        parts = [path] + [str(parent) for parent in (ROOT / path).relative_to(ROOT).parents]
        if any(fnmatch.fnmatch(part, pattern) or
               (anywhere != pattern and fnmatch.fnmatch(part.split("/")[-1], anywhere))
               for part in parts):
            passes = lets_in
    return passes


class Dockerfile(unittest.TestCase):
    def test_what_runs_is_not_root_and_has_a_health_check(self):
        for stage in ("server", "web"):
            user = of_stage(stage, "USER")
            self.assertEqual(len(user), 1, stage)
            self.assertRegex(user[0], r"^[1-9]\d{4}:[1-9]\d{4}$", stage)
            self.assertEqual(len(of_stage(stage, "HEALTHCHECK")), 1, stage)
            self.assertTrue(of_stage(stage, "ENTRYPOINT")[0].startswith("["), stage)
            self.assertEqual(len(of_stage(stage, "STOPSIGNAL")), 1, stage)

    def test_a_plain_build_makes_the_server(self):
        self.assertEqual(list(instructions())[-1][0], "server")

    def test_the_health_check_is_a_subcommand(self):
        self.assertIn('["financescr", "health"]', of_stage("server", "HEALTHCHECK")[0])
        self.assertIsNotNone(deployment.help_of(["health"]))

    def test_the_base_is_a_named_release_of_debian(self):
        stages = {stage for stage, _, _ in instructions()}
        for _, name, argument in instructions():
            if name == "FROM":
                base = argument.split()[0]
                self.assertTrue(base == "debian:bookworm-slim" or base in stages, base)

    def test_no_secret_is_built_in(self):
        for _, name, argument in instructions():
            self.assertNotEqual(name, "ADD")
            if name in ("ARG", "ENV"):
                self.assertNotRegex(argument, r"(?i)(password|secret|token|_key|postgresql:)")
        for secret in (".env", ".git", ".financescr/state/token.key", "deploy/nginx/.env"):
            self.assertFalse(is_in_context(secret), secret)

    def test_everything_that_is_copied_is_there(self):
        for stage, source, _ in copied_paths():
            self.assertTrue((ROOT / source).exists(), f"{stage}: {source}")
            self.assertTrue(is_in_context(source), f"{source} is in .dockerignore")

    @unittest.skipUnless(shutil.which("cmake"), "cmake is not installed")
    def test_what_is_copied_is_enough_to_configure(self):
        with Folder() as folder:
            for stage, source, target in copied_paths():
                if stage != "build":
                    continue
                path = ROOT / source
                if path.is_dir():
                    shutil.copytree(path, folder / target)
                else:
                    shutil.copy(path, folder / source)
            self.assertTrue((folder / "migrations").is_dir(), "migrations are not in the image")
            shown = run(["cmake", "-S", str(folder), "-B", str(folder / "build"), "-G", "Ninja",
                         "-DFINANCESCR_TESTS=OFF", "-DCMAKE_BUILD_TYPE=Release"], limit_s=300)
            self.assertEqual(shown.returncode, 0, shown.stderr)

    @needs("apt-cache")
    def test_the_packages_exist(self):
        named = packages("run_packages") + packages("image_packages") + packages("web_packages")
        shown = run(["apt-cache", "show", "--no-all-versions", *named]).stdout
        self.assertEqual(set(named) - set(re.findall(r"(?m)^Package: (.*)$", shown)), set())

    @needs("readelf")
    @needs("dpkg-query")
    def test_the_image_has_the_libraries_of_the_executable_and_no_more(self):
        needed = re.findall(r"\(NEEDED\)\s+Shared library: \[(.*?)\]",
                            run(["readelf", "-d", PROGRAM]).stdout)
        owners = set()
        for library in needed:
            if re.match(r"lib(c|m|gcc_s|asan|ubsan)\.so|ld-linux", library):
                continue
            shown = run(["dpkg-query", "-S", f"*/{library}"]).stdout
            owners.add(shown.split(":")[0])
        self.assertGreater(len(owners), 3)
        self.assertEqual(owners, set(packages("image_packages")) - {"ca-certificates"})


if __name__ == "__main__":
    deployment.main()
