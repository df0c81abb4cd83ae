"""The description that programs read, in the order in which a person reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from wortel.api.service import described

type Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    is_needed: bool
    about: str = ""


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    about: str
    right: str
    takes: list[Field]
    gives: list[Field]


def list_routes() -> list[Route]:
    """Every address: what is sent first, then what is read."""
    told = described()
    found = [
        _route(method, path, operation, told)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(found, key=lambda route: (route.method != "POST", route.path))


def _route(method: str, path: str, operation: Schema, told: Schema) -> Route:
    takes = [
        Field(one["name"], _kind(one["schema"], told), one["required"], one.get("description", ""))
        for one in operation.get("parameters", [])
    ]
    if "requestBody" in operation:
        takes += _fields(operation["requestBody"]["content"]["application/json"]["schema"], told)
    gives = operation["responses"][200]["content"]["application/json"]["schema"]
    about = gettext(operation["description"])
    return Route(method.upper(), path, about, operation["x-right"], takes, list(_fields(gives, told)))


def _fields(schema: Schema, told: Schema, before: str = "", depth: int = 0) -> Iterator[Field]:
    """The fields of an object, and of the objects in its lists under their own place."""
    schema = _resolved(schema, told)
    needed = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        about = each.get("description", "")
        yield Field(f"{before}{name}", _kind(each, told), name in needed, about)
        inner = _resolved(each.get("items", {}), told)
        if depth < 2 and "properties" in inner:
            yield from _fields(inner, told, f"{before}{name}[].", depth + 1)


def _kind(schema: Schema, told: Schema) -> str:
    schema = _resolved(schema, told)
    if "anyOf" in schema:
        return " / ".join(dict.fromkeys(_kind(each, told) for each in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}), told)}]"
    return str(schema.get("format") or schema.get("type") or "object")


def _resolved(schema: Schema, told: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Schema = told["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found
