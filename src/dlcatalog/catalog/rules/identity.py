"""Rules of identity: no two entries are the same thing."""

from collections.abc import Iterator

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.files import id_of
from dlcatalog.catalog.identity import identities_of_url, isbn13
from dlcatalog.catalog.rules.registry import Scope, Section, Whole, rule
from dlcatalog.diagnostics import Finding, Route, Severity
from dlcatalog.lang import Localized


@rule(Section.IDENTITY, Scope.CATALOG, "id 在整个目录里只用一次，不论类别")
def duplicate_id(whole: Whole) -> Iterator[Finding]:
    """An id is used once in the whole catalog, whatever the kind."""
    if len(whole.ids) == len(whole.files):
        return
    seen: dict[str, str] = {}
    for path in sorted(whole.files):
        other = seen.setdefault(id_of(path), path)
        if other != path:
            # Both are told: whoever checks one file alone, or sees the changed ones only, must hear of it.
            for here, there in ((path, other), (other, path)):
                message = Localized(en=f"the id is in use: {there}", zh=f"这个 id 已被使用：{there}")
                yield Finding(message, path=here)


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目不能有同一个 arXiv 编号（不计版本）")
def duplicate_arxiv(whole: Whole) -> Iterator[Finding]:
    """Two entries do not have the same arXiv id, whatever the version."""
    yield from _same(whole, "arxiv", "arXiv id", "arXiv 编号")


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目不能有同一个 DOI")
def duplicate_doi(whole: Whole) -> Iterator[Finding]:
    """Two entries do not have the same DOI."""
    yield from _same(whole, "doi", "DOI", "DOI")


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目不能有同一个 ISBN（10 位与 13 位视为相同）")
def duplicate_isbn(whole: Whole) -> Iterator[Finding]:
    """Two entries do not have the same ISBN, be it written with 10 or 13 digits."""
    yield from _same(whole, "isbn", "ISBN", "ISBN")


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目不能有同一个代码仓库（一个是另一个的组成部分时除外）")
def duplicate_repository(whole: Whole) -> Iterator[Finding]:
    """Two libraries do not have the same repository, unless one is a part of the other."""
    yield from _same(whole, "repository", "repository", "代码仓库")


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目不能有同一个网址（规范化之后比较）")
def duplicate_url(whole: Whole) -> Iterator[Finding]:
    """Two entries do not have the same address, after normalising."""
    yield from _same(whole, "url", "address", "网址")


@rule(Section.IDENTITY, Scope.CATALOG, "两个条目的标题最好不要几乎相同", severity=Severity.WARNING)
def similar_title(whole: Whole) -> Iterator[Finding]:
    """Two entries of a kind, with the same authors and year as far as known, should not have nearly the same title."""
    for first, second, _ in whole.twins.get("title", ()):
        if not _may_be_same_work(first, second):
            continue
        for card, other in ((second, first), (first, second)):
            message = Localized(
                en=f"nearly the same title as `{other.id}`: the same thing?",
                zh=f"标题与条目 {other.id} 几乎相同，是不是同一个资源？",
            )
            yield Finding(message, ("title",), path=whole.path_of(card.id))


def _may_be_same_work(first: Card, second: Card) -> bool:
    is_related = any(target == second.id for _, target in first.relations) or first.successor == second.id
    is_related |= any(target == first.id for _, target in second.relations) or second.successor == first.id
    has_other_year = first.year is not None and second.year is not None and first.year != second.year
    has_other_authors = bool(first.authors_en and second.authors_en) and set(first.authors_en).isdisjoint(
        second.authors_en,
    )
    return not (is_related or has_other_year or has_other_authors)


def _same(whole: Whole, sort: str, english: str, chinese: str) -> Iterator[Finding]:
    for first, second, value in whole.twins.get(sort, ()):
        for card, other in ((second, first), (first, second)):
            message = Localized(
                en=f"the same {english} as `{other.id}`",
                zh=f"与条目 {other.id} 相同：{chinese}",
            )
            yield Finding(message, _route_of(whole, card, f"{sort}:{value}"), path=whole.path_of(card.id))


def _route_of(whole: Whole, card: Card, identity: str) -> Route:
    """Where an entry says what makes it the same: its own field, else a link."""
    sort, _, value = identity.partition(":")
    document = whole.read(whole.path_of(card.id))
    data = document.data if document is not None else {}
    if sort == "isbn":
        numbers = data.get("isbn")
        for index, isbn in enumerate(numbers if isinstance(numbers, list) else ()):
            if isbn13(str(isbn)) == value:
                return ("isbn", index)
    if sort in data:
        return (sort,)
    for index, (url, _, _) in enumerate(card.links):
        if identity in identities_of_url(url):
            return ("links", index, "url") if index < len(data.get("links", ())) else ("repository",)
    return ()
