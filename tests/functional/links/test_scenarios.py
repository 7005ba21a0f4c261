"""Every behaviour of the scenario server, through every transport that ships: verdicts, precision and recall."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dlcatalog.linkcheck.fetch.transport import NAMES
from dlcatalog.linkcheck.result import LinkResult
from tests.linkserver.proof import ALL, SOURCED, run_scenarios, score, start_server
from tests.linkserver.server import ScenarioServer

Run = tuple[str, dict[str, LinkResult], ScenarioServer]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ScenarioServer, str]]:
    server, roots = start_server(Path(tmp_path_factory.mktemp("certificates")))
    yield server, roots
    server.stop()


@pytest.fixture(scope="module", params=NAMES)
def finished(request: pytest.FixtureRequest, served: tuple[ScenarioServer, str]) -> Run:
    server, roots = served
    results = run_scenarios(server, request.param, roots)
    finished = ScenarioServer(server.scenarios, {}, server.port, server.seen.copy(), server.addresses)
    return request.param, dict(results), finished


def test_every_verdict_is_the_expected_one(finished: Run) -> None:
    _, results, _ = finished
    expected = {scenario.id: (scenario.expected, scenario.story) for scenario in ALL}
    assert {s.id: (results[s.id].verdict, s.story) for s in ALL} == expected


def test_precision_and_recall_are_one(finished: Run) -> None:
    transport, results, _ = finished
    total = score(SOURCED, results)
    print(f"{transport}: precision {total.precision:.3f}, recall {total.recall:.3f}")  # noqa: T201
    assert (total.precision, total.recall) == (1.0, 1.0)


def test_moved_addresses_are_told(finished: Run) -> None:
    _, results, server = finished
    for scenario in ALL:
        if scenario.moved_to:
            assert results[scenario.id].moved_to == f"http://{scenario.host}:{server.port}{scenario.moved_to}"


def test_private_hosts_are_never_reached(finished: Run) -> None:
    _, _, server = finished
    forbidden = {(s.id, host) for s in ALL for host in s.never_reaches}
    assert forbidden
    assert not forbidden & {(scenario, host) for scenario, host, _, _ in server.seen}


def test_passing_faults_are_retried_and_final_answers_are_not(finished: Run) -> None:
    _, _, server = finished
    asked = {scenario: n for (scenario, _, _, path), n in server.seen.items() if path == "/page"}
    assert (asked["busy-always"], asked["gone-404"], asked["denied-403"]) == (3, 1, 1)


def test_the_proof_is_broad_enough() -> None:
    assert len(SOURCED) >= 60
    assert len({scenario.id for scenario in ALL}) == len(ALL)
    assert all(scenario.thread.startswith("https://github.com/") for scenario in SOURCED)
