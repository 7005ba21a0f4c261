"""Arguments in, exit code out: finds the command, runs it, and turns what stops the program into one clear line."""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from dlcatalog import __version__
from dlcatalog.commands.arguments import Parser
from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.errors import DlcatalogError
from dlcatalog.lang import Lang, Localized


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (the process's own arguments by default) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = find_lang(arguments, os.environ)
    # Models of ours need no plugin of pydantic's, and looking for one opens the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _stand_in_for_plugins()
    console = _open_console(lang)
    args = build_parser(lang, arguments).parse_args(arguments)
    try:
        return int(args.run(args, console))
    except DlcatalogError as error:
        console.err.write(f"dlcatalog{'：' if lang is Lang.ZH else ': '}{error.text(lang)}\n")
        return ExitCode.USAGE
    except KeyboardInterrupt:
        console.say(Localized(en="interrupted", zh="已中断"))
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`); there is nobody left to tell.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - kept open until the process ends
        return ExitCode.CLEAN
    except Exception as error:  # noqa: BLE001 - the last place where a fault of ours can be told in order
        return _tell_crash(error, console)


def _open_console(lang: Lang) -> Console:
    """The streams of the process, in a state in which nothing that is said can end the program."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by whoever called (`>&-`): what is said is lost, as asked for.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open until the process ends
        elif isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show Chinese shows escapes.
            stream.reconfigure(errors="backslashreplace")
    return Console(lang=lang)


def _stand_in_for_plugins() -> None:
    """Keep pydantic from importing what would look for plugins: a tenth of the imports of a small build, for nothing."""
    loader = ModuleType("pydantic.plugin._loader")
    # It answers that there are none, and nothing but that: tools that walk all modules ask for names of files.
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


def _tell_crash(error: Exception, console: Console) -> int:
    """Say that the program itself failed; the whole story only where somebody asks for it."""
    if os.environ.get("DLCATALOG_TRACEBACK"):
        import traceback

        console.err.write("".join(traceback.format_exception(error)))
    what = f"{type(error).__name__}: {error}"
    console.say(
        Localized(
            en=f"dlcatalog: internal error: {what}\nPlease report it; DLCATALOG_TRACEBACK=1 shows where it happened.",
            zh=f"dlcatalog：程序内部错误：{what}\n请反馈给维护者；设置 DLCATALOG_TRACEBACK=1 可查看出错位置。",
        ),
    )
    return ExitCode.CRASH


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


def build_parser(lang: Lang, arguments: Sequence[str] | None = None) -> Parser:
    """Build the parser of the program, with its help in ``lang``.

    With ``arguments``, only the commands that stand among them are loaded, the others are there by name: a start is
    quick that way. Without, all of them are.
    """
    parser = Parser(prog="dlcatalog", description=_DESCRIPTION.get(lang), lang=lang)
    parser.set_defaults(whole_parser=lambda: build_parser(lang))
    parser.add_argument("--version", action="version", version=f"dlcatalog {__version__}", help=_VERSION.get(lang))
    commands = parser.add_subparsers(prog="dlcatalog", dest="command", required=True, metavar=_COMMAND.get(lang))
    for name, summary in SUMMARIES.items():
        if arguments is None or name in arguments:
            import_module(f"dlcatalog.commands.{name}").register(commands, lang)
        else:
            commands.add_parser(name, help=summary.get(lang))
    parser.add_everywhere("--catalog", type=Path, default=Path("catalog"), metavar="DIR", help=_CATALOG.get(lang))
    parser.add_everywhere("--lang", choices=[language.value for language in Lang], help=_LANG.get(lang))
    return parser


_DESCRIPTION = Localized(
    en="Check, build and serve a bilingual catalog of deep-learning resources",
    zh="检查、生成和预览双语深度学习资源目录",
)
_CATALOG = Localized(en="folder of the catalog (default: catalog)", zh="目录数据所在的文件夹（默认 catalog）")
_LANG = Localized(en="language of the messages", zh="提示信息的语言")
_VERSION = Localized(en="show the version and exit", zh="显示版本并退出")
_COMMAND = Localized(en="COMMAND", zh="命令")
