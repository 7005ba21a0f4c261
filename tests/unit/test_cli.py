"""The program from outside: commands, languages, exit codes, files."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dlcatalog.catalog.schema import Kind
from dlcatalog.catalog.schema_export import SCHEMA_MODELS
from dlcatalog.cli import build_parser, find_lang, main
from dlcatalog.commands import export, new, schema
from dlcatalog.commands.completion import SHELLS
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> Done:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def catalog(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "cat"
    assert run("init", folder, "--date", "2026-11-20").code == 0
    return folder


def check(run: Run, catalog: Path, *arguments: str | Path) -> Done:
    return run("--catalog", catalog, "check", "--date", "2026-11-20", *arguments)


def spoil(catalog: Path) -> None:
    path = catalog / "papers" / "resnet.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("level: intermediate", "level: intermediat"), encoding="utf-8"
    )


def test_a_new_catalog_is_clean(run: Run, catalog: Path) -> None:
    done = check(run, catalog, "--strict")

    assert done == Done(0, "6 files checked, nothing to complain about\n", "")


def test_a_fault_is_shown_with_its_place_and_a_hint(run: Run, catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(catalog)
    monkeypatch.chdir(catalog.parent)
    done = check(run, Path("cat"))

    assert done.code == 1
    assert "cat/papers/resnet.yaml:19:8 error [unknown-value] unknown value `intermediat`" in done.out
    assert "did you mean `intermediate`?" in done.out


def test_paths_restrict_what_is_reported(run: Run, catalog: Path) -> None:
    spoil(catalog)

    assert check(run, catalog, "pytorch").code == 0
    assert check(run, catalog, "libraries").code == 0
    assert check(run, catalog, catalog / "books" / "d2l.yaml").code == 0
    for name in ("resnet", "papers", "papers/resnet.yaml", "papers/", catalog / "papers", catalog):
        assert check(run, catalog, name).code == 1


def test_a_path_that_means_nothing_is_wrong_usage(run: Run, catalog: Path) -> None:
    done = check(run, catalog, "resnett")

    assert done == Done(2, "", "dlcatalog: no entry, file or folder of the catalog: resnett (did you mean resnet?)\n")


def test_warnings_fail_only_when_strict(run: Run, catalog: Path) -> None:
    late = ("--catalog", catalog, "check", "--date", "2029-01-01")

    assert run(*late).code == 0
    assert run(*late, "--strict").code == 1
    assert "review-overdue" in run(*late).out


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_all_formats_and_output_to_a_file(run: Run, catalog: Path, tmp_path: Path, form: str) -> None:
    spoil(catalog)
    shown = check(run, catalog, "--format", form)
    written = check(run, catalog, "--format", form, "--output", tmp_path / "report")

    assert shown.code == written.code == 1
    assert written.out == ""
    assert (tmp_path / "report").read_text(encoding="utf-8") == shown.out
    if form in {"json", "sarif"}:
        assert json.loads(shown.out)


def test_an_output_that_cannot_be_written_is_said(run: Run, catalog: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = check(run, catalog, "--output", tmp_path / "file" / "report")

    assert done.code == 2
    assert done.err.startswith("dlcatalog: cannot write ")


def test_a_folder_that_is_no_catalog_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        for command in (["check"], ["stats"], ["export", "bib"], ["fix"], ["new", "paper", "x"]):
            done = run("--catalog", folder, *command)
            assert done.code == 2
            assert done.out == ""
            assert done.err.count("\n") == 1


def test_options_of_the_program_stand_before_or_after_the_command(run: Run, catalog: Path) -> None:
    done = run("check", "--catalog", catalog, "--lang", "zh", "--date", "2026-11-20")

    assert done.out == "检查了 6 个文件，没有发现问题\n"


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["chek"], "(did you mean check?)", "是不是 check？"),
        (["check", "--fromat", "json"], "(did you mean --format?)", "是不是 --format？"),
        (["check", "--format", "jsn"], "(did you mean json?)", "是不是 json？"),
        ([], "required", "缺少参数"),
        (["check", "--date", "soon"], "no date", "不是"),
        (["init"], "required: DIR", "缺少参数：DIR"),
        (["check", "--format"], "expected one argument", "需要一个值"),
    ],
)
def test_wrong_usage_is_explained_in_both_languages(run: Run, arguments: list[str], english: str, chinese: str) -> None:
    plain, translated = run(*arguments), run("--lang", "zh", *arguments)

    assert plain.code == translated.code == 2
    assert english in plain.err
    assert chinese in translated.err
    assert "error" not in translated.err
    assert plain.out == translated.out == ""


@pytest.mark.parametrize("name", ["", *SUMMARIES])
def test_help_speaks_both_languages(run: Run, name: str) -> None:
    plain, translated = run(*name.split(), "--help"), run("--lang", "zh", *name.split(), "--help")

    assert plain.code == translated.code == 0
    assert plain.out.startswith("usage: dlcatalog")
    assert translated.out.startswith("用法：dlcatalog")
    for word in ("usage", "options:", "show this help", "positional"):
        assert word not in translated.out
    assert not any("\u4e00" <= char <= "\u9fff" for char in plain.out)


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, Lang.EN),
        ([], {"LANG": "zh_CN.UTF-8"}, Lang.ZH),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, Lang.EN),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, Lang.EN),
        (["check", "--lang=zh"], {}, Lang.ZH),
        (["--lang", "xx"], {}, Lang.EN),
    ],
)
def test_the_language_of_the_run(arguments: list[str], environ: dict[str, str], lang: Lang) -> None:
    assert find_lang(arguments, environ) is lang


def test_names_spelled_out_for_a_quick_start_are_those_of_the_models() -> None:
    from dlcatalog.website.exports.aggregates import FORMATS

    assert tuple(SCHEMA_MODELS) == schema.NAMES
    assert tuple(kind.value for kind in Kind) == new.KINDS
    assert set(export.FORMATS.values()) == set(FORMATS)


def test_a_start_loads_nothing_heavy() -> None:
    code = "import sys, dlcatalog.cli as c; c.build_parser(c.Lang.EN, ['check']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not set(done.stdout.split()) & {"pydantic", "yaml", "jinja2", "markdown", "requests", "pycurl", "shtab"}


def test_every_command_builds() -> None:
    assert build_parser(Lang.ZH) is not None


def test_schema(run: Run, tmp_path: Path) -> None:
    one, everything = run("schema", "--kind", "paper"), run("schema")

    assert json.loads(one.out)["$id"] == "urn:dlcatalog:schema:paper"
    assert set(json.loads(everything.out)) == set(SCHEMA_MODELS)
    assert run("schema", "--output", tmp_path).code == 0
    assert (tmp_path / "paper.schema.json").read_text(encoding="utf-8") == one.out


def test_init_refuses_a_folder_with_something_in_it(run: Run, catalog: Path) -> None:
    before = sorted(catalog.rglob("*"))
    done = run("init", catalog)

    assert done.code == 2
    assert "is not an empty folder" in done.err
    assert sorted(catalog.rglob("*")) == before


def test_init_refuses_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")

    assert run("init", tmp_path / "x").code == 2


@pytest.mark.parametrize("kind", new.KINDS)
def test_check_says_what_a_new_entry_still_lacks(run: Run, catalog: Path, kind: str) -> None:
    done = run("--catalog", catalog, "new", kind, "fresh-one", "--date", "2026-11-20", "--topic", "residual-networks")

    assert done.code == 0
    assert Path(done.out.strip()).is_file()
    found = json.loads(check(run, catalog, "--strict", "--format", "json").out)
    assert {fault["rule"] for fault in found["diagnostics"]} == {"sample-text"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["paper", "Bad Id"], "(did you mean bad-id?)"),
        (["paper", "resnet"], "the id is in use: papers/resnet.yaml"),
        (["book", "resnet"], "the id is in use: papers/resnet.yaml"),
        (["paper", "x", "--topic", "deep-lerning"], "(did you mean deep-learning?)"),
        (["papr", "x"], "(did you mean paper?)"),
        (["paper", "../x"], "is no id"),
        (["paper", "x" * 65], "is no id"),
    ],
)
def test_a_new_entry_that_cannot_be_is_refused(run: Run, catalog: Path, arguments: list[str], message: str) -> None:
    done = run("--catalog", catalog, "new", *arguments)

    assert done.code == 2
    assert message in done.err


def test_fix_repairs_and_a_dry_run_only_shows(run: Run, catalog: Path) -> None:
    path = catalog / "libraries" / "pytorch.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("的库，多数", "的库,多数PyTorch"), encoding="utf-8")
    bad = path.read_text(encoding="utf-8")

    dry = run("--catalog", catalog, "fix", "--dry-run")
    assert dry.code == 1
    assert "+  zh: " in dry.out
    assert path.read_text(encoding="utf-8") == bad

    assert run("--catalog", catalog, "fix").code == 0
    assert path.read_text(encoding="utf-8") == good.replace("的库，多数", "的库，多数 PyTorch ")
    assert run("--catalog", catalog, "fix", "--dry-run").code == 0


def test_stats(run: Run, catalog: Path) -> None:
    counts = json.loads(run("--catalog", catalog, "stats", "--format", "json").out)

    assert counts["entries"] == 3
    assert counts["by_kind"] == {"book": 1, "library": 1, "paper": 1}
    assert "按类别" in run("--catalog", catalog, "--lang", "zh", "stats").out


@pytest.mark.parametrize("form", [*export.FORMATS])
def test_export(run: Run, catalog: Path, tmp_path: Path, form: str) -> None:
    shown = run("--catalog", catalog, "export", form)
    written = run("--catalog", catalog, "export", form, "--output", tmp_path / "out")

    assert shown.code == written.code == 0
    assert (tmp_path / "out").read_bytes().decode("utf-8") == shown.out
    if form in {"json", "csl-json", "links"}:
        assert json.loads(shown.out)


def test_export_of_some_entries(run: Run, catalog: Path) -> None:
    done = run("--catalog", catalog, "export", "bib", "resnet")

    assert done.out.count("\n@") == 1
    assert "Residual" in done.out


def test_export_leaves_out_what_is_broken_and_says_so(run: Run, catalog: Path) -> None:
    spoil(catalog)
    done = run("--catalog", catalog, "export", "ndjson")

    assert done.code == 1
    assert len(done.out.strip().splitlines()) == 2
    assert "1 entries have faults" in done.err or "1 entry has faults" in done.err


def test_export_bundle_needs_a_website(run: Run, tmp_path: Path) -> None:
    assert run("export", "bundle", "--output", tmp_path).code == 2
    (tmp_path / "index.html").write_text("<p>hello</p>", encoding="utf-8")
    assert run("export", "bundle", "--output", tmp_path, "--date", "2026-11-20").code == 0
    first = next(tmp_path.rglob("*.zip")).read_bytes()
    assert run("export", "bundle", "--output", tmp_path, "--date", "2026-11-20").code == 0
    assert next(tmp_path.rglob("*.zip")).read_bytes() == first


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command(run: Run, shell: str) -> None:
    done = run("completion", shell)

    assert done.code == 0
    assert all(name in done.out for name in SUMMARIES)


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-m", "dlcatalog", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == 0
    assert err == b""


@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_only_on_a_terminal(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from dlcatalog.commands.console import Console

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert Console(out=Terminal()).has_color is (not environ)
    assert Console(out=io.StringIO()).has_color is False


def test_an_ascii_terminal_does_not_break_the_report(catalog: Path) -> None:
    spoil(catalog)
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "dlcatalog", "--catalog", str(catalog), "--lang", "zh", "check"]
    done = subprocess.run(command, capture_output=True, env=environ, check=False)

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_the_quick_way_finds_what_the_plain_way_finds() -> None:
    from dlcatalog.catalog.survey import survey_catalog
    from dlcatalog.commands.check_survey import check_all
    from tests.broken_cases import TODAY, all_cases

    for case in all_cases():
        if case.path.is_dir():
            assert check_all(case.path, TODAY).diagnostics == survey_catalog(case.path, TODAY).diagnostics


def test_a_fault_of_the_program_itself_is_one_line_and_exit_code_70(
    run: Run,
    catalog: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("dlcatalog.catalog.loader.load_catalog", fail)
    monkeypatch.delenv("DLCATALOG_TRACEBACK", raising=False)
    done = run("--catalog", catalog, "stats")
    assert done.code == 70
    assert "internal error: RuntimeError: boom" in done.err
    assert "Traceback" not in done.err

    monkeypatch.setenv("DLCATALOG_TRACEBACK", "1")
    assert "Traceback" in run("--catalog", catalog, "stats").err


def test_a_second_check_of_a_large_catalog_says_the_same(
    catalog: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dlcatalog.commands import check_cache, check_survey
    from tests.broken_cases import TODAY

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(check_survey, "_WORTH_CACHING", 1)
    seen: list[str] = []
    plain_read = check_survey._read

    def counting(root: Path, paths: list[str], progress: Callable[[int, int], None]) -> object:
        seen.extend(paths)
        return plain_read(root, paths, progress)

    monkeypatch.setattr(check_survey, "_read", counting)

    def checked() -> tuple[object, list[str]]:
        seen.clear()
        result = check_survey.check_all(catalog, TODAY, use_cache=True)
        return result, sorted(seen)

    spoil(catalog)
    plain = check_survey.check_all(catalog, TODAY)
    assert plain.diagnostics
    assert checked() == (plain, ["books/d2l.yaml", "libraries/pytorch.yaml", "papers/resnet.yaml"])
    assert checked() == (plain, [])

    path = catalog / "papers" / "resnet.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("intermediat\n", "intermediate\n"), encoding="utf-8")
    assert checked() == (check_survey.check_all(catalog, TODAY), ["papers/resnet.yaml"])

    (catalog / "libraries" / "pytorch.yaml").unlink()
    assert checked() == (check_survey.check_all(catalog, TODAY), [])

    file = check_cache.cache_file(catalog)
    for content in (b"", b"x" * 100, file.read_bytes()[:-1]):
        file.write_bytes(content)
        assert checked()[1] == ["books/d2l.yaml", "papers/resnet.yaml"]
