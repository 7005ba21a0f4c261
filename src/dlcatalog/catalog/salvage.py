"""Make the most of an entry whose shape is wrong, so that its other faults show in the same run."""

import copy
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from dlcatalog.catalog.document import Data, Document
from dlcatalog.catalog.shape import annotation_at, is_list, is_model, required_of, values_of
from dlcatalog.catalog.validate import is_long_enough
from dlcatalog.diagnostics import Finding, Route, Severity
from dlcatalog.lang import Localized

M = TypeVar("M", bound=BaseModel)
Placed: TypeAlias = tuple[str, Severity, Finding]
"""A rule, its severity, and what it found."""
_ROUNDS = 4
_DAY = "2000-01-01"
_WORDS = "placeholder"


def salvage(document: Document, model: type[M]) -> tuple[M | None, tuple[Route, ...]]:
    """Replace what is wrong by placeholders; the routes are those whose value means nothing any more."""
    data = copy.deepcopy(document.data)
    tainted: list[Route] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(data), tuple(tainted)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                if is_long_enough(detail):
                    continue
                tainted.append(detail["loc"])
                _repair(data, detail["loc"], model, is_extra=detail["type"] in _EXTRA)
    return None, tuple(tainted)


_EXTRA = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


def without_tainted(found: Iterable[Placed], tainted: tuple[Route, ...]) -> Iterator[Placed]:
    """Leave out the findings that lead into, or to a parent of, a placeholder."""
    bad = set(tainted)
    above = {route[:depth] for route in bad for depth in range(len(route) + 1)}
    for item in found:
        route = item[2].route
        if route not in above and not any(route[:depth] in bad for depth in range(len(route) + 1)):
            yield item


def _repair(data: Data, route: Route, model: type[BaseModel], *, is_extra: bool) -> None:
    here = data
    for depth, part in enumerate(route[:-1]):
        here = _child(here, part)
        if not isinstance(here, dict | list):
            # The value is written in a short form (a plain string for a text); replace all of it.
            _repair(data, route[: depth + 1], model, is_extra=False)
            return
    last = route[-1] if route else ""
    if isinstance(here, dict):
        parent = annotation_at(model, route[:-1])
        if is_extra or (is_model(parent) and last not in required_of(parent)):
            here.pop(last, None)
        else:
            here[str(last)] = _placeholder(annotation_at(model, route))
    elif isinstance(here, list) and isinstance(last, int) and last < len(here):
        here[last] = _placeholder(annotation_at(model, route))


def _child(here: Data, part: str | int) -> Data:
    if isinstance(here, dict):
        return here.get(part)
    return here[part] if isinstance(here, list) and isinstance(part, int) and part < len(here) else None


def _placeholder(annotation: Any) -> Data:
    if is_model(annotation):
        model: type[BaseModel] = annotation
        return {key: _placeholder(annotation_at(model, (key,))) for key in required_of(model)}
    if is_list(annotation):
        return [_placeholder(annotation.__args__[0])]
    if annotation is Localized:
        return {"en": _WORDS, "zh": _WORDS}
    if values := values_of(annotation):
        return values[0]
    if isinstance(annotation, type) and issubclass(annotation, int | float) and not issubclass(annotation, Enum):
        return "1"
    return _DAY if getattr(annotation, "__name__", "") == "date" else _WORDS
