import os
from pathlib import Path

from dlcatalog.website.building.scan import differing, find_racy, now_ns, scan_inputs, scan_site

SECOND = 1_000_000_000


def test_inputs_by_group(tmp_path: Path) -> None:
    for name in ("catalog/site.yaml", "catalog/papers/a.yaml", "catalog/papers/.b.yaml.swp", "catalog/papers/deep/c.yaml",
                 "catalog/readme.md", "theme/base.html", "theme/pages/x.html", "code/a.py", "code/__pycache__/a.pyc"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    found = scan_inputs(str(tmp_path / "catalog"), [str(tmp_path / "theme")], str(tmp_path / "code"))

    assert {group: sorted(files) for group, files in found.items()} == {
        "catalog": ["papers/a.yaml", "site.yaml"],
        "templates/0": ["base.html", "pages/x.html"],
        "code": ["a.py"],
    }


def test_a_changed_file_differs_even_with_its_old_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one")
    before = scan_inputs(str(tmp_path), [], str(tmp_path / "none"))["catalog"]
    at = path.stat()

    path.write_text("two")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    now = scan_inputs(str(tmp_path), [], str(tmp_path / "none"))["catalog"]

    # The kernel's clock ticks slowly: within one tick, only the racy list tells.
    started = now_ns(str(tmp_path))
    assert differing(before, now) == ["a.yaml"] or find_racy({"catalog": before}, started) == {"catalog": ["a.yaml"]}


def test_a_link_that_leads_nowhere_has_a_stamp_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("missing")

    assert scan_inputs(str(tmp_path), [], "/nonexistent")["catalog"] == {}


def test_fresh_files_are_racy_and_old_ones_are_not() -> None:
    now = 1_000 * SECOND + 123_456_789
    stamps = {
        "fresh": (1, now - 5_000_000, now - 5_000_000, 1),
        "old": (1, now - 50_000_000, now - 50_000_000, 1),
        "future": (1, now + SECOND, now - SECOND, 1),
        "old but just moved here": (1, now - 100 * SECOND, now - 1_000_000, 1),
        "whole seconds": (1, 999 * SECOND, 999 * SECOND, 1),
        "whole seconds, old": (1, 990 * SECOND, 990 * SECOND, 1),
    }

    assert find_racy({"catalog": stamps}, now) == {
        "catalog": ["fresh", "future", "old but just moved here", "whole seconds"]
    }


def test_site_is_scanned_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "zh" / "empty").mkdir(parents=True)
    (tmp_path / "zh" / "a.html").write_text("a")
    (tmp_path / "loop").symlink_to(".")

    files, folders = scan_site(str(tmp_path))

    assert sorted(files) == ["loop", "zh/a.html"]
    assert files["zh/a.html"][0] == 1
    assert sorted(folders) == ["zh", "zh/empty"]
