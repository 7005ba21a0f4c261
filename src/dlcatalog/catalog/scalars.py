"""Dates, numbers and flags as hands write them: strict, where pydantic would also take timestamps and ``1_000``."""

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)
_FLAGS = {"true": True, "false": False}


def _read_day(value: Any) -> Any:
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            raise PydanticCustomError("day_form", "not a day")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day_unknown", "no such day") from None
    return value


def _read_whole(value: Any) -> Any:
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            raise PydanticCustomError("whole_number", "not a whole number")
        return int(value)
    return value


def _read_number(value: Any) -> Any:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise PydanticCustomError("number", "not a number")
        return float(value)
    return value


def _read_flag(value: Any) -> Any:
    if isinstance(value, str):
        if value not in _FLAGS:
            raise PydanticCustomError("flag", "neither true nor false")
        return _FLAGS[value]
    return value


def _check_published(value: str) -> str:
    padded = value + "-01-01"[len(value) - len("2000") :] if len(value) < len("2000-01-01") else value
    try:
        date.fromisoformat(padded)
    except ValueError:
        raise PydanticCustomError("day_unknown", "no such day") from None
    return value


Day: TypeAlias = Annotated[date, BeforeValidator(_read_day)]
WholeNumber: TypeAlias = Annotated[int, BeforeValidator(_read_whole)]
Number: TypeAlias = Annotated[float, BeforeValidator(_read_number)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_read_flag)]
PublicationDate: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_check_published),
]
"""A year, a month or a day, kept as it was written."""
