"""Diagnostics as SARIF 2.1.0, for code scanning."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dlcatalog.diagnostics import Diagnostic, Severity
from dlcatalog.lang import Lang, Localized
from dlcatalog.reporting.report import Report, encodable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def format_sarif(
    report: Report,
    rules: Mapping[str, tuple[Severity, Localized]],
    lang: Lang,
    *,
    tool_version: str,
) -> str:
    """Format a report; ``rules`` gives severity and documentation of every rule by id."""
    order = {rule_id: index for index, rule_id in enumerate(rules)}
    driver = {
        "name": "dlcatalog",
        "semanticVersion": tool_version,
        "rules": [_rule(rule_id, severity, doc, lang) for rule_id, (severity, doc) in rules.items()],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang.tag,
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, found, order, lang) for found in report.diagnostics],
    }
    content = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _rule(rule_id: str, severity: Severity, doc: Localized, lang: Lang) -> dict[str, Any]:
    text = doc.get(lang) + ("。" if lang is Lang.ZH else ".")
    return {
        "id": rule_id,
        "name": "".join(word.capitalize() for word in rule_id.split("-")),
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": f"`{rule_id}`: {text}"},
        "defaultConfiguration": {"level": severity.value},
        "properties": {"tags": ["catalog"]},
    }


def _result(report: Report, found: Diagnostic, order: Mapping[str, int], lang: Lang) -> dict[str, Any]:
    message = found.message.get(lang)
    if found.hint is not None:
        message = f"{message}\n{found.hint.get(lang)}"
    file = report.file(found)
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "level": found.severity.value,
        "message": {"text": message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(file)},
                    "region": {"startLine": found.line, "startColumn": found.column},
                },
            },
        ],
        # Stays the same when lines move, so that an alert is not closed and opened again.
        "partialFingerprints": {"dlcatalog/v1": _fingerprint(file, found)},
    }
    if found.rule in order:
        result["ruleIndex"] = order[found.rule]
    return result


def _fingerprint(file: str, found: Diagnostic) -> str:
    route = "/".join(str(part) for part in found.route)
    content = encodable(f"{file}\0{found.rule}\0{route}\0{found.message.en}")
    return hashlib.sha256(content.encode()).hexdigest()[:32]
