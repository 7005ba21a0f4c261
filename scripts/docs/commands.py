"""``docs/commands.md``: every command with its arguments, in both languages."""

import argparse

from dlcatalog.cli import build_parser
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang

_HEAD = """# Commands

<!-- Generated from the code by `make docs`; do not edit by hand. -->

Exit codes: 0 clean, 1 findings, 2 wrong usage or a catalog that cannot be read, 70 an error of the program itself.

退出码：0 没有问题，1 有发现，2 用法错误或目录无法读取，70 程序自身出错。

Reports and results go to standard output, progress and notices to standard error.
Messages are in the language of the locale, or of `--lang zh|en`.

报告和结果写到标准输出，进度和提示写到标准错误。
提示信息使用系统语言，也可用 `--lang zh|en` 指定。
"""
_GLOBAL = frozenset({"help", "version", "catalog", "lang"})


def format_commands() -> str:
    """The whole file."""
    english, chinese = build_parser(Lang.EN), build_parser(Lang.ZH)
    parts = [_HEAD, "\n## Everywhere 通用选项\n\n", _table(english, chinese, only=_GLOBAL)]
    for name, summary in SUMMARIES.items():
        parts.append(f"\n## dlcatalog {name}\n\n{summary.en}\n{summary.zh}\n\n")
        parts.append(_command(f"dlcatalog {name}", _commands(english)[name], _commands(chinese)[name]))
    return "".join(parts)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way to its parsers
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            return dict(action.choices)
    return {}


def _command(name: str, english: argparse.ArgumentParser, chinese: argparse.ArgumentParser) -> str:
    parts = [_table(english, chinese)]
    for below, parser in _commands(english).items():
        other = _commands(chinese)[below]
        parts.append(f"\n### {name} {below}\n\n{parser.description}\n{other.description}\n\n{_table(parser, other)}")
    return "".join(parts)


def _table(
    english: argparse.ArgumentParser,
    chinese: argparse.ArgumentParser,
    only: frozenset[str] = frozenset(),
) -> str:
    rows = [
        f"| `{_signature(action)}` | {_cell(action.help)} | {_cell(other.help)} |\n"
        for action, other in zip(english._actions, chinese._actions, strict=True)  # noqa: SLF001 - as above
        if not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - as above
        and (action.dest in only if only else action.dest not in _GLOBAL)
    ]
    return "| argument | meaning | 说明 |\n| --- | --- | --- |\n" + "".join(rows) if rows else ""


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("%%", "%")


def _signature(action: argparse.Action) -> str:
    if action.choices is not None:
        value = "{" + ",".join(str(choice) for choice in action.choices) + "}"
    else:
        value = str(action.metavar or action.dest.upper())
    names = ", ".join(action.option_strings)
    signature = value if not names else names if action.nargs == 0 else f"{names} {value}"
    return signature.replace("|", "\\|")
