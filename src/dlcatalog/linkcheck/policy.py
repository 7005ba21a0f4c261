"""What hands decided about single addresses: the policies of `catalog/links.yaml`, as the checker asks them."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from dlcatalog.records import record


class Action(StrEnum):
    """What a policy does with the addresses it matches."""

    SKIP = "skip"
    ACCEPT = "accept"
    ROBOTS = "robots"
    FRAGMENTS = "fragments"


@record
class PolicyRule:
    """One policy: a pattern searched in the address, what to do, why, and until which day."""

    pattern: re.Pattern[str]
    action: Action
    reason: str
    until: date


@record
class Policy:
    """All policies in force on one day."""

    rules: tuple[PolicyRule, ...] = ()
    fragments: bool = False
    robots: bool = False

    def find(self, url: str, action: Action) -> PolicyRule | None:
        """The first policy with `action` that matches `url`."""
        return next((rule for rule in self.rules if rule.action is action and rule.pattern.search(url)), None)

    def wants_fragments(self, url: str) -> bool:
        """Tell whether the part after # is to be checked."""
        return self.fragments or self.find(url, Action.FRAGMENTS) is not None

    def wants_robots(self, url: str) -> bool:
        """Tell whether robots.txt is to be obeyed."""
        return self.robots or self.find(url, Action.ROBOTS) is not None


def make_policy(rules: Iterable[PolicyRule], today: date, *, fragments: bool = False, robots: bool = False) -> Policy:
    """The policies whose last day has not passed."""
    return Policy(tuple(rule for rule in rules if rule.until >= today), fragments, robots)
