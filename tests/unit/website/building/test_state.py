from pathlib import Path

import pytest

from dlcatalog.website.building.state import dump_section, load_section, read_identity, read_state, write_state

IDENTITY = (7, 1_700_000_000_000_000_000, 99)


def test_sections_come_back(tmp_path: Path) -> None:
    path = str(tmp_path / "state")
    write_state(path, IDENTITY, {"rows": dump_section({"a": (1, "x")})})

    assert read_identity(path) == IDENTITY
    found = read_state(path, IDENTITY)
    assert found is not None
    assert load_section(found["rows"]) == {"a": (1, "x")}


def test_the_state_of_another_website_is_no_state(tmp_path: Path) -> None:
    path = str(tmp_path / "state")
    write_state(path, IDENTITY, {})

    assert read_state(path, (8, 0, 0)) is None


@pytest.mark.parametrize("at", [0, 5, 30, 60, 80])
def test_a_damaged_state_is_no_state(tmp_path: Path, at: int) -> None:
    path = tmp_path / "state"
    write_state(str(path), IDENTITY, {"rows": dump_section(list(range(20)))})
    content = bytearray(path.read_bytes())
    content[at] ^= 0x55
    path.write_bytes(content)

    assert read_state(str(path), IDENTITY) is None


@pytest.mark.parametrize("size", [0, 10, 40, 54, 70, -28, -1])
def test_a_short_state_is_no_state(tmp_path: Path, size: int) -> None:
    path = tmp_path / "state"
    write_state(str(path), IDENTITY, {"rows": dump_section(list(range(20)))})
    path.write_bytes(path.read_bytes()[:size])

    assert read_state(str(path), IDENTITY) is None


def test_equal_values_have_equal_sections() -> None:
    one, other = "residual", "".join(reversed("laudiser"))

    assert dump_section((one, one)) == dump_section((one, other))
