"""robots.txt, read only where the policy asks for it, once per host and run."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dlcatalog.linkcheck.address import Address, parse_address
from dlcatalog.linkcheck.fetch.redirects import Follow

if TYPE_CHECKING:
    # It drags the whole of urllib.request along; most runs read no robots.txt.
    from urllib.robotparser import RobotFileParser


class Robots:
    """What the robots.txt files of the hosts seen so far allow."""

    def __init__(self, follow: Follow, user_agent: str) -> None:
        self._follow = follow
        self._user_agent = user_agent
        self._rules: dict[str, RobotFileParser | None] = {}

    async def allows(self, address: Address) -> bool:
        """Tell whether our user agent may ask for `address`; a missing or broken file allows everything."""
        parts = urlsplit(address.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = await self._read(origin)
        rules = self._rules[origin]
        return rules is None or rules.can_fetch(self._user_agent, address.url)

    async def _read(self, origin: str) -> "RobotFileParser | None":
        from urllib.robotparser import RobotFileParser

        where = parse_address(f"{origin}/robots.txt")
        if not isinstance(where, Address):
            return None
        attempt = await self._follow(where, "GET")
        if attempt.status != 200:  # noqa: PLR2004
            return None
        rules = RobotFileParser()
        rules.parse(attempt.reply.body.decode("utf-8", "replace").splitlines())
        return rules
