"""Measure the search on the published queries: hit@1, hit@5 and the rate of queries without a result.

python tests/search/evaluate.py [CATALOG] [--misses]
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from dlcatalog.catalog.loader import load_catalog
from dlcatalog.website.search.describe import describe_card, describe_topics
from dlcatalog.website.search.document import SearchDocument, SearchTopic, document_record, document_terms
from dlcatalog.website.search.index import build_index
from dlcatalog.website.search.load import SearchIndex
from dlcatalog.website.search.score import search

HERE = Path(__file__).parent
GATES = {"hit@1": 0.90, "hit@5": 0.97, "no result": 0.02}


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the published set: what is typed, of which kind it is, and the ids of right first results."""

    text: str
    kind: str
    expect: frozenset[str]

    @property
    def language(self) -> str:
        """The language of the words: zh where a Han character stands in them."""
        return "zh" if any("\u3400" <= character <= "\u9fff" for character in self.text) else "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """The first ten ids found for a query."""

    query: Query
    ids: tuple[str, ...]

    def hits(self, most: int) -> bool:
        """Tell whether a right entry is among the first `most`."""
        return not self.query.expect.isdisjoint(self.ids[:most])


def read_queries(path: Path = HERE / "queries.yaml") -> list[Query]:
    """Return the published queries."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Query(row["q"], row["kind"], frozenset(row["expect"])) for row in rows]


def read_documents(root: Path) -> tuple[list[SearchDocument], tuple[SearchTopic, ...]]:
    """Return the documents and topics of a catalog folder."""
    catalog = load_catalog(root).catalog
    documents = [
        describe_card(card, catalog.topics, link_state="unchecked", bibtex="") for card in catalog.cards.values()
    ]
    return documents, describe_topics(catalog.topics)


def build_files(documents: Iterable[SearchDocument], topics: Sequence[SearchTopic]) -> dict[str, bytes]:
    """Return the index files of the documents."""
    return build_index([(document_record(item), document_terms(item)) for item in documents], topics)


def answer_queries(index: SearchIndex, queries: Iterable[Query]) -> list[Answer]:
    """Return the answers to the queries that have an expected entry in the index."""
    known = {row[0] for row in index.docs}
    answerable = [query for query in queries if not query.expect.isdisjoint(known)]
    return [
        Answer(query, tuple(index.docs[number][0] for number, _ in search(index, query.text)[:10]))
        for query in answerable
    ]


def measure(answers: Sequence[Answer]) -> dict[str, float]:
    """Return the three rates."""
    count = len(answers) or 1
    return {
        "hit@1": sum(answer.hits(1) for answer in answers) / count,
        "hit@5": sum(answer.hits(5) for answer in answers) / count,
        "no result": sum(not answer.ids for answer in answers) / count,
    }


def format_table(answers: Sequence[Answer]) -> str:
    """Return one line of rates for all answers, each language, and each kind of query."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for group in ("all", answer.query.language, f"  {answer.query.kind}"):
            groups[group].append(answer)
    lines = [f"{'queries':<16}{'n':>5}{'hit@1':>9}{'hit@5':>9}{'none':>9}"]
    for name in sorted(groups, key=lambda group: (group.startswith(" "), group != "all", group)):
        rates = measure(groups[name])
        lines.append(f"{name:<16}{len(groups[name]):>5}" + "".join(f"{rate:>9.1%}" for rate in rates.values()))
    return "\n".join(lines)


def main() -> int:
    """Print the rates; exit code 1 if a gate is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalog", nargs="?", type=Path, default=HERE.parents[1] / "catalog")
    parser.add_argument("--misses", action="store_true", help="print the queries whose first result is not expected")
    arguments = parser.parse_args()
    queries = read_queries()
    answers = answer_queries(SearchIndex(build_files(*read_documents(arguments.catalog))), queries)
    print(format_table(answers))  # noqa: T201
    print(f"not asked, as no expected entry is in the catalog: {len(queries) - len(answers)}")  # noqa: T201
    if arguments.misses:
        for answer in answers:
            if not answer.hits(1):
                print(f"{answer.query.text}: {', '.join(answer.ids[:5])}")  # noqa: T201
    rates = measure(answers)
    missed = (
        rates["hit@1"] < GATES["hit@1"] or rates["hit@5"] < GATES["hit@5"] or rates["no result"] > GATES["no result"]
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
