"""Rules of what stands beside the entries, as far as they need no entry: topics, paths, sources, policies."""

import re
from collections.abc import Iterator, Mapping

from dlcatalog.catalog.catalog import Beside
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.files import LINKS_FILE, SOURCES_FILE, TOPICS_FILE, path_file
from dlcatalog.catalog.identity import fold_title
from dlcatalog.catalog.nearby import did_you_mean
from dlcatalog.catalog.rules.cycles import find_cycles, show_cycle
from dlcatalog.catalog.rules.registry import Scope, Section, rule
from dlcatalog.diagnostics import Finding, Severity
from dlcatalog.lang import Localized

Documents = Mapping[str, Document]


@rule(Section.IDENTITY, Scope.BESIDE, "主题 id 不能重复")
def duplicate_topic(_: Beside, documents: Documents) -> Iterator[Finding]:
    """Each topic has an id of its own."""
    seen: set[str] = set()
    for index, topic_id in _ids(documents, TOPICS_FILE, "topics"):
        if topic_id in seen:
            message = Localized(en=f"the topic `{topic_id}` stands here twice", zh=f"主题 {topic_id} 出现了两次")
            yield Finding(message, ("topics", index, "id"), path=TOPICS_FILE)
        seen.add(topic_id)


def _ids(documents: Documents, path: str, key: str) -> Iterator[tuple[int, str]]:
    document = documents.get(path)
    items = document.data.get(key) if document is not None else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield index, item["id"]


@rule(Section.REFERENCES, Scope.BESIDE, "主题只有两层")
def topic_too_deep(beside: Beside, _: Documents) -> Iterator[Finding]:
    """Topics have two levels: a parent has no parent."""
    for index, topic in enumerate(beside.topics.values()):
        parent = beside.topics.get(topic.parent or "")
        if parent is not None and parent.parent:
            message = Localized(
                en=f"the parent `{parent.id}` stands below `{parent.parent}` itself; there are two levels",
                zh=f"上级主题 {parent.id} 自己已在 {parent.parent} 之下；主题只有两层",
            )
            yield Finding(message, ("topics", index, "parent"), path=TOPICS_FILE)


@rule(Section.REFERENCES, Scope.BESIDE, "主题的上级和先修主题都要存在")
def unknown_topic_of_topic(beside: Beside, _: Documents) -> Iterator[Finding]:
    """The parent and the prerequisites of a topic exist."""
    for index, topic in enumerate(beside.topics.values()):
        named = [(("parent",), topic.parent)] if topic.parent else []
        targets = [*named, *((("prerequisites", number), name) for number, name in enumerate(topic.prerequisites))]
        for route, name in targets:
            if name not in beside.topics:
                message = Localized(en=f"unknown topic `{name}`", zh=f"未知的主题 {name}")
                yield Finding(
                    message,
                    ("topics", index, *route),
                    hint=did_you_mean(name, beside.topics),
                    path=TOPICS_FILE,
                )


@rule(Section.REFERENCES, Scope.BESIDE, "先修主题不能循环")
def topic_cycle(beside: Beside, _: Documents) -> Iterator[Finding]:
    """The prerequisites of topics do not go round in a circle."""
    order = list(beside.topics)
    for cycle in find_cycles({topic.id: topic.prerequisites for topic in beside.topics.values()}):
        topic = beside.topics[cycle[0]]
        route = ("topics", order.index(cycle[0]), "prerequisites", topic.prerequisites.index(cycle[1 % len(cycle)]))
        yield Finding(show_cycle(cycle), route, path=TOPICS_FILE)


@rule(Section.IDENTITY, Scope.BESIDE, "两个主题最好不要同名", severity=Severity.WARNING)
def duplicate_topic_name(beside: Beside, _: Documents) -> Iterator[Finding]:
    """Two topics should not go by the same name or alias."""
    seen: dict[str, str] = {}
    for index, topic in enumerate(beside.topics.values()):
        names = {fold_title(name) for name in (topic.name.en, topic.name.zh, *topic.aliases)} - {""}
        other = next((seen[name] for name in sorted(names) if name in seen), None)
        if other is not None:
            message = Localized(
                en=f"goes by the same name as the topic `{other}`",
                zh=f"与主题 {other} 同名",
            )
            yield Finding(message, ("topics", index, "name"), path=TOPICS_FILE)
        seen.update(dict.fromkeys(names, topic.id))


@rule(Section.IDENTITY, Scope.BESIDE, "来源文档和略去的资源都只列一次")
def duplicate_source(_: Beside, documents: Documents) -> Iterator[Finding]:
    """Each source document and each omitted resource is listed once."""
    for key in ("documents", "omitted"):
        seen: set[str] = set()
        for index, source_id in _ids(documents, SOURCES_FILE, key):
            if source_id in seen:
                message = Localized(en=f"`{source_id}` stands here twice", zh=f"{source_id} 写了两次")
                yield Finding(message, (key, index, "id"), path=SOURCES_FILE)
            seen.add(source_id)


@rule(Section.REFERENCES, Scope.BESIDE, "学习路径里同一条目只走一次，备选不能是它自己")
def duplicate_step(beside: Beside, _: Documents) -> Iterator[Finding]:
    """A learning path goes through each entry once, and no step is its own alternative."""
    for path_id, path in beside.paths.items():
        seen: set[str] = set()
        for index, step in enumerate(path.steps):
            if step.entry in seen:
                message = Localized(en=f"`{step.entry}` is a step already", zh=f"{step.entry} 已经是前面的一步")
                yield Finding(message, ("steps", index, "entry"), path=path_file(path_id))
            seen.add(step.entry)
            if step.entry in step.instead:
                message = Localized(en="a step is its own alternative", zh="备选条目就是这一步本身")
                route = ("steps", index, "instead", step.instead.index(step.entry))
                yield Finding(message, route, path=path_file(path_id))


@rule(Section.LINKS, Scope.BESIDE, "链接策略的 pattern 要是合法的正则表达式")
def bad_pattern(beside: Beside, _: Documents) -> Iterator[Finding]:
    """The pattern of a link policy is a regular expression."""
    for index, policy in enumerate(beside.policies):
        try:
            re.compile(policy.pattern)
        except (re.error, OverflowError, RecursionError):
            message = Localized(en="no valid regular expression", zh="不是合法的正则表达式")
            yield Finding(message, ("policies", index, "pattern"), path=LINKS_FILE)
