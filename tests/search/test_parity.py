import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcatalog.website.search import index as index_module
from dlcatalog.website.search.load import SearchIndex
from dlcatalog.website.search.normalise import normalise
from dlcatalog.website.search.score import search
from tests.search.evaluate import read_queries
from tests.search.sample import CROWD, SHELF, make_index

RUNNER = Path(__file__).with_name("run_core.cjs")
BASIC = [
    "",
    " ",
    "的",
    "什么是",
    "c++ c#",
    "GPT‑3",
    "ｆａｓｔ．ａｉ",
    "Café",
    "ΑΣ ας",
    "resnet resnet",
    "a",
    "1999",
    "crowd 00",
    "un",
    "x" * 80,
]
# Letters of the shelf in new orders: misspelt, glued, cut and mixed words that still meet the vocabulary.
_LIKELY = st.text(alphabet="resntdplafow 残差网络深度学习機器 -.3+", max_size=16)
_ANY = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cn")), max_size=12)


def ask_javascript(folder: Path, queries: list[str]) -> list[dict[str, Any]]:
    given = json.dumps({"folder": str(folder / "assets" / "search"), "queries": queries})
    done = subprocess.run(
        [str(shutil.which("node")), str(RUNNER)], input=given, capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    return answers


@pytest.fixture(scope="module", params=["one file", "shards"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SearchIndex]:
    if not shutil.which("node"):
        pytest.skip("no node on the PATH")
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "shards":
            patch.setattr(index_module, "ONE_FILE", 10)
        files = make_index(SHELF + CROWD)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder, SearchIndex(files)


def assert_same(built: tuple[Path, SearchIndex], queries: list[str]) -> None:
    folder, index = built
    for query, answer in zip(queries, ask_javascript(folder, queries), strict=True):
        assert answer["normal"] == normalise(query), query
        assert answer["hits"] == [list(hit) for hit in search(index, query)], query


def test_published_queries_give_the_same_hits_and_scores(built: tuple[Path, SearchIndex]) -> None:
    assert_same(built, [query.text for query in read_queries()] + BASIC)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_LIKELY | _ANY, min_size=100, max_size=200))
def test_generated_queries_give_the_same_hits_and_scores(built: tuple[Path, SearchIndex], queries: list[str]) -> None:
    assert_same(built, queries)
