"""Frozen records with slots, as ``dataclass(frozen=True, slots=True)`` makes them, in a third of the time.

``dataclass`` compiles six methods for each class. A build defines a hundred classes before it does anything, and that was
a tenth of a small build. Here only ``__init__`` is compiled; all other methods are shared.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, TypeVar, dataclass_transform

__all__ = ["field", "record"]

T = TypeVar("T")
_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen record: equal and hashed by value, picklable, without ``__dict__``.

    Works for whatever reads dataclasses (``dataclasses.fields`` and ``replace``, ``match``). Fields may have a default or a
    ``default_factory``; other options of ``field`` are not for records.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    found = fields(made)
    for name, method in _SHARED.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    made.__init__ = _compile_init(found)
    made.__init__.__qualname__ = f"{cls.__qualname__}.__init__"
    names = tuple(each.name for each in found)
    made.__values__ = staticmethod(attrgetter(*names)) if names else staticmethod(lambda _: ())
    made.__fields__ = names
    return made  # type: ignore[no-any-return]


def _compile_init(found: tuple[Field[Any], ...]) -> Callable[..., None]:
    values: dict[str, Any] = {"_set": _set, "_missing": MISSING}
    parameters, lines = ["self"], []
    for number, each in enumerate(found):
        source = name = each.name
        if each.default_factory is not MISSING:
            values[f"_make{number}"] = each.default_factory
            parameters.append(f"{name}=_missing")
            source = f"_make{number}() if {name} is _missing else {name}"
        elif each.default is not MISSING:
            values[f"_default{number}"] = each.default
            parameters.append(f"{name}=_default{number}")
        else:
            parameters.append(name)
        lines.append(f"    _set(self, {name!r}, {source})\n")
    text = f"def __init__({', '.join(parameters)}):\n{''.join(lines) or '    pass'}"
    exec(text, values)  # noqa: S102 - of names of fields alone, which Python took for names already
    return values["__init__"]  # type: ignore[no-any-return]


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__fields__)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self.__values__(self) == self.__values__(other)


def _hash(self: Any) -> int:
    return hash(self.__values__(self))


def _refuse_set(self: Any, name: str, value: object) -> None:  # noqa: ARG001 - the signature of __setattr__
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:  # noqa: ARG001 - the signature of __delattr__
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__fields__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__fields__, state, strict=True):
        _set(self, name, value)


_SHARED: Final[Mapping[str, Any]] = {
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}
