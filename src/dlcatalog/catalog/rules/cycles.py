"""Finds circles in a graph of ids, without recursion, each circle once."""

from collections.abc import Iterable, Iterator, Mapping

from dlcatalog.lang import Localized

_SHOWN = 6


def find_cycles(graph: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield one circle for each edge that closes one; it starts with its smallest id. Edges to itself do not count."""
    done: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    for start in sorted(graph):
        if start in done:
            continue
        way: list[str] = [start]
        on_way = {start: 0}
        open_edges = [iter(graph[start])]
        while open_edges:
            target = next(open_edges[-1], None)
            if target is None:
                open_edges.pop()
                done.add(way[-1])
                del on_way[way.pop()]
            elif target in on_way and target != way[-1]:
                cycle = _from_smallest(way[on_way[target] :])
                if cycle not in seen:
                    seen.add(cycle)
                    yield cycle
            elif target in graph and target not in done and target not in on_way:
                on_way[target] = len(way)
                way.append(target)
                open_edges.append(iter(graph[target]))


def _from_smallest(cycle: list[str]) -> tuple[str, ...]:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


def show_cycle(cycle: tuple[str, ...]) -> Localized:
    """The message of a circle."""
    names = [*cycle, cycle[0]]
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN - 2], "…", names[-1]]
    chain = " → ".join(names)
    return Localized(en=f"this goes round in a circle: {chain}", zh=f"形成了循环：{chain}")
