"""Files of the link checker: reads with a clear message, and writes that are whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dlcatalog.errors import CatalogError, OutputError, reason_of
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import Header, HistoryFormatError, LinkRecord, read_header, read_records

STATUS_FILE = "status/links.jsonl"


def load_records(catalog: Path) -> dict[str, LinkRecord]:
    """The records of a catalog; a catalog without a status file has none.

    Raises:
        CatalogError: the status file is damaged.
    """
    return dict(load_history(catalog).records)


class LinkHistory(NamedTuple):
    """What the link checker remembers, with the text that it was read from."""

    text: str
    records: Mapping[str, LinkRecord]
    header: Header


def load_history(catalog: Path) -> LinkHistory:
    """Read the status file; without one, nothing was ever checked.

    Raises:
        CatalogError: the status file is damaged.
    """
    path = catalog / STATUS_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise _damaged(str(path), reason_of(error)) from error
    try:
        text = content.decode("utf-8")
        return LinkHistory(text, read_records(text), read_header(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _damaged(f"{path}:{line}:1", Localized(en="not UTF-8", zh="不是 UTF-8 编码")) from error
    except HistoryFormatError as error:
        raise _damaged(f"{path}:{error.line}:1", error.problem) from error


def _damaged(place: str, why: Localized) -> CatalogError:
    return CatalogError(
        Localized(
            en=f"{place}: {why.en}; the file is written by `dlcatalog links`: restore it or delete it",
            zh=f"{place}：{why.zh}。这个文件由 dlcatalog links 生成，请恢复或删除它",
        ),
    )


def write_text(path: Path, text: str) -> None:
    """Write a file through a temporary name beside it; line ends stay as they are.

    A link is followed; a pipe or a device such as `/dev/null` is written to, never replaced.

    Raises:
        OutputError: the file cannot be written; what was there is untouched.
    """
    import tempfile

    temporary = ""
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_text(text, "utf-8", newline="")
            return
        number, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        why = reason_of(error)
        raise OutputError(Localized(en=f"cannot write {path}: {why.en}", zh=f"无法写入 {path}：{why.zh}")) from error
