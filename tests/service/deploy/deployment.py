"""What the checks of the deployment files share: where they are, reading and running them."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get("FINANCESCR_PROGRAM", "")
SKIPPED = 77

try:
    import yaml
except ImportError:
    print("skipped: the package python3-yaml is not installed")
    sys.exit(SKIPPED)


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def version():
    return re.search(r"project\(financescr VERSION ([0-9.]+)", text_of("CMakeLists.txt")).group(1)


def run(command, *, env=None, cwd=None, limit_s=120):
    return subprocess.run(command, capture_output=True, text=True, timeout=limit_s, cwd=cwd,
                          env=env, check=False, stdin=subprocess.DEVNULL)


def needs(program):
    return unittest.skipUnless(shutil.which(program, path=search_path()),
                               f"{program} is not installed")


def search_path():
    return os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin"


def help_of(subcommand):
    """The options that `financescr SUBCOMMAND --help` lists; None if there is no such."""
    shown = run([PROGRAM, *subcommand, "--help"]).stdout
    is_known = f"Usage: financescr {' '.join(subcommand)} " in shown
    return set(re.findall(r"--[a-z][a-z_-]*", shown)) if is_known else None


def packages(name):
    """An array of cmake/shell/packages.sh."""
    body = re.search(rf"^{name}=\((.*?)^\)", text_of("cmake/shell/packages.sh"), re.M | re.S)
    return body.group(1).split()


class Folder:
    """A folder of a test's own, removed afterwards."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="financescr_deploy."))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def manifests():
    """Every Kubernetes object, as (file name, object)."""
    for path in sorted((ROOT / "deploy/kubernetes").glob("*.yaml")):
        for item in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            yield path.name, item


def main():
    """Runs the tests of __main__; exit 77 when every one of them was skipped."""
    program = unittest.main(module="__main__", exit=False, verbosity=2)
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.testsRun and len(result.skipped) == result.testsRun:
        sys.exit(SKIPPED)
