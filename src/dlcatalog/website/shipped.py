"""Data that the program ships beside its code, where deriving them in each run would take too long."""

from pathlib import Path
from typing import Final

KINDS_FILE: Final = Path(__file__).with_name("exports") / "kinds.json"
"""The API's schemas of all kinds, written by ``scripts/write_api_schemas.py``."""


def read_kinds() -> str:
    """The JSON text of ``KINDS_FILE``."""
    return KINDS_FILE.read_text(encoding="utf-8")
