"""JSON Schemas of what the API answers.

They describe the answers (a title always in both languages, authors always objects), not the files that hands write;
those have their own schemas in ``docs/schema``.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from dlcatalog.catalog.schema import ID_PATTERN, MAX_ID_LENGTH, MODELS, Kind
from dlcatalog.linkcheck.history import State
from dlcatalog.website.exports.pretty import format_json
from dlcatalog.website.shipped import read_kinds

Schema = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = {"type": "string", "pattern": ID_PATTERN, "maxLength": MAX_ID_LENGTH}
_IDS: Final = {"type": "array", "items": _ID}
_DAY: Final = {"type": "string", "format": "date"}
_TEXT: Final = {
    "type": "object",
    "description": "A text in both languages; an empty string where it is missing",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "required": ["en", "zh"],
}
_PAGE: Final = {
    "type": "object",
    "description": "Addresses of the pages, relative to the root of the website",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "required": ["en", "zh"],
}
_STATES: Final = {
    "type": "array",
    "description": "What the link checker knows of each link, in the order of the links; `unchecked`: no check ran yet",
    "items": {
        "type": "object",
        "properties": {
            "url": {"type": "string"},
            "role": {"type": "string"},
            "state": {"enum": [state.value for state in State]},
            "code": {"type": ["integer", "string"], "description": "HTTP status, or the name of the fault"},
            "since": {**_DAY, "description": "Day on which the state began"},
            "last_ok": {**_DAY, "description": "Last day on which it was fine"},
            "moved_to": {"type": "string"},
        },
        "required": ["url", "role", "state"],
    },
}


def format_schema(name: str) -> str:
    """The schema of one kind of entry, or of ``catalog``, ``links``, ``topics`` or ``badge``."""
    return format_json({"$schema": _DIALECT, **SCHEMAS[name]()})


@cache
def describe_kind(kind: Kind) -> Schema:
    """An entry of one kind, as ``entries/{id}.json``, ``catalog.json`` and ``entries.ndjson`` give it.

    Read from a file: deriving all of them takes longer than making a hundred pages.
    """
    schema: Schema = _read_kinds()[kind.value]
    return schema


@cache
def _read_kinds() -> dict[str, Schema]:
    kinds: dict[str, Schema] = json.loads(read_kinds())
    return kinds


def derive_kind(kind: Kind) -> Schema:
    """The schema of one kind, derived from its model."""
    schema = _answered(MODELS[kind].model_json_schema(by_alias=True))
    schema["properties"] = {
        "id": {**_ID, "description": "Id of the entry, stable"},
        "kind": {"const": kind.value},
        "page": _PAGE,
        **schema["properties"],
        "link_states": _STATES,
        "named_by": {
            "type": "object",
            "description": "By type of relation, the entries that name this one; `successor`: those it follows",
            "additionalProperties": _IDS,
        },
    }
    schema["required"] = ["id", "kind", "page", *schema["required"]]
    return {"title": kind.value, **{name: value for name, value in schema.items() if name != "title"}}


def _answered(node: Any) -> Any:
    """Turn the schema of what may be written into that of what is answered."""
    if isinstance(node, list):
        return [_answered(part) for part in node]
    if not isinstance(node, dict):
        return node
    options = [part for part in node.get("anyOf", ()) if part != {"type": "null"}]
    if options:
        # Of a short and a long form the answer has the long one; what is null is left out of the answer.
        rest = {name: value for name, value in node.items() if name not in {"anyOf", "default"}}
        return _answered({**options[-1], **rest})
    kept = {name: _answered(value) for name, value in node.items() if name not in {"default", "additionalProperties"}}
    return {**kept, "required": ["en", "zh"]} if kept.pop("minProperties", 0) else kept


def _describe_catalog() -> Schema:
    kinds = [{"$ref": f"{kind.value}.json"} for kind in Kind]
    return _answer(
        {"title": _TEXT, "home": {"type": ["string", "null"]}}, "entries", {"type": "array", "items": {"oneOf": kinds}}
    )


def _describe_links() -> Schema:
    entries = {"type": "object", "propertyNames": _ID, "additionalProperties": _STATES}
    return _answer({"checked": {"type": ["string", "null"], "format": "date"}}, "entries", entries)


def _describe_topics() -> Schema:
    start = {"type": "object", "properties": {"entry": _ID, "why": _TEXT}, "required": ["entry", "why"]}
    properties = {
        "id": _ID,
        "name": _TEXT,
        "aliases": {"type": "array", "items": {"type": "string"}},
        "parent": _ID,
        "children": _IDS,
        "prerequisites": _IDS,
        "gloss": _TEXT,
        "intro": {**_TEXT, "description": "Markdown with formulas between dollar signs"},
        "start_here": {"type": "array", "items": start, "maxItems": 3},
        "entries": {**_IDS, "description": "Entries of this topic and of those below it"},
        "page": _PAGE,
    }
    optional = {"parent", "intro"}
    topic = {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }
    return _answer({}, "topics", {"type": "array", "items": topic})


def _answer(properties: Schema, name: str, content: Schema) -> Schema:
    all_of_it = {
        "api_version": {"const": "1"},
        "license": {"type": "string", "description": "SPDX identifier"},
        **properties,
        name: content,
    }
    return {"title": name, "type": "object", "properties": all_of_it, "required": list(all_of_it)}


def _describe_badge() -> Schema:
    properties = {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string"},
        "color": {"type": "string"},
        "isError": {"type": "boolean"},
        "cacheSeconds": {"type": "integer"},
    }
    return {"title": "badge", "type": "object", "properties": properties, "required": list(properties)}


def _kind_schema(kind: Kind) -> Callable[[], Schema]:
    return lambda: describe_kind(kind)


SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    **{kind.value: _kind_schema(kind) for kind in Kind},
    "catalog": _describe_catalog,
    "links": _describe_links,
    "topics": _describe_topics,
    "badge": _describe_badge,
}
