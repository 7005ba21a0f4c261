"""The script files of the index: each pack is one call with a name and a JSON value, in a file alone or among others."""

import json
from collections.abc import Iterator, Mapping
from typing import Final
from zlib import crc32

FOLDER: Final = "assets/search/"
INDEX_FILE: Final = FOLDER + "index.js"
_CALL: Final = "DLC_INDEX("


def format_pack(name: str, value: object) -> str:
    """Return the line of script that hands the value over under the name."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'{_CALL}"{name}",{body});\n'


def parse_packs(script: bytes) -> Iterator[tuple[str, str]]:
    """Yield (name, line) of each pack in a file that `format_pack` lines make up."""
    for line in script.decode().splitlines(keepends=True):
        yield line[len(_CALL) + 1 : line.index('"', len(_CALL) + 1)], line


def parse_value(line: str) -> object:
    """Return the value that a pack's line hands over."""
    return json.loads(line[line.index(",") + 1 : -3])


def pack_path(name: str) -> str:
    """Return the site-relative path of a pack that has a file alone."""
    return f"{FOLDER}{name}.js"


def stamp(line: str) -> str:
    """Return eight hexadecimal digits that change with the pack, so that browsers keep no old one."""
    return f"{crc32(line.encode()):08x}"


def format_files(header: object, packs: Mapping[str, str], *, inlined: frozenset[str]) -> dict[str, bytes]:
    """Return the files: the index with its header and the inlined packs, and one file for each other pack."""
    inner = "".join(line for name, line in packs.items() if name in inlined)
    files = {INDEX_FILE: (format_pack("header", header) + inner).encode()}
    files |= {pack_path(name): line.encode() for name, line in packs.items() if name not in inlined}
    return files
