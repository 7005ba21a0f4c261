"""What a page looked like when it was last fine, and whether another page can still be the same one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The marks of a page that outlive a redesign: registrable domain, title and language (both may be empty)."""

    domain: str
    title: str = ""
    language: str = ""
