"""Arguments in, exit code out: finds the command, runs it, and turns what stops the program into one clear line."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from dlcatalog import __version__
from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.errors import DlcatalogError
from dlcatalog.lang import Lang, Localized

COMMANDS = ("check", "build", "serve", "export", "schema", "init", "stats", "links", "new", "completion")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (the process's own arguments by default) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = find_lang(arguments, os.environ)
    console = Console(lang=lang)
    args = build_parser(lang).parse_args(arguments)
    try:
        return int(args.run(args, console))
    except DlcatalogError as error:
        console.err.write(f"dlcatalog: {error.text(lang)}\n")
        return ExitCode.USAGE
    except KeyboardInterrupt:
        console.say(Localized(en="interrupted", zh="已中断"))
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`); there is nobody left to tell.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - kept open until the process ends
        return ExitCode.CLEAN


def find_lang(arguments: Sequence[str], environ: "os._Environ[str] | dict[str, str]") -> Lang:
    """The language of messages: ``--lang``, else the environment's locale, else English."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in {"zh", "en"}:
            return Lang(value)
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return Lang.ZH if locale.lower().startswith("zh") else Lang.EN


def build_parser(lang: Lang) -> argparse.ArgumentParser:
    """Build the parser of the whole program, with its help in ``lang``."""
    t = lang.__class__.EN is lang
    parser = argparse.ArgumentParser(
        prog="dlcatalog",
        description="Check, build and serve a bilingual catalog of deep-learning resources"
        if t
        else "检查、生成和预览双语深度学习资源目录",
    )
    parser.add_argument("--version", action="version", version=f"dlcatalog {__version__}")
    parser.add_argument(
        "--catalog",
        type=Path,
        default=Path("catalog"),
        metavar="DIR",
        help="folder of the catalog (default: catalog)" if t else "目录数据所在的文件夹（默认 catalog）",
    )
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Lang],
        help="language of the messages" if t else "提示信息的语言",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"dlcatalog.commands.{name}").register(commands, lang)
    return parser
