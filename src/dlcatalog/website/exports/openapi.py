"""The OpenAPI 3.1 document of the API: every address under ``api/v1``, and the shape of its answer."""

import re
from typing import Any, Final

from dlcatalog.catalog.schema import ID_PATTERN, Kind
from dlcatalog.website.exports.item import Context
from dlcatalog.website.exports.pretty import format_json
from dlcatalog.website.exports.schema_json import SCHEMAS, Schema

_ENTRY_REFS: Final = [{"$ref": f"#/components/schemas/{kind.value}"} for kind in Kind]
_ENTRY: Final[Schema] = {
    "oneOf": _ENTRY_REFS,
    "discriminator": {
        "propertyName": "kind",
        "mapping": {kind.value: f"#/components/schemas/{kind.value}" for kind in Kind},
    },
}
_DESCRIPTION: Final = (
    "Static files: every answer is a whole file, there are no queries and no keys. Fields are added without a new "
    "version; a field is removed or changes its meaning only under `api/v2`. A field that is absent is unknown or empty. "
    "所有回答都是静态文件，不需要密钥。新增字段不升级版本号；删除字段或改变含义时才会有 `api/v2`。没有出现的字段表示未知或为空。"
)


def format_openapi(context: Context) -> str:
    """The document; without a base URL the server is named relative to it."""
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{context.catalog.site.title.en} API",
            "version": "1.0.0",
            "description": _DESCRIPTION,
            "license": _license(context.catalog.site.license),
        },
        "servers": [{"url": f"{context.base_url}api/v1" if context.base_url else "."}],
        "paths": _paths(),
        "components": {"schemas": _components()},
    }
    return format_json(document)


def _license(name: str) -> dict[str, str]:
    spdx = re.fullmatch(r"[A-Za-z0-9.+-]+", name)
    return {"name": name, "identifier": name} if spdx else {"name": name}


def _paths() -> dict[str, Any]:
    by_id = _parameter("id", {"type": "string", "pattern": ID_PATTERN}, "Id of an entry")
    by_name = _parameter("name", {"enum": list(SCHEMAS)}, "Kind of entry, or name of an answer")
    return {
        "/catalog.json": _get("getCatalog", "Every entry in one document", _ref("catalog")),
        "/entries.ndjson": _get("listEntries", "Every entry, one a line", _ENTRY, media="application/x-ndjson"),
        "/entries/{id}.json": _get(
            "getEntry", "One entry, with the state of its links and what names it", _ENTRY, by_id
        ),
        "/topics.json": _get("listTopics", "The tree of topics", _ref("topics")),
        "/links.json": _get("listLinks", "The state of every link", _ref("links")),
        "/badge/{id}.json": _get("getBadge", "Badge of an entry, a shields.io endpoint", _ref("badge"), by_id),
        "/schema/{name}.json": _get("getSchema", "JSON Schema of an answer", {"type": "object"}, by_name),
        "/openapi.json": _get("getOpenapi", "This document", {"type": "object"}),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _get(
    operation: str,
    summary: str,
    schema: Schema,
    parameter: Schema | None = None,
    *,
    media: str = "application/json",
) -> Schema:
    answers: Schema = {"200": {"description": summary, "content": {media: {"schema": schema}}}}
    if parameter:
        answers["404"] = {"description": "There is none of that name"}
    found: Schema = {"operationId": operation, "summary": summary, "responses": answers}
    return {"get": {**found, "parameters": [parameter]} if parameter else found}


def _components() -> dict[str, Schema]:
    """All schemas, with their own definitions lifted to the top so that the document refers to nothing outside."""
    components: dict[str, Schema] = {}
    for name, describe in SCHEMAS.items():
        schema = _relocated(describe())
        components |= schema.pop("$defs", {})
        components[name] = schema
    return components


def _relocated(node: Any) -> Any:
    if isinstance(node, list):
        return [_relocated(part) for part in node]
    if not isinstance(node, dict):
        return node
    found = {name: _relocated(value) for name, value in node.items()}
    target = found.get("$ref")
    if isinstance(target, str):
        name = target.removeprefix("#/$defs/").removesuffix(".json")
        found["$ref"] = f"#/components/schemas/{name}"
    return found
