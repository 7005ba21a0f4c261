"""Watch what the website is made of, and make it anew when something changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from dlcatalog.errors import DlcatalogError, OutputError
from dlcatalog.lang import Lang, Localized
from dlcatalog.serving.announcements import Announcements
from dlcatalog.website.building.assembling import BuildResult, Manner
from dlcatalog.website.building.engine import build_site
from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.scan import Inputs

PAUSE = 0.3
"""Seconds between two looks at the inputs."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the builder speaks: in which language, to whom, and how it words the faults of a catalog."""

    lang: Lang
    say: Callable[[Localized], None]
    describe: Callable[[BuildResult], str]


class Rebuilder:
    """Builds once, and again whenever the inputs differ from those of the last attempt, good or bad."""

    def __init__(
        self, request: Callable[[], BuildRequest], manner: Manner, announcements: Announcements, voice: Voice
    ) -> None:
        self._request = request
        self._manner = manner
        self._announcements = announcements
        self._voice = voice
        self._seen: Inputs | None = None
        self._last_fault = ""

    def watch(self, wait: Callable[[float], object] = time.sleep) -> None:
        """Look and build until interrupted; ``wait`` sleeps between two looks."""
        while True:
            self.look()
            wait(PAUSE)

    def look(self) -> bool:
        """Build if anything changed since the last look; tell whether it was tried."""
        request = self._request()
        inputs = request.scan()
        if inputs == self._seen:
            return False
        self._seen = inputs
        self._build(request)
        return True

    def _build(self, request: BuildRequest) -> None:
        started = time.monotonic()
        try:
            result = build_site(request, self._manner)
        except OutputError as error:
            # Another build is at it, or the disk is full: that passes without a change of the inputs.
            self._seen = None
            self._fail(error.text(self._voice.lang))
        except DlcatalogError as error:
            self._fail(error.text(self._voice.lang))
        except Exception as error:  # noqa: BLE001 - a template being written is often broken, and must not end the server
            self._fail(f"{type(error).__name__}: {error}")
        else:
            self._report(result, time.monotonic() - started)

    def _report(self, result: BuildResult, seconds: float) -> None:
        if not result.is_built:
            self._fail(self._voice.describe(result))
            return
        self._last_fault = ""
        if result.written or result.removed or not self._announcements.news.build:
            self._voice.say(
                Localized(
                    en=f"files written: {result.written}, removed: {result.removed}, in {seconds:.2f} s",
                    zh=f"写入 {result.written} 个文件，删除 {result.removed} 个，用时 {seconds:.2f} 秒",
                ),
            )
            self._announcements.announce_build()
        else:
            self._announcements.announce_repair()

    def _fail(self, text: str) -> None:
        if text == self._last_fault:
            return
        self._last_fault = text
        self._voice.say(Localized.same(text.rstrip("\n")))
        self._announcements.announce_fault(text)
