"""The journal: what a killed run leaves, how another goes on, and how the parts of several machines are joined."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dlcatalog.linkcheck.files import load_records
from dlcatalog.linkcheck.history import State
from dlcatalog.linkcheck.journal import Journal, journal_day, read_journal
from dlcatalog.linkcheck.result import LinkResult, format_result
from dlcatalog.linkcheck.verdict import Verdict
from tests.functional.links.conftest import Workplace

DAY = date(2027, 1, 1)
AT_ONCE = 4
# Beside the requests on the wire: answers that came in the same moment, taken in before they are judged.
TAKEN_IN = 16


def _result(url: str, verdict: Verdict = Verdict.OK, row: str = "ok", code: int | str = 200) -> LinkResult:
    return LinkResult(url, verdict, row, code)


def test_a_result_is_with_the_system_before_the_next_line_of_code(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path, DAY, resume=False)
    for number in range(3):
        journal.write(_result(f"https://a.org/{number}"))
        assert len(read_journal(path)) == number + 1
    journal.close()


@pytest.mark.parametrize("text", ["", '{"format": "dlcat'])
def test_a_run_killed_before_its_first_line_is_begun_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text(text, "utf-8")
    Journal(path, DAY, resume=True).close()
    assert read_journal(path) == {}


def test_results_keep_the_day_on_which_they_came(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for number, resume in ((1, False), (2, True)):
        journal = Journal(path, date(2027, 1, number), resume=resume)
        journal.write(_result(f"https://a.org/{number}"))
        journal.close()
    assert [result.day for result in read_journal(path).values()] == [date(2027, 1, 1), date(2027, 1, 2)]
    assert journal_day(path) == date(2027, 1, 2)


def test_two_runs_do_not_share_a_journal(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path, DAY, resume=False)
    journal.write(_result("https://a.org/"))
    workplace.write("one", "fine")
    outcome = workplace.run("check", "--quiet", "--journal", str(path))
    assert outcome.code == 2
    assert "another run is writing the journal" in outcome.err
    assert set(read_journal(path)) == {"https://a.org/"}
    journal.close()
    assert workplace.run("check", "--quiet", "--journal", str(path)).code == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")  # noqa: PTH110
def test_a_full_disk_is_told(workplace: Workplace) -> None:
    workplace.write("one", "fine")
    outcome = workplace.run("check", "--quiet", "--journal", "/dev/full")
    assert outcome.code == 2
    assert "cannot write the journal /dev/full" in outcome.err


def _line(workplace: Workplace, journal: Path) -> list[str]:
    options = ["--catalog", str(workplace.root), "--journal", str(journal), "--lang", "en", "--quiet"]
    pace = ["--allow-private", "--rate", "0", "--per-host", "0", "--concurrency", str(AT_ONCE)]
    return [sys.executable, "-m", "dlcatalog", "links", "check", *options, *pace]


@pytest.mark.parametrize("moment", [1, 40, 150, 260])
def test_a_killed_run_loses_nothing_that_was_finished(
    workplace: Workplace, asked: Callable[[], int], tmp_path: Path, moment: int
) -> None:
    urls = [f"{workplace.url('fine')}?{number}" for number in range(400)]
    journal = tmp_path / "killed.jsonl"
    process = subprocess.Popen([*_line(workplace, journal), *urls], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while asked() < moment and time.monotonic() < deadline:
        time.sleep(0.001)
    process.kill()
    process.wait(30)
    finished = set(read_journal(journal)) if "\n" in journal.read_text("utf-8") else set()
    again = subprocess.run([*_line(workplace, journal), "--resume", *urls], capture_output=True, text=True, check=False)
    assert "Checked 400 addresses" in again.stdout
    times = {url: workplace.server.seen[_key(workplace, url)] for url in urls}
    assert all(times[url] == 1 for url in finished)
    assert sum(count > 1 for count in times.values()) <= AT_ONCE + TAKEN_IN
    assert set(times.values()) <= {1, 2}


def _key(workplace: Workplace, url: str) -> tuple[str, str, str, str]:
    return ("fine", workplace.server.addresses["fine.test"], "GET", f"/page?{url.partition('?')[2]}")


def _part(path: Path, day: date, *results: LinkResult) -> str:
    head = json.dumps({"format": "dlcatalog-links-journal/1", "day": day.isoformat()})
    path.write_text("\n".join([head, *map(format_result, results)]) + "\n", "utf-8")
    return str(path)


def test_each_part_counts_on_its_own_day(workplace: Workplace, tmp_path: Path) -> None:
    workplace.write("one", "fine", "closed")
    parts = [
        _part(tmp_path / name, date(2027, 1, day), _result(workplace.url(name)))
        for day, name in ((3, "fine"), (4, "closed"))
    ]
    workplace.run("merge", *parts, "--update")
    records = load_records(workplace.root)
    assert [records[workplace.url(name)].last_ok for name in ("fine", "closed")] == [date(2027, 1, 3), date(2027, 1, 4)]


def test_the_part_of_a_machine_without_a_network_is_left_out(workplace: Workplace, tmp_path: Path) -> None:
    path = workplace.write("one", "fine", "closed")
    text = path.read_text("utf-8")
    more = [f"https://a.org/{number}" for number in range(6)]
    lines = "".join(f"  - {{url: {url}, role: mirror}}\n" for url in more)
    path.write_text(text.replace("language:", f"{lines}language:"), "utf-8")
    fine = _part(tmp_path / "fine.jsonl", DAY, _result(workplace.url("fine")))
    dark = _part(tmp_path / "dark.jsonl", DAY, *(_result(url, Verdict.DNS_ERROR, "dns", "dns") for url in more))
    outcome = workplace.run("merge", fine, dark, "--update")
    assert "dark.jsonl: no address answered at all" in outcome.err
    assert {record.state for record in load_records(workplace.root).values()} == {State.OK}
    assert "Not checked: 7 (in none of the journals" in outcome.out


def test_a_merge_says_what_no_part_has(workplace: Workplace, tmp_path: Path) -> None:
    workplace.write("one", "fine", "closed", "dead")
    outcome = workplace.run("merge", _part(tmp_path / "one.jsonl", DAY, _result(workplace.url("fine"))))
    assert "Checked 1 address: fine 1" in outcome.out
    assert "Not checked: 2 (in none of the journals" in outcome.out
