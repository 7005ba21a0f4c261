"""Files of the link checker: reads with a clear message, and writes that are whole or not at all."""

import os
from pathlib import Path

from dlcatalog.errors import CatalogError, OutputError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import HistoryFormatError, LinkRecord, read_records

STATUS_FILE = "status/links.jsonl"


def load_records(catalog: Path) -> dict[str, LinkRecord]:
    """The records of a catalog; a catalog without a status file has none.

    Raises:
        CatalogError: the status file is damaged.
    """
    path = catalog / STATUS_FILE
    try:
        return dict(read_records(path.read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except (HistoryFormatError, OSError, UnicodeDecodeError) as error:
        raise CatalogError(Localized(en=f"{path}: {error}", zh=f"{path} 无法读取：{error}")) from error


def write_text(path: Path, text: str) -> None:
    """Write a file through a temporary name beside it; line ends stay as they are.

    Raises:
        OutputError: the file cannot be written; what was there is untouched.
    """
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        text = f"{path}: {error.strerror}"
        raise OutputError(Localized(en=f"cannot write {text}", zh=f"无法写入 {text}")) from error
