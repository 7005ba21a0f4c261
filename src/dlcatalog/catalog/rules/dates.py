"""Rules of dates that depend on the day of the run."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from dlcatalog.catalog.files import LINKS_FILE, TOPICS_FILE
from dlcatalog.catalog.rules.registry import Scope, Section, Whole, rule
from dlcatalog.catalog.schema import Kind
from dlcatalog.diagnostics import Finding, Severity
from dlcatalog.lang import Localized

# Software moves fast, a printed book does not: after how many days an editor should look again.
REVIEW_DAYS: Mapping[Kind, int] = {
    Kind.LIBRARY: 365,
    Kind.APP: 365,
    Kind.SITE: 365,
    Kind.COURSE: 548,
    Kind.DATASET: 730,
    Kind.ARTICLE: 1095,
    Kind.BOOK: 1095,
    Kind.TALK: 1826,
    Kind.PAPER: 1826,
}
START_HERE_DAYS = 730


@rule(Section.DATES, Scope.CATALOG, "收录日期（added）不能在将来")
def added_in_future(whole: Whole) -> Iterator[Finding]:
    """An entry was not added in the future."""
    today = whole.today.isoformat()
    for card in whole.catalog.cards.values():
        if card.added > today:
            message = Localized(en=f"added on {card.added}, in the future", zh=f"收录日期 {card.added} 在将来")
            yield Finding(message, ("added",), path=whole.path_of(card.id))


@rule(Section.DATES, Scope.CATALOG, "复核日期（reviewed）不能在将来")
def reviewed_in_future(whole: Whole) -> Iterator[Finding]:
    """Nothing was reviewed in the future."""
    today = whole.today.isoformat()
    for card in whole.catalog.cards.values():
        if card.reviewed > today:
            message = Localized(en=f"reviewed on {card.reviewed}, in the future", zh=f"复核日期 {card.reviewed} 在将来")
            yield Finding(message, ("reviewed",), path=whole.path_of(card.id))
    for number, topic in enumerate(whole.beside.topics.values()):
        for index, start in enumerate(topic.start_here):
            if start.reviewed is not None and start.reviewed > whole.today:
                message = Localized(
                    en=f"reviewed on {start.reviewed}, in the future",
                    zh=f"复核日期 {start.reviewed} 在将来",
                )
                yield Finding(message, ("topics", number, "start_here", index, "reviewed"), path=TOPICS_FILE)


@rule(Section.DATES, Scope.CATALOG, "年份不能晚于明年")
def year_in_future(whole: Whole) -> Iterator[Finding]:
    """A year is next year at the latest."""
    latest = whole.today.year + 1
    for card in whole.catalog.cards.values():
        if card.year is not None and card.year > latest:
            message = Localized(en=f"the year {card.year} is in the future", zh=f"年份 {card.year} 在将来")
            yield Finding(message, ("year",), path=whole.path_of(card.id))


@rule(Section.DATES, Scope.CATALOG, "链接策略到期后要删去或重新判断", severity=Severity.WARNING)
def policy_expired(whole: Whole) -> Iterator[Finding]:
    """A link policy whose day has passed should be removed or judged again."""
    for index, policy in enumerate(whole.beside.policies):
        if policy.until < whole.today:
            message = Localized(
                en=f"the policy ended on {policy.until} and no longer applies",
                zh=f"这条策略已于 {policy.until} 到期，不再生效",
            )
            yield Finding(message, ("policies", index, "until"), path=LINKS_FILE)


@rule(Section.DATES, Scope.CATALOG, "条目隔一段时间要复核，期限因类别而异", severity=Severity.WARNING)
def review_overdue(whole: Whole) -> Iterator[Finding]:
    """An entry should be judged again after a time that depends on its kind (paper 5 years, library 1 year)."""
    latest = {kind.value: (whole.today - timedelta(days)).isoformat() for kind, days in REVIEW_DAYS.items()}
    for card in whole.catalog.cards.values():
        last = card.reviewed or card.added
        if last < latest[card.kind]:
            message = Localized(en=f"nobody has judged this since {last}", zh=f"自 {last} 以来没有人复核过")
            key = "reviewed" if card.reviewed else "added"
            yield Finding(message, (key,), path=whole.path_of(card.id))
    oldest = whole.today - timedelta(START_HERE_DAYS)
    for number, topic in enumerate(whole.beside.topics.values()):
        for index, start in enumerate(topic.start_here):
            if start.reviewed is not None and start.reviewed < oldest:
                message = Localized(
                    en=f"nobody has judged this choice since {start.reviewed}",
                    zh=f"自 {start.reviewed} 以来没有人复核过这个推荐",
                )
                yield Finding(message, ("topics", number, "start_here", index, "reviewed"), path=TOPICS_FILE)
