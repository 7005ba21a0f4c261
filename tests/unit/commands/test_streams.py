"""What the program says arrives whole, or the program says why it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dlcatalog.cli import main

PLAIN_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "cat"
    assert main(["init", str(folder), "--date", "2026-11-20"]) == 0
    return folder


def run(shell: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which ``$D`` is the program, in ``folder``."""
    program = f"{sys.executable} -m dlcatalog"
    return subprocess.run(
        ["/bin/sh", "-c", shell.replace("$D", program)],
        cwd=folder,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["export csv", "export ris", "schema --kind paper", "stats --format json"])
def test_data_are_utf_8_in_every_locale(catalog: Path, command: str) -> None:
    anywhere = run(f"$D --catalog cat {command}", catalog.parent, **PLAIN_C)
    usual = run(f"$D --catalog cat {command}", catalog.parent, PYTHONUTF8="1")

    assert anywhere.returncode == usual.returncode == 0
    assert anywhere.stdout == usual.stdout
    assert anywhere.stdout.decode("utf-8")


def test_a_terminal_that_cannot_show_chinese_shows_escapes(catalog: Path) -> None:
    done = run("$D --lang zh --catalog cat check", catalog.parent, **PLAIN_C)

    assert done.returncode == 0
    assert done.stdout.startswith(b"\\u68c0")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["check", "stats", "export json", "schema", "completion bash"])
def test_a_full_disk_behind_the_output_is_told(catalog: Path, command: str) -> None:
    done = run(f"$D --lang zh --catalog cat {command} > /dev/full", catalog.parent, PYTHONUTF8="1")

    assert (done.returncode, done.stderr.decode()) == (2, "dlcatalog：无法输出结果：磁盘空间不足\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_end_the_program(catalog: Path, closed: str) -> None:
    done = run(f"$D --catalog cat check {closed}", catalog.parent)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_goes_away_is_no_fault(catalog: Path) -> None:
    done = run("$D --catalog cat schema | head -c 5", catalog.parent)

    assert (done.stdout, done.stderr) == (b'{\n  "', b"")


def test_a_report_in_a_file_is_summed_up(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "--catalog", str(catalog), "check", "--output", str(catalog.parent / "report.txt")])

    assert capsys.readouterr().err.endswith("6 files checked, nothing to complain about\n")


def test_a_folder_where_a_file_is_wanted(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--lang", "zh", "--catalog", str(catalog), "export", "csv", "--output", str(catalog)])

    assert code == 2
    assert capsys.readouterr().err.endswith(f"dlcatalog：无法写入 {catalog}：这是文件夹，不是文件\n")


WALK = """
import sys
from dlcatalog.cli import main
main(["schema", "--kind", "paper"])
for module in list(sys.modules.values()):
    name = getattr(module, "__file__", None)
    assert name is None or isinstance(name, str), module
"""


def test_what_stands_in_for_a_module_bears_being_looked_at() -> None:
    # Tools that walk all modules, as hypothesis does, ask each for its file.
    done = subprocess.run([sys.executable, "-c", WALK], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
