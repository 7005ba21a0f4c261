"""Content encodings: read as browsers do, bounded, and never trusted."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.fetch.decode import Decoder, UndecodableError

TEXT = b"<title>A page</title>" * 50
ROOM = 64 * 1024


def _decode(encoding: str, body: bytes, size: int = 7, room: int = ROOM) -> bytes:
    decoder = Decoder(encoding)
    decoded = b""
    for start in range(0, len(body), size):
        decoded += decoder.decode(body[start : start + size], room - len(decoded))
    return decoded


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 20),
        ("gzip", gzip.compress(TEXT) + b"rubbish"),
        ("gzip", TEXT),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("utf-8", TEXT),
        ("none", TEXT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bodies_that_browsers_read(encoding: str, body: bytes, size: int) -> None:
    assert _decode(encoding, body, size) == TEXT


def test_a_bomb_stays_small_also_inside_another() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(_decode("gzip", bomb, 16_384)) == ROOM
    assert len(_decode("gzip, gzip", gzip.compress(bomb), 16_384)) == ROOM


def test_what_breaks_inside_is_told() -> None:
    with pytest.raises(UndecodableError):
        _decode("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\xff" * 200)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "BR"])
def test_what_cannot_be_read_here_is_sealed(encoding: str) -> None:
    assert Decoder(encoding).is_sealed


@given(st.sampled_from(["gzip", "deflate", "gzip, deflate", "x"]), st.binary(max_size=200), st.integers(1, 50))
def test_no_body_gives_more_than_asked(encoding: str, body: bytes, room: int) -> None:
    try:
        assert len(_decode(encoding, body, 16, room) if room > 200 else Decoder(encoding).decode(body, room)) <= room
    except UndecodableError:
        return
