r"""Formulas of notes and intros: find ``$...$`` and ``$$...$$``, turn TeX into MathML, and say which cannot be turned.

latex2mathml builds a tree but writes it without escaping (``\text{<script>}`` comes out as a tag), so the tree is
written here, and only with the tags and attributes that MathML Core draws.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element

from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

_PIECES = lazy_pattern(
    r"""
    (?P<fence>^(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=ticks)[ ]*$|\Z))  # a block of code keeps its dollars
    | (?P<code>(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`))                   # so does a span of code
    | (?P<escaped>\\\$)
    | \$\$(?P<display>[^$]+?)\$\$
    | \$(?![\s$\d.,]*\s)(?P<inline>[^$\n]+?)(?<!\s)\$(?!\d)                # `$5 and $10` is money
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TAGS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mtd",
        "menclose",
    ],
)
_ATTRIBUTES = frozenset(
    [
        "display",
        "displaystyle",
        "mathvariant",
        "mathcolor",
        "stretchy",
        "fence",
        "separator",
        "form",
        "lspace",
        "rspace",
        "accent",
        "accentunder",
        "minsize",
        "maxsize",
        "largeop",
        "movablelimits",
        "symmetric",
        "linethickness",
        "columnalign",
        "rowspacing",
        "columnspacing",
        "width",
        "height",
        "depth",
    ],
)
_MAX_LENGTH = 2000
# An escaped brace is matched whole, so that it is not counted.
_BRACES = lazy_pattern(r"\\.|[{}]", re.DOTALL)


@record
class Formula:
    """A formula in a text: where it stands (``start`` to ``end``, in characters), its TeX, and whether on its own line."""

    start: int
    end: int
    source: str
    display: bool


@record
class FormulaFault:
    """A formula that cannot be turned into MathML; ``offset`` counts characters of the text."""

    offset: int
    source: str
    reason: str


class FormulaError(ValueError):
    """TeX that cannot be turned; the text of the error says why, in English."""


def find_formulas(text: str) -> Iterator[Formula]:
    """Find the formulas of a text, outside of code."""
    for match in _PIECES.finditer(text):
        display = match["display"]
        source = display if display is not None else match["inline"]
        if source is not None:
            yield Formula(match.start(), match.end(), source.strip(), display is not None)


def check_formulas(text: str) -> tuple[FormulaFault, ...]:
    """Say which formulas of a text cannot be turned; for the rule ``broken-formula``."""
    if "$" not in text:
        return ()
    faults = []
    for formula in find_formulas(text):
        try:
            convert_formula(formula.source, display=formula.display)
        except FormulaError as error:
            faults.append(FormulaFault(formula.start, formula.source, str(error)))
    return tuple(faults)


@lru_cache(maxsize=4096)
def convert_formula(source: str, *, display: bool) -> str:
    """Turn TeX into a ``<math>`` element. Raises FormulaError."""
    from latex2mathml.converter import convert_to_element

    if len(source) > _MAX_LENGTH:
        raise FormulaError(f"longer than {_MAX_LENGTH} characters")
    _refuse_open_braces(source)
    try:
        tree = convert_to_element(source, display="block" if display else "inline")
    except RecursionError:
        raise FormulaError("nested too deeply") from None
    except Exception as error:  # noqa: BLE001 - the library raises whatever its parser stumbled over
        raise FormulaError(_words(error)) from None
    parts: list[str] = []
    _write(tree, parts, alternative=source)
    return "".join(parts)


def _refuse_open_braces(source: str) -> None:
    """latex2mathml closes what was left open without a word, and so draws something that nobody wrote."""
    depth = 0
    for brace in _BRACES.finditer(source):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth < 0:
            raise FormulaError("a `}` without its `{`")
    if depth:
        raise FormulaError("a `{` without its `}`")


def _words(error: Exception) -> str:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
    return name.lower() or "not understood"


def _write(element: Element, parts: list[str], *, alternative: str = "") -> None:
    if element.tag not in _TAGS:
        raise FormulaError(f"<{element.tag}> is not drawn by browsers")
    parts.append(f"<{element.tag}")
    if alternative:
        parts.append(f' alttext="{escape(alternative)}"')
    parts.extend(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and value != "inline"
    )
    parts.append(">")
    if element.text:
        parts.append(_text(element))
    for child in element:
        _write(child, parts)
    parts.append(f"</{element.tag}>")


def _text(element: Element) -> str:
    text = unescape(element.text or "")
    if element.tag == "mi" and text.startswith("\\"):
        raise FormulaError(f"unknown command {text}")
    if element.tag == "mi" and text == "&":
        raise FormulaError("& outside of a matrix")
    return escape(text, quote=False)
