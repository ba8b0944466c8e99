"""Which reports are alike, with a memory of what two came to: as without it, whatever was added and taken away."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.relate import stories
from firsthand.relate.pair_memory import PairMemory, remembered
from firsthand.relate.pile_index import Compared


def report(number: int) -> Compared:
    """A report of a few of forty features, drawn by its number."""
    draw = np.random.default_rng(number)
    features = np.sort(draw.choice(40, 6, replace=False)).astype("<i8")
    values = draw.random(6)
    values /= np.sqrt((values**2).sum())
    digest = number.to_bytes(8, "little") + bytes(8)  # ends in zeros, as one in 256 does
    return Compared(features.tobytes(), values.astype("<f8").tobytes(), b"", digest)


@given(st.lists(st.sets(st.integers(0, 30), max_size=12), min_size=1, max_size=5))
def test_the_memory_does_not_show(piles: list[set[int]]) -> None:
    kept = b""
    for pile in piles:
        reports = [report(number) for number in sorted(pile)]
        memory = remembered([kept])
        found, plain = stories.edges(reports, memory), stories.edges(reports, None)
        for one, other in zip(found, plain, strict=True):
            assert one.tolist() == other.tolist()
        kept = memory.encoded()


def test_what_is_gone_is_forgotten() -> None:
    memory = PairMemory()
    stories.edges([report(1), report(2)], memory)
    later = remembered([memory.encoded()])
    stories.edges([report(2)], later)
    assert not remembered([later.encoded()]).known(b"alike" + report(1).digest)
