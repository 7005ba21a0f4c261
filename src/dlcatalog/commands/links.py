"""`dlcatalog links`: check, fix, archive, merge, status and explain the addresses of the catalog."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from dlcatalog.commands.console import Console
from dlcatalog.commands.options import whole_number
from dlcatalog.lang import Lang, Localized

FORMATS = ("text", "json", "junit", "sarif", "markdown", "github")
JOURNAL = Path(".dlcatalog/links-journal.jsonl")
_HELP = {
    "links": Localized("check, repair and remember the catalog's links", "检查、修复并记录目录中的链接"),
    "check": Localized("check links and report", "检查链接并报告"),
    "merge": Localized(
        "join the journals of shards into one report and one status file", "把各分片的日志合并为一份报告和一份状态文件"
    ),
    "status": Localized("show what is remembered of the links", "显示已记录的链接状态"),
    "explain": Localized("check one address and show why it got its verdict", "检查一个地址，并说明判断的依据"),
    "fix": Localized("rewrite the addresses of links that moved", "改写已迁移链接的地址"),
    "archive": Localized("add archived copies for links that are gone", "为已失效的链接补上存档副本"),
}


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command and its subcommands."""
    text = _HELP["links"].get(lang)
    parser = commands.add_parser("links", help=text, description=text)
    subcommands = parser.add_subparsers(dest="subcommand", required=True, metavar="SUBCOMMAND")
    for name, add in _ADDERS.items():
        text = _HELP[name].get(lang)
        sub = subcommands.add_parser(name, help=text, description=text)
        add(_Options(sub, lang))
        sub.set_defaults(run=_runner(name))


def _runner(name: str) -> Callable[[argparse.Namespace, Console], int]:
    def run(args: argparse.Namespace, console: Console) -> int:
        return int(import_module(f"dlcatalog.commands.links_{name}").run(args, console))

    return run


class _Options:
    """Adds options with help in one language."""

    def __init__(self, parser: argparse.ArgumentParser, lang: Lang) -> None:
        self._parser = parser
        self._lang = lang

    def add(self, *names: str, en: str, zh: str, **options: Any) -> None:
        self._parser.add_argument(*names, help=zh if self._lang is Lang.ZH else en, **options)

    def whole(self, least: int, most: int | None = None) -> Callable[[str], int]:
        """A reader of whole numbers."""
        return whole_number(self._lang, least, most)

    def number(self, text: str) -> float:
        """Read a number of seconds or of requests, which may have a fraction."""
        value = float(text)
        if 0 <= value < _MOST:
            return value
        raise argparse.ArgumentTypeError(f"应在 0 到 {_MOST} 之间" if self._lang is Lang.ZH else f"from 0 to {_MOST}")


def _add_check(options: _Options) -> None:
    options.add(
        "names",
        nargs="*",
        metavar="ENTRY|URL",
        en="entries or addresses (default: the whole catalog)",
        zh="条目或地址（默认检查整个目录）",
    )
    options.add(
        "--input",
        metavar="FILE",
        en="check the addresses of a file, one a line (- for standard input)",
        zh="检查文件中的地址，每行一个（- 表示标准输入）",
    )
    options.add(
        "--changed",
        metavar="BASE",
        en="only links of entries added or changed against a git revision",
        zh="只检查相对某个 git 版本新增或改动的条目",
    )
    options.add("--shard", metavar="I/N", en="only the hosts of part I of N", zh="只检查 N 份中的第 I 份（按主机划分）")
    options.add(
        "--max-age",
        type=options.whole(0),
        metavar="DAYS",
        en="leave out what was fine within so many days",
        zh="跳过这些天之内检查过且正常的链接",
    )
    options.add("--resume", action="store_true", en="go on where the journal ends", zh="从日志中断处继续")
    _add_journal(options)
    options.add(
        "--update",
        action="store_true",
        en="write the new states to status/links.jsonl",
        zh="把新状态写入 status/links.jsonl",
    )
    _add_formats(options)
    _add_network(options)


def _add_network(options: _Options) -> None:
    _add_pace(options)
    options.add(
        "--fragments",
        action="store_true",
        en="check the part after # everywhere",
        zh="检查所有网址里 # 之后的位置是否存在",
    )
    options.add("--robots", action="store_true", en="obey robots.txt everywhere", zh="对所有网站都遵守 robots.txt")
    options.add(
        "--allow-private", action="store_true", en="allow addresses in private networks", zh="允许内部网络的地址"
    )
    options.add(
        "--transport",
        choices=("auto", "curl", "requests"),
        default="auto",
        en="HTTP stack (default: curl where installed)",
        zh="HTTP 实现（默认：装有 pycurl 时用 curl）",
    )
    options.add(
        "--contact",
        metavar="URL|MAIL",
        en="contact address in the user agent (default: the catalog's base_url)",
        zh="写入 User-Agent 的联系方式（默认 base_url）",
    )


def _add_pace(options: _Options) -> None:
    options.add(
        "--concurrency",
        type=options.whole(1, 4096),
        default=64,
        metavar="N",
        en="requests at once (default 64)",
        zh="同时进行的请求数（默认 64）",
    )
    options.add(
        "--per-host",
        type=options.whole(0),
        default=2,
        metavar="N",
        en="requests at once per host (default 2, 0: no limit)",
        zh="每个主机同时进行的请求数（默认 2，0 为不限）",
    )
    options.add(
        "--rate",
        type=options.number,
        default=2.0,
        metavar="R",
        en="requests a second per host (default 2, 0: no limit)",
        zh="每个主机每秒的请求数（默认 2，0 为不限）",
    )
    options.add(
        "--timeout",
        type=options.number,
        default=20.0,
        metavar="S",
        en="seconds for one request (default 20)",
        zh="单个请求的时限，秒（默认 20）",
    )
    options.add(
        "--retries",
        type=options.whole(0),
        default=2,
        metavar="N",
        en="more tries after faults that may pass (default 2)",
        zh="可能是暂时的故障再试几次（默认 2）",
    )
    options.add(
        "--patience",
        type=options.number,
        default=60.0,
        metavar="S",
        en="seconds to wait for one address in all (default 60)",
        zh="为一个地址总共最多等待的秒数（默认 60）",
    )


def _add_formats(options: _Options) -> None:
    options.add(
        "--format",
        choices=FORMATS,
        default="text",
        en="form of the report (default text)",
        zh="报告的格式（默认 text）",
    )
    options.add("--output", type=Path, metavar="FILE", en="write the report to a file", zh="把报告写入文件")
    options.add(
        "--summary",
        type=Path,
        metavar="FILE",
        en="append a Markdown summary to a file (GITHUB_STEP_SUMMARY)",
        zh="把 Markdown 摘要追加到文件（GITHUB_STEP_SUMMARY）",
    )
    options.add("--quiet", action="store_true", en="no progress", zh="不显示进度")


def _add_journal(options: _Options) -> None:
    options.add(
        "--journal",
        type=Path,
        default=JOURNAL,
        metavar="FILE",
        en=f"journal of the run (default {JOURNAL})",
        zh=f"运行日志（默认 {JOURNAL}）",
    )


def _add_merge(options: _Options) -> None:
    options.add("journals", nargs="+", type=Path, metavar="JOURNAL", en="journals of all shards", zh="所有分片的日志")
    options.add(
        "--update",
        action="store_true",
        en="write the new states to status/links.jsonl",
        zh="把新状态写入 status/links.jsonl",
    )
    _add_formats(options)


def _add_status(options: _Options) -> None:
    options.add("--format", choices=("text", "json"), default="text", en="form of the answer", zh="输出格式")
    options.add(
        "--state", action="append", metavar="STATE", en="list the links in this state", zh="列出处于该状态的链接"
    )


def _add_explain(options: _Options) -> None:
    options.add("url", metavar="URL", en="the address", zh="地址")
    _add_network(options)


def _add_fix(options: _Options) -> None:
    options.add("names", nargs="*", metavar="ENTRY", en="only these entries", zh="只处理这些条目")
    options.add("--dry-run", action="store_true", en="print the diff, write nothing", zh="只显示差异，不写文件")


def _add_archive(options: _Options) -> None:
    _add_fix(options)
    options.add("--endpoint", metavar="URL", en="address of the availability interface", zh="存档查询接口的地址")
    options.add(
        "--contact", metavar="URL|MAIL", en="contact address in the user agent", zh="写入 User-Agent 的联系方式"
    )


_MOST = 1_000_000
_ADDERS: dict[str, Callable[[_Options], None]] = {
    "check": _add_check,
    "merge": _add_merge,
    "status": _add_status,
    "explain": _add_explain,
    "fix": _add_fix,
    "archive": _add_archive,
}
