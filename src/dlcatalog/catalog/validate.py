"""Read data through the model of its kind, and say in our own words what pydantic found."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dlcatalog.catalog.document import Data, Document
from dlcatalog.catalog.nearby import nearest_name
from dlcatalog.catalog.shape import annotation_at, keys_of
from dlcatalog.catalog.shape_words import Said, explain
from dlcatalog.diagnostics import Diagnostic, Route, Severity

M = TypeVar("M", bound=BaseModel)
# Nobody reads more about one file; whoever makes this many mistakes makes them with a program.
MOST_FAULTS = 2000


def validate_document(document: Document, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Validate the data of a document; the value is None where the shape is wrong."""
    try:
        return model.model_validate(document.data), ()
    except ValidationError as error:
        details = real_faults(error, model)[:MOST_FAULTS]
        said = _once(explain(detail, model) for detail in details)
        return None, document.locate((rule, Severity.ERROR, finding) for rule, finding in said)


def real_faults(error: ValidationError, model: type[BaseModel]) -> tuple[ErrorDetails, ...]:
    """What pydantic found, without what only follows from another fault."""
    details = error.errors(include_url=False)
    meant = set(_misspelt(details, model))
    return tuple(
        detail
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in meant) and not is_long_enough(detail)
    )


def _misspelt(details: Iterable[ErrorDetails], model: type[BaseModel]) -> Iterator[Route]:
    """Routes of keys that are there, under a name with a slip in it; they are not missing as well."""
    for detail in details:
        if detail["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
            *parent, name = detail["loc"]
            near = nearest_name(str(name), keys_of(annotation_at(model, tuple(parent))))
            if near is not None:
                yield (*parent, near)


def is_long_enough(detail: ErrorDetails) -> bool:
    """Pydantic counts only the valid items of a list; a list with a bad item is not too short."""
    value: Data = detail["input"]
    return detail["type"] == "too_short" and isinstance(value, list) and len(value) >= detail["ctx"]["min_length"]


def _once(said: Iterable[Said]) -> Iterator[Said]:
    """One fault for each place."""
    seen: set[tuple[Route, bool]] = set()
    for rule, finding in said:
        if (finding.route, finding.on_key) not in seen:
            seen.add((finding.route, finding.on_key))
            yield rule, finding
