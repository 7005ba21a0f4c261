"""``docs/rules.md``: every rule, by section, in both languages."""

from dlcatalog.catalog.rules import RULES, Rule, Scope, Section
from dlcatalog.diagnostics import Severity

_HEAD = """# Rules

<!-- Generated from the code by `make docs`; do not edit by hand. -->

`dlcatalog check` reports every breach of these rules with file, line and column, all of them in one run.
Errors stop a build and give exit code 1; warnings ask for attention (`--strict` makes them count as well).
Each rule has an example of its breach under `tests/broken/`.

`dlcatalog check` 检查下列全部规则，一次报告所有问题，并给出文件、行和列。
错误会中止生成并返回退出码 1；警告只是提醒（加 `--strict` 后也按错误计）。
每条规则在 `tests/broken/` 下都有反例。
"""
_TITLES = {
    Section.SHAPE: ("Shape", "形式"),
    Section.TEXT: ("Text", "文字"),
    Section.IDENTITY: ("Identity", "同一性"),
    Section.REFERENCES: ("References", "引用"),
    Section.LINKS: ("Links", "链接"),
    Section.DATES: ("Dates", "日期"),
    Section.BILINGUAL: ("Bilingual", "双语"),
}
_SEVERITIES = {Severity.ERROR: "error 错误", Severity.WARNING: "warning 警告"}
_SCOPES = {
    Scope.READING: "while a file is read 读取文件时",
    Scope.TEXT: "each text 每段文字",
    Scope.ADDRESS: "each address 每个网址",
    Scope.ENTRY: "each entry 每个条目",
    Scope.BESIDE: "topics, paths, sources, policies 主题、路径、来源、策略",
    Scope.CATALOG: "the whole catalog 整个目录",
}


def format_rules() -> str:
    """The whole file."""
    parts = [_HEAD]
    for section, (english, chinese) in _TITLES.items():
        parts.append(f"\n## {english} {chinese}\n")
        parts.extend(_rule(rule) for rule in RULES.values() if rule.section is section)
    return "".join(parts)


def _rule(rule: Rule) -> str:
    return (
        f"\n### {rule.id}\n\n{rule.doc.en}.\n{rule.doc.zh}。\n\n*{_SEVERITIES[rule.severity]}, {_SCOPES[rule.scope]}*\n"
    )
