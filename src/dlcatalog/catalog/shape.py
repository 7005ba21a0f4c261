"""Walks along a route through the models: what may stand at a place, and what has to."""

import types
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from dlcatalog.diagnostics import Route
from dlcatalog.lang import Localized

TEXT_KEYS = ("en", "zh")


def bare(annotation: Any) -> Any:
    """An annotation without ``Annotated`` and ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in {types.UnionType, Union}:
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def annotation_at(model: type[BaseModel], route: Route) -> Any:
    """What the models expect at the end of ``route``, or None where they know no such place."""
    here: Any = model
    for part in route:
        here = _below(here, part)
        if here is None:
            return None
    return bare(here)


def _below(here: Any, part: str | int) -> Any:
    here = bare(here)
    if is_model(here):
        return fields_of(here).get(str(part))
    if here is Localized:
        return str if part in TEXT_KEYS else None
    if get_origin(here) is tuple and isinstance(part, int):
        return get_args(here)[0]
    return None


def is_model(annotation: Any) -> bool:
    """Tell whether an annotation is one of our models."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def is_list(annotation: Any) -> bool:
    """Tell whether an annotation is written as a list."""
    return get_origin(annotation) is tuple


def fields_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """The annotations of a model's fields by the keys that files write."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def required_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a model cannot do without."""
    return tuple(field.alias or name for name, field in model.model_fields.items() if field.is_required())


def keys_of(annotation: Any) -> tuple[str, ...]:
    """The keys that may stand at a place; none where no keys are expected."""
    if is_model(annotation):
        return tuple(fields_of(annotation))
    return TEXT_KEYS if annotation is Localized else ()


def values_of(annotation: Any) -> tuple[str, ...]:
    """The closed set of values of a place; none where the set is open."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(member.value) for member in annotation)
    return ()
