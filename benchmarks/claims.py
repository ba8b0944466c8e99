"""Claims: statements a second and growth, on stories of 10, 100 and 600 reports put together from real ones.

    python -m benchmarks.claims [REPORTS ...]

Reports are analysed once, then taken as one story (several real stories combined; beyond their number, reports are
repeated with every third statement left out, other ones each time).  Prints seconds for claims with
origins, and for conflicts, on one core.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace

import msgspec

from evals.figure import shared
from firsthand.analyse import analyse
from firsthand.clean import clean
from firsthand.data import Analysis, Document, Given, RawDocument, Rejected
from firsthand.relate import entities
from firsthand.relate.assemble import with_linked
from firsthand.relate.claims import claims
from firsthand.relate.conflicts import conflicts
from firsthand.relate.pile import Pile

_READ = 60
"""Real reports that are analysed; more reports than these are variations of them."""


def _reports(count: int) -> tuple[list[Document], list[Analysis]]:
    folder = shared()
    assert folder is not None, "the benchmark needs the corpora of ../shared"
    lines = (folder / "data/stories/giveme5w1h_clusters.jsonl").read_text(encoding="utf-8").splitlines()
    documents: list[Document] = []
    analyses: list[Analysis] = []
    for number, line in enumerate(lines[: min(count, _READ)]):
        row = json.loads(line)
        given = Given(id=f"r{number}", outlet=f"Outlet {number}", published=row.get("published"))
        made = clean(RawDocument(f"r{number}", "text/plain", row["text"][:5000].encode(), given))
        if not isinstance(made, Rejected):
            documents.append(made)
            analyses.append(analyse(made))
    read = len(documents)
    while len(documents) < count:
        original = len(documents) % read
        document, analysis = _variation(documents[original], analyses[original], len(documents))
        documents.append(document)
        analyses.append(analysis)
    return documents, analyses


def _variation(document: Document, analysis: Analysis, number: int) -> tuple[Document, Analysis]:
    """The same analysis under another document id, with every third statement left out, other ones each time."""
    name = f"{document.id}-{number}"
    renamed = _again(analysis, document.id, name, str(number))
    kept = tuple(one for n, one in enumerate(renamed.statements) if (n + number) % 3)
    return replace(document, id=name), replace(renamed, statements=kept)


def _again(analysis: Analysis, old: str, new: str, mark: str) -> Analysis:
    raw = msgspec.json.encode(analysis).decode().replace(old, new)
    for prefix in ("s-", "a-", "q-"):
        raw = raw.replace(f'"{prefix}', f'"{prefix}{mark}')
    return msgspec.json.decode(raw, type=Analysis)


def measure(count: int) -> str:
    documents, analyses = _reports(count)
    linked, names = entities.link(documents, analyses)
    ordered = sorted(range(len(documents)), key=lambda n: documents[n].id)
    pile = Pile(tuple(documents[n] for n in ordered), tuple(with_linked(analyses[n], names) for n in ordered), linked)
    story = (tuple(document.id for document in pile.documents),)
    begin = time.perf_counter()
    grouped, _ = claims(pile, story, (), ())
    middle = time.perf_counter()
    found = conflicts(pile, story, (), (), grouped)
    end = time.perf_counter()
    held = len(pile.statement)
    return (
        f"{len(documents):4} reports {held:6} statements  claims {middle - begin:6.1f} s "
        f"({held / (middle - begin):6.0f} statements/s, {len(grouped)} claims)  "
        f"conflicts {end - middle:6.1f} s ({len(found)})"
    )


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or [10, 100, 600]:
        print(measure(size), flush=True)
