"""Each format says everything, and in the form that its reader expects."""

import json
import re

import pytest
from jsonschema import Draft7Validator

from dlcatalog.diagnostics import Diagnostic, Position, Severity
from dlcatalog.lang import Lang, Localized
from dlcatalog.reporting.diagnostics_github import format_github
from dlcatalog.reporting.diagnostics_json import SCHEMA, format_json
from dlcatalog.reporting.diagnostics_sarif import format_sarif
from dlcatalog.reporting.diagnostics_text import display_width, format_text
from dlcatalog.reporting.report import Report

SOURCE = "title: x\n  zh: 用PyTorch写成\n" + "long: " + "x" * 200 + "\n"
FIRST = Diagnostic(
    "missing-space",
    "papers/a.yaml",
    Position(2, 8),
    Localized(en="a space is missing", zh="缺少空格"),
    hint=Localized(en="put one in", zh="补一个"),
    route=("summary", "zh"),
)
SECOND = Diagnostic(
    "odd-thing",
    "papers/a, b:c%.yaml",
    Position(9, 1),
    Localized(en="100%\nodd", zh="奇怪\n100%"),
    severity=Severity.WARNING,
)
REPORT = Report((FIRST, SECOND), 5, "catalog/", lambda path: SOURCE if path == "papers/a.yaml" else None)
RULES = {
    "missing-space": (Severity.ERROR, Localized(en="A space stands there", zh="要有空格")),
    "odd-thing": (Severity.WARNING, Localized(en="Nothing is odd", zh="没有怪事")),
}


def test_text_points_at_the_place() -> None:
    assert format_text(REPORT, Lang.EN) == (
        "catalog/papers/a.yaml:2:8 error [missing-space] a space is missing\n"
        "    2 |   zh: 用PyTorch写成\n"
        "      |         ^\n"
        "    hint: put one in\n"
        "catalog/papers/a, b:c%.yaml:9:1 warning [odd-thing] 100%\\nodd\n"
        "1 error, 1 warning in 2 files (5 files checked)\n"
    )


def test_text_in_chinese() -> None:
    text = format_text(REPORT, Lang.ZH)

    assert "catalog/papers/a.yaml:2:8 错误 [missing-space] 缺少空格" in text
    assert "    提示：补一个" in text
    assert text.endswith("1 个错误，1 个警告，涉及 2 个文件（共检查 5 个文件）\n")


def test_nothing_found_is_said_so() -> None:
    assert format_text(Report((), 1), Lang.EN) == "1 file checked, nothing to complain about\n"


def test_colours_are_only_there_when_asked_for() -> None:
    assert "\x1b[" in format_text(REPORT, Lang.EN, color=True)
    assert "\x1b[" not in format_text(REPORT, Lang.EN)


def test_long_lines_are_cut_around_the_place() -> None:
    found = Diagnostic("odd-thing", "papers/a.yaml", Position(3, 150), Localized(en="odd", zh="怪"))
    lines = format_text(Report((found,), 1, "", lambda _: SOURCE), Lang.EN).split("\n")

    assert lines[1].startswith("    3 | …xxx")
    assert len(lines[1]) < 120
    assert lines[2].index("^") == lines[1].index("…") + 61


def test_a_place_behind_the_end_of_the_file_has_no_source_line() -> None:
    found = Diagnostic("odd-thing", "papers/a.yaml", Position(99, 1), Localized(en="odd", zh="怪"))

    assert len(format_text(Report((found,), 1, "", lambda _: SOURCE), Lang.EN).splitlines()) == 2


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("中文", 4), ("，a", 3), ("é", 1), ("e\u0301", 1)])
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_json_keeps_everything_and_follows_its_schema() -> None:
    content = json.loads(format_json(REPORT, "1.2.3"))

    Draft7Validator.check_schema(SCHEMA)
    assert list(Draft7Validator(SCHEMA).iter_errors(content)) == []
    assert content["errors"] == 1
    assert content["warnings"] == 1
    assert content["diagnostics"][0] == {
        "file": "catalog/papers/a.yaml",
        "line": 2,
        "column": 8,
        "rule": "missing-space",
        "severity": "error",
        "message": {"en": "a space is missing", "zh": "缺少空格"},
        "hint": {"en": "put one in", "zh": "补一个"},
        "route": ["summary", "zh"],
    }


def test_github_escapes_what_would_end_a_command() -> None:
    lines = format_github(REPORT, Lang.EN).splitlines()

    assert lines == [
        "::error file=catalog/papers/a.yaml,line=2,col=8,title=missing-space::a space is missing%0Aput one in",
        "::warning file=catalog/papers/a%2C b%3Ac%25.yaml,line=9,col=1,title=odd-thing::100%25%0Aodd",
        "1 error, 1 warning in 2 files (5 files checked)",
    ]


def test_github_shows_errors_first() -> None:
    report = Report((SECOND, FIRST), 2, "")

    assert [line.split(" ")[0] for line in format_github(report, Lang.EN).splitlines()[:2]] == ["::error", "::warning"]


def test_sarif_has_the_essentials_of_2_1_0() -> None:
    content = json.loads(format_sarif(REPORT, RULES, Lang.EN, tool_version="1.2.3"))
    run = content["runs"][0]
    driver = run["tool"]["driver"]

    assert content["version"] == "2.1.0"
    assert driver["name"] == "dlcatalog"
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}
        assert re.fullmatch(r"[A-Za-z]+", rule["name"])
    for result, found in zip(run["results"], REPORT.diagnostics, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == found.rule
        assert result["level"] == found.severity.value
        assert result["message"]["text"].startswith(found.message.en)
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region == {"startLine": found.line, "startColumn": found.column}
    uri = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "catalog/papers/a%2C%20b%3Ac%25.yaml"
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_fingerprints_survive_moved_lines() -> None:
    moved = Diagnostic(FIRST.rule, FIRST.path, Position(7, 3), FIRST.message, route=FIRST.route)
    first, second = (
        json.loads(format_sarif(Report((found,), 1), RULES, Lang.EN, tool_version="1"))["runs"][0]["results"][0]
        for found in (FIRST, moved)
    )

    assert first["partialFingerprints"] == second["partialFingerprints"]


def test_file_names_that_are_no_text_can_be_printed() -> None:
    found = Diagnostic("odd-thing", "papers/\udcff.yaml", Position(), Localized(en="odd", zh="怪"))
    report = Report((found,), 1)

    for text in (
        format_text(report, Lang.EN),
        format_json(report, "1"),
        format_github(report, Lang.EN),
        format_sarif(report, RULES, Lang.EN, tool_version="1"),
    ):
        text.encode("utf-8")
