"""What can go wrong on a disk or in a catalog: a clear message, nothing lost."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dlcatalog.errors import DlcatalogError, OutputError
from dlcatalog.lang import Lang
from dlcatalog.website.building.place import MANIFEST, claim_place
from tests.functional.building.conftest import Build, tree
from tests.functional.building.small_catalog import SmallCatalog, text


@pytest.fixture
def catalog(tmp_path: Path) -> SmallCatalog:
    """A catalog on the disk."""
    found = SmallCatalog(tmp_path / "catalog")
    found.write()
    return found


@pytest.fixture
def site(catalog: SmallCatalog, build: Build, tmp_path: Path) -> Path:
    """Its website; the catalog has changed since."""
    build(catalog.root, tmp_path / "site")
    catalog.entries["papers/e3"]["title"] = text("A changed title", "改过的标题")
    catalog.write()
    return tmp_path / "site"


def run(*args: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    command = [sys.executable, "-m", "dlcatalog", "--lang", lang, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_catalog_with_errors_leaves_the_website(catalog: SmallCatalog, site: Path, build: Build) -> None:
    before = tree(site)
    catalog.entries["papers/e3"]["topics"] = ["no-such-topic"]
    catalog.entries["books/e1"]["level"] = "expert"
    catalog.write()

    result = build(catalog.root, site)

    assert not result.is_built
    assert {fault.path for fault in result.diagnostics} >= {"papers/e3.yaml", "books/e1.yaml"}
    assert tree(site) == before


def test_errors_are_reported_with_exit_code_1(catalog: SmallCatalog, tmp_path: Path) -> None:
    catalog.entries["papers/e3"]["topics"] = ["no-such-topic"]
    catalog.write()

    done = run("--catalog", catalog.root, "build", "--output", tmp_path / "site")

    assert done.returncode == 1
    assert "papers/e3.yaml:" in done.stdout
    assert "no-such-topic" in done.stdout
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("lang", "words"), [("en", "did not write"), ("zh", "不是本程序生成的")])
def test_a_foreign_folder_is_left_alone(catalog: SmallCatalog, tmp_path: Path, lang: str, words: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")

    done = run("--catalog", catalog.root, "build", "--output", tmp_path / "site", lang=lang)

    assert done.returncode == 2
    assert words in done.stderr
    assert tree(tmp_path / "site") == {"thesis.txt": b"years of work"}


def test_two_builds_at_once(catalog: SmallCatalog, site: Path, build: Build) -> None:
    before = tree(site)
    with claim_place(site):
        done = run("--catalog", catalog.root, "build", "--output", site)

    assert done.returncode == 2
    assert f"another build (process {os.getpid()}) is writing to {site}" in done.stderr
    assert tree(site) == before
    assert build(catalog.root, site).written


class Full:
    """A disk that takes so many more writes."""

    def __init__(self, room: int, number: int) -> None:
        self.room, self.number, self.write = room, number, os.write

    def __call__(self, handle: int, content: bytes) -> int:
        self.room -= 1
        if self.room < 0:
            raise OSError(self.number, os.strerror(self.number))
        return self.write(handle, content)


@pytest.mark.parametrize("room", [0, 1, 20])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_takes_no_more(
    catalog: SmallCatalog, site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, room: int, number: int
) -> None:
    before = tree(site)
    monkeypatch.setattr(os, "write", Full(room, number))

    with pytest.raises(OutputError) as fault:
        build(catalog.root, site, is_clean=True, today="2026-12-01")

    assert os.strerror(number) in fault.value.text(Lang.EN)
    assert "网站保持原样" in fault.value.text(Lang.ZH)
    assert tree(site) == before
    assert [name for name in os.listdir(site.parent / ".site.dlcatalog") if name.startswith("tree")] == []
    monkeypatch.undo()
    build(catalog.root, site)
    assert tree(site) != before


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 64 kB, as on a file system that is all but full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("small_files")
def test_a_real_limit_of_the_kernel(catalog: SmallCatalog, tmp_path: Path, build: Build) -> None:
    with pytest.raises(OutputError, match="File too large"):
        build(catalog.root, tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_a_folder_in_which_nothing_may_be_made(
    catalog: SmallCatalog, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "makedirs", refuse)

    with pytest.raises(OutputError, match="Permission denied"):
        build(catalog.root, tmp_path / "site")


def test_files_that_others_took_away_or_changed_come_back(catalog: SmallCatalog, site: Path, build: Build) -> None:
    build(catalog.root, site)
    whole = tree(site)
    (site / "en" / "about.html").unlink()
    (site / "robots.txt").write_text("Disallow: everything")
    shutil.rmtree(site / "assets")
    (site / "exports" / "catalog.bib").unlink(missing_ok=True)

    build(catalog.root, site)

    assert tree(site) == whole


@pytest.mark.parametrize("lost", ["state", "fragments", "all", "website", "manifest"])
def test_what_builds_keep_may_be_deleted(catalog: SmallCatalog, site: Path, build: Build, lost: str) -> None:
    build(catalog.root, site)
    whole = tree(site)
    work = site.parent / ".site.dlcatalog"
    match lost:
        case "state":
            (work / "state").write_bytes((work / "state").read_bytes()[:-10])
        case "fragments":
            for path in work.glob("fragments-*"):
                path.unlink()
        case "all":
            shutil.rmtree(work)
        case "website":
            shutil.rmtree(site)
        case "manifest":
            for path in site.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    catalog.entries["papers/e3"]["title"] = text("A changed title", "改过的标题")
    catalog.write()

    build(catalog.root, site)

    assert tree(site) == whole


def test_dot_files_and_files_of_others_stay(catalog: SmallCatalog, site: Path, build: Build) -> None:
    (site / ".gitignore").write_text("*\n")
    (site / "CNAME").write_text("sample.example.org")

    build(catalog.root, site)
    catalog.entries["papers/e3"]["title"] = text("Another title", "又一个标题")
    catalog.write()
    build(catalog.root, site)

    assert (site / ".gitignore").read_text() == "*\n"
    assert (site / "CNAME").read_text() == "sample.example.org"
    assert "CNAME" not in (site / MANIFEST).read_text()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% if %}", "pages/about.html:1"),
        ("{{ page.no_such_thing }}", "no_such_thing"),
        ("{% extends 'nowhere.html' %}", "pages/about.html:1: no template nowhere.html"),
        ("{% extends 'pages/about.html' %}", "RecursionError"),
        ("\n{{ 1 / 0 }}", "pages/about.html:2: ZeroDivisionError"),
        ("\n{{ t('page.title') }}", "pages/about.html:2: TypeError"),
        ("{{ t.format('no.such.key') }}", "pages/about.html:1: KeyError: 'no.such.key'"),
        ("\udcff\udcfe", "template pages/about.html: not UTF-8"),
    ],
)
def test_a_broken_template_is_named(
    catalog: SmallCatalog, site: Path, build: Build, theme: Path, template: str, words: str
) -> None:
    before = tree(site)
    overlay = site.parent / "overlay"
    (overlay / "pages").mkdir(parents=True)
    (overlay / "pages" / "about.html").write_bytes(template.encode("utf-8", "surrogateescape"))

    with pytest.raises(DlcatalogError) as fault:
        build(catalog.root, site, templates=(overlay, theme))

    assert words in fault.value.text(Lang.EN)
    assert tree(site) == before


Change = Callable[[Path], object]


def check_out_anew(root: Path) -> None:
    """Every file is a new one, with the bytes of the old."""
    shutil.copytree(root, root.parent / "copy")
    shutil.rmtree(root)
    (root.parent / "copy").rename(root)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: os.utime(root / "papers" / "e3.yaml"),
        lambda root: (root / "papers" / "e3.yaml").write_bytes((root / "papers" / "e3.yaml").read_bytes()),
        check_out_anew,
        lambda root: (root / "papers" / ".e3.yaml.swp").touch(),
    ],
    ids=["touched", "rewritten", "checked out anew", "editor's own file"],
)
def test_nothing_changed(catalog: SmallCatalog, tmp_path: Path, change: Change) -> None:
    arguments = ("--catalog", catalog.root, "build", "--output", tmp_path / "site", "--date", "2026-11-20")
    run(*arguments)
    before = (tmp_path / "site").stat().st_ino

    change(catalog.root)

    assert run(*arguments).stderr == "nothing changed\n"
    assert (tmp_path / "site").stat().st_ino == before


def test_an_edit_within_one_tick_of_the_clock_is_seen(catalog: SmallCatalog, tmp_path: Path, build: Build) -> None:
    path = catalog.root / "papers" / "e3.yaml"
    for number in range(5):
        content = path.read_bytes()
        build(catalog.root, tmp_path / "site")
        at = path.stat()
        path.write_bytes(
            content.replace(b"Entry number", b"Entry-number")
            if number % 2
            else content.replace(b"Entry-number", b"Entry number")
        )
        os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
        build(catalog.root, tmp_path / "site")
        title = b"Entry-number" if b"Entry-number" in path.read_bytes() else b"Entry number"
        assert title in (tmp_path / "site" / "en" / "papers" / "e3.html").read_bytes()


def test_a_build_with_nothing_to_do_loads_nothing_heavy(catalog: SmallCatalog, tmp_path: Path) -> None:
    arguments = ["--catalog", str(catalog.root), "build", "--output", str(tmp_path / "site"), "--date", "2026-11-20"]
    run(*arguments)
    code = (
        "import sys; from dlcatalog.cli import main; code = main(sys.argv[1:]);"
        "print(code, sorted({'yaml', 'pydantic', 'jinja2', 'markdown', 'requests', 'nh3', 'json'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)

    assert done.stdout == "0 []\n"
    assert done.stderr == "nothing changed\n"
