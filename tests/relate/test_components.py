"""Union-find against networkx on random graphs: the same groups, whatever the order of the pairs."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from firsthand.components import Components

_SIZE = 12
_PAIRS = st.lists(st.tuples(st.integers(0, _SIZE - 1), st.integers(0, _SIZE - 1)))


def grouped(pairs: list[tuple[int, int]]) -> list[list[int]]:
    joined = Components(range(_SIZE))
    for a, b in pairs:
        joined.join(a, b)
    return joined.groups()


@given(_PAIRS, st.randoms(use_true_random=False))
def test_the_groups_are_the_connected_components(pairs: list[tuple[int, int]], order: object) -> None:
    graph: networkx.Graph[int] = networkx.Graph(pairs)
    graph.add_nodes_from(range(_SIZE))
    assert {frozenset(one) for one in grouped(pairs)} == {
        frozenset(one) for one in networkx.connected_components(graph)
    }
    shuffled = list(pairs)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert grouped(shuffled) == grouped(pairs)


def test_the_earliest_item_stands_for_its_group() -> None:
    joined = Components(["d", "a", "c", "b"])
    joined.join("b", "c")
    joined.join("a", "b")
    assert joined.root("b") == "a"
    assert joined.groups() == [["d"], ["a", "c", "b"]]
