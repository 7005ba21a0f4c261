"""``dlcatalog completion``: print a completion script for a shell."""

import argparse
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

SHELLS = ("bash", "zsh", "tcsh")
_SHELL = Localized(
    en="the shell; e.g. dlcatalog completion bash > ~/.local/share/bash-completion/completions/dlcatalog",
    zh="shell 名称，例如 dlcatalog completion bash > ~/.local/share/bash-completion/completions/dlcatalog",
)


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["completion"].get(lang)
    parser = commands.add_parser("completion", help=summary, description=summary)
    parser.add_argument("shell", choices=SHELLS, help=_SHELL.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the script."""
    import shtab

    console.report_data(shtab.complete(args.whole_parser(), shell=args.shell) + "\n")
    return ExitCode.CLEAN
