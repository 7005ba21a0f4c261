"""Asks the Wayback Machine's availability interface for a copy of a page that is gone."""

import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import requests

from dlcatalog.linkcheck.address import Unusable, parse_address
from dlcatalog.linkcheck.rewrite import Snapshot

ENDPOINT = "https://archive.org/wayback/available"
_SECONDS_BETWEEN = 1.0
_TIMEOUT = 30.0


class ArchiveError(Exception):
    """The archive gave no usable answer."""


class Wayback:
    """The availability interface, asked once a second at most."""

    def __init__(self, user_agent: str, endpoint: str = ENDPOINT, sleep: Callable[[float], None] = time.sleep) -> None:
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent
        self._session.trust_env = False
        self._endpoint = endpoint
        self._sleep = sleep
        self._asked = False

    def find_snapshot(self, url: str, near: date | None) -> Snapshot | None:
        """The copy nearest to `near` (the last day the page was fine), or the latest; `None` where there is none.

        Raises:
            ArchiveError: no answer, or one that makes no sense.
        """
        if self._asked:
            self._sleep(_SECONDS_BETWEEN)
        self._asked = True
        query = {"url": url, **({"timestamp": near.strftime("%Y%m%d")} if near else {})}
        try:
            response = self._session.get(self._endpoint, params=query, timeout=_TIMEOUT, allow_redirects=False)
            response.raise_for_status()
            return _read_answer(response.json())
        except (requests.RequestException, ValueError) as error:
            raise ArchiveError(f"{type(error).__name__}: {error}") from error


def _read_answer(data: Any) -> Snapshot | None:
    snapshots = data.get("archived_snapshots") if isinstance(data, dict) else None
    closest = snapshots.get("closest") if isinstance(snapshots, dict) else None
    if not isinstance(closest, dict) or not closest.get("available") or str(closest.get("status")) != "200":
        return None
    url, stamp = str(closest.get("url")), str(closest.get("timestamp"))
    if isinstance(parse_address(url), Unusable):
        # It is about to stand in the catalog.
        raise ValueError(url)  # noqa: TRY004
    captured = datetime.strptime(stamp[:8], "%Y%m%d").date()  # noqa: DTZ007
    # The interface still answers with http addresses; the archive itself has long been on https.
    return Snapshot("https://" + url.removeprefix("http://") if url.startswith("http://") else url, captured)
