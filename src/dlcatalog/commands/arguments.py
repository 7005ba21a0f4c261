"""An argument parser that speaks both languages, its own words included, and says what was probably meant."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from dlcatalog.lang import Lang

_HEADINGS = {"positional arguments": "参数", "options": "选项", "optional arguments": "选项"}


class _ChineseFormatter(argparse.HelpFormatter):
    """Help whose headings are Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """``argparse`` in the language of the run."""

    def __init__(self, *, lang: Lang = Lang.EN, **options: Any) -> None:
        self.lang = lang
        if lang is Lang.ZH:
            options.setdefault("formatter_class", _ChineseFormatter)
        # Each Python writes the abbreviated options a little differently; and a script that uses one breaks later.
        options.setdefault("allow_abbrev", False)
        super().__init__(**options, add_help=False)
        text = "显示本说明并退出" if lang is Lang.ZH else "show this help and exit"
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=text)

    def add_everywhere(self, *names: str, **options: Any) -> None:
        """Add an option to this parser and to all below it, so that it may stand before or after the command."""
        self.add_argument(*names, **options)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse offers no other way to its parsers
                for parser in action.choices.values():
                    if isinstance(parser, Parser):
                        parser.add_everywhere(*names, **{**options, "default": argparse.SUPPRESS})

    def add_subparsers(self, **options: Any) -> Any:
        """Add commands, whose parsers speak the same language."""
        options.setdefault("parser_class", partial(type(self), lang=self.lang))
        return super().add_subparsers(**options)

    def format_help(self) -> str:
        """The help; headings get the colon of their language."""
        text = super().format_help()
        if self.lang is Lang.EN:
            return text
        return re.sub(r"^(\S[^\s:：]*):$", r"\1：", text, flags=re.MULTILINE)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse everything; an unknown option is told with the one that was probably meant."""
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}{_near(rest[0], self._all_options(args))}")
        return found

    def _all_options(self, args: Sequence[str] | None) -> list[str]:
        options = list(self._option_string_actions)
        words = sys.argv[1:] if args is None else args
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse offers no other way to its parsers
                for name, parser in action.choices.items():
                    if name in words and isinstance(parser, Parser):
                        options.extend(parser._all_options(words))  # noqa: SLF001 - another instance of this class
        return options

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, in the language of the run, and leave with exit code 2."""
        self.print_usage(sys.stderr)
        label = "错误：" if self.lang is Lang.ZH else "error: "
        self.exit(2, f"{self.prog}{'：' if self.lang is Lang.ZH else ': '}{label}{_explain(message, self.lang)}\n")


def _near(word: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word, list(names), n=1, cutoff=0.6)
    return f" (did you mean {found[0]}?)" if found else ""


def _explain(message: str, lang: Lang) -> str:
    """Say an error of argparse, with the nearest choice where a choice is wrong, in ``lang``."""
    if choice := re.search(r"invalid choice: (.+?) \(choose from (.*)\)$", message, re.DOTALL):
        wrong = choice[1].strip("'\"")
        names = [name.strip(" '\"") for name in choice[2].split(",")]
        message = message[: choice.start(2)] + ", ".join(names) + ")" + _near(wrong, names)
    if lang is Lang.EN:
        return message
    for pattern, say in _IN_CHINESE:
        message = re.sub(pattern, say, message, flags=re.DOTALL)
    return message


_Say = str | Callable[[re.Match[str]], str]
_IN_CHINESE: tuple[tuple[str, _Say], ...] = (
    (r"^argument (.+?): ", r"参数 \1："),
    (r"invalid choice: (.+?) \(choose from (.*?)\)", r"不能取 \1（可用：\2）"),
    (r" \(did you mean (.+?)\?\)", r"，是不是 \1？"),
    (r"the following arguments are required: ", "缺少参数："),
    (r"unrecognized arguments: ", "无法识别的参数："),
    (r"expected one argument", "需要一个值"),
    (r"expected at least one argument", "至少需要一个值"),
    (r"expected at most one argument", "最多只能有一个值"),
    (r"expected (\d+) arguments?", r"需要 \1 个值"),
    (r"not allowed with argument (.+)", r"不能与 \1 同时使用"),
    (r"one of the arguments (.+) is required", r"必须给出其中之一：\1"),
    (r"invalid (?:int|_?whole\w*) value: (.+)", r"\1 不是整数"),
    (r"invalid (?:float|number) value: (.+)", r"\1 不是数字"),
    (r"invalid \w+ value: (.+)", r"值 \1 无效"),
    (r"ignored explicit argument (.+)", r"不接受值 \1"),
    (r"ambiguous option: (.+) could match (.+)", r"选项 \1 不明确，可能是 \2"),
)
