"""Finds the bilingual texts and the addresses in a value of any model, with the routes that lead to them."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from dlcatalog.catalog.document import Data
from dlcatalog.catalog.rules.registry import AddressItem, TextItem
from dlcatalog.catalog.shape import bare, is_list, is_model
from dlcatalog.diagnostics import Route
from dlcatalog.lang import Localized


class _Field(NamedTuple):
    name: str
    key: str
    is_text: bool
    is_many: bool


_ADDRESS_FIELDS = frozenset({"url", "repository", "base_url"})


@cache
def _plan(model: type[BaseModel]) -> tuple[_Field, ...]:
    """The fields of a model that are texts or lead to texts; the rest is never looked at."""
    found = []
    for name, field in model.model_fields.items():
        annotation = bare(field.annotation)
        inner = bare(annotation.__args__[0]) if is_list(annotation) else annotation
        if inner is Localized or (is_model(inner) and (_plan(inner) or _addresses_plan(inner))):
            found.append(_Field(name, field.alias or name, inner is Localized, is_list(annotation)))
    return tuple(found)


@cache
def _addresses_plan(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name in _ADDRESS_FIELDS)


def texts_of(value: BaseModel, data: Data, route: Route = ()) -> Iterator[TextItem]:
    """All bilingual texts of ``value``, which was read from ``data``."""
    for name, key, is_text, is_many in _plan(type(value)):
        child: Any = getattr(value, name)
        if child is None:
            continue
        raw = data.get(key) if isinstance(data, dict) else None
        if is_text:
            yield TextItem((*route, key), name, child, not isinstance(raw, dict))
        elif is_many:
            for index, item in enumerate(child):
                below = raw[index] if isinstance(raw, list) and index < len(raw) else None
                yield from texts_of(item, below, (*route, key, index))
        else:
            yield from texts_of(child, raw, (*route, key))


def addresses_of(value: BaseModel, route: Route = ()) -> Iterator[AddressItem]:
    """All addresses of ``value``."""
    model = type(value)
    for name in _addresses_plan(model):
        url = getattr(value, name)
        if url is not None:
            yield AddressItem((*route, name), url)
    for name, key, is_text, is_many in _plan(model):
        if not is_text:
            child: Any = getattr(value, name)
            for index, item in enumerate(child if is_many else ()):
                yield from addresses_of(item, (*route, key, index))
