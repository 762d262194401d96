"""The contract as a judge of answers."""

import copy
import json
import re

import jsonschema

METHODS = ("get", "post", "put", "patch", "delete")


class Contract:
    def __init__(self, document):
        self.document = document
        self.strict = closed(document)
        self.operations = {}
        for path, item in document["paths"].items():
            for method in METHODS:
                if method in item:
                    operation = item[method]
                    self.operations[operation["operationId"]] = (method.upper(), path, operation)
        self.seen = set()  # (operation id, status)

    def resolve(self, value):
        while isinstance(value, dict) and "$ref" in value:
            node = self.document
            for step in value["$ref"][2:].split("/"):
                node = node[step.replace("~1", "/").replace("~0", "~")]
            value = node
        return value

    def find(self, method, path):
        """The operation that a request means; (None, None) if there is none."""
        method = "GET" if method == "HEAD" else method
        for operation_id, (verb, pattern, operation) in self.operations.items():
            shape = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(pattern))
            if verb == method and re.fullmatch(shape, path.split("?")[0]):
                return operation_id, operation
        return None, None

    def validator(self, schema, closed_objects):
        root = self.strict if closed_objects else self.document
        # The components stand beside the schema, so that its references find them.
        whole = {"components": root["components"], "allOf": [schema]}
        return jsonschema.Draft202012Validator(
            whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)

    def faults_of(self, value, schema, closed_objects=True):
        found = []
        for error in self.validator(schema, closed_objects).iter_errors(value):
            where = "/" + "/".join(map(str, error.absolute_path))
            found.append(f"{where}: {error.message[:300]}")
        return found

    def faults_of_answer(self, method, path, answer):
        """Everything in which a live answer is not what the contract promises."""
        operation_id, operation = self.find(method, path)
        if operation is None:
            return [f"the contract has no {method} {path}"]
        responses = operation["responses"]
        if str(answer.status) not in responses:
            return [f"{operation_id} answered {answer.status}, which is not listed: "
                    f"{answer.body[:300]!r}"]
        self.seen.add((operation_id, answer.status))
        response = self.resolve(responses[str(answer.status)])
        faults = self.header_faults(response, answer)
        if method == "HEAD" or answer.status == 304:
            return faults + (["a body where none may be"] if answer.body else [])
        return faults + self.body_faults(response, answer)

    def header_faults(self, response, answer):
        faults = []
        for name, header in response.get("headers", {}).items():
            header = self.resolve(header)
            value = answer.headers.get(name)
            if value is None:
                if header.get("required"):
                    faults.append(f"header {name} is missing")
                continue
            schema = self.resolve(header["schema"])
            if schema.get("type") == "integer":
                value = int(value) if re.fullmatch(r"-?\d+", value) else value
            faults += [f"header {name} {fault}" for fault in self.faults_of(value, schema)]
        return faults

    def body_faults(self, response, answer):
        content = response.get("content", {})
        kind = answer.headers.get("Content-Type", "").split(";")[0].strip()
        if not content:
            return ["a body where none is promised"] if answer.body else []
        if kind not in content:
            return [f"Content-Type {kind!r} instead of {', '.join(content)}"]
        schema = content[kind]["schema"]
        if kind == "application/x-ndjson":
            faults = []
            for line in answer.body.splitlines():
                value = json.loads(line)
                name = "LineFault" if "error" in value else "ScreeningDecision"
                reference = {"$ref": f"#/components/schemas/{name}"}
                faults += self.faults_of(value, reference)
            return faults
        if kind.endswith("json"):
            return self.faults_of(json.loads(answer.body), schema)
        return []

    def request_schema(self, operation_id):
        _, _, operation = self.operations[operation_id]
        body = self.resolve(operation["requestBody"])
        return next(iter(body["content"].values()))["schema"]


def closed(document):
    """The same document in which an object holds nothing that is not listed: a member that the
    program writes and the contract does not know is a fault of the contract."""
    document = copy.deepcopy(document)

    def close(schema):
        if isinstance(schema, list):
            for item in schema:
                close(item)
        elif isinstance(schema, dict):
            for item in schema.values():
                close(item)
            if isinstance(schema.get("properties"), dict):
                schema.setdefault("additionalProperties", False)

    close(document["components"]["schemas"])
    return document
