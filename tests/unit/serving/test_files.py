from pathlib import Path

import pytest

from dlcatalog.serving.files import Found, Moved, find_file, parse_range


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    for name in (
        "index.html",
        "zh/index.html",
        "zh/a b.html",
        "api/v1/catalog.json",
        ".dlcatalog-manifest",
        ".git/config",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    return site


@pytest.mark.parametrize(
    ("target", "path", "media_type"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/zh/", "zh/index.html", "text/html; charset=utf-8"),
        ("/zh/a%20b.html?q=%2F#x", "zh/a b.html", "text/html; charset=utf-8"),
        ("/api/v1/catalog.json", "api/v1/catalog.json", "application/json; charset=utf-8"),
    ],
)
def test_files_are_found(site: Path, target: str, path: str, media_type: str) -> None:
    assert find_file(str(site), target) == Found(str(site / path), media_type)


def test_a_folder_has_a_slash(site: Path) -> None:
    assert find_file(str(site), "/zh?q=1") == Moved("/zh/")


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/zh/..%2f..%2fsecret.txt", "/zh/%2e%2e/%2e%2e/secret.txt", "//etc/passwd",
        "/.dlcatalog-manifest", "/.git/config", "/zh/\\..\\..\\secret.txt", "/%00", "/out.txt", "/missing.html", "/zh//index.html",
        "/index.html/",
    ],
)  # fmt: skip
def test_nothing_else_is_found(site: Path, target: str) -> None:
    assert find_file(str(site), target) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None), ("bytes=0-4", range(5)), ("bytes=5-", range(5, 10)), ("bytes=-3", range(7, 10)), ("bytes=-30", range(10)),
        ("bytes=0-99", range(10)), ("bytes=10-", range(0)), ("bytes=-0", range(0)), ("bytes=5-2", None), ("bytes=1-2,4-5", None),
        ("bytes=a-b", None), ("lines=1-2", None),
    ],
)  # fmt: skip
def test_ranges(header: str, expected: range | None) -> None:
    assert parse_range(header, 10) == expected
