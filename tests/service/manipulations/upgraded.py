"""A store that the build before wrote, migrated by this one and worked on."""
import json
import shutil
import subprocess
import sys

from databases import FIXTURES

sys.path.insert(0, str(FIXTURES))
import make  # pylint: disable=wrong-import-position

LIMIT_S = 120


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=LIMIT_S, check=False, stdin=subprocess.DEVNULL)


def small_packs(program, folder):
    """Compiled packs of few people, in the folder that make.Service serves."""
    packs = folder / "packs"
    packs.mkdir()
    for pack, seed in (("one", 42), ("two", 43)):
        source = folder / ("source-" + pack)
        few = [f"--n_{what}=25" for what in ("customers", "watchlist", "credit_apps")]
        for command in (["datagen", "--out_root", source, "--seed", seed, *few, "--no-oracle",
                         "--no-expected", "--n_fincrime_scenarios=5"],
                        ["pack", "build", source, "--out", packs / (pack + ".fpk")]):
            done = run(program, *command)
            assert done.returncode == 0, done.stderr
    return packs


class Bank:
    """The store of one fixture with the state folder of its server."""

    def __init__(self, program, folder, packs, store, fixture):
        self.program, self.packs, self.store = program, packs, store
        self.state = folder / "state"
        self.state.mkdir(mode=0o700)
        key = self.state / "signing.key"
        shutil.copy(FIXTURES / f"{fixture}.{store.kind}.signing.key", key)
        key.chmod(0o600)
        lines = (FIXTURES / f"{fixture}.{store.kind}.anchors.jsonl").read_text().splitlines()
        self.key = json.loads(lines[0])["public_key"]
        for line in lines:
            chain = json.loads(line)["chain"]
            name = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_"
                           for c in chain)
            with (self.state / f"anchors-{name}.jsonl").open("a") as file:
                file.write(line + "\n")
            (self.state / f"anchors-{name}.jsonl").chmod(0o600)

    def anchors(self):
        path = self.state / "all-anchors"
        path.write_text("".join(file.read_text()
                                for file in sorted(self.state.glob("anchors-*.jsonl"))))
        return path

    def serve(self):
        return make.Service(self.program, self.packs, self.state, self.store.url)

    def verify(self, store=None):
        """Exit code, findings and result of `audit verify`."""
        done = run(self.program, "audit", "verify", "--store", (store or self.store).url,
                   "--public-key", self.key, "--anchors", self.anchors(), "--json")
        assert done.returncode in (0, 1), (done.returncode, done.stderr)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return (done.returncode, [line for line in lines if line["type"] == "finding"], lines[-1])


def work(service):
    """A little of everything, by the people of the fixture."""
    for name in ("root", "ann", "sam", "cora"):
        service.log_in(name)
    answer = service.ask("ann", "POST", "/screen", {"customer_id": "C_000003"},
                         {"Idempotency-Key": "day-1"})
    decisions = [answer["decision_id"]]
    for case in service.ask("ann", "GET", "/cases?status=IN_REVIEW")["items"][:3]:
        service.step("ann", case["case_id"], "comments", {"text": "Called the branch"})
        decisions.append(case["decision_id"])
    for number in (4, 5):
        answer = service.ask("ann", "POST", "/credit/apply", {"application_id": f"A_{number:06}"})
        decisions.append(answer["decision_id"])
    service.ask("ann", "POST", "/api-keys", {"name": "day"}, status=201)
    service.ask("cora", "POST", "/erasures", {"decision_ids": [decisions[1]],
                                              "reason": "retention_expired"})

