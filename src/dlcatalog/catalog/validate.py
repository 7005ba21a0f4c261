"""Read data through the model of its kind, and say in our own words what pydantic found."""

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dlcatalog.catalog.document import Document
from dlcatalog.diagnostics import Diagnostic, Route
from dlcatalog.lang import Localized

M = TypeVar("M", bound=BaseModel)


def validate_document(document: Document, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Validate the data of a document; the value is None where the shape is wrong."""
    try:
        return model.model_validate(document.data), ()
    except ValidationError as error:
        return None, tuple(_diagnostics(document, error))


def _diagnostics(document: Document, error: ValidationError) -> Iterator[Diagnostic]:
    for detail in error.errors(include_url=False):
        route: Route = detail["loc"]
        rule, message, on_key = _judge(detail)
        position = document.position(route, on_key=on_key)
        yield Diagnostic(rule, document.path, position, message, route=route)


def _judge(detail: ErrorDetails) -> tuple[str, Localized, bool]:
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "unknown-key", Localized(en=f"unknown key `{name}`", zh=f"未知的键 {name}"), True
        case "missing":
            return "missing-field", Localized(en=f"`{name}` is missing", zh=f"缺少 {name}"), False
        case _:
            return "wrong-type", Localized(en=detail["msg"], zh=detail["msg"]), False
