"""A small catalog whose links lead to a small server on loopback addresses."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dlcatalog.cli import build_parser
from dlcatalog.commands.console import Console
from dlcatalog.errors import DlcatalogError
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import always, page, paths, redirect
from tests.linkserver.scenario import Scenario
from tests.linkserver.server import ScenarioServer

SITE = "title: {en: Test, zh: 测试}\ntagline: {en: Test, zh: 测试}\n"
ENTRY = """\
title: {{en: {id}, zh: 条目}}
summary: {{en: An entry of the tests., zh: 测试用条目。}}
links:
{links}
language: [en]
site_type: blog
topics: [deep-learning]
level: beginner
cost: free
standing: current
added: 2026-11-20
"""
TOPICS = """\
topics:
  - id: deep-learning
    name: {en: Deep learning, zh: 深度学习}
    gloss: {en: Networks with many layers., zh: 多层网络。}
"""
PAGES = (
    Scenario("fine", Verdict.OK, "", "", always(page("A fine page"))),
    Scenario("dead", Verdict.GONE, "", "", always(page("Gone", status=404))),
    Scenario("moved", Verdict.MOVED, "", "", paths({"/page": redirect(301, "/new/page"), "/new/page": page()})),
    Scenario("closed", Verdict.BLOCKED, "", "", always(page("No", status=403))),
    Scenario("parked", Verdict.HIJACKED, "", "", always(page("This domain is for sale"))),
)


@dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class Workplace:
    """The catalog, the server, and a way to run commands on both."""

    root: Path
    server: ScenarioServer

    def url(self, name: str) -> str:
        return f"http://{self.server.addresses[f'{name}.test']}:{self.server.port}/page"

    def write(self, entry_id: str, *names: str) -> Path:
        links = "\n".join(f"  - {{url: {self.url(name)}, role: home}}" for name in names)
        path = self.root / "sites" / f"{entry_id}.yaml"
        path.write_text(ENTRY.format(id=entry_id, links=links), "utf-8")
        return path

    def run(self, *arguments: str, day: date = date(2027, 1, 1), lang: Lang = Lang.EN) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        line = ["links", *arguments, "--catalog", str(self.root)]
        if arguments[0] in {"check", "explain"}:
            line += ["--allow-private", "--rate", "0", "--retries", "0", "--timeout", "5"]
        if arguments[0] == "check" and "--journal" not in arguments:
            line += ["--journal", str(self.root.parent / "journal.jsonl")]
        args = build_parser(lang, line).parse_args(line)
        try:
            code = args.run(args, Console(lang, out, err, lambda: day))
        except DlcatalogError as error:
            return Outcome(2, out.getvalue(), error.text(lang))
        return Outcome(int(code), out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def page_server() -> Iterator[ScenarioServer]:
    server = ScenarioServer(PAGES, {}).start()
    yield server
    server.stop()


@pytest.fixture
def workplace(tmp_path: Path, page_server: ScenarioServer) -> Workplace:
    page_server.forget()
    root = tmp_path / "catalog"
    (root / "sites").mkdir(parents=True)
    (root / "site.yaml").write_text(SITE, "utf-8")
    (root / "topics.yaml").write_text(TOPICS, "utf-8")
    return Workplace(root, page_server)


@pytest.fixture
def asked(page_server: ScenarioServer) -> Callable[[], int]:
    return page_server.seen.total
