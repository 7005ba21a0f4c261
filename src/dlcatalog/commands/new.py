"""``dlcatalog new``: start a new entry."""

import argparse
from pathlib import Path
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import add_date, choose
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

# Spelled out here, since the models are too heavy to load for `--help`; a test compares.
KINDS = ("library", "course", "book", "paper", "site", "article", "talk", "dataset", "app")
_KIND = Localized(en="kind of the entry", zh="条目的类别")
_ID = Localized(en="id of the entry: small letters, digits, hyphens", zh="条目的 id：小写字母、数字和连字符")
_TOPIC = Localized(en="its main topic (default: the first topic)", zh="主要的主题（默认为第一个主题）")
_URL = Localized(en="its address", zh="它的网址")


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["new"].get(lang)
    parser = commands.add_parser("new", help=summary, description=summary)
    parser.add_argument("kind", choices=KINDS, help=_KIND.get(lang))
    parser.add_argument("id", metavar="ID", help=_ID.get(lang))
    parser.add_argument("--topic", metavar="ID", help=_TOPIC.get(lang))
    parser.add_argument("--url", metavar="URL", help=_URL.get(lang))
    add_date(parser, lang)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the file of a new entry; UsageError where the id, the topic or the address cannot be used."""
    from dlcatalog.authoring.scaffold import scaffold_entry
    from dlcatalog.catalog.schema import Kind
    from dlcatalog.commands.output import write_atomically

    root: Path = args.catalog
    kind = Kind(args.kind)
    topic = _topic(root, args.topic)
    _check_id(root, args.id)
    text = scaffold_entry(
        kind,
        args.id,
        added=choose(args.date, console).isoformat(),
        topic=topic,
        url=args.url or "",
    )
    _check_entry(f"{kind.folder}/{args.id}.yaml", text)
    if args.url:
        _check_address(root, args.id, args.url)
    text = _editor_line(root, kind.value) + text
    path = root / kind.folder / f"{args.id}.yaml"
    write_atomically(path, text.encode("utf-8"), only_new=True)
    console.report(f"{path}\n")
    return ExitCode.CLEAN


def _check_id(root: Path, entry_id: str) -> None:
    import re

    from dlcatalog.catalog.files import id_of
    from dlcatalog.catalog.loader import entry_paths
    from dlcatalog.catalog.nearby import kebab
    from dlcatalog.catalog.schema import ID_PATTERN, MAX_ID_LENGTH
    from dlcatalog.errors import UsageError

    if not re.fullmatch(ID_PATTERN, entry_id) or len(entry_id) > MAX_ID_LENGTH:
        near = kebab(entry_id)
        raise UsageError(
            Localized(
                en=f"{entry_id} is no id: small letters, digits and single hyphens, at most {MAX_ID_LENGTH} characters"
                + (f" (did you mean {near}?)" if near else ""),
                zh=f"{entry_id} 不是合法的 id：只用小写字母、数字和单个连字符，最多 {MAX_ID_LENGTH} 个字符"
                + (f"（是不是 {near}？）" if near else ""),
            ),
        )
    taken = next((path for path in entry_paths(root) if id_of(path) == entry_id), None)
    if taken is not None:
        raise UsageError(Localized(en=f"the id is in use: {taken}", zh=f"这个 id 已被使用：{taken}"))


def _check_entry(path: str, text: str) -> None:
    """Refuse what ``dlcatalog check`` would refuse at once, but for the sample texts."""
    from dlcatalog.catalog.loader import parse_entry
    from dlcatalog.catalog.rules import check_entry
    from dlcatalog.errors import UsageError

    parsed = parse_entry(path, text.encode("utf-8"))
    found = list(parsed.diagnostics)
    if parsed.document is not None:
        found += check_entry(parsed.document, parsed.entry)
    fault = next((fault for fault in found if fault.rule != "sample-text"), None)
    if fault is not None:
        raise UsageError(fault.message)


def _check_address(root: Path, entry_id: str, url: str) -> None:
    """Refuse an address that an entry has already: it is the same thing."""
    from dlcatalog.catalog.identity import identities_of_url
    from dlcatalog.catalog.loader import load_catalog
    from dlcatalog.errors import UsageError

    wanted = set(identities_of_url(url))
    cards = load_catalog(root).catalog.cards.values()
    for card in cards:
        if not wanted.isdisjoint(card.identities):
            raise UsageError(
                Localized(
                    en=f"{url} stands in the catalog already: {card.kind} `{card.id}`",
                    zh=f"目录里已经有这个网址：{card.kind} 条目 {card.id}",
                ),
            )
        if entry_id in card.former_ids:
            raise UsageError(
                Localized(
                    en=f"{entry_id} is a former id of `{card.id}`; choose another",
                    zh=f"{entry_id} 是条目 {card.id} 的旧 id，请换一个",
                ),
            )


def _topic(root: Path, wanted: str | None) -> str:
    from dlcatalog.catalog.loader import check_root, load_beside
    from dlcatalog.catalog.nearby import nearest_name
    from dlcatalog.errors import UsageError

    check_root(root)
    topics = load_beside(root, {}, []).topics
    if wanted is None:
        return next(iter(topics), "deep-learning")
    if wanted not in topics:
        near = nearest_name(wanted, topics)
        raise UsageError(
            Localized(
                en=f"unknown topic {wanted}" + (f" (did you mean {near}?)" if near else ""),
                zh=f"未知的主题 {wanted}" + (f"（是不是 {near}？）" if near else ""),
            ),
        )
    return wanted


def _editor_line(root: Path, name: str) -> str:
    """The line that tells an editor where the JSON Schema is, where the catalog or its repository has one."""
    for folder, way in ((root / ".schema", "../.schema"), (root.parent / "docs/schema", "../../docs/schema")):
        if (folder / f"{name}.schema.json").is_file():
            return f"# yaml-language-server: $schema={way}/{name}.schema.json\n"
    return ""
