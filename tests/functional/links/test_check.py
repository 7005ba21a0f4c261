"""`links check`: what is checked, what is remembered, how it is reported, and with which exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from dlcatalog.lang import Lang
from dlcatalog.linkcheck.fetch.transport import NAMES
from dlcatalog.linkcheck.files import load_records
from dlcatalog.linkcheck.history import State
from dlcatalog.reporting.links_json import SCHEMA
from tests.functional.links.conftest import Workplace

DLCATALOG = (sys.executable, "-m", "dlcatalog")


def test_a_healthy_catalog_is_clean_and_says_what_it_did(workplace: Workplace) -> None:
    workplace.write("one", "fine", "closed")
    outcome = workplace.run("check", "--quiet")
    assert outcome.code == 0
    assert "Checked 2 addresses" in outcome.out
    assert "refuses robots 403" in outcome.out


def test_broken_links_are_findings_with_their_place(workplace: Workplace) -> None:
    workplace.write("one", "fine", "dead")
    outcome = workplace.run("check", "--quiet")
    assert outcome.code == 1
    assert "sites/one.yaml:5:11" in outcome.out


def test_the_report_speaks_chinese(workplace: Workplace) -> None:
    workplace.write("one", "dead")
    outcome = workplace.run("check", "--quiet", lang=Lang.ZH)
    assert "失效链接：1 个" in outcome.out
    assert "服务器称找不到该页面。" in outcome.out


def test_the_same_address_is_asked_once_however_often_it_stands(workplace: Workplace, asked: Callable[[], int]) -> None:
    workplace.write("one", "fine")
    workplace.write("two", "fine")
    workplace.run("check", "--quiet")
    assert asked() == 1


def test_nothing_is_remembered_unless_asked_for(workplace: Workplace) -> None:
    workplace.write("one", "dead")
    workplace.run("check", "--quiet")
    assert load_records(workplace.root) == {}


def test_states_are_remembered_and_a_known_link_needs_three_failures(workplace: Workplace) -> None:
    workplace.write("one", "fine", "moved")
    workplace.run("check", "--quiet", "--update")
    records = load_records(workplace.root)
    assert {records[workplace.url("fine")].state, records[workplace.url("moved")].state} == {State.OK, State.MOVED}
    # The address stays, the page goes: the same record lives on under the address of a dead page.
    status = workplace.root / "status" / "links.jsonl"
    status.write_text(status.read_text("utf-8").replace(workplace.url("fine"), workplace.url("dead")), "utf-8")
    workplace.write("one", "dead")
    codes = [workplace.run("check", "--quiet", "--update", day=date(2027, 1, day)).code for day in (2, 5, 9)]
    assert codes == [0, 0, 1]
    told = workplace.run("check", "--quiet", day=date(2027, 1, 10)).out
    assert "State: gone since 2027-01-09; failed on 3 days; last fine on 2027-01-01." in told
    assert load_records(workplace.root)[workplace.url("dead")].state is State.GONE


def test_records_of_addresses_no_longer_used_are_forgotten(workplace: Workplace) -> None:
    workplace.write("one", "fine", "dead")
    workplace.run("check", "--quiet", "--update")
    workplace.write("one", "fine")
    workplace.run("check", "--quiet", "--update")
    assert list(load_records(workplace.root)) == [workplace.url("fine")]


def test_a_second_run_of_a_healthy_catalog_changes_one_line(workplace: Workplace) -> None:
    workplace.write("one", "fine", "moved", "closed")
    texts = []
    for day in (1, 9):
        workplace.run("check", "--quiet", "--update", day=date(2027, 1, day))
        texts.append((workplace.root / "status" / "links.jsonl").read_text("utf-8").splitlines())
    assert [n for n, (a, b) in enumerate(zip(*texts, strict=True)) if a != b] == [0]


def test_max_age_leaves_out_what_was_fine_and_rechecks_failures(workplace: Workplace, asked: Callable[[], int]) -> None:
    workplace.write("one", "fine", "dead")
    workplace.run("check", "--quiet", "--update")
    before = asked()
    outcome = workplace.run("check", "--quiet", "--max-age", "7", day=date(2027, 1, 4))
    assert asked() - before == 1
    assert "Not checked: 1 (fine recently enough" in outcome.out


def test_resume_goes_on_where_the_journal_ends_even_after_a_half_line(
    workplace: Workplace, asked: Callable[[], int]
) -> None:
    workplace.write("one", "fine", "closed", "moved")
    workplace.run("check", "--quiet")
    journal = workplace.root.parent / "journal.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    journal.write_text("".join(lines[:2]) + lines[2][:20], "utf-8")
    before = asked()
    outcome = workplace.run("check", "--quiet", "--resume")
    assert "Checked 3 addresses" in outcome.out
    assert 2 <= asked() - before <= 3
    assert "Checked 3 addresses" in workplace.run("check", "--quiet", "--resume").out


def test_shards_together_check_everything_once_and_merge_into_one_status(
    workplace: Workplace, asked: Callable[[], int]
) -> None:
    names = ("fine", "dead", "moved", "closed", "parked")
    workplace.write("one", *names)
    journals = [str(workplace.root.parent / f"part{n}.jsonl") for n in (1, 2, 3)]
    for number, journal in enumerate(journals, 1):
        workplace.run("check", "--quiet", "--shard", f"{number}/3", "--journal", journal)
    assert asked() == len(names) + 1
    outcome = workplace.run("merge", *journals, "--update", "--format", "json")
    assert outcome.code == 1
    assert json.loads(outcome.out)["checked"] == len(names)
    assert set(load_records(workplace.root)) == {workplace.url(name) for name in names}


def test_entries_can_be_named(workplace: Workplace) -> None:
    workplace.write("one", "fine")
    workplace.write("two", "dead")
    assert workplace.run("check", "one", "--quiet").code == 0
    assert workplace.run("check", "sites/two.yaml", "--quiet").code == 1
    assert "no such entry: three" in workplace.run("check", "three").err


def test_plain_addresses_need_no_catalog(workplace: Workplace, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"# a comment\n{workplace.url('fine')}\n\n{workplace.url('dead')}\n", "utf-8")
    assert workplace.run("check", "--input", str(listed), "--quiet").code == 1
    assert workplace.run("check", workplace.url("fine"), "--quiet").code == 0


def test_private_addresses_are_refused_by_default(workplace: Workplace, asked: Callable[[], int]) -> None:
    done = subprocess.run(
        [
            *DLCATALOG,
            "links",
            "check",
            workplace.url("fine"),
            "--quiet",
            "--lang",
            "en",
            "--journal",
            str(workplace.root / "j"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, asked()) == (1, 0)
    assert "invalid address private-address" in done.stdout


@pytest.mark.parametrize("transport", NAMES)
def test_no_spelling_of_a_private_address_gets_through(
    workplace: Workplace, asked: Callable[[], int], tmp_path: Path, transport: str
) -> None:
    hosts = ["127.0.0.2", "2130706434", "0177.0.0.2", "0x7f.2", "0x7f000002", "127.2", "localhost", "LOCALHOST.", "[::1]", "[::ffff:127.0.0.2]",
             "[::ffff:7f00:2]", "[64:ff9b::7f00:2]", "[2002:7f00:2::]", "①②⑦.0.0.2", "127。0。0。2", "0", "0.0.0.0", "169.254.169.254", "10.0.0.1"]  # fmt: skip
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"http://{host}:{workplace.server.port}/page\n" for host in hosts), "utf-8")
    options = ["--input", str(listed), "--transport", transport, "--journal", str(tmp_path / "j"), "--format", "json"]
    done = subprocess.run(
        [*DLCATALOG, "links", "check", *options, "--quiet", "--retries", "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    links = json.loads(done.stdout)["links"]
    assert {(link["verdict"], link["row"]) for link in links} == {("invalid", "private-address")}
    assert (len(links), asked()) == (len(hosts), 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--shard", "3/2"), "--shard wants I/N"),
        (("--shard", "1/2", "--update"), "links merge --update"),
        (("http://example.org/", "--update"), "--update needs the addresses of a catalog"),
        (("http://example.org/", "one"), "either addresses, or entries"),
        (("--input", "no-such-file"), "cannot read no-such-file"),
        (("--changed", "no-such-revision"), "git cannot compare"),
        (("--changed", "--output=x"), "git cannot compare"),
    ],
)
def test_what_makes_no_sense_is_refused(workplace: Workplace, arguments: tuple[str, ...], words: str) -> None:
    workplace.write("one", "fine")
    if arguments[:1] == ("--changed",):
        arguments = (f"--changed={arguments[1]}",)
    outcome = workplace.run("check", *arguments)
    assert outcome.code == 2
    assert words in outcome.err


def test_a_damaged_status_file_is_named_with_its_line(workplace: Workplace) -> None:
    workplace.write("one", "fine")
    (workplace.root / "status").mkdir()
    (workplace.root / "status" / "links.jsonl").write_text("<<<<<<< HEAD\n", "utf-8")
    outcome = workplace.run("check")
    assert outcome.code == 2
    assert "links.jsonl:1:1: not JSON" in outcome.err


def _git(folder: Path, *arguments: str) -> None:
    identity = [
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_pull_request_checks_only_what_it_changes_and_judges_what_it_adds(
    workplace: Workplace, asked: Callable[[], int]
) -> None:
    workplace.write("old", "parked")
    workplace.write("touched", "closed")
    _git(workplace.root, "init")
    _git(workplace.root, "add", ".")
    _git(workplace.root, "commit", "-m", "before")
    assert workplace.run("check", "--changed", "HEAD", "--quiet").code == 0
    assert asked() == 0
    workplace.write("touched", "closed", "fine")
    workplace.write("new", "dead")
    outcome = workplace.run("check", "--changed", "HEAD", "--quiet", "--format", "github")
    assert (outcome.code, asked()) == (1, 3)
    new = (workplace.root / "sites" / "new.yaml").as_posix()
    assert f"::error file={new},line=4,col=11,title=gone 404::" in outcome.out
    assert "::notice file=" in outcome.out


def test_a_change_is_not_blamed_for_links_that_were_there(workplace: Workplace) -> None:
    path = workplace.write("one", "dead")
    _git(workplace.root, "init")
    _git(workplace.root, "add", ".")
    _git(workplace.root, "commit", "-m", "before")
    path.write_text(path.read_text("utf-8").replace("for the tests", "for other tests"), "utf-8")
    path.write_text(path.read_text("utf-8") + "# touched\n", "utf-8")
    outcome = workplace.run("check", "--quiet", "--changed", "HEAD")
    assert outcome.code == 0
    assert "To watch or to fix, without failing the run: 1" in outcome.out
    # Under another name, or in another entry, it is the same old link.
    path.rename(path.with_stem("two"))
    assert workplace.run("check", "--quiet", "--changed", "HEAD").code == 0


def test_an_address_that_another_only_begins_with_is_new(workplace: Workplace) -> None:
    path = workplace.write("one", "fine", "dead")
    text = path.read_text("utf-8")
    path.write_text(text.replace(workplace.url("dead"), workplace.url("dead") + "/longer"), "utf-8")
    _git(workplace.root, "init")
    _git(workplace.root, "add", ".")
    _git(workplace.root, "commit", "-m", "before")
    path.write_text(text, "utf-8")
    assert workplace.run("check", "--quiet", "--changed", "HEAD").code == 1


def test_an_added_link_is_broken_even_where_it_has_a_history(workplace: Workplace) -> None:
    workplace.write("one", "fine")
    workplace.run("check", "--quiet", "--update")
    status = workplace.root / "status" / "links.jsonl"
    status.write_text(status.read_text("utf-8").replace(workplace.url("fine"), workplace.url("dead")), "utf-8")
    _git(workplace.root, "init")
    _git(workplace.root, "add", ".")
    _git(workplace.root, "commit", "-m", "before")
    workplace.write("one", "fine", "dead")
    assert workplace.run("check", "--quiet").code == 0
    assert workplace.run("check", "--quiet", "--changed", "HEAD").code == 1


def test_the_json_report_fits_its_published_schema(workplace: Workplace, root: Path) -> None:
    workplace.write("one", "fine", "dead", "moved", "closed", "parked")
    report = json.loads(workplace.run("check", "--quiet", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert json.loads((root / "docs" / "schema" / "links-report.schema.json").read_text("utf-8")) == SCHEMA
    assert {link["verdict"] for link in report["links"]} == {"ok", "gone", "moved", "blocked", "hijacked"}


def test_junit_has_one_case_per_address(workplace: Workplace) -> None:
    workplace.write("one", "fine", "dead")
    suite = ET.fromstring(workplace.run("check", "--quiet", "--format", "junit").out).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == [workplace.url("dead")]


def test_sarif_points_at_the_line(workplace: Workplace) -> None:
    workplace.write("one", "fine", "dead")
    run = json.loads(workplace.run("check", "--quiet", "--format", "sarif").out)["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert (run["results"][0]["ruleId"], place["region"]) == ("http-404", {"startLine": 5, "startColumn": 11})
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {"http-404", "parked", "tls"}


def test_markdown_goes_to_the_summary_beside_the_report(workplace: Workplace, tmp_path: Path) -> None:
    workplace.write("one", "dead")
    summary, output = tmp_path / "summary.md", tmp_path / "report.json"
    outcome = workplace.run("check", "--quiet", "--summary", str(summary), "--output", str(output), "--format", "json")
    assert outcome.out == ""
    assert "| `http" in summary.read_text("utf-8")
    assert json.loads(output.read_text("utf-8"))["broken"] == 1


def test_a_pipe_or_a_device_is_written_to_and_not_replaced(workplace: Workplace, tmp_path: Path) -> None:
    workplace.write("one", "fine")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        outcome = workplace.run("check", "--quiet", "--output", str(pipe))
        assert reader.communicate(timeout=10)[0].startswith("Checked 1 address")
    assert outcome.code == 0
    assert pipe.is_fifo()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_loses_nothing(workplace: Workplace, asked: Callable[[], int], number: signal.Signals) -> None:
    workplace.write("one", "fine", "dead", "moved", "closed", "parked")
    journal = workplace.root.parent / "stopped.jsonl"
    line = [
        *DLCATALOG,
        "links",
        "check",
        "--catalog",
        str(workplace.root),
        "--lang",
        "en",
        "--quiet",
        "--allow-private",
        "--journal",
        str(journal),
    ]
    # One request every two seconds, all to one host by name: the run cannot be over before the signal comes.
    same_host = [f"{workplace.url('fine')}?{n}" for n in range(40)]
    process = subprocess.Popen(
        [*line, "--rate", "0.5", *same_host], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while asked() < 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "go on with --resume" in err
    assert "not reached before the run was stopped" in out
    done = len(journal.read_text("utf-8").splitlines()) - 1
    assert 1 <= done < 40
    before = asked()
    again = subprocess.run(
        [*line, "--rate", "0", "--per-host", "9", "--resume", *same_host], capture_output=True, text=True, check=False
    )
    assert "Checked 40 addresses" in again.stdout
    assert asked() - before == 40 - done


def test_an_empty_list_asks_nobody(workplace: Workplace, asked: Callable[[], int], tmp_path: Path) -> None:
    workplace.write("one", "fine")
    listed = tmp_path / "empty.txt"
    listed.write_text("# nothing today\n", "utf-8")

    outcome = workplace.run("check", "--input", str(listed), "--quiet")

    assert (outcome.code, asked()) == (0, 0)
