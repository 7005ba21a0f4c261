import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from dlcatalog.website.exports.bundle import PATH, is_bundled, write_bundle

_SITE = {"zh/index.html": "中文".encode(), "index.html": b"<p>x</p>" * 100, "assets/og/文.png": b"\x89PNG"}


def pack(site: Mapping[str, bytes], built: date = date(2026, 11, 20)) -> bytes:
    def reader(path: str) -> Callable[[], bytes]:
        return lambda: site[path]

    stream = io.BytesIO()
    assert write_bundle(stream, ((path, reader(path)) for path in site), built, comment="sha") > 0
    return stream.getvalue()


def test_the_bundle_holds_the_site_in_one_folder() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(_SITE))) as archive:
        assert archive.testzip() is None
        assert archive.comment == b"sha"
        assert {name.removeprefix("dlcatalog-site/"): archive.read(name) for name in archive.namelist()} == _SITE
        assert {member.date_time for member in archive.infolist()} == {(2026, 11, 20, 12, 0, 0)}


def test_the_same_site_gives_the_same_bytes_in_whatever_order() -> None:
    assert pack(_SITE) == pack(dict(reversed(_SITE.items())))
    assert pack(_SITE) != pack({**_SITE, "index.html": b"other"})


def test_a_day_that_zip_cannot_tell_is_moved_to_the_nearest() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(_SITE, date(1970, 1, 1)))) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", True),
        ("exports/catalog.bib", True),
        (PATH, False),
        (f"{PATH}.part", False),
        ("_headers", False),
        (".gitignore", False),
        ("zh/.hidden/x.html", False),
    ],
)
def test_the_bundle_never_holds_itself_nor_what_only_hosts_read(path: str, *, expected: bool) -> None:
    assert is_bundled(path) is expected
