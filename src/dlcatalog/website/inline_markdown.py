"""The plain part of Markdown, converted in one pass: paragraphs, flat lists, fenced code, strong, emphasis, code, links.

Whatever is not surely plain makes ``convert_simple`` return None; the caller then asks the full converter.
"""

import re
from html import escape

from dlcatalog.patterns import lazy_pattern

_BLOCK = lazy_pattern(r"\n{2,}")
_SPECIAL_LINE = lazy_pattern(r"^(?:[#>\s]|[-+](?:\s|$)|--|=+\s*$|==|\*(?!\*)|\*\*\*|~~~|```|:\s|\d+\.)|[ ]{2,}$|\|")
_FENCE = lazy_pattern(r"```(?:[\w+-]*)\n(.*)\n```", re.DOTALL)
_ITEM = lazy_pattern(r"- (?=\S)")
_NUMBERED = lazy_pattern(r"\d+\. (?=\S)")
_LISTS = frozenset({"<ul>", "<ol>"})
_INLINE = lazy_pattern(
    r"""
    (?<!`)`([^`\n\\]+)`(?!`)
    | \*\*([^*_`\[\]<>&\\\n\s](?:[^*_`\[\]<>&\\\n]*[^*_`\[\]<>&\\\n\s])?)\*\*(?!\*)
    | (?<!\*)\*([^*_`\[\]<>&\\\n\s](?:[^*_`\[\]<>&\\\n]*[^*_`\[\]<>&\\\n\s])?)\*(?!\*)
    | (?<![!\]])\[([^*_`\[\]<>&\\\n\s](?:[^*_`\[\]<>&\\\n]*[^*_`\[\]<>&\\\n\s])?)\]\((https?://[A-Za-z0-9][A-Za-z0-9./?=%:+,;@~-]*)\)
    """,
    re.VERBOSE,
)
_MARKUP = lazy_pattern(r"[*_`\[\]\\]|<(?![\s=\d])|&(?:#|\w+;)")


def convert_simple(text: str) -> str | None:
    """Convert plain Markdown (stripped, LF line ends); None where it is not plain."""
    blocks = _BLOCK.split(text)
    if "```" in text and (joined := _join_fences(blocks)) is not None:
        blocks = joined
    parts: list[str] = []
    for block in blocks:
        html = _convert_block(block)
        if html is not None and parts and html[:4] in _LISTS and parts[-1].startswith(html[:4]):
            # Items with empty lines between them are one loose list.
            return None
        if html is None:
            return None
        parts.append(html)
    return "\n".join(parts)


def _join_fences(blocks: list[str]) -> list[str] | None:
    """Empty lines inside a fence belong to it; such texts are rare, and left to the full converter."""
    return blocks if all(block.count("```") % 2 == 0 for block in blocks) else None


def _convert_block(block: str) -> str | None:
    if block.startswith("```"):
        match = _FENCE.fullmatch(block)
        if match is None or "```" in match[1]:
            return None
        return f"<pre><code>{escape(match[1], quote=False)}\n</code></pre>"
    if block.startswith("- "):
        return _convert_list(block, "ul", _ITEM)
    if block.startswith("1. "):
        return _convert_list(block, "ol", _NUMBERED)
    if any(_SPECIAL_LINE.search(line) for line in block.split("\n")):
        return None
    html = _convert_inline(block)
    return None if html is None else f"<p>{html}</p>"


def _convert_list(block: str, tag: str, marker: re.Pattern[str]) -> str | None:
    items = []
    for line in block.split("\n"):
        match = marker.match(line)
        if match is None or _SPECIAL_LINE.search(rest := line[match.end() :]):
            return None
        html = _convert_inline(rest)
        if html is None:
            return None
        items.append(f"<li>{html}</li>")
    return "\n".join((f"<{tag}>", *items, f"</{tag}>"))


def _convert_inline(text: str) -> str | None:
    if _MARKUP.search(text) is None:
        return escape(text, quote=False)
    parts = []
    end = 0
    for match in _INLINE.finditer(text):
        if (plain := _plain(text[end : match.start()])) is None:
            return None
        parts.append(plain)
        parts.append(_convert_match(match))
        end = match.end()
    if (plain := _plain(text[end:])) is None:
        return None
    parts.append(plain)
    return "".join(parts)


def _plain(text: str) -> str | None:
    return None if _MARKUP.search(text) else escape(text, quote=False)


def _convert_match(match: re.Match[str]) -> str:
    code, strong, emphasis, label, url = match.groups()
    if code is not None:
        return f"<code>{escape(code.strip(), quote=False)}</code>"
    if strong is not None:
        return f"<strong>{escape(strong, quote=False)}</strong>"
    if emphasis is not None:
        return f"<em>{escape(emphasis, quote=False)}</em>"
    return f'<a href="{escape(url)}" rel="nofollow noopener">{escape(label, quote=False)}</a>'
