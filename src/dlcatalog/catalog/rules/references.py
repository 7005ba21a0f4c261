"""Rules of references between entries, topics, paths and sources."""

from collections.abc import Collection, Iterator, Mapping

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.files import SOURCES_FILE, TOPICS_FILE, path_file
from dlcatalog.catalog.nearby import did_you_mean
from dlcatalog.catalog.rules.cycles import find_cycles, show_cycle
from dlcatalog.catalog.rules.registry import Scope, Section, Whole, rule
from dlcatalog.diagnostics import Finding, Route, Severity
from dlcatalog.lang import Localized


def relation_routes(card: Card) -> Iterator[tuple[Route, str]]:
    """Where an entry names other entries, and whom: relations, then the successor."""
    previous, index = "", 0
    for relation, target in card.relations:
        index = index + 1 if relation == previous else 0
        previous = relation
        yield ("relations", relation, index), target
    if card.successor:
        yield ("successor",), card.successor


@rule(Section.REFERENCES, Scope.CATALOG, "条目的主题要在 topics.yaml 里")
def unknown_topic(whole: Whole) -> Iterator[Finding]:
    """The topics of an entry stand in topics.yaml."""
    topics = whole.beside.topics
    if TOPICS_FILE in whole.broken:
        return
    for card in whole.catalog.cards.values():
        for index, name in enumerate(card.topics):
            if name not in topics:
                message = Localized(en=f"unknown topic `{name}`", zh=f"未知的主题 {name}")
                hint = did_you_mean(name, topics) or _TOPIC_HINT
                yield Finding(message, ("topics", index), hint=hint, path=whole.path_of(card.id))


_TOPIC_HINT = Localized(
    en=f"choose a topic that {TOPICS_FILE} lists, or add this one there",
    zh=f"请选用 {TOPICS_FILE} 里已有的主题，或把它加进去",
)


@rule(Section.REFERENCES, Scope.CATALOG, "引用的条目要存在，并使用它现在的 id")
def unknown_entry(whole: Whole) -> Iterator[Finding]:
    """Every entry that is referred to exists, under its present id."""
    renamed = {old: card.id for card in whole.catalog.cards.values() for old in card.former_ids}
    for path, route, target in _all_references(whole):
        if target not in whole.ids:
            message = Localized(en=f"unknown entry `{target}`", zh=f"未知的条目 {target}")
            yield Finding(message, route, hint=_entry_hint(target, renamed, whole.ids), path=path)


def _entry_hint(target: str, renamed: Mapping[str, str], ids: Collection[str]) -> Localized | None:
    if target in renamed:
        now = renamed[target]
        return Localized(en=f"it is called `{now}` now", zh=f"它现在的 id 是 {now}")
    return did_you_mean(target, ids)


def _all_references(whole: Whole) -> Iterator[tuple[str, Route, str]]:
    for card in whole.catalog.cards.values():
        if card.relations or card.successor:
            path = whole.path_of(card.id)
            yield from ((path, route, target) for route, target in relation_routes(card))
    for number, topic in enumerate(whole.beside.topics.values()):
        for index, start in enumerate(topic.start_here):
            yield TOPICS_FILE, ("topics", number, "start_here", index, "entry"), start.entry
    for path_id, way in whole.beside.paths.items():
        for number, step in enumerate(way.steps):
            yield path_file(path_id), ("steps", number, "entry"), step.entry
            for index, other in enumerate(step.instead):
                yield path_file(path_id), ("steps", number, "instead", index), other


@rule(Section.REFERENCES, Scope.CATALOG, "先修关系不能循环")
def prerequisite_cycle(whole: Whole) -> Iterator[Finding]:
    """Prerequisites do not go round in a circle."""
    yield from _relation_cycles(whole, "prerequisite")


@rule(Section.REFERENCES, Scope.CATALOG, "组成、扩展和翻译关系不能循环")
def relation_cycle(whole: Whole) -> Iterator[Finding]:
    """What is part of, extends or translates something is not, by a detour, part, base or original of itself."""
    for relation in ("part-of", "extends", "translation-of"):
        yield from _relation_cycles(whole, relation)


def _relation_cycles(whole: Whole, relation: str) -> Iterator[Finding]:
    graph = {
        card.id: tuple(target for kind, target in card.relations if kind == relation)
        for card in whole.catalog.cards.values()
        if card.relations
    }
    for cycle in find_cycles({source: targets for source, targets in graph.items() if targets}):
        index = graph[cycle[0]].index(cycle[1 % len(cycle)])
        yield Finding(show_cycle(cycle), ("relations", relation, index), path=whole.path_of(cycle[0]))


@rule(Section.REFERENCES, Scope.CATALOG, "后继关系不能循环")
def successor_cycle(whole: Whole) -> Iterator[Finding]:
    """Successors do not go round in a circle."""
    cards = whole.catalog.cards.values()
    for cycle in find_cycles({card.id: (card.successor,) for card in cards if card.successor}):
        yield Finding(show_cycle(cycle), ("successor",), path=whole.path_of(cycle[0]))


_ONE_WAY = frozenset({"see-also", "implements", "explains", "uses"})


@rule(Section.REFERENCES, Scope.CATALOG, "关系只写一边，反向关系由程序推出", severity=Severity.WARNING)
def relation_both_ways(whole: Whole) -> Iterator[Finding]:
    """A relation should be written at one of its ends; the inverse is derived."""
    cards = whole.catalog.cards
    for card in cards.values():
        for route, target in relation_routes(card):
            relation = route[1] if len(route) > 1 else ""
            other = cards.get(target)
            # Reported at the end whose id comes second, so that a pair is reported once.
            is_second = relation in _ONE_WAY and other is not None and other.id < card.id
            if is_second and other is not None and (relation, card.id) in other.relations:
                message = Localized(
                    en=f"`{target}` says `{relation}: {card.id}` already; the inverse is derived",
                    zh=f"{target} 已经写了 {relation}: {card.id}，反向关系会自动推出",
                )
                yield Finding(message, route, path=whole.path_of(card.id))


@rule(Section.REFERENCES, Scope.CATALOG, "旧 id 不能再被使用")
def former_id_in_use(whole: Whole) -> Iterator[Finding]:
    """A former id is neither the id of another entry nor claimed by two entries."""
    owners: dict[str, str] = {}
    for card in whole.catalog.cards.values():
        for index, old in enumerate(card.former_ids):
            other = old if old in whole.ids else owners.get(old)
            if other is not None:
                message = Localized(
                    en=f"the former id `{old}` belongs to `{other}`",
                    zh=f"旧 id {old} 已属于条目 {other}",
                )
                yield Finding(message, ("former_ids", index), path=whole.path_of(card.id))
            owners.setdefault(old, card.id)


@rule(Section.REFERENCES, Scope.CATALOG, "sources 里的编号要属于 sources.yaml 列出的文档")
def unknown_source(whole: Whole) -> Iterator[Finding]:
    """The source ids of an entry belong to documents that sources.yaml lists."""
    documents = {_number_of(document.id): document.id for document in whole.beside.sources.documents}
    if SOURCES_FILE in whole.broken:
        return
    for card in whole.catalog.cards.values():
        for index, source in enumerate(card.sources):
            if _number_of(source.rpartition("-")[0]) not in documents:
                message = Localized(
                    en=f"`{source}` belongs to no document of sources.yaml",
                    zh=f"{source} 不属于 sources.yaml 里的任何文档",
                )
                listed = ", ".join(documents.values())
                hint = Localized(en=f"documents: {listed}", zh=f"现有文档：{listed}") if listed else None
                yield Finding(message, ("sources", index), hint=hint, path=whole.path_of(card.id))


def _number_of(name: str) -> str:
    """What an inventory id such as ``s0-049`` and its document ``000`` have in common: the number, without zeros."""
    return name.lstrip("st").lstrip("0") or name[-1:]


@rule(Section.REFERENCES, Scope.CATALOG, "标为略去的资源不能又有条目收录")
def omitted_but_answered(whole: Whole) -> Iterator[Finding]:
    """A resource that sources.yaml calls omitted is answered by no entry."""
    answered = {source: card.id for card in whole.catalog.cards.values() for source in card.sources}
    for index, omission in enumerate(whole.beside.sources.omitted):
        if omission.id in answered:
            message = Localized(
                en=f"`{omission.id}` is not omitted: `{answered[omission.id]}` answers it",
                zh=f"{omission.id} 并没有略去：条目 {answered[omission.id]} 已收录",
            )
            yield Finding(message, ("omitted", index, "id"), path=SOURCES_FILE)


@rule(Section.REFERENCES, Scope.CATALOG, "主题推荐的入门条目最好属于这个主题", severity=Severity.WARNING)
def start_here_off_topic(whole: Whole) -> Iterator[Finding]:
    """An entry that a topic says to start with should belong to the topic or to one below it."""
    for number, topic in enumerate(whole.beside.topics.values()):
        family = {topic.id, *whole.catalog.children.get(topic.id, ())}
        for index, start in enumerate(topic.start_here):
            card = whole.catalog.cards.get(start.entry)
            if card is not None and family.isdisjoint(card.topics):
                message = Localized(
                    en=f"`{start.entry}` does not name the topic `{topic.id}`",
                    zh=f"条目 {start.entry} 的主题里没有 {topic.id}",
                )
                route = ("topics", number, "start_here", index, "entry")
                yield Finding(message, route, path=TOPICS_FILE)
