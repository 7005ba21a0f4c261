"""Markdown of contributors to safe HTML: formulas to MathML, raw HTML shown as text, links to http and https only.

Python-Markdown is the slowest stage of a build, and most notes are plain paragraphs, lists, links and code. Those are
converted here directly; everything else goes through Python-Markdown and the allow-list of nh3. A property test holds
that both ways give the same HTML.
"""

import re
from functools import lru_cache
from html import escape

from markupsafe import Markup

from dlcatalog.catalog.formulas import FormulaError, convert_formula, find_formulas
from dlcatalog.patterns import lazy_pattern
from dlcatalog.website import inline_markdown

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = lazy_pattern(f"(<p>)?{_OPEN}(\\d+){_CLOSE}(?(1)(</p>)?)([,.;:!?，。；：、！？）)]*)")
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BROKEN_LINE = lazy_pattern(f"(?<=[{_HAN}])\n(?=[{_HAN}])")
_MAYBE_BROKEN = lazy_pattern(r"[^\x00-\x7f]\n[^\x00-\x7f]")
_LIST_AFTER_TEXT = lazy_pattern(r"^(?![-\s]|\d+\.)(.+)\n(?=- |1\. )", re.MULTILINE)
_LONG_INLINE = 24
_HEADING = lazy_pattern(r"<(/?)h([1-6])>")
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ],
)
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}


def render_markdown(text: str) -> Markup:
    """Convert a text; equal texts give equal HTML."""
    text = text.strip().replace("\r\n", "\n").replace(_OPEN, "").replace(_CLOSE, "")
    if not text:
        return Markup()
    formulas: list[str] = []
    if "$" in text:
        text = _take_formulas(text, formulas)
    if "\n" in text:
        text = _tidy_lines(text)
    html = inline_markdown.convert_simple(text)
    if html is None:
        html = convert_fully(text)
    if formulas:
        html = _put_formulas(html, formulas)
    return Markup(html)  # noqa: S704 - made of escaped text and an allow-list of tags


def convert_fully(text: str) -> str:
    """Convert with Python-Markdown, then keep what the allow-list names."""
    import nh3

    html = _converter().convert(text)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + 2)}>", html)
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener",
    )


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - importing the type would load the package on start
    from markdown import Markdown

    converter = Markdown(extensions=["fenced_code", "tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in ("html", "entity", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    return converter


def _tidy_lines(text: str) -> str:
    """Read lines as writers mean them; code keeps its own.

    Chinese has no spaces, so a line break inside a sentence must not become one. And a list may follow its
    introduction without an empty line, as it may on the sites where most people learned Markdown.
    """
    if "```" in text or "~~~" in text:
        return text
    if _MAYBE_BROKEN.search(text):
        text = _BROKEN_LINE.sub("", text)
    return _LIST_AFTER_TEXT.sub(r"\1\n\n", text)


def _take_formulas(text: str, formulas: list[str]) -> str:
    parts: list[str] = []
    end = 0
    for formula in find_formulas(text):
        parts.append(text[end : formula.start])
        try:
            html = convert_formula(formula.source, display=formula.display)
            if not formula.display and len(formula.source) > _LONG_INLINE:
                # It cannot break like words, so on a phone it scrolls by itself.
                html = f'<span class="formula-inline" tabindex="0">{html}</span>'
        except FormulaError:
            # The source stays readable; the rule `broken-formula` reports it.
            html = f'<code class="broken-formula">{escape(text[formula.start : formula.end])}</code>'
        formulas.append(html)
        parts.append(f"{_OPEN}{len(formulas) - 1}{_CLOSE}")
        end = formula.end
    parts.append(text[end:])
    return "".join(parts)


def _put_formulas(html: str, formulas: list[str]) -> str:
    def put(match: re.Match[str]) -> str:
        formula = formulas[int(match[2])]
        opening, closing, mark = match[1] or "", match[3] or "", match[4]
        if opening and closing:
            # A formula on a line of its own may be wider than a phone: it scrolls by itself, also by keyboard.
            return f'<div class="formula" tabindex="0">{formula}</div>'
        if mark and formula.startswith("<span"):
            # Browsers break a line before the mark that follows a box.
            return f'{opening}<span class="nowrap">{formula}{mark}</span>{closing}'
        return f"{opening}{formula}{closing}{mark}"

    return _TOKEN.sub(put, html)
