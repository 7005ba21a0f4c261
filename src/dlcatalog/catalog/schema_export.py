"""The models as JSON Schema, for editors and for programs in other languages.

Draft 7: the newest draft that yaml-language-server, the JetBrains IDEs and jsonschema all implement in full. An editor
reads YAML scalars with their types, the tool reads all of them as text; the schema accepts what both take.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from dlcatalog.catalog.schema import MODELS, Kind, Model, key_order
from dlcatalog.catalog.schema_chinese import in_both
from dlcatalog.catalog.topics import LearningPath, LinksFile, SiteSettings, SourcesFile, TopicsFile

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
# `site` is the kind of entry; `catalog/site.yaml` is the settings of the website.
SCHEMA_MODELS: Mapping[str, type[Model]] = {
    **{kind.value: model for kind, model in MODELS.items()},
    "site-settings": SiteSettings,
    "topics": TopicsFile,
    "path": LearningPath,
    "sources": SourcesFile,
    "links": LinksFile,
}
_PATTERNS = {"integer": r"^[0-9]{1,9}$", "number": r"^[0-9]{1,9}(\.[0-9]{1,6})?$"}
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# A validator of ours stands before these limits, so that pydantic does not translate their names.
_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
# What pydantic writes for itself and an editor would show as noise.
_NOISE = frozenset({"title", "default"})


def export_schema(name: str) -> Schema:
    """The JSON Schema of one kind of file; ``name`` is a key of ``SCHEMA_MODELS``."""
    model = SCHEMA_MODELS[name]
    raw = model.model_json_schema(by_alias=True, mode="validation", ref_template="#/definitions/{model}")
    definitions = raw.pop("$defs", {})
    schema = {
        "$schema": DRAFT,
        "$id": f"urn:dlcatalog:schema:{name}",
        "title": f"dlcatalog: {name}",
        **_plain(raw),
    }
    if name in {kind.value for kind in MODELS}:
        schema["properties"] = {key: schema["properties"][key] for key in key_order(Kind(name))}
    if definitions:
        schema["definitions"] = {key: _plain(value) for key, value in sorted(definitions.items())}
    return schema


def format_schema(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _plain(node: Any) -> Any:
    """Turn what pydantic writes into what a person writing YAML may write."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node and {"type": "null"} in node["anyOf"]:
        # Optional means that the key may be left out, not that it may be null.
        rest = [option for option in node["anyOf"] if option != {"type": "null"}]
        node = {**node, "anyOf": rest} if len(rest) > 1 else {**rest[0], **_without(node, "anyOf")}
    if "$ref" in node and len(node) > 1:
        # Draft 7 ignores whatever stands beside `$ref`.
        node = {**_without(node, "$ref"), "allOf": [{"$ref": node["$ref"]}]}
    plain = {_LIMITS.get(key, key): _below(key, value) for key, value in node.items() if not _is_noise(key, value)}
    return _with_text(plain)


def _below(key: str, value: Any) -> Any:
    if key == "description" and isinstance(value, str):
        return in_both(value)
    if key in {"properties", "definitions"}:
        return {name: _plain(item) for name, item in value.items()}
    return _plain(value)


def _is_noise(key: str, value: Any) -> bool:
    return key in _NOISE and not isinstance(value, dict)


def _without(node: Mapping[str, Any], *keys: str) -> Schema:
    return {key: value for key, value in node.items() if key not in keys}


def _with_text(node: Schema) -> Schema:
    """Let numbers stand in quotes, and text that looks like a number without."""
    kind = node.get("type")
    if kind in _PATTERNS:
        return {**node, "type": [kind, "string"], "pattern": _PATTERNS[kind]}
    if node.get("format") == "date":
        return {**node, "pattern": _DAY}
    if kind == "string" and not {"enum", "const", "format"} & node.keys():
        return {**node, "type": ["string", "number"]}
    return node
