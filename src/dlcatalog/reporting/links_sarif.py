"""A link report as SARIF 2.1.0, for code-scanning views."""

import json

from dlcatalog.lang import Lang
from dlcatalog.linkcheck.report import Finding, LinkReport, Place
from dlcatalog.linkcheck.verdict import BROKEN, ROWS, Verdict
from dlcatalog.reporting.links_text import VERDICTS, describe

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def format_sarif(report: LinkReport, lang: Lang, version: str) -> str:
    """Format a report as SARIF; addresses that stand in no file have no place in it and are left out."""
    listed = [finding for finding in report.findings if not finding.is_fine and finding.places]
    rules = [
        {
            "id": row.id,
            "name": row.verdict.value,
            "shortDescription": {"text": VERDICTS[row.verdict].get(lang)},
            "fullDescription": {"text": row.reason.get(lang)},
            "defaultConfiguration": {"level": "error" if row.verdict in BROKEN else "warning"},
        }
        for row in ROWS.values()
        if row.verdict not in {Verdict.OK, Verdict.SKIPPED}
    ]
    driver = {"name": "dlcatalog-links", "version": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, lang) for finding in listed],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def level_of(finding: Finding) -> str:
    """`error` fails the run, `warning` is trouble that may pass, `note` is news."""
    if finding.is_broken:
        return "error"
    return "note" if finding.result.verdict in {Verdict.MOVED, Verdict.BLOCKED} else "warning"


def _result(finding: Finding, lang: Lang) -> dict[str, object]:
    return {
        "ruleId": finding.result.row,
        "level": level_of(finding),
        "message": {"text": f"{finding.result.url}: {describe(finding, lang)}"},
        "locations": [_location(place) for place in finding.places],
        "partialFingerprints": {"url/v1": finding.result.url},
    }


def _location(place: Place) -> dict[str, object]:
    region = {"startLine": place.position.line, "startColumn": place.position.column}
    return {"physicalLocation": {"artifactLocation": {"uri": place.path}, "region": region}}
