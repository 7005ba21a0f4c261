"""Regular expressions that are compiled when they are first used: most runs need few of them, and each costs up to 5 ms."""

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands for a pattern. Compiles it on the first call, then offers the methods of the compiled one as its own."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled: Any = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as ``re.compile`` gives it, compiled when it is first used; a fault in it shows only then."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
