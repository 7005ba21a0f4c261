import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from dlcatalog.catalog.schema import Kind
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.website.exports.aggregates import Aggregate, format_aggregate, list_aggregates
from dlcatalog.website.exports.artifacts import Artifact, build_artifact
from dlcatalog.website.exports.badge import format_badge
from dlcatalog.website.exports.entry_json import describe_states
from dlcatalog.website.exports.item import Item, Snapshot
from dlcatalog.website.exports.schema_json import SCHEMAS, derive_kind, describe_kind, format_schema

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]

_ONE_OF_EACH: list[tuple[str, dict[str, Any]]] = [
    ("library", {"package": [{"registry": "pypi", "name": "torch"}], "repository": "https://example.org/git"}),
    ("course", {"institution": "Stanford", "instructors": ["Fei-Fei Li"], "hours": "20", "materials": ["video"]}),
    ("book", {"isbn": ["9780262035613"], "free_online": "false", "rank": "landmark"}),
    ("paper", {"arxiv": "1512.03385", "notes": {"en": "Only English."}, "relations": {"see-also": ["x-book"]}}),
    ("site", {"site_type": "lab", "successor": "x-book", "standing": "dated"}),
    ("article", {"published": "2015-05", "links": [{"url": "https://a.example/", "role": "home", "title": "A"}]}),
    ("talk", {"event": {"en": "NIPS", "zh": "会议"}, "minutes": "60", "media": ["video"]}),
    ("dataset", {"size": "70,000", "license": "MIT", "modality": ["image"]}),
    ("app", {"platforms": ["web"], "reviewed": "2026-11-21"}),
]


@pytest.fixture(scope="session")
def full(item: ItemMaker, snapshot: SnapshotMaker) -> Snapshot:
    """A catalog with one entry of each kind, one of them checked."""
    items = [
        item(kind, f"x-{kind}", topics=["gan"], checked="2026-11-21" if kind == "paper" else "", **fields)
        for kind, fields in _ONE_OF_EACH
    ]
    return snapshot(*items)


@pytest.fixture(scope="session")
def validator() -> Callable[[str], Draft202012Validator]:
    """Make the validator of one published schema; references lead to the published ones beside it."""
    schemas = {f"{name}.json": json.loads(format_schema(name)) for name in SCHEMAS}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )

    def make(name: str) -> Draft202012Validator:
        Draft202012Validator.check_schema(schemas[f"{name}.json"])
        return Draft202012Validator(schemas[f"{name}.json"], registry=registry, format_checker=FormatChecker())

    return make


def aggregate(context: Snapshot, path: str) -> str:
    (found,) = [each for each in list_aggregates(context.catalog) if each.path == path]
    return format_aggregate(found, context)


def entry_file(context: Snapshot, entry_id: str) -> Any:
    return json.loads(build_artifact(Artifact("", "entry", entry_id), context))


def test_a_paper_is_answered_whole(full: Snapshot) -> None:
    assert entry_file(full, "x-paper") == {
        "id": "x-paper",
        "kind": "paper",
        "page": {"en": "en/papers/x-paper.html", "zh": "zh/papers/x-paper.html"},
        "title": {"en": "A title", "zh": "A title"},
        "summary": {"en": "What it is.", "zh": "它是什么。"},
        "notes": {"en": "Only English.", "zh": ""},
        "links": [{"url": "https://example.org/", "role": "home"}],
        "topics": ["gan"],
        "level": "beginner",
        "cost": "free",
        "standing": "current",
        "relations": {"see-also": ["x-book"]},
        "added": "2026-11-20",
        "arxiv": "1512.03385",
        "link_states": [
            {
                "url": "https://example.org/",
                "role": "home",
                "state": "ok",
                "code": 200,
                "since": "2026-11-21",
                "last_ok": "2026-11-21",
            },
        ],
        "named_by": {},
    }


def test_an_entry_says_what_names_it(full: Snapshot) -> None:
    assert entry_file(full, "x-book")["named_by"] == {"see-also": ["x-paper"], "successor": ["x-site"]}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_entry_is_what_its_schema_says(
    full: Snapshot,
    validator: Callable[[str], Draft202012Validator],
    kind: Kind,
) -> None:
    answer = entry_file(full, f"x-{kind.value}")
    validator(kind.value).validate(answer)
    described = json.loads(format_schema(kind.value))["properties"]
    assert set(answer) <= set(described)


@pytest.mark.parametrize(
    ("path", "name"),
    [("api/v1/catalog.json", "catalog"), ("api/v1/links.json", "links")],
)
def test_each_aggregate_is_what_its_schema_says(
    full: Snapshot,
    validator: Callable[[str], Draft202012Validator],
    path: str,
    name: str,
) -> None:
    answer = json.loads(aggregate(full, path))
    validator(name).validate(answer)
    assert len(answer["entries"]) == len(_ONE_OF_EACH)


def test_topics_are_what_their_schema_says(full: Snapshot, validator: Callable[[str], Draft202012Validator]) -> None:
    answer = json.loads(build_artifact(Artifact("", "topics"), full))
    validator("topics").validate(answer)
    by_id = {topic["id"]: topic for topic in answer["topics"]}
    assert by_id["networks"]["children"] == ["gan"]
    assert by_id["networks"]["entries"] == by_id["gan"]["entries"] == sorted(f"x-{kind}" for kind, _ in _ONE_OF_EACH)


def test_the_schemas_refuse_what_is_wrong(full: Snapshot, validator: Callable[[str], Draft202012Validator]) -> None:
    answer = entry_file(full, "x-paper")
    for wrong in ({"kind": "book"}, {"title": "plain"}, {"year": "2015"}, {"authors": ["plain"]}, {"added": "soon"}):
        assert list(validator("paper").iter_errors({**answer, **wrong})), wrong


def test_lines_and_catalog_hold_the_same_entries(full: Snapshot) -> None:
    lines = aggregate(full, "api/v1/entries.ndjson").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(aggregate(full, "api/v1/catalog.json"))["entries"]
    assert [json.loads(line)["id"] for line in lines] == sorted(full.catalog.cards)


def test_an_empty_catalog_is_still_valid(
    snapshot: SnapshotMaker, validator: Callable[[str], Draft202012Validator]
) -> None:
    empty = snapshot()
    validator("catalog").validate(json.loads(aggregate(empty, "api/v1/catalog.json")))
    validator("links").validate(json.loads(aggregate(empty, "api/v1/links.json")))
    assert aggregate(empty, "api/v1/entries.ndjson") == ""
    assert json.loads(aggregate(empty, "api/v1/links.json"))["checked"] is None


def test_the_links_of_an_entry_never_checked_say_so(item: ItemMaker) -> None:
    made = item()
    assert describe_states(made.card, made.records) == [
        {"url": "https://example.org/", "role": "home", "state": "unchecked"},
    ]


@pytest.mark.parametrize("base_url", ["", "https://example.org/dl/"])
def test_the_openapi_document_is_valid(full: Snapshot, base_url: str) -> None:
    context = Snapshot(full.catalog, base_url=base_url)
    document = json.loads(build_artifact(Artifact("", "openapi"), context))
    validate(document)
    assert document["servers"] == [{"url": f"{base_url}api/v1" if base_url else "."}]


def test_the_openapi_document_describes_the_answers(full: Snapshot) -> None:
    document = json.loads(build_artifact(Artifact("", "openapi"), full))
    registry: Registry[Any] = Registry().with_resource("api", DRAFT202012.create_resource(document))
    for path, name in (("/entries/{id}.json", "x-talk"), ("/entries/{id}.json", "x-library")):
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        inside = json.loads(json.dumps(schema).replace('"#/', '"api#/'))
        Draft202012Validator(inside, registry=registry).validate(entry_file(full, name))


@pytest.mark.parametrize(
    ("record", "message", "color", "is_error"),
    [
        (LinkRecord("u"), "current, link not checked", "lightgrey", False),
        (LinkRecord("u", State.OK, last_ok=date(2026, 11, 21)), "current, link ok 2026-11-21", "brightgreen", False),
        (LinkRecord("u", State.BLOCKED, 403), "current, link refuses robots", "yellow", False),
        (LinkRecord("u", State.GONE, 404, last_ok=date(2020, 1, 1)), "current, link gone", "red", True),
        (LinkRecord("u", State.HIJACKED, 200), "current, link taken over", "red", True),
    ],
)
def test_a_badge_tells_the_state_of_the_first_link(
    item: ItemMaker,
    validator: Callable[[str], Draft202012Validator],
    *,
    record: LinkRecord,
    message: str,
    color: str,
    is_error: bool,
) -> None:
    badge = json.loads(format_badge(item().card, record))
    validator("badge").validate(badge)
    assert (badge["message"], badge["color"], badge["isError"]) == (message, color, is_error)


def test_topic_files_hold_the_fragments_of_the_whole_catalog(full: Snapshot) -> None:
    whole = aggregate(full, "exports/catalog.bib")
    assert aggregate(full, "exports/topics/gan.bib") == aggregate(full, "exports/topics/networks.bib") == whole
    assert format_aggregate(Aggregate("", "bib", ()), full).startswith("% The <catalog> & co.")


@pytest.mark.parametrize("kind", Kind)
def test_the_schemas_that_are_shipped_are_those_of_the_models(kind: Kind) -> None:
    assert describe_kind(kind) == derive_kind(kind), "run scripts/write_api_schemas.py"
