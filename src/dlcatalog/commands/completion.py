"""``dlcatalog completion``: print a completion script for a shell."""

import argparse
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
_SHELL = Localized(
    en="the shell; put the script into ~/.local/share/bash-completion/completions/dlcatalog (bash), "
    "~/.config/fish/completions/dlcatalog.fish (fish), or as _dlcatalog into a folder of $fpath (zsh)",
    zh="shell 名称；脚本请存为 ~/.local/share/bash-completion/completions/dlcatalog（bash）、"
    "~/.config/fish/completions/dlcatalog.fish（fish），或 $fpath 中某个文件夹里的 _dlcatalog（zsh）",
)
# What the help calls an argument says what may stand there. "ENTRY|URL" and the like name nothing on the disk.
_FOLDERS = frozenset({"DIR"})
_FILES = frozenset({"FILE", "PATH", "JOURNAL"})


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["completion"].get(lang)
    parser = commands.add_parser("completion", help=summary, description=summary)
    parser.add_argument("shell", choices=SHELLS, help=_SHELL.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the script."""
    import shtab

    parser = args.whole_parser()
    for action in _actions(parser):
        if action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY
        elif action.metavar in _FILES:
            action.complete = shtab.FILE
    console.report_data(shtab.complete(parser, shell=args.shell) + "\n")
    return ExitCode.CLEAN


def _actions(parser: argparse.ArgumentParser) -> "Iterator[Any]":
    """All arguments of a parser and of the parsers of its commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way to its arguments
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - nor to its parsers
            for command in action.choices.values():
                yield from _actions(command)
