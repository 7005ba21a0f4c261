"""Diagnostics as JSON for other programs; the shape is ``docs/schema/check-report.schema.json``."""

import json
from typing import Any

from dlcatalog.diagnostics import Diagnostic
from dlcatalog.lang import Localized
from dlcatalog.reporting.report import Report, encodable

VERSION = 1


def format_json(report: Report, tool_version: str) -> str:
    """Format a report as one JSON object."""
    content = {
        "version": VERSION,
        "tool": {"name": "dlcatalog", "version": tool_version},
        "checked": report.checked,
        "errors": report.errors,
        "warnings": report.warnings,
        "diagnostics": [_diagnostic(report, diagnostic) for diagnostic in report.diagnostics],
    }
    return encodable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "file": report.file(diagnostic),
        "line": diagnostic.line,
        "column": diagnostic.column,
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": _text(diagnostic.message),
        "hint": None if diagnostic.hint is None else _text(diagnostic.hint),
        "route": list(diagnostic.route),
    }


def _text(text: Localized) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


_TEXT = {
    "type": "object",
    "description": "A text in both languages",
    "required": ["en", "zh"],
    "additionalProperties": False,
    "properties": {
        "en": {"type": "string", "description": "English"},
        "zh": {"type": "string", "description": "Chinese"},
    },
}
_COUNT = {"type": "integer", "minimum": 0}
_DIAGNOSTIC = {
    "type": "object",
    "required": ["file", "line", "column", "rule", "severity", "message", "hint", "route"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "description": "Path of the file, with forward slashes"},
        "line": {"type": "integer", "minimum": 1, "description": "Line, from 1"},
        "column": {"type": "integer", "minimum": 1, "description": "Column in characters, from 1"},
        "rule": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "description": "Id of the rule, see rules.md",
        },
        "severity": {"enum": ["error", "warning"], "description": "An error stops a build"},
        "message": {**_TEXT, "description": "What is wrong"},
        "hint": {"description": "How to put it right, where that is known", "anyOf": [_TEXT, {"type": "null"}]},
        "route": {
            "type": "array",
            "description": "Keys and list indices that lead to the value",
            "items": {"type": ["string", "integer"]},
        },
    },
}
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "urn:dlcatalog:schema:check-report",
    "title": "Report of `dlcatalog check --format json`",
    "description": "All that is wrong in a catalog, in the order of files and places",
    "type": "object",
    "required": ["version", "tool", "checked", "errors", "warnings", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": VERSION, "description": "Version of this format"},
        "tool": {
            "type": "object",
            "description": "What made the report",
            "required": ["name", "version"],
            "additionalProperties": False,
            "properties": {
                "name": {"const": "dlcatalog", "description": "Name of the program"},
                "version": {"type": "string", "description": "Its version"},
            },
        },
        "checked": {**_COUNT, "description": "How many files were checked"},
        "errors": {**_COUNT, "description": "How many errors were found"},
        "warnings": {**_COUNT, "description": "How many warnings were found"},
        "diagnostics": {"type": "array", "description": "What was found", "items": _DIAGNOSTIC},
    },
}
