"""Writes src/lunepay/models.py and operations.py from docs/openapi.json.

A type for each schema and event, and a method for each operation. With `--check` it only says whether the files are as
they would be written.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent / "src/lunepay"
DOCUMENT = json.loads((PACKAGE.parents[3] / "docs/openapi.json").read_text("utf-8"))
OPTIONS = {"idempotency_key", "timeout", "retries", "headers", "body"}
PLAIN = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "null": "None", "object": "Any"}

MODELS_HEAD = '''"""The types of what is sent and answered. Written by scripts/generate.py from docs/openapi.json."""

from __future__ import annotations

import sys
from typing import Any, Literal, Optional, Union

if sys.version_info >= (3, 11):
    from typing import NotRequired, TypedDict
else:
    from typing_extensions import NotRequired, TypedDict

'''


def type_of(schema: dict[str, Any]) -> str:
    """The Python type of a schema that stands inside another one."""
    if "$ref" in schema:
        return str(schema["$ref"].split("/")[-1])
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return union([type_of(one) for one in schema[word]])
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(one) for one in schema['enum'])}]"
    kinds = schema.get("type", [])
    if isinstance(kinds, list):
        return union([type_of({**schema, "type": kind}) for kind in kinds]) if kinds else "Any"
    if kinds == "array":
        return f"list[{type_of(schema.get('items', {}))}]"
    if kinds == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"dict[str, {type_of(schema['additionalProperties'])}]"
    if kinds == "object" and "properties" in schema:
        raise ValueError(f"this generator names no object inside another: {schema}")
    return PLAIN[kinds]


def union(types: list[str]) -> str:
    rest = [one for one in types if one != "None"]
    whole = rest[0] if len(rest) == 1 else f"Union[{', '.join(rest)}]"
    return f"Optional[{whole}]" if len(rest) < len(types) else whole


def says(text: str, indent: str) -> str:
    """A docstring."""
    text = text.replace("\\", "\\\\").replace('"""', "'''").strip()
    if text.endswith('"'):
        text += " "
    lines = [f"{indent}{line}".rstrip() for line in text.splitlines()]
    lines[0] = f'{indent}"""{lines[0].strip()}'
    return "\n".join(lines) + ('"""' if len(lines) == 1 else f'\n{indent}"""')


def model(name: str, schema: dict[str, Any]) -> str:
    described = schema.get("description", "")
    if "enum" in schema or (schema.get("type") == "string"):
        kind = "bytes" if schema.get("format") == "binary" else type_of(schema)
        return f"{name} = {kind}" + (f"\n{says(described, '')}" if described else "")
    parts = schema.get("allOf", [schema])
    bases = [type_of(part) for part in parts if "$ref" in part]
    own = [part for part in parts if "$ref" not in part]
    fields = {field: value for part in own for field, value in part.get("properties", {}).items()}
    required = {field for part in own for field in part.get("required", [])}
    if any(keyword.iskeyword(field) for field in fields):
        if bases:
            raise ValueError(f"{name}: a field named by a keyword, beside a base")
        rows = [
            f"        {json.dumps(field)}: {entry(value, field in required, True)},\n"
            for field, value in fields.items()
        ]
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{"".join(rows)}    }},\n)'
    body = [says(described, "    ")] if described else []
    for field, value in fields.items():
        body.append(f"    {field}: {entry(value, field in required, False)}")
        if "description" in value:
            body.append(says(value["description"], "    "))
    return f"class {name}({', '.join(bases) or 'TypedDict'}):\n" + ("\n".join(body) or "    pass")


def entry(schema: dict[str, Any], is_required: bool, is_value: bool) -> str:
    """A field's type. As a value it is run, and may name what comes later: so it is a text."""
    kind = json.dumps(type_of(schema)).replace('\\"', "'") if is_value else type_of(schema)
    return kind if is_required else f"NotRequired[{kind}]"


def event(name: str) -> tuple[str, str]:
    parts = DOCUMENT["webhooks"][name]["post"]["requestBody"]["content"]["application/json"]["schema"]["allOf"]
    data = next(part["properties"]["data"] for part in parts if "properties" in part)
    title = "".join(part.capitalize() for part in re.split(r"[._]", name)) + "Event"
    summary = says(DOCUMENT["webhooks"][name]["post"].get("summary", name), "    ")
    fields = [f"    {field}: {entry(value, True, False)}" for field, value in event_fields().items()]
    head = [f"class {title}(TypedDict):", summary, f'    type: Literal["{name}"]', f"    data: {type_of(data)}"]
    return title, "\n".join(head + fields)


def event_fields() -> dict[str, Any]:
    schema = DOCUMENT["components"]["schemas"]["Event"]
    if set(schema["required"]) != set(schema["properties"]):
        raise ValueError("an event has a field that it may lack")
    return {name: value for name, value in schema["properties"].items() if name != "type"}


def models() -> str:
    schemas = DOCUMENT["components"]["schemas"]
    order: list[str] = []

    def visit(name: str) -> None:
        """A base stands before what is made of it."""
        if name not in order:
            for part in schemas[name].get("allOf", []):
                if "$ref" in part:
                    visit(type_of(part))
            order.append(name)

    for name in sorted(schemas, key=lambda name: ("enum" not in schemas[name], name)):
        visit(name)
    events = [event(name) for name in sorted(DOCUMENT["webhooks"])]
    every = ",\n    ".join(title for title, _ in events)
    blocks = [model(name, schemas[name]) for name in order] + [text for _, text in events]
    closing = f"WebhookEvent = Union[\n    {every},\n]"
    told = says("Every event. A later server may send types that are not here: do nothing for those.", "")
    return MODELS_HEAD + "\n\n\n".join([*blocks, f"{closing}\n{told}"]) + "\n"


def argument(name: str) -> str:
    """`{id}` alone is the workspace's."""
    name = "workspace_id" if name == "id" else name
    return f"{name}_" if keyword.iskeyword(name) else name


def in_models(kind: str) -> str:
    names = "|".join(sorted(DOCUMENT["components"]["schemas"], key=len, reverse=True))
    return re.sub(rf"(?<![\w\"'.])({names})(?![\w\"'])", r"models.\1", kind)


def retry_of(path: str, method: str, parameters: list[dict[str, Any]]) -> str:
    if any(one["name"] == "Idempotency-Key" for one in parameters):
        return "keyed"
    # A bank's message that comes again changes nothing: the document says so of each.
    is_last = path.endswith("/returned")  # It takes back the last note, whichever that is by then.
    is_same = method == "get" or (method == "delete" and not is_last) or path.startswith("/webhooks/")
    return "always" if is_same else "unsent"


def is_file(schema: dict[str, Any]) -> bool:
    name = schema.get("$ref", "").rpartition("/")[2]
    schemas: dict[str, Any] = DOCUMENT["components"]["schemas"]
    return bool(schemas.get(name, schema).get("format") == "binary")


def answer_of(response: dict[str, Any]) -> tuple[str, str, str]:
    """How it is read, its type, and the type of an item if it is a list."""
    for mime, content in response.get("content", {}).items():
        schema = content.get("schema", {})
        if is_file(schema):
            return mime, "bytes", "bytes"
        if mime != "application/json":
            raise ValueError(f"this generator knows no {mime}")
        kind = in_models(type_of(schema))
        if schema.get("type") == "array":
            return "list", kind, in_models(type_of(schema["items"]))
        return "object", kind, kind
    return "none", "None", "None"


class Method:
    """An operation, as both clients have it."""

    def __init__(self, path: str, method: str, operation: dict[str, Any]) -> None:
        parameters = operation.get("parameters", [])
        response = next(told for status, told in operation["responses"].items() if status.startswith("2"))
        self.id: str = operation["operationId"]
        self.answer, self.kind, self.item = answer_of(response)
        self.is_paged = "X-Next-Cursor" in response.get("headers", {})
        has_token = not any(not one for one in operation.get("security", []))
        retry = retry_of(path, method, parameters)
        row = [self.id, method.upper(), path, retry, has_token, self.answer]
        texts = [json.dumps(value) if isinstance(value, str) else str(value) for value in row]
        self.row = f'    "{self.id}": Operation({", ".join(texts)}),'
        self.says = "\n\n".join(operation[word] for word in ("summary", "description") if operation.get(word))
        self.path = [one for one in parameters if one["in"] == "path"]
        self.query = [one for one in parameters if one["in"] == "query"]
        self.body = self.body_of(operation.get("requestBody"))

    def body_of(self, body: Any) -> str:
        if body is None:
            return ""
        kind = in_models(type_of(body["content"]["application/json"]["schema"]))
        if "text/plain" in body["content"]:
            kind = f"Union[{kind}, str]"
        return f"body: {kind}" if body.get("required") else f"body: {optional(kind)} = None"

    def write(self, is_async: bool) -> str:
        names = [argument(one["name"]) for one in self.path + self.query]
        if len(set(names)) < len(names) or OPTIONS & set(names):
            raise ValueError(f"{self.id}: two arguments of one name")
        given = ["self", *(f"{argument(one['name'])}: {type_of(one['schema'])}" for one in self.path)]
        if self.body:
            given.append(self.body)
        if self.query:
            given.append("*")
        for one in self.query:
            given.append(f"{argument(one['name'])}: {optional(in_models(type_of(one['schema'])))} = None")
        given.append("**options: Unpack[CallOptions]")
        path = ", ".join(argument(one["name"]) for one in self.path)
        query = ", ".join(f'"{one["name"]}": {argument(one["name"])}' for one in self.query)
        asked = f"Asked([{path}], {{{query}}}{', body' if self.body else ''})"
        pages = f"{'AsyncPages' if is_async else 'Pages'}[{self.item}]"
        waits = is_async and not self.is_paged
        sender = f"{'await ' if waits else ''}self._{'list' if self.is_paged else 'call'}"
        call = f'{sender}(OPERATIONS["{self.id}"], {asked}, options)'
        returns = pages if self.is_paged else self.kind
        arguments = "".join(f"        {one},\n" for one in given)
        head = f"    {'async ' if waits else ''}def {self.id}(\n{arguments}    ) -> {returns}:"
        if self.is_paged or self.kind in ("None", "Any"):
            last = f"        {'' if self.kind == 'None' else 'return '}{call}"
        else:
            last = f"        answer: {self.kind} = {call}\n        return answer"
        return f"{head}\n{says(self.says, '        ')}\n{last}"


def optional(kind: str) -> str:
    return kind if kind.startswith("Optional[") else f"Optional[{kind}]"


def operations() -> str:
    methods = [
        Method(path, method, item[method])
        for path, item in DOCUMENT["paths"].items()
        for method in ("get", "post", "put", "patch", "delete")
        if method in item
    ]
    methods.sort(key=lambda one: one.id)
    rows = "\n".join(one.row for one in methods)
    both = ["\n\n".join(one.write(is_async) for one in methods) for is_async in (False, True)]
    return f'''"""A method for each operation. Written by scripts/generate.py from docs/openapi.json."""

from __future__ import annotations

from typing import Any, Literal, Optional, Union

from . import models
from ._operation import Asked, CallOptions, Operation, Unpack
from ._pages import AsyncPages, Pages

OPERATIONS: dict[str, Operation] = {{
{rows}
}}
"""Every operation of the document, by its id."""


class Operations:
    """A method for each operation."""

    def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        raise NotImplementedError

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> Pages[Any]:
        raise NotImplementedError

{both[0]}


class AsyncOperations:
    """A method for each operation, awaited."""

    async def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        raise NotImplementedError

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> AsyncPages[Any]:
        raise NotImplementedError

{both[1]}
'''


def main() -> None:
    stale = []
    for name, text in (("models.py", models()), ("operations.py", operations())):
        file = PACKAGE / name
        if "--check" not in sys.argv:
            file.write_text(text, "utf-8")
        elif not file.exists() or file.read_text("utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"not what docs/openapi.json says: {' and '.join(stale)}. Run scripts/generate.py")


if __name__ == "__main__":
    main()
