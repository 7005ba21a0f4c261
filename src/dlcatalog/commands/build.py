"""``dlcatalog build``: make the website, or as much of it as has changed."""

import argparse
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import add_date, choose, whole_number
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.errors import UsageError
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from dlcatalog.website.building.assembling import BuildResult
    from dlcatalog.website.building.freshness import BuildRequest, Glance

_OUTPUT = Localized(en="folder of the website (default: site)", zh="网站输出文件夹（默认 site）")
_BASE_URL = Localized(
    en="absolute address that the website will have, ending in a slash (default: base_url of site.yaml)",
    zh="网站发布后的完整地址，以斜杠结尾（默认取 site.yaml 的 base_url）",
)
_TEMPLATES = Localized(
    en="folder whose templates, messages and assets replace those of the built-in theme; may be given more than once",
    zh="覆盖内置主题的模板、文案和资源所在的文件夹，可以给出多个",
)
_JOBS = Localized(en="how many processes (default: one for each core)", zh="并行进程数（默认等于处理器核心数）")
_CLEAN = Localized(en="make everything anew, whatever the last build left", zh="忽略上次构建的结果，全部重新生成")
_QUIET = Localized(en="say nothing unless something is wrong", zh="没有问题就不输出任何信息")


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["build"].get(lang)
    parser = commands.add_parser("build", help=summary, description=summary)
    add_build_options(parser, lang)
    parser.add_argument("--clean", action="store_true", help=_CLEAN.get(lang))
    parser.add_argument("--quiet", action="store_true", help=_QUIET.get(lang))
    parser.set_defaults(run=run)


def add_build_options(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Add the options that say what is built."""
    parser.add_argument("--output", type=Path, default=Path("site"), metavar="DIR", help=_OUTPUT.get(lang))
    parser.add_argument("--base-url", default="", metavar="URL", help=_BASE_URL.get(lang))
    parser.add_argument("--templates", type=Path, action="append", default=[], metavar="DIR", help=_TEMPLATES.get(lang))
    parser.add_argument("--jobs", type=whole_number(lang, 1), default=0, metavar="N", help=_JOBS.get(lang))
    add_date(parser, lang)


def run(args: argparse.Namespace, console: Console) -> int:
    """Build the website; 1 where the catalog has errors, and the website is as it was."""
    from dlcatalog.website.building.freshness import glance
    from dlcatalog.website.building.place import check_ownership, find_place

    request = make_request(args, console)
    place = find_place(request.output)
    check_ownership(place.site)
    seen = None if args.clean else glance(place, request)
    if seen and seen.is_fresh:
        if not args.quiet:
            console.say(Localized(en="nothing changed", zh="没有变化"))
        return ExitCode.CLEAN
    return build(request, args, console, seen)


def make_request(args: argparse.Namespace, console: Console) -> "BuildRequest":
    """What the arguments ask for. Raises UsageError where they cannot mean anything."""
    import dlcatalog
    from dlcatalog.website.building.freshness import BuildRequest
    from dlcatalog.website.locate_templates import locate_templates

    for folder in args.templates:
        if not folder.is_dir():
            raise UsageError(Localized(en=f"no such folder: {folder}", zh=f"没有这个文件夹：{folder}"))
        if not os.access(folder, os.R_OK | os.X_OK):
            raise UsageError(Localized(en=f"no permission to read {folder}", zh=f"没有权限读取 {folder}"))
    _check_base_url(args.base_url)
    _check_apart(args.catalog, args.output)
    return BuildRequest(
        catalog=args.catalog,
        output=args.output,
        templates=(*args.templates, locate_templates()),
        code=Path(dlcatalog.__file__).parent,
        today=choose(args.date, console).isoformat(),
        base_url=args.base_url and args.base_url.rstrip("/") + "/",
        version=dlcatalog.__version__,
    )


def _check_base_url(url: str) -> None:
    import re

    if url and not re.fullmatch(r"https?://[^\s/?#@\\]+(/[^\s?#\\]*)?", url):
        raise UsageError(
            Localized(
                en=f"--base-url is an address such as https://example.org/catalog/ (http or https, no blanks, no ?, no #, "
                f"no password), not `{url}`",
                zh=f"--base-url 应为 https://example.org/catalog/ 这样的网址（http 或 https，不含空格、?、# 和密码），而不是 {url}",
            ),
        )


def _check_apart(catalog: Path, output: Path) -> None:
    """Refuse to build a website into a folder that the catalog is read from."""
    from dlcatalog.catalog.files import READ_FOLDERS

    inside, base = os.path.realpath(output), os.path.realpath(catalog)
    if Path(os.path.relpath(inside, base)).parts[:1] in {(name,) for name in READ_FOLDERS}:
        raise UsageError(
            Localized(
                en=f"{output} is a folder of the catalog itself; choose one outside of it",
                zh=f"{output} 是目录数据自己的文件夹，请另选一个",
            ),
        )


def build(request: "BuildRequest", args: argparse.Namespace, console: Console, seen: "Glance | None" = None) -> int:
    """Build, and say what came of it."""
    # The process ends with the build: looking for cycles would cost a tenth of the time and free next to nothing.
    gc.disable()
    from dlcatalog.website.building.ahead import read_ahead
    from dlcatalog.website.building.place import find_place
    from dlcatalog.website.building.workers import count_cores

    processes = args.jobs if args.jobs > 0 else count_cores()
    with read_ahead(request, find_place(request.output), processes) as ahead:
        from dlcatalog.commands.progress import ProgressBar
        from dlcatalog.website.building.assembling import Manner
        from dlcatalog.website.building.engine import build_site

        bar = ProgressBar(console)
        manner = Manner(processes, args.clean, cache_folder(), bar, seen, ahead)
        try:
            result = build_site(request, manner)
        finally:
            bar.clear()
    if not result.is_built:
        console.report(build_description(result, request, console))
        return ExitCode.FINDINGS
    if not args.quiet:
        console.say(_summarise(result, request))
    return ExitCode.CLEAN


def cache_folder() -> Path | None:
    """Where compiled templates stay between runs: they belong to the program as its byte code does, not to a website."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(base, "dlcatalog", "templates")
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        # No home, or one where nothing may be written: the templates are compiled each time.
        return None
    return folder if os.access(folder, os.W_OK) else None


def build_description(result: "BuildResult", request: "BuildRequest", console: Console) -> str:
    """All faults, as ``dlcatalog check`` shows them."""
    from dlcatalog.catalog.listing import catalog_files
    from dlcatalog.catalog.loader import read_text
    from dlcatalog.reporting.diagnostics_text import format_text
    from dlcatalog.reporting.report import Report

    root = request.catalog
    report = Report(result.diagnostics, len(catalog_files(root)), f"{root}/", lambda path: read_text(root, path))
    return format_text(report, console.lang, color=console.has_color)


def _summarise(result: "BuildResult", request: "BuildRequest") -> Localized:
    warnings = len(result.diagnostics)
    en = f"{result.entries} entries, {result.files} files in {request.output}: {result.written} written, {result.removed} removed"
    zh = f"{result.entries} 个条目，{request.output} 中共 {result.files} 个文件：写入 {result.written} 个，删除 {result.removed} 个"
    if warnings:
        en += f"; {warnings} warnings (`dlcatalog check` shows them)"
        zh += f"；{warnings} 条警告（用 dlcatalog check 查看）"
    return Localized(en=en, zh=zh)
