"""What open pages are told: that the website is new, or why it is not."""

from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class News:
    """State of the website: which build pages should show, and what is wrong with the newest input."""

    build: int = 0
    fault: str = ""


class Announcements:
    """Passes the news on from the builder to any number of waiting requests."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._news = News()
        self._is_closed = False

    @property
    def news(self) -> News:
        """The latest."""
        return self._news

    def announce_build(self) -> None:
        """There is a new website."""
        self._set(News(self._news.build + 1))

    def announce_fault(self, text: str) -> None:
        """The newest input makes no website, the last good one is still served."""
        self._set(News(self._news.build, text))

    def announce_repair(self) -> None:
        """What was wrong is right again, and the website is the one that was served all along."""
        if self._news.fault:
            self._set(News(self._news.build))

    def close(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def is_closed(self) -> bool:
        """Whether there will be no more news."""
        return self._is_closed

    def _set(self, news: News) -> None:
        with self._changed:
            self._news = news
            self._changed.notify_all()

    def wait_for_other(self, seen: News | None, timeout: float) -> News:
        """Wait until the news are not ``seen`` any more, for ``timeout`` seconds at most; the latest."""
        with self._changed:
            self._changed.wait_for(lambda: self._news != seen or self._is_closed, timeout)
            return self._news
