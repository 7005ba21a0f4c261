"""Completion in real shells: commands, options, values, and names of files where an argument is one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASH = """
source <({python} -m dlcatalog completion bash)
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_shtab_dlcatalog dlcatalog "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
FISH = """
{python} -m dlcatalog completion fish | source
complete -C "{words}" | string replace -r '\\t.*' ''
"""
CASES = [
    ("dlcatalog ch", ["check"]),
    ("dlcatalog check --str", ["--strict"]),
    ("dlcatalog check --format sar", ["sarif"]),
    ("dlcatalog check n", ["notes.txt"]),
    ("dlcatalog --catalog m", ["mine"]),
    ("dlcatalog build --output m", ["mine"]),
    ("dlcatalog links merge n", ["notes.txt"]),
    ("dlcatalog new pa", ["paper"]),
]


@pytest.mark.parametrize(("shell", "script"), [("bash", BASH), ("fish", FISH)])
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_completion(tmp_path: Path, shell: str, script: str, words: str, expected: list[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on the PATH")
    (tmp_path / "mine").mkdir()
    (tmp_path / "notes.txt").touch()
    done = subprocess.run(
        [shell, "-c", script.format(python=sys.executable, words=words)],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}:/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line.rstrip("/ ") for line in done.stdout.splitlines()] == expected, done.stderr
