"""A link report as Markdown: for the summary of a workflow run and for the rolling issue."""

from collections.abc import Iterable

from dlcatalog.lang import Lang, Localized
from dlcatalog.linkcheck.report import Finding, LinkReport
from dlcatalog.reporting.links_text import VERDICTS, describe, format_summary

# An issue holds 65,536 characters; two tables and the words around them must fit.
_MOST_CHARACTERS = 30_000
_TITLE = Localized("Link check of {day}", "{day} 链接检查")
_BROKEN = Localized("Broken", "失效")
_OTHERS = Localized("Not broken, but worth a look", "尚未失效，但值得一看")
_NONE = Localized("No broken links.", "没有失效链接。")
_HEAD = Localized("| link | verdict | where | why |", "| 链接 | 判断 | 位置 | 原因 |")
_MORE = Localized("{count} more rows are in the JSON report.", "其余 {count} 行见 JSON 报告。")


def format_markdown(report: LinkReport, lang: Lang) -> str:
    """Format a report as Markdown; tables are cut where the whole would not fit an issue."""
    others = [finding for finding in report.findings if not finding.is_broken and not finding.is_fine]
    parts = [
        f"## {_TITLE.format({'day': report.day.isoformat()}).get(lang)}",
        "\n\n".join(_plain(line) for line in format_summary(report, lang)),
    ]
    if report.broken:
        parts += [f"### {_BROKEN.get(lang)}", _table(report.broken, lang)]
    else:
        parts.append(_NONE.get(lang))
    if others:
        parts += [
            f"<details><summary>{_OTHERS.get(lang)} ({len(others)})</summary>",
            _table(others, lang),
            "</details>",
        ]
    return "\n\n".join(parts) + "\n"


def _table(findings: Iterable[Finding], lang: Lang) -> str:
    listed = sorted(findings, key=lambda finding: (str(finding.result.verdict), finding.result.url))
    rows = [_HEAD.get(lang), "| --- | --- | --- | --- |"]
    room = _MOST_CHARACTERS
    for number, finding in enumerate(listed):
        row = _row(finding, lang)
        room -= len(row) + 1
        if room < 0:
            return "\n".join([*rows, "", _MORE.format({"count": len(listed) - number}).get(lang)])
        rows.append(row)
    return "\n".join(rows)


def _row(finding: Finding, lang: Lang) -> str:
    result = finding.result
    places = "<br>".join(f"`{_code(place.path)}:{place.position.line}`" for place in finding.places) or "–"
    code = f" `{_code(str(result.code))}`" if result.code is not None else ""
    return f"| `{_code(result.url)}` | {VERDICTS[result.verdict].get(lang)}{code} | {places} | {_plain(describe(finding, lang))} |"


def _code(text: str) -> str:
    # Nothing a page or an address says may become Markdown, HTML or a mention.
    return " ".join(text.split()).replace("`", "%60").replace("|", "%7C")


def _plain(text: str) -> str:
    escaped = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")
    for char in "\\`*_{}[]#|!":
        escaped = escaped.replace(char, "\\" + char) if char != "#" else escaped
    return escaped
