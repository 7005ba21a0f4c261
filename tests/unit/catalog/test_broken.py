"""Each broken file gives exactly the diagnostics that it announces: nothing missed, nothing besides."""

from pathlib import Path

import pytest

from dlcatalog.catalog.rules import RULES
from tests.broken_cases import Case, all_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
def test_gives_the_announced_diagnostics(case: Case, tmp_path: Path) -> None:
    found = sorted((d.path, d.line, d.column, d.rule) for d in case.diagnose(tmp_path))

    assert found == case.expected()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
def test_speaks_both_languages(case: Case, tmp_path: Path) -> None:
    for diagnostic in case.diagnose(tmp_path):
        texts = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
        assert all(text.en and text.zh for text in texts)
        assert any("\u4e00" <= char <= "\u9fff" for char in diagnostic.message.zh)
        assert not any(
            "\u4e00" <= char <= "\u9fff" for char in diagnostic.message.en.replace("李沐", "").replace("及", "")
        ) or (diagnostic.rule == "missing-space")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
def test_severity_is_that_of_the_rule(case: Case, tmp_path: Path) -> None:
    assert all(d.severity is RULES[d.rule].severity for d in case.diagnose(tmp_path))
