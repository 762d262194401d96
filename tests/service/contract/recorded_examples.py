"""The contract's examples: what the program answers to each, compared with what the contract shows,
or written into it."""

import json

CHANGING = {"request_id", "decision_id", "case_id", "latency_ms"}  # of an answer, from run to run


def same(recorded, given):
    """Whether two answers are one but for what changes from run to run."""
    if isinstance(recorded, dict) and isinstance(given, dict):
        return recorded.keys() == given.keys() and all(
            key in CHANGING or same(value, given[key]) for key, value in recorded.items())
    return recorded == given


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def check_examples(visit, examples):
    """The examples: valid themselves, and what the program answers."""
    for name, example in examples.items():
        method, path, operation = visit.contract.operations[example["operation"]]
        body = example.get("request", {}).get("value")
        kind = None
        if body is not None:
            if isinstance(body, str):
                kind = {"Content-Type": "application/x-ndjson"}
            elif "errors" not in (example["answer"]["value"] or {}):
                schema = visit.contract.request_schema(example["operation"])
                for fault in visit.contract.faults_of(body, schema, closed_objects=False):
                    visit.wrong.append(f"example {name}: request {fault}")
        answer = visit.ask(method, path, body, kind)
        recorded = example["answer"]["value"]
        if isinstance(recorded, str):
            if not all(map(same, lines_of(recorded), lines_of(answer.body.decode("utf-8")))):
                visit.wrong.append(f"example {name}: the answer is now {answer.body!r}")
        elif not same(recorded, answer.json()):
            visit.wrong.append(f"example {name}: the answer is now {json.dumps(answer.json())}")


def record(visit, path, examples):
    """Writes what the program answers into the examples (after an intended change)."""
    for example in examples.values():
        method, target, _ = visit.contract.operations[example["operation"]]
        body = example.get("request", {}).get("value")
        kind = {"Content-Type": "application/x-ndjson"} if isinstance(body, str) else None
        answer = visit.server.ask(method, target, body, kind)
        example["answer"]["value"] = (answer.body.decode("utf-8") if isinstance(body, str)
                                      else answer.json())
    with open(path, "w", encoding="utf-8") as file:
        json.dump(examples, file, ensure_ascii=False, indent=1)
        file.write("\n")
