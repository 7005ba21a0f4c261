import os
from pathlib import Path

import pytest

from dlcatalog.errors import OutputError
from dlcatalog.website.building import publish as publishing
from dlcatalog.website.building.place import MANIFEST, Place, format_manifest, remove_tree
from dlcatalog.website.building.publish import (
    JOURNAL,
    NEXT_STATE,
    STATE,
    Changes,
    Present,
    check_collisions,
    finish_publishing,
    identify_site,
    look_at,
    open_tree,
    publish,
)
from dlcatalog.website.building.scan import scan_site
from dlcatalog.website.building.staging import Staging
from dlcatalog.website.building.state import read_identity, write_state


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / ".site.dlcatalog").mkdir()
    return Place(str(tmp_path / "site"), str(tmp_path / ".site.dlcatalog"), is_inside=False)


def present_of(place: Place) -> Present:
    return look_at(place, scan_site(place.site) if os.path.isdir(place.site) else None)


def put(place: Place, files: dict[str, str]) -> None:
    """Make ``files`` the website, as a build does."""
    present = present_of(place)
    behind = _behind.get(place.work)
    tree, is_spare = open_tree(place, "tree-1", behind)
    staging = Staging(tree, place.site, present.files, is_spare=is_spare)
    written = [staging.write(path, text.encode()) for path, text in files.items()]
    manifest = staging.write(MANIFEST, format_manifest({file.path: file.checksum for file in written}))
    write_state(place.path(NEXT_STATE), identify_site(staging.tree), {})
    new = {file.path for file in (*written, manifest) if file.is_new}
    dropped = set(present.owned) & present.files.keys() - files.keys()
    changes = Changes({*files} - new, new, dropped)
    publish(place, staging, present, changes, behind=behind if is_spare else None)
    _behind[place.work] = changes.differing
    remove_tree(tree)


_behind: dict[str, list[str]] = {}


def content(place: Place) -> dict[str, str]:
    files, _ = scan_site(place.site)
    return {path: (Path(place.site) / path).read_text() for path in sorted(files) if path != MANIFEST}


def test_first_website(place: Place) -> None:
    put(place, {"index.html": "one", "zh/a.html": "a"})

    assert content(place) == {"index.html": "one", "zh/a.html": "a"}
    assert sorted(os.listdir(place.work)) == [STATE]
    assert read_identity(place.path(STATE)) == identify_site(place.site)


@pytest.mark.parametrize("can_exchange", [True, False])
def test_what_changed_is_replaced_and_the_rest_keeps_its_files(
    place: Place, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool
) -> None:
    put(place, {"index.html": "one", "zh/a.html": "a", "zh/old/b.html": "b"})
    before = os.stat(f"{place.site}/zh/a.html")
    if not can_exchange:
        monkeypatch.setattr(publishing, "exchange_folders", lambda *_: False)

    put(place, {"index.html": "two", "zh/a.html": "a"})

    assert content(place) == {"index.html": "two", "zh/a.html": "a"}
    assert not os.path.exists(f"{place.site}/zh/old")
    after = os.stat(f"{place.site}/zh/a.html")
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(os.listdir(place.work)) == [STATE]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_files_of_others_are_spared(place: Place, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool) -> None:
    os.mkdir(place.site)
    Path(place.site, ".gitignore").write_text("*\n")
    put(place, {"index.html": "one"})
    Path(place.site, "CNAME").write_text("x.example")
    Path(place.site, "mine", "empty").mkdir(parents=True)
    Path(place.site, "zh").mkdir()
    Path(place.site, "zh", "mine.txt").write_text("mine")
    Path(place.site, "link").symlink_to("/nowhere")
    if not can_exchange:
        monkeypatch.setattr(publishing, "exchange_folders", lambda *_: False)

    put(place, {"zh/b.html": "b"})

    names = [*scan_site(place.site)[0], *scan_site(place.site)[1]]
    assert sorted(names) == [
        ".dlcatalog-manifest",
        ".gitignore",
        "CNAME",
        "link",
        "mine",
        "mine/empty",
        "zh",
        "zh/b.html",
        "zh/mine.txt",
    ]
    assert os.readlink(f"{place.site}/link") == "/nowhere"


def test_a_folder_with_a_repository_in_it_stays_where_it_is(place: Place) -> None:
    os.makedirs(f"{place.site}/.git/objects")
    put(place, {"index.html": "one"})
    inode = os.stat(place.site).st_ino

    put(place, {"index.html": "two"})

    assert os.stat(place.site).st_ino == inode
    assert os.path.isdir(f"{place.site}/.git/objects")
    assert content(place) == {"index.html": "two"}


def test_a_killed_exchange_is_recognised(place: Place) -> None:
    put(place, {"index.html": "one"})
    # Killed after the folders were exchanged and before the state took its name.
    os.rename(place.path(STATE), place.path(NEXT_STATE))
    os.mkdir(place.path("tree-dead"))

    finish_publishing(place)

    assert sorted(os.listdir(place.work)) == [STATE]


def test_the_state_of_a_website_that_never_was_is_dropped(place: Place) -> None:
    put(place, {"index.html": "one"})
    write_state(place.path(NEXT_STATE), (1, 2, 3), {})

    finish_publishing(place)

    assert read_identity(place.path(STATE)) == identify_site(place.site)
    assert not os.path.exists(place.path(NEXT_STATE))


def test_a_journal_is_finished_whatever_was_done_of_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "exchange_folders", lambda *_: False)
    real = os.replace
    for stop in range(1, 9):
        put(place, {"a": f"old {stop}", "b": "old", "gone": "old"})
        calls = 0

        def fail(source: str, target: str) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:  # noqa: B023 - called in this very round
                raise InterruptedError
            real(source, target)

        monkeypatch.setattr(os, "replace", fail)
        try:
            put(place, {"a": "new", "b": f"new {stop}"})
        except InterruptedError:
            monkeypatch.setattr(os, "replace", real)
            begun = os.path.exists(place.path(JOURNAL))
            assert finish_publishing(place) is begun
            assert content(place) == (
                {"a": "new", "b": f"new {stop}"} if begun else {"a": f"old {stop}", "b": "old", "gone": "old"}
            )
        monkeypatch.setattr(os, "replace", real)
        assert read_identity(place.path(STATE)) == identify_site(place.site)


def test_the_spare_is_brought_up_to_date(place: Place) -> None:
    pages = {f"zh/{number}.html": f"page {number}" for number in range(20)}
    put(place, pages)
    Path(place.site, "mine").mkdir()
    Path(place.site, "mine", "a.txt").write_text("mine")
    trees = [
        pages | {"zh/1.html": "changed"},
        pages | {"zh/1.html": "changed", "en/new/2.html": "new"},
        {path: text for path, text in pages.items() if path != "zh/3.html"},
        pages | {"zh/4.html": "again"},
        pages,
    ]
    for number, files in enumerate(trees):
        put(place, files)
        assert content(place) == dict(sorted({**files, "mine/a.txt": "mine"}.items()))
        assert sorted(os.listdir(place.work)) == ["spare", STATE]
        # The other tree shares the files that did not change, and holds nothing of others.
        assert os.stat(place.path("spare/zh/9.html")).st_ino == os.stat(f"{place.site}/zh/9.html").st_ino
        assert not os.path.exists(place.path("spare/mine"))
        assert Path(place.site, "zh", "1.html").read_text() == files["zh/1.html"], number
    assert not os.path.exists(f"{place.site}/en")


def test_a_folder_that_others_removed_does_not_come_back(place: Place) -> None:
    pages = {f"{number}.html": "page" for number in range(20)}
    put(place, pages)
    Path(place.site, "mine").mkdir()
    put(place, pages | {"1.html": "one"})
    Path(place.site, "mine").rmdir()

    put(place, pages | {"1.html": "two"})
    put(place, pages | {"1.html": "three"})

    assert not Path(place.site, "mine").exists()


def test_files_of_others_are_never_written_over() -> None:
    present = Present({"CNAME": (1, 1), "index.html": (1, 1)}, (), frozenset({"index.html"}))

    check_collisions(present, ["index.html", "new.html"])
    with pytest.raises(OutputError, match="CNAME stands in the output folder"):
        check_collisions(present, ["CNAME"])


def test_a_file_system_without_hard_links_gets_copies(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    put(place, {"index.html": "one", "a": "a"})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    before = os.stat(f"{place.site}/a").st_mtime_ns

    put(place, {"index.html": "two", "a": "a"})

    assert content(place) == {"a": "a", "index.html": "two"}
    assert os.stat(f"{place.site}/a").st_mtime_ns == before
