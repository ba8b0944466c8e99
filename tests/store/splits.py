"""Adds a pile in random parts, and looks whether it comes to the bytes of adding it at once.

    python -m tests.store.splits SPLITS [REPORTS]

The reports are read once (the benchmark's, from ../shared/data; without REPORTS five short ones of the tests), and so
are the vectors of their sentences, so that a split costs only its relating.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from unittest import mock

from firsthand import keeping, pipeline
from firsthand.data import RawDocument
from firsthand.models import vectors
from firsthand.outcome import Outcome
from firsthand.record import to_json
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE

_packed = vectors.packed
CUP = "Rovers beat United in the cup final at Kingsmead on Saturday, the league said. Ada Brandt scored twice. " * 2


def small() -> list[RawDocument]:
    """Three reports of one story, and two that stand alone."""
    texts = (AGENCY, REWRITE, INDEPENDENT, OTHER, CUP)
    return [RawDocument(f"{number}.txt", "text/plain", text.encode()) for number, text in enumerate(texts)]


class Pile:
    """Reports that are read once; ``add`` is the store's, but for the reading."""

    def __init__(self, raws: Sequence[RawDocument]) -> None:
        self.raws = list(raws)
        self._outcome: dict[str, Outcome] = dict(
            zip(map(keeping.source_of, self.raws), pipeline.read_batch(self.raws), strict=True)
        )
        self._vector: dict[str, bytes] = {}

    def add(self, some: Sequence[RawDocument], store: Path, workers: int = 1) -> bytes:
        """The record's bytes once these are added."""
        given = pipeline._Received(some)
        with (
            mock.patch.object(vectors, "packed", self._packed if workers == 1 else vectors.packed),
            mock.patch.object(pipeline, "read_batch", lambda raws: [self._outcome[keeping.source_of(x)] for x in raws]),
            pipeline.Store(store) as db,
        ):
            return to_json(pipeline._made(db, given, given.beside, (), workers, pipeline.silent))

    def _packed(self, texts: Sequence[str]) -> list[bytes]:
        """Sentence vectors, made once."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._vector]
        self._vector.update(zip(fresh, _packed(fresh) if fresh else (), strict=True))
        return [self._vector[text] for text in texts]

    def split(self, draw: random.Random, folder: Path) -> bytes:
        """The record's bytes once all are added in random parts, some of them twice, with some vacuous additions."""
        store = folder / f"{draw.getrandbits(64)}.db"
        order = draw.sample(self.raws, len(self.raws))
        cuts = sorted(draw.choices(range(len(order) + 1), k=draw.randint(1, 4)))
        made = b""
        for first, last in zip([0, *cuts], [*cuts, len(order)], strict=True):
            made = self.add(order[max(0, first - draw.randint(0, 1)) : last], store)
        store.unlink()
        return made


def splits(pile: Pile, count: int, seed: int = 17) -> int:
    """How many splits were made; raises AssertionError at one that comes to other bytes."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole = pile.add(pile.raws, Path(folder) / "whole.db")
        for number in range(count):
            assert pile.split(draw, Path(folder)) == whole, f"split {number} comes to other bytes"
    return count


def main() -> None:
    count = int(sys.argv[1])
    if len(sys.argv) > 2:
        from benchmarks.claims import raws

        pile = Pile(list(islice(raws(), int(sys.argv[2]))))
    else:
        pile = Pile(small())
    kinds = sorted({type(one).__name__ for one in chain(pile._outcome.values())})
    print(f"{splits(pile, count)} splits of {len(pile.raws)} reports ({', '.join(kinds)}): the bytes of adding at once")


if __name__ == "__main__":
    main()
