"""Copies this tree and plugs a trial domain into the copy: its own files, and the lines of existing
files that a domain takes. An edit whose place is not found exactly once is an error.

plug_in.py TARGET
A file of the copy that is right already is not touched, so that it need not be built again.
"""
import dataclasses
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OWN = ROOT / "tests/trial_domain/files"
NOT_OURS = {"build", "dist", "node_modules", "__pycache__"}  # what is made in the copy


@dataclasses.dataclass
class Insert:
    """New lines after the one line that starts with `after`; with `before`, at the end of what that
    line opens: before the next line that starts so. Without either, at the end of the file."""
    path: str
    lines: list
    after: str = ""
    before: str = ""

    def apply(self, text):
        lines = text.split("\n")
        place = len(lines) - 1
        if self.after:
            found = [at for at, line in enumerate(lines) if line.startswith(self.after)]
            if len(found) != 1:
                raise LookupError(f"{self.path}: {len(found)} lines start with {self.after!r}")
            place = found[0] + 1
        if self.before:
            rest = [at for at in range(place, len(lines)) if lines[at].startswith(self.before)]
            if not rest:
                raise LookupError(f"{self.path}: nothing after {self.after!r} is {self.before!r}")
            place = rest[0]
        return "\n".join(lines[:place] + self.lines + lines[place:])


@dataclasses.dataclass
class Widen:
    """A line that takes another word: `by` behind the one match of a pattern."""
    path: str
    pattern: str
    by: str

    def apply(self, text):
        found = list(re.finditer(self.pattern, text, re.MULTILINE))
        if len(found) != 1:
            raise LookupError(f"{self.path}: {self.pattern!r} is found {len(found)} times")
        return text[:found[0].end()] + self.by + text[found[0].end():]


# What any domain takes, by the three tables that know all domains.
DOMAIN = [
    Insert("engine/core/domain.hpp", ["  kTrial,"], "enum class Domain ", "};"),
    Insert("engine/core/domain.hpp", ["    Domain::kTrial,"],
           "inline constexpr std::array kDomains", "};"),
    Insert("engine/pack/container.hpp",
           ["  kTrialLimitOffsets = 900,", "  kTrialLimitRows = 901,"],
           "enum class SectionId ", "};"),
    Insert("engine/pack/domain_spec.cpp", [
        "",
        "constexpr RowFile kTrialFiles[] = {",
        '    {.name = "limits.jsonl",',
        '     .id_key = "limit_id",',
        "     .is_hashed = true,",
        "     .offsets = SectionId::kTrialLimitOffsets,",
        "     .rows = SectionId::kTrialLimitRows},",
        "};",
        'constexpr std::string_view kTrialOutcomes[] = {"WITHIN", "REVIEW"};',
        'constexpr std::string_view kTrialDispositions[] = {"ACCEPTABLE", "TOO_MUCH"};',
    ], "namespace {"),
    Insert("engine/pack/domain_spec.cpp", [
        '    {Domain::kTrial, "trial", "trial", "trial", kTrialFiles, kTrialOutcomes, '
        "kTrialDispositions},",
    ], "constexpr auto kSpecs ", "});"),
    Insert("engine/replay/engine_set.hpp", ['#include "engine/trial/engine.hpp"'],
           '#include "engine/screening/engine.hpp"'),
    Insert("engine/replay/engine_set.cpp", ["    create_engine<trial::Engine>,"],
           "constexpr auto kEngines ", "});"),
    Insert("engine/CMakeLists.txt", ["    trial"], "foreach(module"),
    Widen("engine/replay/CMakeLists.txt", r"^  USES", " trial"),
    Insert("tests/layering/layering_test.cpp",
           ['    {"trial", {"decision", "pack", "canonical", "core"}},'],
           "const Edges kEngineModules ", "};"),
    Widen("tests/layering/layering_test.cpp", r'\{"replay",\s*\{', '"trial",\n      '),
]

COMMAND = [
    Insert("native_server/commands/command.hpp",
           ["void add_trial(Command app, Action& chosen);"], "void add_serve("),
    Insert("native_server/main.cpp", ["  add_trial(app, chosen);"], "  add_apply("),
    Insert("native_server/commands/CMakeLists.txt", ["    trial.cpp"], "    screen.cpp"),
]

WORDS = [
    Insert("native_server/explain/explain.hpp", [
        "[[nodiscard]] Result<Document> explain_trial(const canonical::Json& decision,",
        "                                             const canonical::Json& request_id);",
    ], "// Errors: as above, with pointers into `decision`."),
    Insert("native_server/explain/explain.cpp", ['    {"limit_id", explain_trial},'],
           "constexpr auto kTellings ", "});"),
    Insert("native_server/explain/CMakeLists.txt", ["    trial.cpp"], "    text.cpp"),
    Insert("functions/agent/explain_decision.cpp",
           ['    [](const Json& decision) { return text_of(decision, "decision") + "."; },'],
           "constexpr auto kResultInWords ", "});"),
]

ROUTE = [
    Insert("functions/decisions/routes.cpp", ['#include "functions/decisions/trial.hpp"'],
           '#include "functions/decisions/screen.hpp"'),
    Insert("functions/decisions/routes.cpp", [
        '    {Method::kPost, "/trial", "trial", "decide", Role::kAnalyst, BodyKind::kJson, trial},',
    ], "constexpr Route kRoutes[]", "};"),
    Insert("functions/decisions/CMakeLists.txt", ["    trial.cpp"], "    store_decision.cpp"),
]

JOB = [
    Insert("functions/jobs/registry.cpp", ['#include "functions/jobs/count_trials.hpp"'],
           "// Every kind of job"),
    Insert("functions/jobs/registry.cpp",
           ["  kinds.push_back(std::make_unique<CountTrials>());"],
           "std::vector<std::unique_ptr<JobKind>> make_job_kinds()", "  return"),
    Insert("functions/jobs/CMakeLists.txt", ["    count_trials.cpp"], "    changed_entities.cpp"),
]

RECORD = [
    Insert("functions/ports/records.hpp", ['#include "functions/ports/records/trial_checks.hpp"'],
           '#include "functions/ports/records/pack_activations.hpp"'),
    Insert("functions/ports/records.cpp", ["      &shape_of<TrialCheckRecord>(),"],
           "  static const Shape* const kShapes[]"),
    Insert("functions/ports/CMakeLists.txt", ["    records/trial_checks.cpp"],
           "    records/pack_activations.cpp"),
    Insert("native_server/sql/CMakeLists.txt",
           ["  ${PROJECT_SOURCE_DIR}/migrations/0900_trial_checks.sql"],
           "set(migrations", "  ${PROJECT_SOURCE_DIR}/migrations/schema."),
    Insert("migrations/schema.sqlite.txt", [
        "index sqlite_autoindex_trial_checks_1 of trial_checks\t",
        "table trial_checks\tCREATE TABLE trial_checks ( check_id uuid PRIMARY KEY, "
        "created_at timestamptz NOT NULL, "
        "decision_id uuid NOT NULL REFERENCES decisions (decision_id), limit_id text NOT NULL, "
        "amount_micro bigint NOT NULL, record_salt varchar(64), audit_chain text, "
        "audit_seq bigint )",
    ]),
    Insert("migrations/schema.postgres.txt", [
        "column amount_micro of trial_checks\tbigint NOT NULL",
        "column audit_chain of trial_checks\ttext",
        "column audit_seq of trial_checks\tbigint",
        "column check_id of trial_checks\tuuid NOT NULL",
        "column created_at of trial_checks\ttimestamp with time zone NOT NULL",
        "column decision_id of trial_checks\tuuid NOT NULL",
        "column limit_id of trial_checks\ttext NOT NULL",
        "column record_salt of trial_checks\tcharacter varying(64)",
        "constraint trial_checks_decision_id_fkey of trial_checks\t"
        "FOREIGN KEY (decision_id) REFERENCES decisions(decision_id)",
        "constraint trial_checks_pkey of trial_checks\tPRIMARY KEY (check_id)",
        "index trial_checks_pkey of trial_checks\t"
        "CREATE UNIQUE INDEX trial_checks_pkey ON trial_checks USING btree (check_id)",
        "table trial_checks\tp",
    ]),
]

WASM = [
    Insert("wasm/abi/host.hpp", ["  kTrial = 90,", "  kTrialBundle = 91,"],
           "enum class Task ", "};"),
    Insert("wasm/abi/host.cpp", ["    {Domain::kTrial, Task::kTrial, Task::kTrialBundle},"],
           "constexpr Deciding kDeciding[]", "};"),
    Insert("wasm/package/src/contract.ts", [
        "  trial: { limit_id: string; amount: number; as_of?: Day };",
        "  /** Answered by a bundle. */",
        "  trialBundle: { limit_id: string; amount: number; as_of?: Day };",
    ], "export interface Tasks {", "}"),
    Insert("wasm/package/src/lines.ts", ["  trial: 90,", "  trialBundle: 91,"],
           "export const kTaskNumbers", "};"),
]

PARTS = {"domain": DOMAIN, "command": COMMAND, "words": WORDS, "route": ROUTE, "job": JOB,
         "record": RECORD, "WebAssembly": WASM}


def tree():
    """The files of this tree by their paths, with their bytes and modes."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return {name: ((ROOT / name).read_bytes(), (ROOT / name).stat().st_mode) for name in names}


def edited(files, edits):
    """How many lines were put in, and how many were widened, by file."""
    inserted = widened = 0
    for edit in edits:
        content, mode = files[edit.path]
        files[edit.path] = edit.apply(content.decode()).encode(), mode
        if isinstance(edit, Insert):
            inserted += len(edit.lines)
        else:
            widened += 1
    return inserted, widened, {edit.path for edit in edits}


def write(files, target):
    for name, (content, mode) in files.items():
        path = target / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
    for path in target.rglob("*"):
        name = path.relative_to(target)
        if path.is_file() and str(name) not in files and not NOT_OURS & set(name.parts):
            path.unlink()


def plural(count, what):
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def main():
    target = pathlib.Path(sys.argv[1])
    files = tree()
    changed, total, widened_total = set(), 0, 0
    for part, edits in PARTS.items():
        inserted, widened, paths = edited(files, edits)
        changed |= paths
        total += inserted
        widened_total += widened
        print(f"{part}: {plural(inserted, 'line')} in {plural(len(paths), 'file')}"
              + (f", {plural(widened, 'line')} widened" if widened else ""))
    print(f"existing files: {plural(total, 'line')} in {plural(len(changed), 'file')}, "
          f"{plural(widened_total, 'line')} widened")
    own = {str(path.relative_to(OWN)): path for path in sorted(OWN.rglob("*")) if path.is_file()}
    lines = {name: path.read_text().count("\n") for name, path in own.items()}
    for name, path in own.items():
        if name in files:
            raise LookupError(f"{name} is there already")
        files[name] = path.read_bytes(), path.stat().st_mode
    engine = sum(count for name, count in lines.items() if name.startswith("engine/"))
    print(f"own files: {plural(sum(lines.values()), 'line')} in {plural(len(lines), 'file')}, "
          f"{engine} of them the engine's")
    write(files, target)


if __name__ == "__main__":
    main()
