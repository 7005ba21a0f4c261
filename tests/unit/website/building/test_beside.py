import os
import pickle
from pathlib import Path
from typing import Any

from dlcatalog.catalog.loader import load_beside
from dlcatalog.diagnostics import Diagnostic, Position
from dlcatalog.lang import Localized
from dlcatalog.website.building.beside import unpack


def test_what_is_packed_comes_back(real_catalog: Path) -> None:
    beside = load_beside(real_catalog, {}, [])
    fault = Diagnostic("some-rule", "topics.yaml", Position(2, 3), Localized("wrong", "不对"))

    assert unpack(pickle.dumps((beside, (fault,)))) == (beside, (fault,))


class Harmful:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return (os.mkdir, (str(self.mark),))


def test_nothing_foreign_is_called(tmp_path: Path) -> None:
    assert unpack(pickle.dumps((Harmful(tmp_path / "made"), ()))) is None
    assert not (tmp_path / "made").exists()


def test_anything_else_is_nothing() -> None:
    assert unpack(b"") is None
    assert unpack(b"garbage") is None
    assert unpack(pickle.dumps(("beside", "diagnostics"))) is None
    assert unpack(pickle.dumps((1, 2, 3))) is None
