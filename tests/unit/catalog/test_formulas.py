import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.catalog.formulas import FormulaError, check_formulas, convert_formula, find_formulas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let $x$ be", [("x", False)]),
        ("$$\na = b\n$$", [("a = b", True)]),
        ("$a$ and $b$", [("a", False), ("b", False)]),
        ("$5 and $10", []),
        ("from $20 to $30, and", []),
        (r"\$x\$", []),
        ("`$a$`", []),
        ("```\n$a$\n```\n$b$", [("b", False)]),
        ("$a $", []),
    ],
)
def test_finding(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(formula.source, formula.display) for formula in find_formulas(text)] == expected


def test_positions_are_those_of_the_text() -> None:
    text = "a $x$ b"
    (formula,) = find_formulas(text)
    assert text[formula.start : formula.end] == "$x$"


@pytest.mark.parametrize(
    "source", [r"\frac{1}{", r"\left( x", "x^2^3", r"\nosuchcommand x", "a & b", "", "}{", "x" * 3000]
)
def test_faults_are_told(source: str) -> None:
    with pytest.raises(FormulaError):
        convert_formula(source, display=False)


def test_a_fault_names_its_place() -> None:
    (fault,) = check_formulas(r"fine $x$, broken $\frac{$ here")
    assert (fault.offset, fault.source) == (17, r"\frac{")


@pytest.mark.parametrize(
    "source",
    [r"\text{<script>alert(1)</script>}", r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{big}{x}"],
)
def test_nothing_but_drawing_comes_through(source: str) -> None:
    try:
        html = convert_formula(source, display=False)
    except FormulaError:
        return
    inside = re.sub(r' alttext="[^"]*"', "", html)
    assert not re.search(r"<script|href=|style=|class=", inside)


@given(st.text(alphabet=r"abxy\{}^_<>&\"'$ 0123frtext", max_size=60))
def test_any_source_gives_well_formed_mathml_or_a_fault(source: str) -> None:
    from xml.etree import ElementTree as ET

    try:
        html = convert_formula(source, display=True)
    except FormulaError:
        return
    assert ET.fromstring(html).tag == "math"


@pytest.mark.parametrize(
    "source",
    [
        r"\theta \leftarrow \theta - \eta \nabla L(\theta)",
        r"\hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}",
        r"\mathbb{E}_{x \sim p}[\log D(x)]",
        r"\operatorname{softmax}(QK^\top / \sqrt{d_k})V",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\sum_{i=1}^n x_i",
    ],
)
def test_what_writers_use_works(source: str) -> None:
    assert convert_formula(source, display=False).startswith("<math alttext=")
