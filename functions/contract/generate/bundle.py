"""The one document that clients get: openapi.yaml with the examples of examples.json put in.

Beside plain OpenAPI 3.1 the sources use two things that vanish here: `x-yaml-anchors`, a place for
YAML anchors, and `x-codes`, a closed table of {code, text, when}, from which `enum` is made.
"""

import json
import os

import yaml


class Loader(yaml.SafeLoader):
    """Leaves dates alone, as JSON knows none, and refuses a key given twice."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader, node, deep=False):
    keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{node.start_mark}: key {key!r} is given twice")
    loader.flatten_mapping(node)
    return yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep)


Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: _mapping(loader, node, True))


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader)


def _expand(value, folder):
    if isinstance(value, list):
        return [_expand(item, folder) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#"):
        file, _, pointer = reference.partition("#")
        found = load(os.path.join(folder, file))
        for step in pointer.split("/")[1:]:
            found = found[step]
        return found
    result = {key: _expand(item, folder) for key, item in value.items() if key != "x-yaml-anchors"}
    if "x-codes" in result and "enum" not in result:
        result["enum"] = [row["code"] for row in result["x-codes"]]
    return result


def bundle(path):
    """The document as a tree of plain values."""
    return _expand(load(path), os.path.dirname(path))


def text_of(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
