"""Rules of formulas: each can be turned into MathML."""

from collections.abc import Iterator

from dlcatalog.catalog.formulas import check_formulas
from dlcatalog.catalog.rules.registry import Scope, Section, TextItem, rule
from dlcatalog.diagnostics import Finding
from dlcatalog.lang import Localized

_WITH_FORMULAS = frozenset({"notes", "intro"})


@rule(Section.TEXT, Scope.TEXT, "公式要能转换成 MathML")
def broken_formula(item: TextItem) -> Iterator[Finding]:
    """A formula can be turned into MathML."""
    if item.field not in _WITH_FORMULAS:
        return
    for _, route, text in item.routes():
        for fault in check_formulas(text):
            message = Localized(
                en=f"the formula `{fault.source}` cannot be turned into MathML: {fault.reason}",
                zh=f"公式 {fault.source} 无法转换成 MathML：{fault.reason}",
            )
            hint = Localized(
                en="check its braces and commands; a dollar sign that is no formula is written `\\$`",
                zh="请检查花括号和命令；不表示公式的美元符号写作 \\$",
            )
            needle = fault.source.splitlines()[0]
            yield Finding(message, route, hint=hint, needle=needle, nth=text.count(needle, 0, fault.offset))
