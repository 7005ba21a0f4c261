"""Repairs change what they are for, and not one byte more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcatalog.authoring.fixes import fix_text
from dlcatalog.authoring.scaffold import scaffold_entry
from dlcatalog.authoring.starter import starter_files
from dlcatalog.catalog.loader import parse_entry
from dlcatalog.catalog.rules import check_entry
from dlcatalog.catalog.schema import Kind, key_order
from dlcatalog.commands.fix import _diagnose

ENTRY = """\
# a comment about the file
title: {en: A sample, zh: 一个示例}   # odd   spacing stays
summary:
  en: What it is, and for whom.
  zh: CHINESE
links:
    - {url: 'https://example.org/', role: home}
topics: [ deep-learning ]
level: beginner
cost: free
standing: current
added: 2026-11-20
"""


def fix(text: str) -> str:
    return fix_text("papers/x.yaml", text, _diagnose, key_order(Kind.PAPER))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("用PyTorch写成。", "用 PyTorch 写成。"),
        ("你好,世界. 再见!", "你好，世界。再见！"),
        ("卷积(CNN)网络", "卷积（CNN）网络"),
        ("卷积网络 (含代码) 的综述", "卷积网络（含代码）的综述"),
        ("代码`f(x,y)`与$a,b$。", "代码`f(x,y)`与$a,b$。"),
        ("'用CNN，见it''s。'", "'用 CNN，见it''s。'"),
    ],
)
def test_chinese_text(before: str, after: str) -> None:
    fixed = fix(ENTRY.replace("CHINESE", before))

    assert fixed.replace("见 it", "见it") == ENTRY.replace("CHINESE", after)


def test_a_file_without_faults_stays_as_it_is() -> None:
    text = ENTRY.replace("CHINESE", "没有问题。")

    assert fix(text) == text


def test_keys_move_with_their_lines_and_comments() -> None:
    text = "# file\n\nlevel: beginner\n# about the title\ntitle: X  # here\nsummary:\n  en: A\n\n  # inside\n  zh: 甲\nadded: 2026-11-20\n"

    assert fix(text) == (
        "# file\n\n# about the title\ntitle: X  # here\nsummary:\n  en: A\n\n  # inside\n  zh: 甲\nlevel: beginner\nadded: 2026-11-20\n"
    )


def test_keys_that_nobody_knows_stop_the_sorting() -> None:
    text = "level: beginner\nnonsense: x\ntitle: X\n"

    assert fix(text) == text


def test_broken_yaml_is_left_alone() -> None:
    text = "title: [unclosed\n"

    assert fix(text) == text


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "- a list\n", "{level: x, title: y}\n", "\ufefftitle: X\nlevel: y"]
)
def test_odd_files_do_not_fail(text: str) -> None:
    assert fix(text) == text.removeprefix("\ufeff")


@given(st.text(alphabet="用A1，,.:;()` $x\n", min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_fixing_twice_is_fixing_once(chinese: str) -> None:
    lines = "".join(f"    {line}\n" for line in chinese.split("\n"))
    once = fix(ENTRY.replace("zh: CHINESE\n", f"zh: |\n{lines}"))

    assert fix(once) == once


@pytest.mark.parametrize("kind", Kind)
def test_a_scaffold_lacks_only_its_texts_and_names_every_key(kind: Kind) -> None:
    text = scaffold_entry(kind, "some-id", added="2026-11-20")
    parsed = parse_entry(f"{kind.folder}/some-id.yaml", text.encode())

    assert parsed.diagnostics == ()
    assert parsed.document is not None
    assert {found.rule for found in check_entry(parsed.document, parsed.entry)} == {"sample-text"}
    assert all(f"{key}:" in text for key in key_order(kind))


@pytest.mark.parametrize("kind", Kind)
def test_a_scaffold_with_all_comments_taken_off_is_of_the_right_shape(kind: Kind) -> None:
    text = scaffold_entry(kind, "some-id", added="2026-11-20")
    lines = [line.removeprefix("# ") for line in text.splitlines() if not line.startswith(("# Replace", "# 请"))]
    parsed = parse_entry(f"{kind.folder}/some-id.yaml", "\n".join(lines).encode())

    assert [found.rule for found in parsed.diagnostics] == []


def test_a_new_catalog_has_the_day_it_was_made() -> None:
    assert "added: 2020-02-02" in starter_files("2020-02-02")["papers/resnet.yaml"]
