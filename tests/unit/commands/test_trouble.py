"""Wrong wishes and broken surroundings end in one clear line, and leave nothing half done."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dlcatalog.catalog.files import KIND_FOLDERS
from dlcatalog.catalog.schema import Kind
from dlcatalog.cli import main

Run = Callable[..., tuple[int, str, str]]
NOWHERE = "no such folder: {} (--catalog DIR names the catalog, `dlcatalog init DIR` makes a new one)"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def catalog(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", "cat", "--date", "2026-11-20")[0] == 0
    return tmp_path / "cat"


def check(run: Run, *arguments: str | Path) -> tuple[int, str, str]:
    return run("--catalog", "cat", "check", "--date", "2026-11-20", *arguments)


@pytest.mark.parametrize(
    ("option", "value", "english", "chinese"),
    [
        ("--jobs", "0", "at least 1", "至少为 1"),
        ("--jobs", "-1", "at least 1", "至少为 1"),
        ("--jobs", "9" * 5000, "at least 1", "至少为 1"),
        ("--jobs", "1.5", "invalid int value: '1.5'", "'1.5' 不是整数"),
        ("--port", "70000", "from 0 to 65535", "应在 0 到 65535 之间"),
        ("--date", "20261120", "20261120 is no date of the form 2026-11-20", "20261120 不是 2026-11-20 这种格式的日期"),
        ("--date", "0001-01-01", "0001-01-01 is no date of", "0001-01-01 不是 2026-11-20"),
        ("--date", "２０２６-11-20", "２０２６-11-20 is no date of", "２０２６-11-20 不是 2026-11-20"),
        ("--date", "2026-W47-5", "2026-W47-5 is no date of", "2026-W47-5 不是 2026-11-20"),
    ],
)
def test_numbers_and_days_out_of_range(run: Run, option: str, value: str, english: str, chinese: str) -> None:
    for lang, words in (("en", english), ("zh", chinese)):
        code, out, err = run("--lang", lang, "serve", option, value)

        assert (code, out) == (2, "")
        assert words in err


@pytest.mark.parametrize(
    ("option", "value", "english", "chinese"),
    [
        ("--concurrency", "0", "from 1 to 4096", "应在 1 到 4096 之间"),
        ("--per-host", "-1", "at least 0", "至少为 0"),
        ("--timeout", "nan", "from 0 to 1000000", "应在 0 到 1000000 之间"),
        ("--timeout", "soon", "invalid number value: 'soon'", "'soon' 不是数字"),
    ],
)
def test_numbers_of_the_link_checker(run: Run, option: str, value: str, english: str, chinese: str) -> None:
    for lang, words in (("en", english), ("zh", chinese)):
        code, out, err = run("--lang", lang, "links", "check", option, value)

        assert (code, out) == (2, "")
        assert words in err


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://x.org/", "https://x.org/a b/", "https://u:p@x.org/", "https://x.org/?q", "https://x.org/#a"],
)
def test_an_address_that_no_website_can_have(run: Run, catalog: Path, url: str) -> None:
    code, _, err = run("--lang", "zh", "--catalog", catalog, "build", "--base-url", url)

    assert code == 2
    assert err.startswith("dlcatalog：--base-url 应为 https://example.org/catalog/ 这样的网址")
    assert not Path("site").exists()


@pytest.mark.parametrize("output", ["cat/apps", "cat/papers/site", "cat/status", "cat/paths"])
def test_no_website_is_built_into_what_the_catalog_is_read_from(run: Run, catalog: Path, output: str) -> None:
    code, _, err = run("--catalog", catalog, "build", "--output", output)

    assert (code, err) == (2, f"dlcatalog: {output} is a folder of the catalog itself; choose one outside of it\n")
    assert not list(catalog.rglob("*.html"))


def test_the_folders_that_are_spelled_out_are_those_of_the_kinds() -> None:
    assert tuple(kind.folder for kind in Kind) == KIND_FOLDERS


@pytest.mark.parametrize("command", [["check"], ["build"], ["serve"], ["stats"], ["fix"], ["export", "csv"]])
def test_without_a_catalog(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(*command) == (2, "", f"dlcatalog: {NOWHERE.format('catalog')}\n")


def test_inside_of_a_catalog(run: Run, catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalog)

    assert run("check")[2] == "dlcatalog: no such folder: catalog; . is a catalog itself: say --catalog .\n"
    assert run("--catalog", ".", "check")[0] == 0


def test_a_build_counts_the_files_it_looked_at(run: Run, catalog: Path) -> None:
    path = catalog / "papers/resnet.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("level: inter", "level: enter"), encoding="utf-8")

    assert run("--catalog", catalog, "build")[1].endswith("1 error, 0 warnings in 1 file (6 files checked)\n")


def test_both_of_two_equal_entries_are_told(run: Run, catalog: Path) -> None:
    (catalog / "papers/aaa.yaml").write_bytes((catalog / "papers/resnet.yaml").read_bytes())

    assert "the same arXiv id as `resnet`" in check(run, "aaa")[1]
    assert "the same arXiv id as `aaa`" in check(run, "resnet")[1]


def test_a_key_that_stands_twice_names_the_first(run: Run, catalog: Path) -> None:
    path = catalog / "papers/resnet.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("year: 2015", "year: 2015\nyear: 2016"), encoding="utf-8")

    assert "hint: the first stands in line 15; keep one of them" in check(run)[1]


@pytest.mark.parametrize(
    ("right", "wrong"), [("year: 2015", "yaer: 2015"), ("[d2l]", "[dl2]"), ("level: i", "leVel: i")]
)
def test_letters_that_changed_places_or_case_are_seen(run: Run, catalog: Path, right: str, wrong: str) -> None:
    path = catalog / "papers/resnet.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")

    meant = right.strip("[]").partition(":")[0]
    assert f"hint: did you mean `{meant}`?" in check(run)[1]


def test_a_name_cannot_give_orders_to_the_terminal(run: Run, catalog: Path) -> None:
    (catalog / "papers/\x1b[31m\n.yaml").write_bytes((catalog / "papers/resnet.yaml").read_bytes())
    path = catalog / "papers/resnet.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cost: free", 'cost: "\\e[31m"'), encoding="utf-8")
    _, out, _ = check(run)

    assert "\x1b" not in out
    assert "cat/papers/\\x1b[31m\\n.yaml:1:1 error [bad-id]" in out


def test_utf_32_is_not_called_utf_16(run: Run, catalog: Path) -> None:
    (catalog / "papers/resnet.yaml").write_bytes("title: x\n".encode("utf-32"))

    assert "the file is UTF-32, not UTF-8" in check(run)[1]


def test_counts_tell_what_they_leave_out(run: Run, catalog: Path) -> None:
    (catalog / "papers/resnet.yaml").write_text("title: [", encoding="utf-8")
    code, out, err = run("--lang", "zh", "--catalog", catalog, "stats", "--format", "json")

    assert (code, json.loads(out)["entries"]) == (0, 2)
    assert err == "有 1 个文件因有错误而未计入（请运行 dlcatalog check）\n"


@pytest.mark.parametrize("existing", [True, False])
def test_a_catalog_that_cannot_be_begun_leaves_nothing(tmp_path: Path, *, existing: bool) -> None:
    if existing:
        (tmp_path / "new").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "dlcatalog", "--lang", "en", "init", "new"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500)),
    )

    assert done.returncode == 2
    assert done.stderr.endswith(": File too large\n")
    assert [path.name for path in tmp_path.rglob("*")] == (["new"] if existing else [])


STATUS = {
    b"\xff\n": ("1:1", "not UTF-8", "不是 UTF-8 编码"),
    b"<<<<<<< HEAD\n": ("1:1", "not JSON", "不是 JSON"),
    b"[" * 200_000: ("1:1", "not JSON", "不是 JSON"),
    b"[]\n": ("1:1", "not a JSON object", "不是 JSON 对象"),
    b'{"format": "dlcatalog-links/99"}\n': ("1:1", "the first line must name the format", "第一行应写明格式"),
    b'{"format": "dlcatalog-links/1", "counts": {"ok": "x"}}\n{"url": 5}\n': ("2:1", "url is missing", "缺少 url"),
}


@pytest.mark.parametrize("content", STATUS)
def test_a_damaged_status_file(run: Run, catalog: Path, content: bytes) -> None:
    (catalog / "status").mkdir()
    (catalog / "status/links.jsonl").write_bytes(content)
    place, english, chinese = STATUS[content]

    for command in (["build"], ["export", "links"], ["links", "status"]):
        for lang, words in (("en", f"dlcatalog: cat/status/links.jsonl:{place}: {english}"), ("zh", chinese)):
            code, out, err = run("--lang", lang, "--catalog", "cat", *command)

            assert (code, out) == (2, "")
            assert words in err
            assert "`dlcatalog links`" in err or "由 dlcatalog links 生成，请恢复或删除它" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["page-2"], "`page-2` is the address of a page of the website"),
        (["Bad_Id"], "single hyphens, at most 64 characters (did you mean bad-id?)"),
        (["x", "--url", "javascript:alert(1)"], "the scheme `javascript:` is not allowed"),
        (["x", "--url", "https://10.0.0.1/"], "private"),
        (["x", "--url", "a{b: [c"], "the address"),
        (["x", "--url", "https://a.org/\n"], "the address contains"),
        (["x", "--url", "http://arxiv.org/pdf/1512.03385v2.pdf"], "stands in the catalog already: paper `resnet`"),
        (["old-name", "--url", "https://example.org/new"], "old-name is a former id of `resnet`"),
    ],
)
def test_an_entry_that_check_would_refuse_is_not_begun(
    run: Run, catalog: Path, arguments: list[str], words: str
) -> None:
    path = catalog / "papers/resnet.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("added:", "former_ids: [old-name]\nadded:"), encoding="utf-8")
    files = sorted(catalog.rglob("*"))
    code, out, err = run("--catalog", catalog, "new", "paper", *arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert sorted(catalog.rglob("*")) == files


@pytest.mark.parametrize("url", ["https://example.org/a,b_(c)?d=[e]#f", "https://example.org/it's"])
def test_an_address_with_marks_of_yaml_is_quoted(run: Run, catalog: Path, url: str) -> None:
    assert run("--catalog", catalog, "new", "paper", "x", "--url", url)[0] == 0
    assert "sample-text" in check(run, "x")[1]
    assert "yaml" not in check(run, "x")[1].replace(".yaml", "").replace("yaml-language", "")


def test_folders_without_permission(run: Run, catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # An administrator may read everything, so the system is asked in his place.
    (catalog.parent / "theme").mkdir()
    may = os.access
    closed = {"theme"}
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name not in closed and may(path, mode))

    assert run("--catalog", "cat", "build", "--templates", "theme") == (
        2,
        "",
        "dlcatalog: no permission to read theme\n",
    )
    closed.add("cat")
    assert run("--lang", "zh", "--catalog", "cat", "check") == (2, "", "dlcatalog：没有权限读取 cat\n")
