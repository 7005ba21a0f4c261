import pickle
from typing import Any

import pytest

from dlcatalog.records import field, record, replace


@record
class Point:
    """A place."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


@record
class Named(Point):
    """A place with a name."""

    name: str = ""


@record
class Nothing:
    """No fields."""


def test_defaults_are_made_for_each() -> None:
    one, two = Point(1), Point(1, 2, ["a"])

    assert (one.x, one.y, one.tags) == (1, 0, [])
    assert Point(3).tags is not one.tags
    assert (two.y, two.tags) == (2, ["a"])
    assert Point(x=1, tags=["b"]).tags == ["b"]


@pytest.mark.parametrize("arguments", [{}, {"x": 1, "z": 2}])
def test_wrong_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Point(**arguments)


def test_equal_by_value_and_class() -> None:
    @record
    class Other:
        x: int
        y: int

    @record
    class Pair:
        x: int
        y: int

    assert Pair(1, 2) == Pair(1, 2)
    assert hash(Pair(1, 2)) == hash(Pair(1, 2))
    assert Pair(1, 2) != Pair(2, 1)
    assert Pair(1, 2) != Other(1, 2)  # type: ignore[comparison-overlap]
    assert Pair(1, 2) != (1, 2)  # type: ignore[comparison-overlap]
    assert len({Pair(1, 2), Pair(1, 2), Pair(3, 4)}) == 2
    assert Nothing() == Nothing()


def test_frozen_and_without_a_dictionary() -> None:
    point = Point(1)

    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    assert not hasattr(point, "__dict__")
    assert not hasattr(Named(1), "__dict__")


def test_fields_are_inherited_in_order() -> None:
    named = Named(1, 2, [], "home")

    assert Named.__match_args__ == ("x", "y", "tags", "name")
    assert repr(named) == "Named(x=1, y=2, tags=[], name='home')"
    assert named != Point(1, 2, [])


def test_replaced_and_pickled() -> None:
    named = Named(1, name="home")

    assert replace(named, x=5) == Named(5, name="home")
    with pytest.raises(TypeError):
        replace(named, z=5)
    copy = pickle.loads(pickle.dumps(named))
    assert copy == named
    with pytest.raises(AttributeError):
        copy.x = 2


def test_matched_by_position() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_a_field_may_not_count() -> None:
    @record
    class Told:
        what: str
        where: int = field(default=0, compare=False)

    assert Told("a", 1) == Told("a", 2)
    assert hash(Told("a", 1)) == hash(Told("a", 2))
    assert Told("a", 1) != Told("b", 1)
    assert Told("a", 1).where == 1
