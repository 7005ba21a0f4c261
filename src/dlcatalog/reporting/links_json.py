"""A link report for programs; docs/schema/links-report.schema.json is generated from the schema below."""

import json
from typing import Any

from dlcatalog.linkcheck.history import State
from dlcatalog.linkcheck.report import Finding, LinkReport
from dlcatalog.linkcheck.select import Omitted
from dlcatalog.linkcheck.verdict import ROWS, Verdict

FORMAT = "dlcatalog-links-report/1"
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_CODE = {"type": ["integer", "string", "null"]}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


PLACE_SCHEMA = _object({"entry": _TEXT, "path": _TEXT, "line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}, "role": _TEXT})  # fmt: skip
LINK_SCHEMA = _object(
    {
        "url": {**_TEXT, "description": "The address as the catalog has it"},
        "verdict": {"enum": [str(verdict) for verdict in Verdict], "description": "What this run says"},
        "state": {"enum": [str(state) for state in State], "description": "What readers are told, with memory"},
        "broken": {"type": "boolean", "description": "Whether it fails the run"},
        "code": {**_CODE, "description": "Final HTTP status, or the name of the fault"},
        "row": {"enum": sorted(ROWS), "description": "Row of the verdict table that decided"},
        "reason": {"type": "object", "properties": {"en": _TEXT, "zh": _TEXT}, "required": ["en", "zh"]},
        "final": {**_TEXT, "description": "Where the redirects ended"},
        "moved_to": {**_TEXT, "description": "What `dlcatalog links fix` writes instead"},
        "note": _TEXT,
        "since": {"type": ["string", "null"], "format": "date"},
        "last_ok": {"type": ["string", "null"], "format": "date"},
        "failures": {**_COUNT, "description": "Days with a failure since it was last fine"},
        "seconds": {"type": "number", "minimum": 0},
        "places": {"type": "array", "items": PLACE_SCHEMA},
    },
    optional=("final", "moved_to", "note"),
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "dlcatalog link report",
    "description": "What `dlcatalog links check --format json` and `dlcatalog links merge --format json` print.",
    **_object(
        {
            "format": {"const": FORMAT},
            "day": {"type": "string", "format": "date"},
            "seconds": {"type": "number", "minimum": 0},
            "checked": _COUNT,
            "broken": _COUNT,
            "verdicts": {"type": "object", "additionalProperties": _COUNT},
            "not_checked": {
                "type": "object",
                "properties": {str(why): _COUNT for why in Omitted},
                "additionalProperties": False,
            },
            "links": {"type": "array", "items": LINK_SCHEMA},
        }
    ),
}


def format_json(report: LinkReport) -> str:
    """Format a report as one JSON document."""
    data = {
        "format": FORMAT,
        "day": report.day.isoformat(),
        "seconds": round(report.seconds, 3),
        "checked": len(report.findings),
        "broken": len(report.broken),
        "verdicts": {str(verdict): count for verdict, count in report.verdicts.items()},
        "not_checked": {str(why): len(urls) for why, urls in report.omitted.items() if urls},
        "links": [_link(finding) for finding in report.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def format_schema() -> str:
    """The text of the published schema."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


def _link(finding: Finding) -> dict[str, object]:
    result, record = finding.result, finding.record
    reason = result.decided_by.reason
    optional = {"final": result.final, "moved_to": result.moved_to, "note": result.note}
    return {
        "url": result.url,
        "verdict": str(result.verdict),
        "state": str(finding.state),
        "broken": finding.is_broken,
        "code": result.code,
        "row": result.row,
        "reason": {"en": reason.en, "zh": reason.zh},
        **{key: value for key, value in optional.items() if value},
        "since": record.since.isoformat() if record and record.since else None,
        "last_ok": record.last_ok.isoformat() if record and record.last_ok else None,
        "failures": record.failures if record else 0,
        "seconds": round(result.elapsed, 3),
        "places": [
            {"entry": p.entry_id, "path": p.path, "line": p.position.line, "column": p.position.column, "role": p.role}
            for p in finding.places
        ],
    }
