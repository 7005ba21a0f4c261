"""Frozen records with slots, as ``dataclass(frozen=True, slots=True)`` makes them, in a quarter of the time.

``dataclass`` compiles six methods for each class, and imports what reads source code. A build defines a hundred classes
before it does anything, and that was a tenth of a small build. Here only ``__init__`` is compiled; all other methods
are shared.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform, get_origin

__all__ = ["field", "record", "replace"]

T = TypeVar("T")
_set = object.__setattr__


class _Field:
    __slots__ = ("compare", "default", "default_factory")

    def __init__(self, default: Any, default_factory: Callable[[], Any] | None, *, compare: bool) -> None:
        self.default, self.default_factory, self.compare = default, default_factory, compare


_MISSING: Final = object()


def field(*, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True) -> Any:
    """A field with a default that is made anew for each record, or that does not count when records are compared."""
    return _Field(default, default_factory, compare=compare)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen record: equal and hashed by value, picklable, without ``__dict__``.

    Fields come in the order of ``__match_args__``, those of a record that it inherits from first.
    """
    given = cls.__dict__
    own = {
        name: _as_field(given.get(name, _MISSING))
        for name, annotation in given.get("__annotations__", {}).items()
        if get_origin(annotation) is not ClassVar and annotation is not ClassVar
    }
    inherited: Mapping[str, _Field] = getattr(cls, "__record_fields__", {})
    found = {**inherited, **own}
    names = tuple(found)
    space = {name: value for name, value in given.items() if name not in own and name not in _OF_THE_CLASS}
    space = {**_SHARED, **space}
    space["__slots__"] = tuple(name for name in own if name not in inherited)
    space["__match_args__"] = names
    space["__record_fields__"] = found
    space["__init__"] = _compile_init(cls.__qualname__, found)
    compared = [name for name, each in found.items() if each.compare]
    space["__values__"] = staticmethod(attrgetter(*compared)) if compared else staticmethod(lambda _: ())
    kind: Any = type(cls)
    return kind(cls.__name__, cls.__bases__, space)  # type: ignore[no-any-return]


_OF_THE_CLASS: Final = frozenset({"__dict__", "__weakref__"})


def replace(value: T, **changes: Any) -> T:
    """The same record with other values in some fields. Raises TypeError where there is no such field."""
    kind: Any = type(value)
    return kind(**{name: getattr(value, name) for name in kind.__match_args__ if name not in changes}, **changes)  # type: ignore[no-any-return]


def _as_field(default: Any) -> _Field:
    return default if isinstance(default, _Field) else _Field(default, None, compare=True)


def _compile_init(owner: str, found: Mapping[str, _Field]) -> Callable[..., None]:
    values: dict[str, Any] = {"_set": _set, "_missing": _MISSING}
    parameters, lines = ["self"], []
    for number, (name, each) in enumerate(found.items()):
        source = name
        if each.default_factory is not None:
            values[f"_make{number}"] = each.default_factory
            parameters.append(f"{name}=_missing")
            source = f"_make{number}() if {name} is _missing else {name}"
        elif each.default is not _MISSING:
            values[f"_default{number}"] = each.default
            parameters.append(f"{name}=_default{number}")
        else:
            parameters.append(name)
        lines.append(f"    _set(self, {name!r}, {source})\n")
    text = f"def __init__({', '.join(parameters)}):\n{''.join(lines) or '    pass'}"
    exec(text, values)  # noqa: S102 - of names of fields alone, which Python took for names already
    made: Any = values["__init__"]
    made.__qualname__ = f"{owner}.__init__"
    return made  # type: ignore[no-any-return]


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self.__values__(self) == self.__values__(other)


def _hash(self: Any) -> int:
    return hash(self.__values__(self))


def _refuse_set(self: Any, name: str, value: object) -> None:  # noqa: ARG001 - the signature of __setattr__
    raise AttributeError(f"cannot assign to field {name!r} of a record")


def _refuse_delete(self: Any, name: str) -> None:  # noqa: ARG001 - the signature of __delattr__
    raise AttributeError(f"cannot delete field {name!r} of a record")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
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
