"""A link report for people: what needs a look, grouped by urgency, then what was counted and what was not asked."""

from collections.abc import Iterable

from dlcatalog.lang import Lang, Localized
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.report import Finding, LinkReport
from dlcatalog.linkcheck.select import Omitted
from dlcatalog.linkcheck.verdict import Verdict

STATES: dict[State, Localized] = {
    State.OK: Localized("fine", "正常"),
    State.MOVED: Localized("moved", "已迁移"),
    State.BLOCKED: Localized("refuses robots", "拒绝程序访问"),
    State.FAILING: Localized("failing", "连接失败"),
    State.GONE: Localized("gone", "已失效"),
    State.HIJACKED: Localized("taken over", "已被他站占用"),
    State.UNCHECKED: Localized("not checked yet", "尚未检查"),
}
VERDICTS: dict[Verdict, Localized] = {
    Verdict.OK: Localized("fine", "正常"),
    Verdict.MOVED: Localized("moved", "已迁移"),
    Verdict.BLOCKED: Localized("refuses robots", "拒绝程序访问"),
    Verdict.TIMEOUT: Localized("no answer in time", "超时"),
    Verdict.SERVER_ERROR: Localized("server error", "服务器故障"),
    Verdict.TLS_ERROR: Localized("certificate or TLS error", "证书或加密连接有误"),
    Verdict.DNS_ERROR: Localized("name not found", "域名无法解析"),
    Verdict.REFUSED: Localized("connection refused", "拒绝连接"),
    Verdict.PROTOCOL_ERROR: Localized("unusable answer", "响应异常"),
    Verdict.GONE: Localized("gone", "已失效"),
    Verdict.HIJACKED: Localized("taken over", "已被他站占用"),
    Verdict.INVALID: Localized("invalid address", "地址无效"),
    Verdict.SKIPPED: Localized("left alone", "未访问"),
}
OMITTED: dict[Omitted, Localized] = {
    Omitted.FRESH: Localized("fine recently enough (--max-age)", "近期检查过且正常（--max-age）"),
    Omitted.OTHER_SHARD: Localized("another shard's", "属于其他分片"),
    Omitted.ALREADY_DONE: Localized("already in the journal (--resume)", "日志中已有结果（--resume）"),
    Omitted.INTERRUPTED: Localized("not reached before the run was stopped", "运行中断，尚未轮到"),
    Omitted.NOT_IN_JOURNALS: Localized(
        "in none of the journals: fine recently enough, or the journal of a shard is missing",
        "不在任何日志中：近期检查过且正常，或缺了某个分片的日志",
    ),
}
_BROKEN = Localized("Broken: {count}", "失效链接：{count} 个")
_WATCH = Localized("To watch or to fix, without failing the run: {count}", "需要留意或修正（不算失败）：{count} 个")
_CHECKED = Localized(
    "Checked {count} {noun} in {seconds:.1f} s: {parts}", "检查了 {count} 个地址，用时 {seconds:.1f} 秒：{parts}"
)
_CHECKED_BY_OTHERS = Localized("Checked {count} {noun}: {parts}", "检查了 {count} 个地址：{parts}")
_NOTHING = Localized("nothing", "无")
_OMITTED = Localized("Not checked: {count} ({reason})", "未检查：{count} 个（{reason}）")
_IN_TROUBLE = frozenset({State.FAILING, State.GONE, State.HIJACKED})
_SINCE = Localized("State: {state} since {day}", "状态：{zh}，自 {day} 起")
_FAILED = Localized("failed on {count} days", "共有 {count} 天失败")
_LAST_OK = Localized("last fine on {day}", "上次正常是 {day}")
_NEW = Localized("New address: {url}", "新地址：{url}")


def format_text(report: LinkReport, lang: Lang) -> str:
    """Format a report as plain text."""
    watch = [finding for finding in report.findings if not finding.is_broken and not finding.is_fine]
    lines = [*_section(_BROKEN, report.broken, lang), *_section(_WATCH, watch, lang), *format_summary(report, lang)]
    return "\n".join(lines) + "\n"


def format_summary(report: LinkReport, lang: Lang) -> list[str]:
    """The closing lines: counts, and what was not checked, and why."""
    comma = "，" if lang is Lang.ZH else ", "
    parts = comma.join(f"{VERDICTS[verdict].get(lang)} {count}" for verdict, count in report.verdicts.items())
    count = len(report.findings)
    values = {
        "count": count,
        "noun": "address" if count == 1 else "addresses",
        "seconds": report.seconds,
        "parts": parts or _NOTHING.get(lang),
    }
    omitted = [
        _OMITTED.format({"count": len(urls), "reason": OMITTED[why].get(lang)}).get(lang)
        for why, urls in report.omitted.items()
        if urls
    ]
    checked = _CHECKED if report.seconds else _CHECKED_BY_OTHERS
    return [checked.format(values).get(lang), *omitted]


def describe(finding: Finding, lang: Lang) -> str:
    """The reason of the row that decided, the new address if it moved, a note of the transport, and what is remembered."""
    result = finding.result
    text = result.decided_by.reason.get(lang)
    if result.moved_to:
        text += (" " if lang is Lang.EN else "") + _NEW.format({"url": result.moved_to}).get(lang)
    if result.note:
        text += f" [{printable(result.note)}]"
    if (record := finding.record) and record.since and record.state in _IN_TROUBLE:
        text += (" " if lang is Lang.EN else "") + _describe_memory(record, lang)
    return text


def printable(text: str) -> str:
    """A text from a server, without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _describe_memory(record: LinkRecord, lang: Lang) -> str:
    parts = [_SINCE.format({"state": STATES[record.state].en, "zh": STATES[record.state].zh, "day": record.since})]
    if record.failures > 1:
        parts.append(_FAILED.format({"count": record.failures}))
    if record.last_ok:
        parts.append(_LAST_OK.format({"day": record.last_ok}))
    return ("；" if lang is Lang.ZH else "; ").join(part.get(lang) for part in parts) + (
        "。" if lang is Lang.ZH else "."
    )


def _section(heading: Localized, findings: Iterable[Finding], lang: Lang) -> list[str]:
    listed = sorted(findings, key=lambda finding: (list(Verdict).index(finding.result.verdict), finding.result.url))
    if not listed:
        return []
    lines = [heading.format({"count": len(listed)}).get(lang)]
    for finding in listed:
        code = "" if finding.result.code is None else f" {finding.result.code}"
        lines.append(f"  {VERDICTS[finding.result.verdict].get(lang)}{code}  {finding.result.url}")
        lines += [f"    {place.path}:{place.position.line}:{place.position.column}" for place in finding.places]
        lines.append(f"    {describe(finding, lang)}")
    return [*lines, ""]
