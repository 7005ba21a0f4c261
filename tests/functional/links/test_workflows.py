"""The scheduled workflow, step by step, as GitHub would run it: with git, with bash, and with a `gh` that takes notes."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from dlcatalog.linkcheck.history import LinkRecord, State, format_records
from tests.functional.links.conftest import ENTRY, SITE, TOPICS

TODAY = datetime.now(tz=UTC).date()
REPOSITORY = "somebody/catalog"
# A `gh` that keeps one issue and one pull request in a file, and writes down what it was asked.
GH = """\
#!{python}
import json, os, sys
from pathlib import Path
home = Path(os.environ["HOME"])
args = sys.argv[1:]
with (home / "gh.log").open("a") as log:
    log.write(json.dumps(args) + "\\n")
path = home / "gh.json"
kept = json.loads(path.read_text()) if path.exists() else {{}}
kind, verb = args[:2]
if verb == "list":
    known = kept.get(kind)
    if known and (kind == "issue" or known == "OPEN"):
        print(7)
elif verb == "view":
    print(kept[kind])
elif verb in {{"create", "reopen"}} and kind != "label":
    kept[kind] = "OPEN"
elif verb == "close":
    kept[kind] = "CLOSED"
path.write_text(json.dumps(kept))
"""


@dataclass
class Runner:
    """A checkout with a remote, and the steps of a job by name."""

    home: Path
    checkout: Path
    jobs: dict[str, Any]

    def step(self, job: str, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run(self.jobs[job]["steps"], name, **env)

    def run(self, steps: list[dict[str, Any]], name: str, **env: str) -> subprocess.CompletedProcess[str]:
        step = next(s for s in steps if s.get("name") == name)
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=self._environment() | env,
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.home}/bin:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "GITHUB_STEP_SUMMARY": str(self.home / "summary.md"),
            "GITHUB_OUTPUT": str(self.home / "output"),
            "GITHUB_REPOSITORY": REPOSITORY,
            "SERVER": "https://git.test",
            "BRANCH": "main",
            "GH_TOKEN": "token",
            "LANG": "C.UTF-8",
        }

    @property
    def calls(self) -> list[list[str]]:
        log = self.home / "gh.log"
        told = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
        log.unlink(missing_ok=True)
        return [call for call in told if call[1] not in {"list", "view"} and call[0] != "label"]

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.checkout, env=self._environment(), capture_output=True, text=True, check=True
        ).stdout

    def entry(self, name: str, url: str) -> None:
        text = ENTRY.format(id=name.capitalize(), links=f"  - {{url: {url}, role: home}}")
        (self.checkout / "catalog" / "sites" / f"{name}.yaml").write_text(text, "utf-8")

    def journal(self, number: int, *lines: dict[str, object]) -> None:
        folder = self.checkout / "journals"
        folder.mkdir(exist_ok=True)
        head = {"format": "dlcatalog-links-journal/1", "day": TODAY.isoformat()}
        text = "".join(json.dumps(line) + "\n" for line in (head, *lines))
        (folder / f"journal-{number}.jsonl").write_text(text, "utf-8")


@pytest.fixture
def runner(tmp_path: Path, root: Path) -> Runner:
    jobs = yaml.safe_load((root / ".github" / "workflows" / "links-scheduled.yml").read_text("utf-8"))["jobs"]
    home, checkout = tmp_path / "home", tmp_path / "checkout"
    (home / "bin").mkdir(parents=True)
    gh = home / "bin" / "gh"
    gh.write_text(GH.format(python=sys.executable), "utf-8")
    gh.chmod(0o755)
    remote = tmp_path / "remotes" / f"{REPOSITORY}.git"
    (home / ".gitconfig").write_text(
        f'[url "file://{tmp_path}/remotes/"]\n  insteadOf = https://x-access-token:token@git.test/\n', "utf-8"
    )
    (checkout / "catalog" / "sites").mkdir(parents=True)
    (checkout / "catalog" / "site.yaml").write_text(SITE, "utf-8")
    (checkout / "catalog" / "topics.yaml").write_text(TOPICS, "utf-8")
    made = Runner(home, checkout, jobs)
    made.entry("alive", "https://alive.org/")
    made.entry("dead", "https://dead.org/")
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(remote)], check=True)
    made.git("init", "--quiet", "-b", "main")
    _commit(made, "start")
    made.git("push", "--quiet", f"file://{remote}", "main")
    return made


def _commit(runner: Runner, message: str) -> None:
    runner.git("add", "catalog")
    runner.git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", message)


FINE = {"url": "https://alive.org/", "verdict": "ok", "row": "ok", "code": 200}
DEAD = {"url": "https://dead.org/", "verdict": "gone", "row": "http-404", "code": 404}


def _night(runner: Runner, *results: dict[str, object], shards: str = "success") -> list[list[str]]:
    for number, result in enumerate(results, 1):
        runner.journal(number, result)
    (runner.home / "output").unlink(missing_ok=True)
    merged = runner.step("remember", "Merge the shards")
    assert merged.returncode == 0, merged.stderr
    broken = (runner.home / "output").read_text("utf-8").strip().removeprefix("broken=")
    committed = runner.step("remember", "Commit the states")
    assert committed.returncode == 0, committed.stderr
    told = runner.step("remember", "Open, renew or close the rolling issue", BROKEN=broken, SHARDS=shards)
    assert told.returncode == 0, told.stderr
    return runner.calls


def _verbs(calls: list[list[str]]) -> list[str]:
    return [" ".join(call[:2]) for call in calls]


def test_the_rolling_issue_opens_renews_closes_and_opens_again(runner: Runner) -> None:
    opened = _night(runner, FINE, DEAD)
    assert _verbs(opened) == ["issue create"]
    assert "https://dead.org/" in (runner.checkout / "report.md").read_text("utf-8")
    assert _verbs(_night(runner, FINE, DEAD)) == ["issue edit"]
    assert _verbs(_night(runner, FINE, {**FINE, "url": DEAD["url"]})) == ["issue edit", "issue close"]
    assert _verbs(_night(runner, FINE, {**FINE, "url": DEAD["url"]})) == []
    status = runner.checkout / "catalog" / "status" / "links.jsonl"
    status.unlink()
    assert _verbs(_night(runner, FINE, DEAD)) == ["issue edit", "issue reopen"]


def test_the_issue_stays_open_while_a_shard_is_missing(runner: Runner) -> None:
    _night(runner, FINE, DEAD)
    (runner.checkout / "journals" / "journal-2.jsonl").unlink()
    assert _night(runner, FINE, shards="failure") == []
    assert "Not checked: 1" in (runner.checkout / "report.md").read_text("utf-8").replace("\\", "")


def test_states_are_committed_alone_and_also_when_somebody_pushes_meanwhile(runner: Runner) -> None:
    remote = runner.git("config", "--get-regexp", "^url").split()[0].removeprefix("url.").removesuffix(".insteadof")
    other = runner.home / "other"
    runner.git("clone", "--quiet", f"{remote}{REPOSITORY}.git", str(other))
    (other / "README.md").write_text("x\n", "utf-8")
    for line in (["add", "."], ["-c", "user.name=T", "-c", "user.email=t@e.org", "commit", "-qm", "x"], ["push", "-q"]):
        runner.git("-C", str(other), *line)
    _night(runner, FINE, DEAD)
    runner.git("-C", str(other), "pull", "--quiet")
    log = runner.git("-C", str(other), "log", "--format=%s", "--name-only", "-1").split("\n")
    assert [line for line in log if line] == ["status: links as last checked", "catalog/status/links.jsonl"]
    assert (other / "README.md").exists()


def _propose(runner: Runner) -> list[list[str]]:
    repaired = runner.step("propose", "Rewrite moved links, add archived copies", CONTACT="https://git.test/x")
    assert repaired.returncode == 0, repaired.stderr + repaired.stdout
    proposed = runner.step("propose", "Open or renew the pull request")
    assert proposed.returncode == 0, proposed.stderr
    runner.git("switch", "--quiet", "main")
    runner.git("branch", "--quiet", "-D", "links/repair") if "links/repair" in runner.git("branch") else None
    return runner.calls


def test_repairs_are_proposed_once_and_the_proposal_ends_with_its_reason(runner: Runner) -> None:
    status = runner.checkout / "catalog" / "status" / "links.jsonl"
    status.parent.mkdir()
    moved = LinkRecord("https://alive.org/", State.MOVED, 200, TODAY, (), TODAY, "https://www.alive.org/new/")
    status.write_text(format_records([moved], TODAY), "utf-8")
    _commit(runner, "states")
    assert _verbs(_propose(runner)) == ["pr create"]
    first = runner.git("ls-remote", f"https://x-access-token:token@git.test/{REPOSITORY}.git", "links/repair")
    assert first
    assert _propose(runner) == []
    assert runner.git("ls-remote", f"https://x-access-token:token@git.test/{REPOSITORY}.git", "links/repair") == first
    runner.entry("alive", "https://www.alive.org/new/")
    _commit(runner, "by hand")
    assert _verbs(_propose(runner)) == ["pr close"]


@pytest.mark.parametrize(
    ("url", "fail", "code", "broken"),
    [
        ("http://127.0.0.1:1/", "true", 1, "true"),
        ("http://127.0.0.1:1/", "false", 0, "true"),
        ("https://alive.org/", "true", 0, "false"),
    ],
)
def test_the_action_fails_where_it_is_asked_to(
    runner: Runner, root: Path, url: str, fail: str, code: int, broken: str
) -> None:
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    # No network is needed: one address is refused before it is asked, the other is left alone.
    (runner.checkout / "catalog" / "links.yaml").write_text(
        "policies:\n  - {pattern: ^https, action: skip, reason: Not in tests., until: 9999-12-31}\n", "utf-8"
    )
    runner.entry("alive", url)
    values = {name.upper().replace("-", "_"): str(value["default"]) for name, value in action["inputs"].items()}
    done = runner.run(action["runs"]["steps"], "Check links", **values | {"FAIL": fail, "SHARD": "1/1", "MAX_AGE": "6"})
    assert done.returncode == code, done.stderr
    assert (runner.home / "output").read_text("utf-8") == f"broken={broken}\n"
    assert "## Link check of" in (runner.home / "summary.md").read_text("utf-8")
    assert ("::error file=catalog/sites/alive.yaml,line=4,col=11" in done.stdout) is (broken == "true")
