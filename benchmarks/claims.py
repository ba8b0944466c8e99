"""Across documents, step by step: CPU seconds of one core and growth, on piles of 100 and 600 real reports.

    python -m benchmarks.claims [REPORTS ...]

Reports come in turn from Giveme5W1H, Wikinews, BASIL and PolNeAR train, no text twice; those of one event stand side by
side in the first three.  They are analysed once, on two processes (some minutes for 600).  Three piles are made of the
first ones: *distinct* reports in the stories that they form; the same taken as *one story*, the worst case for
statements; and *copies*, where each text is printed by ten outlets, some without its last paragraph.  ``vectors`` are
made inside the steps and counted apart.  ``growth`` is the exponent from the size before: by reports, and by the
statements that are compared, those of stories with two reports or more (in a larger pile a report shares its story more
often).
"""

from __future__ import annotations

import gc
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from evals.figure import shared
from firsthand.data import Given, RawDocument, Rejected
from firsthand.engines import local
from firsthand.models.vectors import Embedder
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import assemble, stories

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CORPORA = ("stories/giveme5w1h_clusters", "stories/wikinews_clusters", "stories/basil_triples", "polnear/train")
_LONGEST = 5000
"""Characters of one report that are read."""
_SHORTEST = 400
_PRINTED = 10
"""Outlets that print one text of the pile of copies."""


def raws() -> Iterator[RawDocument]:
    """Distinct reports, one of each corpus in turn."""
    folder = shared()
    assert folder is not None, "the benchmark needs the corpora of ../shared"
    seen: set[str] = set()
    held: list[list[RawDocument]] = []
    for corpus in _CORPORA:
        held.append([])
        for number, line in enumerate((folder / "data" / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            text = row["text"][:_LONGEST]
            if len(text) >= _SHORTEST and text not in seen:
                seen.add(text)
                name = f"{corpus}:{number}"
                given = Given(id=name, outlet=row.get("outlet"), published=row.get("published"))
                held[-1].append(RawDocument(name, "text/plain", text.encode(), given))
    yield from (one for one in chain.from_iterable(zip_longest(*held)) if one is not None)


def row_of(one: RawDocument) -> dict[str, str | None]:
    """A report as a row of JSON Lines."""
    return {"id": one.uri, "outlet": one.given.outlet, "published": one.given.published, "text": one.data.decode()}


def take_as_one() -> None:
    """Takes all reports of every later run of this process as one story, the worst case."""
    stories.grouped = lambda ids, edges, days: (tuple(sorted(ids)),)


def copies() -> Iterator[RawDocument]:
    """Each report as ten outlets print it."""
    for one in raws():
        text = one.data.decode()
        for number in range(_PRINTED):
            short = text.rstrip().rsplit("\n", 1)[0] if number % 3 == 2 else text
            given = replace(one.given, id=f"{one.uri}/{number}", outlet=f"Paper {number}")
            yield RawDocument(f"{one.uri}/{number}", one.media_type, short.encode(), given)


def read(count: int, source: Callable[[], Iterator[RawDocument]] = raws) -> list[AnalysedDocument]:
    """The first ``count`` reports that can be read, analysed on two processes."""
    wanted = [one for one, _ in zip(source(), range(count + count // 10), strict=False)]
    outcomes = chain.from_iterable(local.run_batches(read_batch, wanted, _lost, 2))
    return [one for one in outcomes if isinstance(one, AnalysedDocument)][:count]


def _lost(raw: RawDocument) -> Rejected:
    return Rejected(raw.uri, "analyse", "the process that read it died")


_STEPS = (
    ("furniture", "furniture_of"), ("names", "link"), ("dates", "redate"), ("derivations", "derivations"),
    ("quotations", "utterances"), ("comparison", "compared_story"), ("claims", "story_claims"),
    ("facts", "story_facts"), ("conflicts", "story_conflicts"), ("conflicts", "quotation_conflicts"),
    ("matters", "story_matters"), ("histories", "histories"), ("timeline", "timeline"),
)  # fmt: skip
"""The steps that are timed, and the functions of ``assemble`` that take them."""


class Clock:
    """Seconds of one core by step; what vectors take is counted apart."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(("stories", *(name for name, _ in _STEPS)), 0.0)
        self._vectors = 0.0
        self._make = Embedder()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with what it takes on the clock; what it gives one by one is made at once."""

        def step(*given: Any, **named: Any) -> Any:
            began, before = time.process_time(), self._vectors
            made = function(*given, **named)
            made = tuple(made) if isinstance(made, Iterator) else made
            spent = time.process_time() - began - (self._vectors - before)
            self.seconds[name] = self.seconds.get(name, 0.0) + spent
            self.seconds["vectors"] = self._vectors
            return made

        return step

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, on the clock."""
        began = time.process_time()
        rows = self._make(texts)
        self._vectors += time.process_time() - began
        return rows


@contextmanager
def timed_steps(clock: Clock) -> Iterator[None]:
    """Within it the steps of ``relate.assemble`` are on the clock."""
    before = {function: getattr(assemble, function) for _, function in _STEPS}
    for name, function in _STEPS:
        setattr(assemble, function, clock.timed(name, before[function]))
    try:
        yield
    finally:
        for function, plain in before.items():
            setattr(assemble, function, plain)


def measure(read_first: Sequence[AnalysedDocument], *, one_story: bool) -> tuple[dict[str, float], int, str]:
    """Seconds by step of ``relate.assemble``, the number of statements compared, and what came out."""
    clock = Clock()
    kept, _ = distinct_documents(read_first)
    with timed_steps(clock):
        if one_story:
            jobs = [assemble.as_one_story(kept)]
        else:
            pile = clock.timed("stories", assemble.sort_pile)(sorted(kept, key=lambda one: one.document.id))
            clock.seconds["stories"] -= clock.seconds["furniture"]
            jobs = [pile.job(number) for number in range(len(pile.parts))]
        rows = [assemble.relate_part(job, clock.embed) for job in jobs]
    told = {one.document.id: len(one.analysis.statements) for one in kept}
    groups = [group for job in jobs for group in job.groups]
    across = sum(told[name] for group in groups if len(group) > 1 for name in group)
    made = {name: sum(len(getattr(one, name)) for one in rows) for name in ("derivations", "claims", "conflicts")}
    came = f"{sum(told.values())} statements, {across} compared, {len(groups)} stories, " + ", ".join(
        f"{count} {name}" for name, count in made.items()
    )
    return clock.seconds, across, came


def main() -> None:
    """Prints a table for each pile."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 600]
    distinct, printed = read(max(sizes)), read(max(sizes), copies)
    local.release()
    gc.freeze()  # or the collector's passes over all reports fall into whichever step runs
    piles = {"distinct": (distinct, False), "one story": (distinct, True), "copies": (printed, False)}
    for name, (everything, one_story) in piles.items():
        before: tuple[int, int, dict[str, float]] | None = None
        for size in sizes:
            seconds, compared, came = measure(everything[:size], one_story=one_story)
            print(f"\n{name}, {size} reports: {came}; {sum(seconds.values()):.1f} s")
            for step, spent in seconds.items():
                growth = ""
                if before and min(spent, before[2].get(step, 0.0)) > 0.02:
                    ratio = math.log(spent / before[2][step])
                    growth = f"  growth {ratio / math.log(size / before[0]):5.2f} by reports"
                    growth += f" {ratio / math.log(compared / before[1]):5.2f} by statements compared"
                print(f"  {step:12} {spent:8.2f} s  {1000 * spent / size:7.2f} ms a report{growth}", flush=True)
            before = size, compared, seconds


if __name__ == "__main__":
    main()
