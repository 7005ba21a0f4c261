"""robots.txt (RFC 9309), read only where the policy asks for it, once per host and run."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from dlcatalog.linkcheck.address import Address, parse_address
from dlcatalog.linkcheck.fetch.redirects import Follow
from dlcatalog.linkcheck.fetch.steps import pause
from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

ROBOT = "dlcatalog-linkcheck"
"""The name by which a robots.txt calls us."""
_WAIT = 0.1
_ESCAPE = lazy_pattern(r"%[0-9a-fA-F]{2}")


class Robots:
    """What the robots.txt files of the hosts seen so far allow."""

    def __init__(self, follow: Follow, name: str = ROBOT) -> None:
        self._follow = follow
        self._name = name.lower()
        self._rules: dict[str, tuple[_Rule, ...]] = {}
        self._reading: set[str] = set()

    async def allows(self, address: Address) -> bool:
        """Tell whether a robot of our name may ask for `address`.

        A missing file allows everything, and so does one that cannot be had: a server that is down must not look as if
        it wanted to be left alone.
        """
        parts = urlsplit(address.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        while origin in self._reading:
            await pause(_WAIT)
        if origin not in self._rules:
            self._reading.add(origin)
            try:
                self._rules[origin] = await self._read(origin)
            finally:
                self._reading.discard(origin)
        return _allows(self._rules[origin], parts.path + (f"?{parts.query}" if parts.query else ""))

    async def _read(self, origin: str) -> "tuple[_Rule, ...]":
        where = parse_address(f"{origin}/robots.txt")
        if not isinstance(where, Address):
            return ()
        attempt = await self._follow(where, "GET")
        if attempt.status != 200:  # noqa: PLR2004
            return ()
        return _rules_for(self._name, attempt.reply.body.decode("utf-8-sig", "replace"))


@record
class _Rule:
    pattern: str
    allows: bool

    def matches(self, path: str) -> bool:
        # By hand: a regular expression with many `.*` could be made to run for ever.
        first, *others = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        for number, piece in enumerate(others, 1):
            is_last = number == len(others) and self.pattern.endswith("$")
            found = path.rfind(piece) if is_last else path.find(piece, at)
            if found < at:
                return False
            at = found + len(piece)
        return at == len(path) or not self.pattern.endswith("$")


def _allows(rules: tuple[_Rule, ...], path: str) -> bool:
    # The longest rule that fits decides; of two as long, the one that allows.
    fitting = [(len(rule.pattern), rule.allows) for rule in rules if rule.matches(_normal(path))]
    return max(fitting, default=(0, True))[1]


def _rules_for(name: str, text: str) -> tuple[_Rule, ...]:
    groups = list(_groups(text))
    ours = [rules for names, rules in groups if name in names] or [rules for names, rules in groups if "*" in names]
    return tuple(rule for rules in ours for rule in rules)


def _groups(text: str) -> Iterator[tuple[set[str], list[_Rule]]]:
    names: set[str] = set()
    rules: list[_Rule] = []
    for line in text.splitlines():
        key, mark, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not mark:
            continue
        if key == "user-agent":
            if rules:
                yield names, rules
                names, rules = set(), []
            names.add(value.partition("/")[0].strip().lower())
        elif key in {"allow", "disallow"} and names:
            # An empty rule forbids nothing, but it ends the list of names.
            rules.append(_Rule(_normal(value), key == "allow" or not value))
    if names:
        yield names, rules


def _normal(path: str) -> str:
    return _ESCAPE.sub(lambda found: found[0].upper(), quote(path, safe="/?:@!$&'()*+,;=-._~%[]|"))
