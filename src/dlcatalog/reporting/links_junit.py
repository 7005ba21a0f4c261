"""A link report as JUnit XML: one test case an address, failed where the link is broken, skipped where it was."""

import re
from xml.sax.saxutils import escape, quoteattr

from dlcatalog.lang import Lang
from dlcatalog.linkcheck.report import Finding, LinkReport
from dlcatalog.linkcheck.verdict import Verdict
from dlcatalog.reporting.links_text import VERDICTS, describe

# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def format_junit(report: LinkReport, lang: Lang) -> str:
    """Format a report as JUnit XML."""
    skipped = sum(finding.result.verdict is Verdict.SKIPPED for finding in report.findings)
    counts = f'tests="{len(report.findings)}" failures="{len(report.broken)}" errors="0" skipped="{skipped}"'
    cases = "".join(_case(finding, lang) for finding in report.findings)
    head = f'<testsuite name="dlcatalog links" {counts} time="{report.seconds:.3f}" timestamp="{report.day.isoformat()}T00:00:00">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{head}\n{cases}</testsuite>\n</testsuites>\n'


def _case(finding: Finding, lang: Lang) -> str:
    result = finding.result
    group = finding.places[0].entry_id if finding.places else "links"
    opening = f'<testcase classname={_attribute(group)} name={_attribute(result.url)} time="{result.elapsed:.3f}"'
    if finding.is_broken:
        kind = f"{VERDICTS[result.verdict].get(lang)} {result.code or ''}".strip()
        where = "\n".join(f"{place.path}:{place.position.line}:{place.position.column}" for place in finding.places)
        text = escape(_UNWRITABLE.sub("\ufffd", f"{where}\n{describe(finding, lang)}".strip()))
        return f"{opening}><failure type={_attribute(str(result.verdict))} message={_attribute(kind)}>{text}</failure></testcase>\n"
    if result.verdict is Verdict.SKIPPED:
        return f"{opening}><skipped message={_attribute(describe(finding, lang))}/></testcase>\n"
    return f"{opening}/>\n"


def _attribute(text: str) -> str:
    return quoteattr(_UNWRITABLE.sub("\ufffd", text))
