"""Claims: statements a second and growth, on stories of 10, 100 and 600 distinct real reports, each put together.

    python -m benchmarks.claims [REPORTS ...]

Reports come in turn from Giveme5W1H, Wikinews, BASIL and PolNeAR train, no text twice; those of one event stand side by
side in the first three.  They are analysed once, on two processes (some minutes for 600), then the first ones are taken
as one story.  Prints seconds of one core: for claims with origins and links, and for conflicts.  Derivations are left
out (``benchmarks.derivation``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import chain, zip_longest

from evals.figure import shared
from evals.piles import claims, conflicts
from firsthand.data import Given, RawDocument, Rejected
from firsthand.engines import local
from firsthand.models.vectors import embedder
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import read_batch
from firsthand.relate.assemble import with_linked
from firsthand.relate.identity import entity_linking
from firsthand.relate.pile import Pile

_CORPORA = ("stories/giveme5w1h_clusters", "stories/wikinews_clusters", "stories/basil_triples", "polnear/train")
_LONGEST = 5000
"""Characters of one report that are read."""
_SHORTEST = 400


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


def read(count: int) -> list[AnalysedDocument]:
    """The first ``count`` reports that can be read, analysed on two processes."""
    wanted = [one for one, _ in zip(raws(), range(count + count // 10), strict=False)]
    outcomes = chain.from_iterable(local.run_batches(read_batch, wanted, _lost, 2))
    return [one for one in outcomes if isinstance(one, AnalysedDocument)][:count]


def _lost(raw: RawDocument) -> Rejected:
    return Rejected(raw.uri, "analyse", "the process that read it died")


def measure(reads: list[AnalysedDocument]) -> str:
    """One line for the reports taken as one story."""
    linked, names = entity_linking.link([one.analysis for one in reads])
    ordered = sorted(reads, key=lambda one: one.document.id)
    analyses = tuple(with_linked(one.analysis, names) for one in ordered)
    pile = Pile(
        tuple(one.document for one in ordered), analyses, linked, tuple(one.comparable for one in ordered), embedder()
    )
    story = (tuple(document.id for document in pile.documents),)
    begin = time.process_time()
    made, _ = claims(pile, story, (), ())
    middle = time.process_time()
    found = conflicts(pile, story, (), (), made)
    end = time.process_time()
    held = len(pile.statement)
    links = sum(len(one.links) for one in made) // 2
    return (
        f"{len(reads):4} reports {held:6} statements  claims {middle - begin:6.1f} s "
        f"({held / (middle - begin):5.0f} statements/s, {len(made)} claims, {links} links)  "
        f"conflicts {end - middle:6.1f} s ({len(found)})"
    )


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:]] or [10, 100, 600]
    everything = read(max(sizes))
    for size in sizes:
        print(measure(everything[:size]), flush=True)
