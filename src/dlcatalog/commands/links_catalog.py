"""What the link commands need of a catalog: its addresses with their places, its records, its policies."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dlcatalog.catalog.document import Document
from dlcatalog.catalog.loader import load_catalog
from dlcatalog.catalog.topics import LinkPolicy
from dlcatalog.diagnostics import Position
from dlcatalog.errors import CatalogError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.collect import LinkUse, collect_uses, group_by_url
from dlcatalog.linkcheck.files import load_records
from dlcatalog.linkcheck.history import LinkRecord
from dlcatalog.linkcheck.policy import Action, Policy, PolicyRule, make_policy
from dlcatalog.linkcheck.report import Place
from dlcatalog.records import record


@record
class LinkCatalog:
    """A catalog as the link commands see it."""

    root: Path
    uses: Mapping[str, tuple[LinkUse, ...]]
    records: Mapping[str, LinkRecord]
    policies: tuple[LinkPolicy, ...]
    documents: Mapping[str, Document]
    contact: str

    def find_places(self, urls: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Where the given addresses stand, with lines and columns."""
        return {url: tuple(self._place(use) for use in self.uses.get(url, ())) for url in urls}

    def _place(self, use: LinkUse) -> Place:
        document = self.documents.get(use.path)
        position = document.position(use.route) if document else Position()
        return Place(use.entry_id, (self.root / use.path).as_posix(), position, use.role)


def load_link_catalog(root: Path) -> LinkCatalog:
    """Read a catalog; entries with faults are left out, for `dlcatalog check` to report.

    Raises:
        CatalogError: no catalog, no readable entry, or a damaged status file.
    """
    loaded = load_catalog(root)
    if loaded.diagnostics and not loaded.catalog.entries:
        first = loaded.diagnostics[0]
        raise CatalogError(
            Localized(
                en=f"{first.path}:{first.line}: {first.message.en} (see `dlcatalog check`)",
                zh=f"{first.path}:{first.line}：{first.message.zh}（请运行 dlcatalog check）",
            )
        )
    uses = group_by_url(collect_uses(loaded.catalog))
    site = loaded.catalog.site
    return LinkCatalog(
        root, uses, load_records(root), loaded.catalog.beside.policies, loaded.documents, str(site.base_url)
    )


def build_policy(
    policies: Iterable[LinkPolicy], today: date, *, fragments: bool = False, robots: bool = False
) -> Policy:
    """The policies in force today.

    Raises:
        CatalogError: a pattern is no regular expression.
    """
    return make_policy((_rule(policy) for policy in policies), today, fragments=fragments, robots=robots)


def _rule(policy: LinkPolicy) -> PolicyRule:
    try:
        pattern = re.compile(policy.pattern)
    except re.error as error:
        text = f"links.yaml: {policy.pattern!r}: {error}"
        raise CatalogError(Localized(en=f"{text}: no regular expression", zh=f"{text}：不是正则表达式")) from error
    return PolicyRule(pattern, Action(str(policy.action)), policy.reason, policy.until)
