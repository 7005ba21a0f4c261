"""The published queries on the real catalog: the gates of the design."""

from pathlib import Path

import pytest

from dlcatalog.website.search.load import SearchIndex
from tests.search.evaluate import GATES, Answer, answer_queries, build_files, measure, read_documents, read_queries


@pytest.fixture(scope="module")
def answers(real_catalog: Path) -> list[Answer]:
    return answer_queries(SearchIndex(build_files(*read_documents(real_catalog))), read_queries())


def test_set_is_large_and_covers_every_way_of_asking() -> None:
    queries = read_queries()
    assert len(queries) >= 80
    assert len({query.text for query in queries}) == len(queries)
    assert {query.kind for query in queries} == {
        "zh", "en", "mixed", "typo", "name", "acronym", "title", "traditional", "topic",
    }  # fmt: skip


def test_every_query_has_an_expected_entry(answers: list[Answer]) -> None:
    assert len(answers) == len(read_queries())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_gates_hold_in_each_language(answers: list[Answer], language: str) -> None:
    rates = measure([answer for answer in answers if answer.query.language == language])
    assert rates["hit@1"] >= GATES["hit@1"]
    assert rates["hit@5"] >= GATES["hit@5"]
    assert rates["no result"] <= GATES["no result"]
