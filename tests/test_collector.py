"""The collector of cycles comes seldom in a run, and as before when it is over."""

from __future__ import annotations

import gc
import weakref

from firsthand.collector import seldom_collecting


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_it_comes_seldom_and_is_as_before_however_the_inner_ones_end() -> None:
    before = gc.get_threshold()
    with seldom_collecting():
        within = gc.get_threshold()
        assert within[0] > before[0]
        try:
            with seldom_collecting():
                raise ValueError
        except ValueError:
            assert gc.get_threshold() == within
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_cycle_made_within_still_goes() -> None:
    with seldom_collecting():
        knot = weakref.ref(Knot())
        assert knot() is not None
        gc.collect()
        assert knot() is None
