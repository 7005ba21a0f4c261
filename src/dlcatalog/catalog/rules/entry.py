"""Rules of one entry that need nothing but the entry: numbers, dates, references to itself, items said twice."""

from collections.abc import Iterator, Sequence

from dlcatalog.catalog.identity import is_valid_isbn
from dlcatalog.catalog.rules.registry import Scope, Section, Subject, rule
from dlcatalog.catalog.schema import Book, Course, Standing
from dlcatalog.diagnostics import Finding, Route, Severity
from dlcatalog.lang import Localized


@rule(Section.IDENTITY, Scope.ENTRY, "ISBN 的校验位要正确")
def isbn_checksum(subject: Subject) -> Iterator[Finding]:
    """The check digit of an ISBN is right."""
    if not isinstance(subject.entry, Book):
        return
    for index, isbn in enumerate(subject.entry.isbn):
        if not is_valid_isbn(isbn):
            shown = isbn[:40]
            message = Localized(
                en=f"`{shown}` is no ISBN: a digit is wrong or missing",
                zh=f"{shown} 不是合法的 ISBN：有数字写错或缺失",
            )
            yield Finding(message, ("isbn", index))


@rule(Section.REFERENCES, Scope.ENTRY, "条目不能引用自己")
def relation_to_itself(subject: Subject) -> Iterator[Finding]:
    """An entry does not refer to itself."""
    message = Localized(en="the entry refers to itself", zh="条目引用了自己")
    if subject.entry.successor == subject.id:
        yield Finding(message, ("successor",))
    seen: dict[str, int] = {}
    for relation, target in subject.entry.relations.pairs():
        index = seen[relation] = seen.get(relation, -1) + 1
        if target == subject.id:
            yield Finding(message, ("relations", relation, index))


@rule(Section.REFERENCES, Scope.ENTRY, "仍在使用（current）的条目不写后继条目")
def successor_of_current(subject: Subject) -> Iterator[Finding]:
    """An entry that is current has no successor."""
    if subject.entry.standing is Standing.CURRENT and subject.entry.successor:
        message = Localized(
            en="a current entry has no successor; is it `dated`?",
            zh="仍在使用（current）的条目不应有后继；它是不是已经过时（dated）？",
        )
        yield Finding(message, ("successor",), on_key=True)


@rule(Section.REFERENCES, Scope.ENTRY, "过时（dated）的条目最好写明现在该用什么", severity=Severity.WARNING)
def successor_missing(subject: Subject) -> Iterator[Finding]:
    """A dated entry should name what to use now."""
    if subject.entry.standing is Standing.DATED and not subject.entry.successor:
        message = Localized(en="a dated entry without a successor", zh="过时的条目没有写后继条目")
        hint = Localized(
            en="name the entry to use now in `successor`, or judge again whether it is `classic`",
            zh="请在 successor 里写明现在该用的条目，或者重新判断它是否属于 classic",
        )
        yield Finding(message, ("standing",), hint=hint)


@rule(Section.REFERENCES, Scope.ENTRY, "同一个列表里不重复")
def duplicate_item(subject: Subject) -> Iterator[Finding]:
    """A list names each thing once."""
    entry = subject.entry
    for key, values in (
        ("aliases", entry.aliases),
        ("language", entry.language),
        ("topics", entry.topics),
        ("sources", entry.sources),
        ("former_ids", entry.former_ids),
    ):
        if len(values) > 1:
            yield from _repeated(values, (key,))
    if entry.relations.model_fields_set:
        by_type: dict[str, list[str]] = {}
        for relation, target in entry.relations.pairs():
            by_type.setdefault(relation, []).append(target)
        for relation, targets in by_type.items():
            yield from _repeated(targets, ("relations", relation))


def _repeated(values: Sequence[str], route: Route) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            message = Localized(en=f"`{value}` stands here twice", zh=f"{value} 写了两次")
            yield Finding(message, (*route, index))
        seen.add(value)


@rule(Section.IDENTITY, Scope.ENTRY, "others: true（等）只能是最后一位作者")
def others_not_last(subject: Subject) -> Iterator[Finding]:
    """Only the last author can stand for all the others."""
    lists = [("authors", subject.entry.authors)]
    if isinstance(subject.entry, Course):
        lists.append(("instructors", subject.entry.instructors))
    for key, people in lists:
        for index, person in enumerate(people[:-1]):
            if person.others:
                message = Localized(en="further authors follow after `others`", zh="others 之后还有其他作者")
                yield Finding(message, (key, index))


@rule(Section.DATES, Scope.ENTRY, "复核日期（reviewed）不早于收录日期（added）")
def reviewed_before_added(subject: Subject) -> Iterator[Finding]:
    """An entry is reviewed on the day it was added or later."""
    added, reviewed = subject.entry.added, subject.entry.reviewed
    if reviewed is not None and reviewed < added:
        message = Localized(
            en=f"reviewed on {reviewed}, before it was added on {added}",
            zh=f"复核日期 {reviewed} 早于收录日期 {added}",
        )
        yield Finding(message, ("reviewed",))
