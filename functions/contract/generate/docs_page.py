"""The contract as one HTML page for people: no script, no font, nothing from elsewhere."""

import json
import re
from html import escape

METHODS = ("get", "post", "put", "patch", "delete")


def inline(text):
    """One line of the Markdown that the contract uses: `code` and **bold**."""
    text = escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)


def prose(text):
    """Paragraphs, headings and lists of one level."""
    out, items, lines = [], [], []

    def flush():
        if lines:
            out.append(f"<p>{inline(' '.join(lines))}</p>")
            lines.clear()
        if items:
            out.append("<ul>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ul>")
            items.clear()

    for line in (text or "").splitlines():
        if not line.strip():
            flush()
        elif line.startswith("## "):
            flush()
            out.append(f"<h2>{inline(line[3:])}</h2>")
        elif line.startswith("* "):
            if lines:
                flush()
            items.append(line[2:])
        elif items:
            items[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    flush()
    return "".join(out)


class Page:
    def __init__(self, document):
        self.document = document
        self.out = []

    def find(self, value):
        """What a local reference stands for."""
        while isinstance(value, dict) and "$ref" in value:
            node = self.document
            for step in value["$ref"][2:].split("/"):
                node = node[step.replace("~1", "/").replace("~0", "~")]
            value = node
        return value

    def type_of(self, schema):
        """A schema in a few words, with links to the named ones."""
        if schema is True or schema == {}:
            return "anything"
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
        for key in ("oneOf", "anyOf"):
            if key in schema:
                return " or ".join(self.type_of(choice) for choice in schema[key])
        if "const" in schema:
            return f"<code>{escape(json.dumps(schema['const']))}</code>"
        if "enum" in schema:
            return " ".join(f"<code>{escape(str(v) if v is not None else 'null')}</code>"
                            for v in schema["enum"])
        kind = schema.get("type", "anything")
        kinds = kind if isinstance(kind, list) else [kind]
        words = []
        for one in kinds:
            if one == "array":
                words.append("list of " + self.type_of(schema.get("items", {})))
            else:
                words.append(escape(one))
        return " or ".join(words) + self.range_of(schema)

    @staticmethod
    def range_of(schema):
        parts = []
        for low, high, unit in (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"),
                                ("minItems", "maxItems", " items")):
            if low in schema and high in schema:
                parts.append(f"{schema[low]} to {schema[high]}{unit}")
            elif low in schema:
                parts.append(f"from {schema[low]}{unit}")
            elif high in schema:
                parts.append(f"up to {schema[high]}{unit}")
        return f" <small>({', '.join(parts)})</small>" if parts else ""

    def table(self, head, rows):
        if not rows:
            return
        cells = "".join(f'<th scope="col">{name}</th>' for name in head)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
                       for row in rows)
        self.out.append('<div class="wide" tabindex="0" role="region" aria-label="Table">'
                        f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>")

    def fields(self, schema):
        required = schema.get("required", [])
        rows = []
        for name, field in schema.get("properties", {}).items():
            words = field.get("description", "") if isinstance(field, dict) else ""
            mark = " <small>required</small>" if name in required else ""
            rows.append((f"<code>{escape(name)}</code>{mark}", self.type_of(field), inline(words)))
        self.table(("Field", "Type", "Meaning"), rows)

    def examples(self, media, title):
        for name, example in media.get("examples", {}).items():
            value = self.find(example)
            shown = value.get("value")
            text = shown if isinstance(shown, str) else json.dumps(shown, indent=2,
                                                                   ensure_ascii=False)
            label = value.get("summary", name)
            self.out.append(f"<details><summary>{title}: {inline(label)}</summary>"
                            f"<pre><code>{escape(text)}</code></pre></details>")

    def operation(self, path, method, operation):
        anchor = escape(operation["operationId"])
        least = operation.get("x-least-role", "")
        role = "public" if least == "public" else f"role {least} or above"
        self.out.append(
            f'<section class="operation" id="{anchor}"><h3><span class="method">{method.upper()}'
            f'</span> <code>{escape(path)}</code></h3>'
            f'<p class="lead">{inline(operation.get("summary", ""))} '
            f'<small>({escape(role)})</small></p>{prose(operation.get("description"))}')
        rows = []
        for parameter in map(self.find, operation.get("parameters", [])):
            mark = " <small>required</small>" if parameter.get("required") else ""
            rows.append((f"<code>{escape(parameter['name'])}</code>{mark}", parameter["in"],
                         self.type_of(parameter["schema"]), inline(parameter.get("description", ""))))
        self.table(("Parameter", "In", "Type", "Meaning"), rows)
        if "requestBody" in operation:
            for kind, media in self.find(operation["requestBody"])["content"].items():
                self.out.append(f"<p>Body: {self.type_of(media['schema'])} as "
                                f"<code>{escape(kind)}</code></p>")
                self.examples(media, "Request")
        self.answers(operation)
        self.out.append("</section>")

    def answers(self, operation):
        rows = []
        for status, answer in sorted(operation["responses"].items()):
            answer = self.find(answer)
            bodies = [f"{self.type_of(media['schema'])} <small>{escape(kind)}</small>"
                      for kind, media in answer.get("content", {}).items()]
            rows.append((f"<code>{escape(status)}</code>", inline(answer["description"]),
                         "<br>".join(bodies)))
        self.table(("Status", "When", "Body"), rows)
        for status, answer in sorted(operation["responses"].items()):
            if status.startswith("2"):
                for media in self.find(answer).get("content", {}).values():
                    self.examples(media, "Answer")

    def schema(self, name, schema):
        self.out.append(f'<section id="schema-{escape(name)}"><h3>{escape(name)}</h3>'
                        f"{prose(schema.get('description'))}")
        if "x-codes" in schema:
            self.table(("Code", "Text", "When"),
                       [(f"<code>{escape(row['code'])}</code>", inline(row["text"]),
                         inline(row["when"])) for row in schema["x-codes"]])
        elif "properties" in schema:
            self.fields(schema)
        else:
            self.out.append(f"<p>{self.type_of(schema)}</p>")
        self.out.append("</section>")

    def contents(self):
        self.out.append('<nav aria-label="Operations"><ul class="contents">')
        for tag in self.document["tags"]:
            links = [f'<li><a href="#{escape(operation["operationId"])}">'
                     f'<span class="method">{method.upper()}</span> {escape(path)}</a></li>'
                     for path, method, operation in self.operations(tag["name"])]
            if links:
                self.out.append(f'<li><strong>{escape(tag["description"])}</strong>'
                                f"<ul>{''.join(links)}</ul></li>")
        self.out.append("</ul></nav>")

    def operations(self, tag):
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item and item[method]["tags"][0] == tag:
                    yield path, method, item[method]

    def render(self):
        info = self.document["info"]
        self.out.append(
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(info['title'])}: the contract</title>"
            '<link rel="stylesheet" href="/ui/app.css"></head><body>'
            f"<header><h1>{escape(info['title'])}</h1><p>{inline(info['summary'])}</p>"
            '<nav aria-label="Pages"><a href="/ui">Forms</a> <a href="/openapi.json">'
            "openapi.json</a></nav></header><main>" + prose(info["description"]))
        self.contents()
        for tag in self.document["tags"]:
            operations = list(self.operations(tag["name"]))
            if operations:
                self.out.append(f"<h2>{escape(tag['description'])}</h2>")
            for path, method, operation in operations:
                self.operation(path, method, operation)
        self.out.append("<h2>Schemas</h2>")
        for name, schema in self.document["components"]["schemas"].items():
            self.schema(name, schema)
        self.out.append("</main></body></html>\n")
        return "".join(self.out)


def render(document):
    return Page(document).render()
