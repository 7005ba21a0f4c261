"""The house rules: what is documented is what is there, and what is there is documented."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from dlcatalog.catalog.rules import RULES, Rule
from dlcatalog.commands.summaries import SUMMARIES
from scripts.generate_docs import generate
from tests.broken_cases import all_cases

ROOT = Path(__file__).resolve().parent.parent
GENERATED = generate()
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Folders of a machine, not of the project: home folders and this project's own working folders.
MACHINE_PATHS = re.compile(rb"(?<![\w.])/(?:home/[a-z]|Users/[A-Za-z]|root/|work/(?:main|plan|shared|bench))")


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_is_documented_and_has_a_broken_example(rule: Rule) -> None:
    examples = [case for case in all_cases() if rule.id in {expected[3] for expected in case.expected()}]

    assert ID.fullmatch(rule.id)
    assert rule.doc.en
    assert "\n" not in rule.doc.en
    assert re.search("[\u4e00-\u9fff]", rule.doc.zh)
    assert f"### {rule.id}\n\n{rule.doc.en}.\n{rule.doc.zh}。\n" in GENERATED["docs/rules.md"]
    assert any(case.name == rule.id or case.name.startswith(rule.id) for case in examples)


def test_no_rule_is_told_twice() -> None:
    docs = [rule.doc.en for rule in RULES.values()]

    assert len(docs) == len(set(docs))


def test_no_broken_file_announces_a_rule_that_is_not_there() -> None:
    assert {expected[3] for case in all_cases() for expected in case.expected()} <= set(RULES)


def test_no_code_reports_a_rule_that_is_not_there() -> None:
    pattern = re.compile(r'(?:Diagnostic\(|return |yield )\s*"([a-z]+(?:-[a-z0-9]+)+)"')
    sources = sorted((ROOT / "src/dlcatalog/catalog").rglob("*.py"))
    named = {name for path in sources for name in pattern.findall(path.read_text(encoding="utf-8"))}

    assert named
    assert named <= set(RULES)


@pytest.mark.parametrize("name", SUMMARIES)
def test_each_command_is_documented(name: str) -> None:
    assert f"\n## dlcatalog {name}\n" in GENERATED["docs/commands.md"]
    assert (ROOT / "src/dlcatalog/commands" / f"{name}.py").is_file()


@pytest.mark.parametrize("path", GENERATED)
def test_generated_files_are_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == GENERATED[path], "run `make docs`"


def test_nothing_generated_is_left_over() -> None:
    schemas = {f"docs/schema/{path.name}" for path in (ROOT / "docs/schema").iterdir()}

    assert schemas == {path for path in GENERATED if path.startswith("docs/schema/")}


def test_the_editor_knows_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))

    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert files.startswith("catalog/")
    wired = {Path(schema).name for schema in settings["yaml.schemas"]}
    assert wired == {Path(path).name for path in GENERATED if path.endswith(".json") and "-report" not in path}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_the_entry_that_the_documents_begin_is_not_there_yet(name: str) -> None:
    begun = re.findall(r"dlcatalog (?:--lang zh )?new (\w+) ([a-z0-9-]+)", (ROOT / name).read_text(encoding="utf-8"))

    assert begun
    assert [entry_id for _, entry_id in begun if list((ROOT / "catalog").glob(f"*/{entry_id}.yaml"))] == []


def test_layers_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


def test_all_of_the_catalog_but_its_readers_is_held_to_be_pure() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pure = settings["tool"]["importlinter"]["contracts"][1]["source_modules"]
    modules = {path.stem for path in (ROOT / "src/dlcatalog/catalog").iterdir() if not path.name.startswith("_")}

    assert modules - {name.removeprefix("dlcatalog.catalog.") for name in pure} == {"loader", "listing", "survey"}


def test_no_tracked_file_names_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked_files()
        if (match := MACHINE_PATHS.search(path.read_bytes()))
    ]

    assert found == []


# Each of these drives one foreign interface from end to end; splitting it would hide the order of the calls.
LONG = {"linkcheck/fetch/curl.py", "linkcheck/fetch/portable.py", "website/building/engine.py"}


def test_python_files_keep_to_the_size_of_the_house() -> None:
    folder = ROOT / "src/dlcatalog"
    long = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if path.read_text(encoding="utf-8").count("\n") > 300
    }

    assert long <= LONG


def test_the_script_and_the_package_generate_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == ""
    assert done.returncode == 0
