"""``dlcatalog init``: start a new, small, valid catalog."""

import argparse
from pathlib import Path
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import add_date, choose
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

_FOLDER = Localized(en="a new or empty folder", zh="新文件夹或空文件夹")


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["init"].get(lang)
    parser = commands.add_parser("init", help=summary, description=summary)
    parser.add_argument("folder", type=Path, metavar="DIR", help=_FOLDER.get(lang))
    add_date(parser, lang)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the files of a new catalog; UsageError where the folder holds anything."""
    from dlcatalog.authoring.starter import starter_files
    from dlcatalog.commands.output import write_atomically
    from dlcatalog.errors import OutputError, UsageError

    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Localized(en=f"{folder} is not an empty folder", zh=f"{folder} 不是空文件夹"))
    is_new = not folder.exists()
    try:
        for path, text in starter_files(choose(args.date, console).isoformat()).items():
            write_atomically(folder / path, text.encode("utf-8"))
    except OutputError:
        # Half a catalog is of no use, and would stand in the way of the next try.
        _empty(folder, is_new=is_new)
        raise
    console.say(
        Localized(
            en=f"a new catalog stands in {folder}; next:\n  dlcatalog --catalog {folder} check\n"
            f"  dlcatalog --catalog {folder} build",
            zh=f"新目录已建在 {folder}，接下来可以运行：\n  dlcatalog --catalog {folder} check\n"
            f"  dlcatalog --catalog {folder} build",
        ),
    )
    return ExitCode.CLEAN


def _empty(folder: Path, *, is_new: bool) -> None:
    """Remove what was written into a folder that was empty or not there before."""
    import shutil

    for item in folder.iterdir() if folder.is_dir() else ():
        if item.is_dir():
            shutil.rmtree(item, ignore_errors=True)
        else:
            item.unlink(missing_ok=True)
    if is_new and folder.is_dir():
        folder.rmdir()
