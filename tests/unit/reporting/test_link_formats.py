"""Link reports: what must fit, and what must not break out of its place."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dlcatalog.diagnostics import Position
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.report import Finding, LinkReport, Place
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import Verdict
from dlcatalog.reporting.links_github import format_github
from dlcatalog.reporting.links_junit import format_junit
from dlcatalog.reporting.links_markdown import format_markdown
from dlcatalog.reporting.links_text import format_text

DAY = date(2027, 1, 1)
LARGEST_ISSUE = 65_536


def _finding(url: str, note: str = "", *, is_broken: bool = True) -> Finding:
    verdict = Verdict.GONE if is_broken else Verdict.MOVED
    result = LinkResult(
        url, verdict, "http-404" if is_broken else "moved", 404, note=note, moved_to=None if is_broken else url
    )
    record = LinkRecord(url, State.GONE, 404, DAY, (DAY,) * 3, DAY)
    return Finding(result, record.state, (Place("one", "catalog/sites/one.yaml", Position(4, 11)),), record, is_broken)


def _report(*findings: Finding) -> LinkReport:
    return LinkReport(DAY, findings)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_markdown_report_of_any_size_fits_an_issue(lang: Lang) -> None:
    findings = [_finding(f"https://example.org/{'long/' * 20}{n}", is_broken=n % 2 == 0) for n in range(2000)]
    text = format_markdown(_report(*findings), lang)
    assert 30_000 < len(text) < LARGEST_ISSUE
    told = text.count("| `https://example.org/")
    left = sum(int(word) for line in text.splitlines() if "JSON" in line for word in line.split() if word.isdigit())
    assert told + left == 2000


HOSTILE = "`</code>|@everyone [x](y) <script>\n::error::gotcha %0A\x1b[31m \x00"


def test_nothing_that_a_server_says_breaks_out_of_its_place() -> None:
    report = _report(_finding("https://example.org/`|<b>", HOSTILE))
    markdown = format_markdown(report, Lang.EN)
    assert "@everyone" not in markdown
    assert "<script" not in markdown
    assert "[x](y)" not in markdown
    assert [line for line in format_github(report, Lang.EN).splitlines() if line.startswith("::error::")] == []
    ET.fromstring(format_junit(report, Lang.EN))


def test_text_has_no_control_characters() -> None:
    text = format_text(_report(_finding("https://example.org/", HOSTILE)), Lang.EN)
    assert "\x1b" not in text
    assert "\x00" not in text


def test_one_is_singular() -> None:
    assert "Checked 1 address:" in format_text(_report(_finding("https://example.org/")), Lang.EN)
