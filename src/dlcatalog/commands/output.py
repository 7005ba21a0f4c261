"""Writes the result of a command to its stream or, in one step, to a file."""

import errno
import os
import tempfile
from pathlib import Path

from dlcatalog.commands.console import Console
from dlcatalog.errors import OutputError, reason_of
from dlcatalog.lang import Localized


def write_result(text: str, output: Path | None, console: Console, *, is_data: bool = True) -> None:
    """Write ``text`` to the report stream, or to ``output`` where one is given; data for programs are always UTF-8.

    Raises OutputError where it cannot be written; what stood there before then still stands.
    """
    if output is None and is_data:
        console.report_data(text)
    elif output is None:
        console.report(text)
    else:
        write_atomically(output, text.encode("utf-8"))


def write_atomically(path: Path, content: bytes, *, only_new: bool = False) -> None:
    """Write a file so that at any moment there is the old one or the new one, never a part.

    A link is followed; a pipe or a device such as ``/dev/null`` is written to, never replaced.
    Raises OutputError; with ``only_new`` also where the file exists already.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            try:
                stream.write(content)
                stream.flush()
                _keep_mode(path, stream.fileno())
                _put(temporary, path, only_new=only_new)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            Localized(en=f"cannot write {path}: {reason.en}", zh=f"无法写入 {path}：{reason.zh}")
        ) from None


def _put(temporary: Path, path: Path, *, only_new: bool) -> None:
    if not only_new:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise OutputError(Localized(en=f"{path} exists already", zh=f"{path} 已经存在")) from None


def _keep_mode(path: Path, descriptor: int) -> None:
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.fchmod(descriptor, mode)
