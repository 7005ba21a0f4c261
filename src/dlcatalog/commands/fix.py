"""``dlcatalog fix``: repair what can be repaired without a decision."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlcatalog.diagnostics import Diagnostic

_PATHS = Localized(en="files, folders or ids (default: everything)", zh="文件、文件夹或 id（默认全部）")
_DRY = Localized(en="show the changes as a diff, write nothing", zh="只显示改动，不写入")
_WHAT = Localized(
    en="Puts keys in order, spaces between Chinese and Latin, full-width marks into Chinese; nothing else changes.",
    zh="调整键的顺序，在汉字与拉丁字母之间补空格，把中文里的半角标点改成全角；其余内容一字不动。",
)


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    parser = commands.add_parser("fix", help=SUMMARIES["fix"].get(lang), description=_WHAT.get(lang))
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_PATHS.get(lang))
    parser.add_argument("--dry-run", action="store_true", help=_DRY.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Repair the entries; 1 where a dry run would change something."""
    from dlcatalog.catalog.loader import check_root, entry_paths
    from dlcatalog.commands.output import write_atomically
    from dlcatalog.commands.selection import select_paths

    root: Path = args.catalog
    check_root(root)
    chosen = select_paths(root, args.paths, list(entry_paths(root)))
    changed = 0
    for path in sorted(chosen):
        before, after = _repair(root, path)
        if before == after:
            continue
        changed += 1
        if args.dry_run:
            console.report(_diff(path, before, after))
        else:
            write_atomically(root / path, after.encode("utf-8"))
            console.report(f"{path}\n")
    console.say(Localized(en=f"{changed} of {len(chosen)} files", zh=f"共 {len(chosen)} 个文件，改动 {changed} 个"))
    return ExitCode.FINDINGS if changed and args.dry_run else ExitCode.CLEAN


def _repair(root: Path, path: str) -> tuple[str, str]:
    from dlcatalog.authoring.fixes import fix_text
    from dlcatalog.catalog.loader import read_bytes
    from dlcatalog.catalog.schema import KIND_OF_FOLDER, key_order
    from dlcatalog.diagnostics import Diagnostic

    content = read_bytes(root, path)
    if isinstance(content, Diagnostic):
        return "", ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "", ""
    order = key_order(KIND_OF_FOLDER[path.partition("/")[0]])
    return text, fix_text(path, text, _diagnose, order)


def _diagnose(path: str, text: str) -> "Iterable[Diagnostic]":
    from dlcatalog.catalog.loader import parse_entry
    from dlcatalog.catalog.rules import check_entry

    parsed = parse_entry(path, text.encode("utf-8"))
    return () if parsed.document is None else check_entry(parsed.document, parsed.entry)


def _diff(path: str, before: str, after: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="")
    return "\n".join(lines) + "\n"
