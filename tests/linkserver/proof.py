"""Runs the scenarios through a transport, and counts: `python -m tests.linkserver.proof` prints the table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dlcatalog.linkcheck.checker import Surroundings
from dlcatalog.linkcheck.fetch.resolve import is_literal
from dlcatalog.linkcheck.fetch.retry import Patience
from dlcatalog.linkcheck.fetch.throttle import Manners
from dlcatalog.linkcheck.fetch.transport import NAMES, Wire
from dlcatalog.linkcheck.outcome import Fault
from dlcatalog.linkcheck.policy import Policy
from dlcatalog.linkcheck.stack import Setup, check_addresses
from dlcatalog.linkcheck.verdict import BROKEN
from tests.linkserver.certificates import make_certificates
from tests.linkserver.contents import CONTENTS
from tests.linkserver.hostile import HOSTILE
from tests.linkserver.moving import MOVING
from tests.linkserver.refusing import REFUSING
from tests.linkserver.scenario import OURS
from tests.linkserver.server import ScenarioServer
from tests.linkserver.wire import WIRE

if TYPE_CHECKING:
    from dlcatalog.linkcheck.result import LinkResult
    from tests.linkserver.scenario import Scenario

ALL: tuple[Scenario, ...] = (*REFUSING, *MOVING, *CONTENTS, *WIRE, *HOSTILE)
SOURCED = tuple(scenario for scenario in ALL if scenario.thread != OURS)
"""Behaviours that public trackers report; the others we thought of ourselves."""
PRIVATE = "127.0.0.1"
_KINDS = ("good", "http2", "expired", "self-signed", "wrong-host", "no-intermediate")


@dataclass(frozen=True)
class Score:
    """How verdicts compare with what was expected; *positive* means broken: gone, hijacked or invalid."""

    right: int
    total: int
    precision: float
    recall: float


class Resolver:
    """Names of the scenarios; some change their answer from one question to the next."""

    def __init__(self, server: ScenarioServer) -> None:
        self._server = server
        self._lookups = {
            scenario.host: (scenario.lookups, count()) for scenario in server.scenarios if scenario.lookups
        }

    def __call__(self, host: str) -> tuple[str, ...] | Fault:
        if is_literal(host):
            return (host,)
        if host == "metadata.internal":
            return (PRIVATE,)
        answer: Fault | str = ""
        if host in self._lookups:
            answers, turn = self._lookups[host]
            answer = answers[min(next(turn), len(answers) - 1)]
        if isinstance(answer, Fault):
            return answer
        place = answer or self._server.addresses.get(host)
        return (place,) if place else Fault.NO_NAME


def start_server(folder: Path, scenarios: tuple[Scenario, ...] = ALL) -> tuple[ScenarioServer, str]:
    """Start the server; returns it with the file of root certificates."""
    hosts = {kind: next((s.host for s in scenarios if s.certificate == kind), "none.test") for kind in _KINDS}
    made = make_certificates(folder, hosts)
    return ScenarioServer(scenarios, made.contexts).start(), made.roots


def run_scenarios(server: ScenarioServer, transport: str, roots: str) -> Mapping[str, LinkResult]:
    """Check every scenario through one transport; results by scenario id."""
    server.forget()
    results: dict[str, LinkResult] = {}
    resolve = Resolver(server)
    for group in _groups(server.scenarios):
        first = group[0]
        by_url = {server.url(scenario): scenario.id for scenario in group}
        wire = Wire(concurrency=64, user_agent="dlcatalog-linkcheck/test", roots=roots, is_private=PRIVATE.__eq__)
        setup = Setup(
            transport, wire, Manners(0, 0), Patience(retries=2, first=0.05, budget=6), timeout=2.5, resolve=resolve
        )
        bases = {first.record: f"http://{first.host}:{server.port}"} if first.record else {}
        marks = {server.url(scenario): scenario.before for scenario in group if scenario.before}
        around = Surroundings(marks, Policy(fragments=first.fragments, robots=first.robots), record_bases=bases)

        def keep(result: LinkResult, names: dict[str, str] = by_url) -> None:
            results[names[result.url]] = result

        check_addresses(by_url, setup, around, keep)
    return results


def score(scenarios: Iterable[Scenario], results: Mapping[str, LinkResult]) -> Score:
    """Compare; precision and recall are those of the claim that a link is broken."""
    pairs = [(scenario.expected, results[scenario.id].verdict) for scenario in scenarios]
    hits = sum(expected in BROKEN and given in BROKEN for expected, given in pairs)
    claimed = sum(given in BROKEN for _, given in pairs)
    broken = sum(expected in BROKEN for expected, _ in pairs)
    right = sum(expected is given for expected, given in pairs)
    return Score(right, len(pairs), hits / claimed if claimed else 1.0, hits / broken if broken else 1.0)


def _groups(scenarios: Iterable[Scenario]) -> list[list[Scenario]]:
    # One policy and one record base a run: those that need their own run alone, all others together.
    groups: dict[object, list[Scenario]] = {}
    for scenario in scenarios:
        key = scenario.id if scenario.record else (scenario.fragments, scenario.robots)
        groups.setdefault(key, []).append(scenario)
    return list(groups.values())


def main() -> int:
    """Print every scenario with its verdict on each transport, then precision and recall."""
    print(f"{len(ALL)} behaviours, {len(SOURCED)} of them from public trackers")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        server, roots = start_server(Path(folder))
        worst = 1.0
        for transport in sys.argv[1:] or NAMES:
            results = run_scenarios(server, transport, roots)
            for scenario in server.scenarios:
                given = results[scenario.id]
                mark = (
                    ""
                    if given.verdict is scenario.expected
                    else f"  <-- {given.verdict} ({given.row}, {given.code}, {given.note})"
                )
                print(f"{transport:9} {scenario.expected:15} {scenario.id:26} {scenario.story}{mark}")  # noqa: T201
            total = score(server.scenarios, results)
            print(  # noqa: T201
                f"{transport}: {total.right} of {total.total} verdicts right; precision {total.precision:.3f}, recall {total.recall:.3f}\n"
            )
            worst = min(worst, total.precision, total.recall, total.right / total.total)
        server.stop()
    return 0 if worst == 1.0 else 1


if __name__ == "__main__":
    sys.exit(main())
