"""Connected components: things that pairs join, by union-find with path halving (Tarjan 1975).

The earliest of a group stands for it, so neither the order of the pairs nor hashing shows in the groups.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Components(Generic[T]):
    """Items, each alone at first; ``join`` makes two groups one."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = list(items)
        self._parent = list(range(len(self._items)))
        self._place = {item: n for n, item in enumerate(self._items)}

    def root(self, item: T) -> T:
        """The earliest item of this one's group."""
        return self._items[self._root(self._place[item])]

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def join(self, a: T, b: T) -> None:
        """Makes the groups of two items one."""
        one, other = self._root(self._place[a]), self._root(self._place[b])
        self._parent[max(one, other)] = min(one, other)

    def groups(self) -> list[list[T]]:
        """Every item in exactly one group; groups and their items in the order in which the items came."""
        found: dict[int, list[T]] = {}
        for n, item in enumerate(self._items):
            found.setdefault(self._root(n), []).append(item)
        return list(found.values())
